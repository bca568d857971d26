"""What becomes of a command that is told to end (SIGTERM), or whose terminal is closed (SIGHUP)?"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let the two signals end the block as Ctrl-C does, then the process as they would have.

    So what it keeps for a while is cleared away, and who waits for the process sees which signal ended it. A second
    signal ends it at once.
    """
    import signal
    from threading import current_thread, main_thread

    told: list[int] = []

    def leave(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        told.append(number)
        sys.exit(128 + number)

    heard = []
    if current_thread() is main_thread():
        numbers = (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP"))  # Windows has no SIGHUP
        heard = [number for number in numbers if number is not None and signal.getsignal(number) is signal.SIG_DFL]
    for number in heard:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
        if told:
            _end_by(told[0])


def _end_by(number: int) -> None:
    """End the process by a signal, once what waits for its end is done."""
    import atexit
    import os

    atexit._run_exitfuncs()  # noqa: SLF001 - after this nobody else runs them
    os.kill(os.getpid(), number)
