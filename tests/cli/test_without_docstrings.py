"""Python can be told to leave docstrings out (`-OO`): what they say of kinds and commands is said all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.given import ROOT, unmeasured


@pytest.mark.parametrize(
    "line",
    [("append", "session-held", "--help"), ("append", "--help"), ("verify", "--help"), ("--help",), ("help", "redact")],
)
def test_the_help_is_the_same(line: tuple[str, ...]) -> None:
    told = [
        subprocess.run(
            [sys.executable, *optimized, "-m", "timeline", *line],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env=unmeasured(),
            text=True,
        ).stdout
        for optimized in ((), ("-OO",))
    ]
    assert told[0] == told[1]
