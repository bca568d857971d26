"""How is one piece of work done for many dialogues? Here while it is little, on all cores when it is much.

A dialogue is a stream of its own, so the work is split by dialogue. Each process opens the store for itself, to read.
A store that lives in this process alone (`Engine.opener` is None) is worked on here.
"""

from __future__ import annotations

import os
from contextlib import closing
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, TypeVar, cast

from events.errors import StoreError, TimelineError
from events.lots import lots

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from events.store.log import FactLog
    from events.store.port import Engine

Done = TypeVar("Done")
Done_co = TypeVar("Done_co", covariant=True)

LITTLE_FACTS: Final = 10_000
"""Facts up to which the work is done here: it takes less time than to start processes, which is about half a second."""

_LOT_FACTS: Final = 2_000
"""Facts that a process works on before it gives back what it has done."""

_LOTS_AHEAD: Final = 2
"""Lots for each process that are at work or done and not yet taken: what waits lies in memory."""

_GARBAGE: Final = 100_000
"""Python looks for unreachable cycles after so many new objects: its 700 take a tenth of the work, and find none."""


class Work(Protocol[Done_co]):
    """What is done for one dialogue. A function of a module, or a `functools.partial` of one."""

    def __call__(self, log: FactLog, dialogue: str, /) -> Done_co:
        """Read the dialogue from the log and return what is made of it."""
        ...


class _Refused(NamedTuple):
    """A refusal on its way back from a process: errors with data of their own do not travel."""

    message: str
    hint: str


def cores() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def each(
    engine: Engine,
    dialogues: Mapping[str, int],
    work: Work[Done],
    *,
    jobs: int | None = None,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Iterator[tuple[str, Done]]:
    """Do the work for each dialogue. Results come in any order.

    Args:
        engine: the store.
        dialogues: each with its number of facts.
        work: what is done.
        jobs: how many processes. One for each core where left out.
        told: is called with the facts of the dialogues that are done, and of all: before the first and after each.

    Raises:
        StoreError: the store refused something in another process.

    """
    so_far, total = 0, sum(dialogues.values())
    told(so_far, total)
    for dialogue, done in _done(engine, dialogues, work, jobs, largest_first=True):
        so_far += dialogues[dialogue]
        told(so_far, total)
        yield dialogue, done


def each_in_order(
    engine: Engine, dialogues: Mapping[str, int], work: Work[Done], *, jobs: int | None = None
) -> Generator[Done]:
    """Do the work for each dialogue. Results come in the order of the dialogues. See `each`."""
    with closing(_done(engine, dialogues, work, jobs, largest_first=False)) as results:
        for _, done in results:
            yield done


def _done(
    engine: Engine, dialogues: Mapping[str, int], work: Work[Done], jobs: int | None, *, largest_first: bool
) -> Generator[tuple[str, Done]]:
    jobs = jobs or cores()
    if engine.opener is None or jobs == 1 or len(dialogues) == 1 or sum(dialogues.values()) <= LITTLE_FACTS:
        return _here(engine, dialogues, work)
    # The large ones first: the last lots to be done are short.
    in_order = sorted(dialogues, key=dialogues.__getitem__, reverse=True) if largest_first else dialogues
    portions = lots(in_order, dialogues.__getitem__, most=_LOT_FACTS, size=_LOT_FACTS)
    return _in_processes(engine.opener, jobs, portions, work, any_order=largest_first)


def _here(engine: Engine, dialogues: Iterable[str], work: Work[Done]) -> Generator[tuple[str, Done]]:
    from events.store.log import FactLog

    log = FactLog(engine)
    for dialogue in dialogues:
        yield dialogue, work(log, dialogue)


def _in_processes(
    opener: Callable[[], Engine], jobs: int, portions: Iterator[list[str]], work: Work[Done], *, any_order: bool
) -> Generator[tuple[str, Done]]:
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Not forked: a database connection must not be shared, and this process may have threads.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(opener,))
    running: list[Future[Any]] = []
    is_done = False
    try:
        # No more than is needed to keep all busy: what waits to be taken lies in memory.
        running += (pool.submit(_do, lot, work) for lot in islice(portions, _LOTS_AHEAD * jobs))
        while running:
            finished = wait(running, return_when=FIRST_COMPLETED).done if any_order else {running[0]}
            for done in [future.result() for future in finished]:
                running = [future for future in running if future not in finished]
                running += (pool.submit(_do, lot, work) for lot in islice(portions, _LOTS_AHEAD * jobs - len(running)))
                if isinstance(done, _Refused):
                    raise StoreError(done.message, hint=done.hint)
                yield from cast("list[tuple[str, Done]]", done)
        is_done = True
    except BrokenProcessPool:
        msg = "a process that worked on the store was ended from outside"
        raise StoreError(
            msg, hint="Look at the free memory, then repeat. `«:jobs» 1` works without processes."
        ) from None
    finally:
        if not is_done:
            # Whoever stops this waits for nothing: the others only read, and may be at it for a while.
            for process in (pool._processes or {}).values():  # noqa: SLF001 - public from 3.14 on: `terminate_workers`
                process.terminate()
        pool.shutdown(cancel_futures=True)


# ---- in the other process ----------------------------------------------------------------------------------------

_opener: Callable[[], Engine] | None = None
"""How this process opens the store that it reads."""


def _begin(opener: Callable[[], Engine]) -> None:
    import gc
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    global _opener  # noqa: PLW0603 - a process of a pool has no other place for what it is started with
    _opener = opener
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us; who started us ends the work.

    def end_with_parent() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()


@cache
def _log() -> FactLog:
    from events.store.log import FactLog

    assert _opener is not None
    return FactLog(_opener())


def _do(dialogues: list[str], work: Work[Any]) -> list[tuple[str, Any]] | _Refused:
    try:
        return [(dialogue, work(_log(), dialogue)) for dialogue in dialogues]
    except TimelineError as error:
        return _Refused(error.message, error.hint)
