"""The command line as tests run it: what was typed, what came out."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from timeline.cli.app import run_command

ROOT = Path(__file__).parents[2]
STORYLINE = ROOT / "timeline" / "demo" / "iraq-nato.yaml"

TALKS = """\
dialogue: talks
title: Talks of A and B
parties: [A, B]
---
dialogue: talks
report: {id: r1, outlet: Agency, published: 2024-03-02, origin: Ministry of A}
facts:
- {kind: session-held, session: 1, when: 2024-03-01, place: Geneva}
- {kind: invitation-extended, invitation: second, by: B, to: A, session: 2, window: 2025}
"""
"""A small dialogue: four facts."""

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00|\d{4}-\d\d-\d\d \d\d:\d\d(?!\d)")


@dataclass(frozen=True)
class Ran:
    """What came of a command line."""

    code: int
    out: str
    err: str


def timeline(*arguments: str, stdin: str | bytes = b"") -> Ran:
    """Run a command line in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run_command(list(arguments))
    finally:
        sys.stdin = before
    return Ran(code, _text(out), _text(err))


def refused(*arguments: str) -> tuple[int, str]:
    """The code and the first line of a command line that is refused."""
    ran = timeline(*arguments)
    assert ran.out == ""
    return ran.code, ran.err.partition("\n")[0]


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """Run a command line as a process of its own, through the console entry."""
    done = subprocess.run(
        command_line(*arguments),
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=60,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def command_line(*arguments: str) -> list[str]:
    """What starts the console entry."""
    return [sys.executable, "-c", "from timeline.cli.main import run; run()", *arguments]


def unmeasured() -> dict[str, str]:
    """The environment without the measuring of coverage, which would load modules and write files of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def timeless(text: str) -> str:
    """A text with the instants of recording made the same."""
    return _INSTANT.sub(lambda match: "2025-06-01T12:00:00+00:00" if "T" in match[0] else "2025-06-01 12:00", text)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    # What a damaged store holds is no text perhaps.
    return cast("io.BytesIO", stream.buffer).getvalue().decode(errors="surrogateescape")
