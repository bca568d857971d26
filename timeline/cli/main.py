"""How does the program start, once `dialogue_timeline` has seen that all of it is ours?"""

from __future__ import annotations

import gc
import os
import sys

from timeline.cli.terminal.streams import AnswerLostError, stand_in_for_what_is_closed
from timeline.cli.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

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
    from timeline.cli.app import run_command

    # What was imported stays until the end and holds nothing to be closed: no collection has to look at it again.
    gc.freeze()
    _leave(run_command(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """Leave with an exit code, and at once where nothing waits for the end.

    Python would take apart all that was loaded, which takes a twentieth of a short command.
    """
    import atexit
    import threading
    from contextlib import suppress

    # What the end would do besides: what was asked for, and to wait for threads. Stores and files are closed.
    waits = atexit._ncallbacks() or threading.active_count() > 1  # noqa: SLF001 - nothing else tells it
    # A profiler, a debugger or `python -i` goes on when we are done.
    goes_on = sys.getprofile() or sys.gettrace() or sys.flags.inspect
    if not (waits or goes_on):
        with suppress(OSError, AnswerLostError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    sys.exit(code)


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
