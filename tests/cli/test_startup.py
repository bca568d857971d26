"""A command that prints an answer which is ready loads no more than it uses: modules are counted, not milliseconds.

Loading takes most of the time of such a command. An import at the top of a module that every command passes costs all
of them, and no test of an answer notices.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import ROOT, STORYLINE, TALKS, timeline, unmeasured

if TYPE_CHECKING:
    from pathlib import Path

OURS = 66
"""Modules of ours at most. It was 64 for a past day when this was written, and 56 for the dialogues."""

LIBRARIES = {"typer", "annotated_doc", "shellingham", "tabulate", "wcwidth"}
"""The only libraries: those that read the command line and print tables."""

AT_ITS_START = {"sitecustomize", "usercustomize"}
"""What Python itself loads, where a distribution or a user has it load something."""

COSTLY = {
    *("asyncio", "concurrent", "csv", "dataclasses", "decimal", "email", "http", "importlib.metadata"),
    *("multiprocessing", "socket", "ssl", "tempfile", "xml"),
}
"""What takes long of Python's own library, and what no such command needs."""

PROGRAM = """
import atexit, sys
atexit.register(lambda: print("\\n", *sys.modules, file=sys.stderr))
from timeline.cli.main import run
run()
"""

READY = [
    "state iraq-nato",
    "state iraq-nato --json",
    "show iraq-nato",
    "sessions iraq-nato",
    "positions iraq-nato",
    "disputes iraq-nato",
    "state iraq-nato --on 2025-05-10",
    "upcoming",
    "upcoming --on 2025-05-10",
    "dialogues",
    "news talks --since 2026-11-20",
    "days talks --since 2026-11-20",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The storyline and a dialogue of which nothing is new, with their answers ready."""
    path = tmp_path_factory.mktemp("ready") / "talks.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_TODAY", "2026-11-27")
        assert timeline("append", "--from", str(STORYLINE), "--store", str(path)).code == 0
        assert timeline("append", "--from", "-", "--store", str(path), stdin=TALKS).code == 0
    return path


def loaded(line: str, store: Path) -> set[str]:
    """The modules that a command line loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split(), "--store", str(store)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**unmeasured(), "TIMELINE_TODAY": "2026-11-27"},
    )
    return {*done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("line", READY)
def test_a_ready_answer_loads_little_of_ours_and_nothing_that_is_costly(line: str, store: Path) -> None:
    modules = loaded(line, store)
    ours = sorted(name for name in modules if name.partition(".")[0] in {"events", "timeline"})
    assert len(ours) <= OURS, f"{len(ours)} modules, some of which could be imported where they are used: {ours}"
    assert modules & COSTLY == set()
    tops = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names
    assert {name for name in tops if not name.startswith("_")} - {"events", "timeline"} - AT_ITS_START <= LIBRARIES
