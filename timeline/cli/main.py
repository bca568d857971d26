"""The console script `timeline`."""

from __future__ import annotations

import gc
import sys

VERSION = "0.1.0"
"""The released version; a test holds it to `pyproject.toml`. Asking the installed metadata takes 60 ms."""

GARBAGE = 100_000
"""Python looks for unreachable cycles after so many new objects. Its 700 take a twentieth of a short command, a tenth
of a long one; these leave none."""


def run() -> None:
    """Run the command that was typed, and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Before anything is imported: typer alone takes five times as long as Python itself.
        sys.stdout.write(f"timeline {VERSION}\n")
        sys.exit(0)
    gc.set_threshold(GARBAGE)
    from timeline.cli.app import run_command

    # What was imported stays until the end and holds nothing to be closed: no collection has to look at it again.
    gc.freeze()
    sys.exit(run_command(sys.argv[1:]))
