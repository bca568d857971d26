"""The console script `timeline`."""

from __future__ import annotations

import gc
import os
import sys

from timeline.cli.terminal.streams import AnswerLostError, stand_in_for_what_is_closed
from timeline.cli.version import VERSION

GARBAGE = 100_000
"""Python looks for unreachable cycles after so many new objects. Its 700 take a twentieth of a short command, a tenth
of a long one. These leave none."""


def run() -> None:
    """Run the command that was typed, and leave with its exit code."""
    stand_in_for_what_is_closed()
    if sys.argv[1:] == ["--version"] and _told_version():
        sys.exit(0)
    gc.set_threshold(GARBAGE)
    # Pydantic would read the metadata of every installed distribution for plugins; no model of ours has one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from timeline.cli.app import run_command
    except ImportError:
        _refuse_foreign_events()
        raise
    # What was imported stays until the end and holds nothing to be closed: no collection has to look at it again.
    gc.freeze()
    sys.exit(run_command(sys.argv[1:]))


def _told_version() -> bool:
    """Print the version before anything is imported: typer alone takes five times as long as Python itself.

    Where it cannot be printed, whoever runs commands says so.
    """
    try:
        sys.stdout.write(f"timeline {VERSION}\n")
        sys.stdout.flush()
    except (AnswerLostError, BrokenPipeError):
        return False
    return True


def _refuse_foreign_events() -> None:
    """Leave with one line where another distribution, or a file of the user, has the name of a package of ours."""
    from importlib.util import find_spec

    found = find_spec("events")
    try:
        ours = find_spec("events.errors") is not None
    except ImportError:
        ours = False
    if ours:
        return
    place = found.origin or next(iter(found.submodule_search_locations or ()), "") if found else ""
    sys.stderr.write(
        f"error: {place or 'what is there'} is not the package `events` of this program, and stands in its way\n"
        "hint: Install the program in an environment of its own (uv tool install, pipx), and unset PYTHONPATH.\n"
    )
    sys.exit(1)
