"""Inputs that atheris finds for one target: it keeps whatever reaches code that nothing reached before.

    python -m tests.torture.guided NUMBER INPUTS SEED FOLDER

A process of its own, since atheris ends it. The first input that must not be ends it with a traceback and an exit code
other than 0.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["events", "timeline"]):
    from tests.torture.fuzz import judge
    from tests.torture.fuzz_targets import TARGETS


def main(number: str, inputs: str, seed: str, folder: str) -> None:
    """Begin with the corpus of the target."""
    target, corpus = TARGETS[int(number)], Path(folder)
    corpus.mkdir()
    for count, data in enumerate(target.corpus()):
        (corpus / str(count)).write_bytes(data)

    def try_(data: bytes) -> None:
        judge(target, data)

    options = [f"-runs={inputs}", f"-seed={seed}", "-max_len=20000", "-timeout=60", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/", str(corpus)], try_)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
