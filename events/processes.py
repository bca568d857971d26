"""How do several processes share work, in portions? Each takes the next portion, and what waits is bounded.

They are not forked: a connection to a database must not be shared, and a process may have threads.
"""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from events.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from concurrent.futures import Future

Portion = TypeVar("Portion")
Done = TypeVar("Done")

_AHEAD: Final = 2
"""Portions for each process that are at work, or done and not yet taken: what waits lies in memory."""

GARBAGE: Final = 100_000
"""Python looks for unreachable cycles after so many new objects: its 700 take a tenth of the work, and find none."""


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared_out(  # noqa: PLR0913 - what is done, and by how many, and in which order
    portions: Iterator[Portion],
    work: Callable[[Portion], Done],
    *,
    jobs: int,
    begin: Callable[..., object] | None = None,
    begin_with: tuple[Any, ...] = (),
    any_order: bool = False,
    hint: str,
) -> Generator[Done]:
    """Have each portion worked on in another process.

    Args:
        portions: what is worked on, taken one by one.
        work: a function of a module, or a `functools.partial` of one.
        jobs: how many processes.
        begin: what is called first in each process. A function of a module.
        begin_with: what it is called with.
        any_order: give results as they are ready. Else they come in the order of the portions.
        hint: what to do where a process is ended from outside.

    Raises:
        StoreError: a process was ended from outside.

    """
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(begin, begin_with))
    running: list[Future[Done]] = []
    is_done = False
    try:
        running += (pool.submit(work, portion) for portion in islice(portions, _AHEAD * jobs))
        while running:
            finished = wait(running, return_when=FIRST_COMPLETED).done if any_order else {running[0]}
            for done in [future.result() for future in finished]:
                running = [future for future in running if future not in finished]
                running += (pool.submit(work, portion) for portion in islice(portions, _AHEAD * jobs - len(running)))
                yield done
        is_done = True
    except BrokenProcessPool:
        raise StoreError("a process that did a part of the work was ended from outside", hint=hint) from None
    finally:
        if not is_done:
            # Whoever stops this waits for nothing: the others change nothing, and may be at it for a while.
            for process in (pool._processes or {}).values():  # noqa: SLF001 - public from 3.14 on: `terminate_workers`
                process.terminate()
        pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., object] | None, begin_with: tuple[Any, ...]) -> None:
    import gc
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    gc.set_threshold(GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us; who started us ends the work.

    def end_with_parent() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*begin_with)
