"""How does the program start, once `dialogue_timeline` has seen that all of it is ours, and how does it end?"""

from __future__ import annotations

import gc
import os
import sys

from timeline.cli.terminal.streams import AnswerLostError, stand_in_for_what_is_closed
from timeline.cli.version import VERSION

GARBAGE = 100_000
"""Python looks for unreachable cycles after so many new objects. Its 700 take a twentieth of a short command, a tenth
of a long one. These leave none."""


def run(*, at_once: bool = True) -> None:
    """Run the command that was typed, and leave with its exit code.

    Args:
        at_once: the process may end with it, where nothing else waits for the end.

    """
    stand_in_for_what_is_closed()
    if sys.argv[1:] == ["--version"] and _told_version():
        sys.exit(0)
    gc.set_threshold(GARBAGE)
    # Pydantic would read the metadata of every installed distribution for plugins; no model of ours has one.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from timeline.cli.app import run_command

    # What was imported stays until the end and holds nothing to be closed: no collection has to look at it again.
    gc.freeze()
    told = _hear_endings()
    try:
        code = run_command(sys.argv[1:])
    finally:
        if told:
            _end_by(told[0])
    if at_once and not _is_awaited():
        _end(code)
    sys.exit(code)


def _hear_endings() -> list[int]:
    """Let SIGTERM, and SIGHUP when the terminal is closed, end the command as Ctrl-C does; the second one at once.

    Returns the numbers of those that came.
    """
    import signal
    from threading import current_thread, main_thread

    told: list[int] = []

    def leave(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        told.append(number)
        sys.exit(128 + number)

    if current_thread() is main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, leave)
    return told


def _end_by(number: int) -> None:
    """End the process by the signal that came, so that who waits for it sees which, once all is cleared away."""
    import atexit

    atexit._run_exitfuncs()  # noqa: SLF001 - after this nobody else runs them
    os.kill(os.getpid(), number)


def _is_awaited() -> bool:
    """Whether something is to be done at the end of the process. Stores and files are closed."""
    import atexit
    import threading

    # What was asked for, and threads that are waited for.
    waits = atexit._ncallbacks() or threading.active_count() > 1  # noqa: SLF001 - nothing else tells it
    # A profiler, a debugger or `python -i` goes on when we are done. From Python 3.12 on they are tools that monitor.
    monitoring = getattr(sys, "monitoring", None)
    tools = monitoring and any(
        map(monitoring.get_tool, range(6))
    )  # https://docs.python.org/3/library/sys.monitoring.html
    return bool(waits or sys.getprofile() or sys.gettrace() or sys.flags.inspect or tools)


def _end(code: int) -> None:
    """End the process. Python would take apart all that was loaded, which takes a twentieth of a short command.

    Returns only where something cannot be printed.
    """
    from contextlib import suppress

    with suppress(OSError, AnswerLostError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


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
