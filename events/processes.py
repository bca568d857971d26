"""How do several processes share work? Each takes the next portion. The number of portions that wait is limited.

Those that use a store are not forked: a connection to a database must not be shared, and a process may have threads.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from functools import partial
from itertools import cycle, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

from events.errors import StoreError, TimelineError
from events.memory import share_heap

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

Portion = TypeVar("Portion")
Done = TypeVar("Done")

_AHEAD: Final = 2
"""Portions for each process that are at work, or done and not yet taken: what waits lies in memory."""

_PIPE_BYTES: Final = 1 << 20
"""As much as Linux lets anybody's pipe hold."""

LOOK_AT_MEMORY: Final = "Look at the free memory, then repeat."
"""What to do where a process was ended from outside: mostly the system did it."""

GARBAGE: Final = 100_000
"""Python looks for unreachable cycles after so many new objects: its 700 take a tenth of the work, and find none."""


class EndedFromOutsideError(StoreError):
    """A process that did a part of the work was ended from outside: by the system, where memory is short."""

    def __init__(self, hint: str) -> None:
        """Take what to do next."""
        super().__init__("a process that did a part of the work was ended from outside", hint=hint)


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
    is_large: Callable[[Portion], bool] = lambda _: False,
    renew_after: int | None = None,
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
        is_large: which portions take much memory. Half of the processes take none of these, since a process hardly
            gives back what it once took.
        renew_after: portions after which another process takes the place of one, since its memory grows with all that
            it ever worked on. None where it does not matter.
        hint: what to do where a process is ended from outside.

    Raises:
        EndedFromOutsideError: a process was ended from outside.

    """
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    share_heap()
    lanes = _Lanes(partial(_Lane, begin, begin_with, renew_after), jobs, is_large)
    running = lanes.running
    is_done = False
    try:
        lanes.submit(portions, work)
        while running:
            finished = wait(running, return_when=FIRST_COMPLETED).done if any_order else {next(iter(running))}
            while finished:
                done = lanes.taken(finished.pop())
                lanes.submit(portions, work)
                if not running:
                    lanes.end(at_once=False)  # before what they made is made use of: each holds memory until then
                yield done
                del done  # it would lie in memory until the next one is there
        is_done = True
    except BrokenProcessPool:
        raise EndedFromOutsideError(hint) from None
    finally:
        lanes.end(at_once=not is_done)


@contextmanager
def refusing_plainly() -> Iterator[None]:
    """Let a refusal travel to another process: an error that has data of its own does not."""
    try:
        yield
    except TimelineError as error:
        raise StoreError(error.message, hint=error.hint) from None


def can_fork() -> bool:
    """Whether this process may be forked: it has one thread, and a system on which that is safe."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - a count of names


def forked_out(
    portions: Iterator[Portion], work: Callable[[Portion], Done], *, jobs: int, hint: str
) -> Generator[Done]:
    """Do what `shared_out` does by processes that share what is loaded here. Where this process can be forked.

    Not for what uses a store: a connection to a database must not be shared.
    """
    share_heap()
    forks: list[_Fork] = []
    results = 0
    try:
        for _ in range(jobs):
            forks.append(_Fork(work, [end for fork in forks for end in (fork.portions, fork.results)]))
        # Each gets its share in turn, so that what comes first is known without waiting for all.
        turns = cycle(forks)
        for fork, portion in zip(islice(cycle(forks), _AHEAD * jobs), portions, strict=False):
            fork.put(portion, hint)
            results += 1
        while results:
            fork = next(turns)
            is_done, result = fork.take(hint)
            results -= 1
            if not is_done:
                raise result
            for portion in islice(portions, 1):
                fork.put(portion, hint)
                results += 1
            yield result
    finally:
        for fork in forks:
            fork.end()


class _Fork:
    """A forked process.

    Attributes:
        portions: takes them.
        results: whether each was done, and the result or the error, in order.

    """

    def __init__(self, work: Callable[[Any], Any], others: Sequence[Connection]) -> None:
        from multiprocessing import get_context

        context = get_context("fork")
        taken, self.portions = context.Pipe(duplex=False)
        self.results, given = context.Pipe(duplex=False)
        for pipe in (self.portions, given):
            _hold_much(pipe)
        ours = (*others, self.portions, self.results)
        self._process = context.Process(target=_work_on, args=(taken, given, work, ours), daemon=True)
        with _starting():
            self._process.start()
        taken.close()
        given.close()

    def put(self, portion: object, hint: str) -> None:
        """Hand a portion over."""
        with _refusing_if_ended(hint):
            self.portions.send(portion)

    def take(self, hint: str) -> tuple[bool, Any]:
        """Wait for what became of the next portion: whether it was done, and the result or the error."""
        with _refusing_if_ended(hint):
            told: tuple[bool, Any] = self.results.recv()
        return told

    def end(self) -> None:
        """Let it end at once."""
        self._process.terminate()
        self._process.join()
        self.portions.close()
        self.results.close()


@contextmanager
def _refusing_if_ended(hint: str) -> Iterator[None]:
    """Say so where the process at the other end is gone, also amid what it tells, where it is a plain OSError."""
    try:
        yield
    except (EOFError, OSError):
        raise EndedFromOutsideError(hint) from None


@contextmanager
def _starting() -> Iterator[None]:
    """Start a process that is deaf to Ctrl-C, which goes to all of us, until it can ignore it by itself."""
    import signal

    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hold_much(pipe: Connection) -> None:
    """Let who sends go on while nobody takes: a whole portion is held, where else it were handed over in pieces."""
    from fcntl import F_SETPIPE_SZ, fcntl

    with suppress(OSError):  # a system that allows less
        fcntl(pipe.fileno(), F_SETPIPE_SZ, _PIPE_BYTES)


def _work_on(taken: Connection, given: Connection, work: Callable[[Any], Any], ours: Sequence[Connection]) -> None:
    """Work on what comes, until nothing more can come."""
    from queue import SimpleQueue
    from threading import Thread

    for one in ours:  # Else nobody would see that who started us has closed them.
        one.close()
    _begin(None, ())
    waiting = SimpleQueue[Any]()

    def take() -> None:
        # At once, so that who sends does not wait for one who sends.
        with suppress(EOFError, OSError):
            while True:
                waiting.put((taken.recv(),))
        waiting.put(())

    Thread(target=take, daemon=True).start()
    while portion := waiting.get():
        try:
            told = (True, work(*portion))
        except Exception as error:  # noqa: BLE001 - whatever it is, who started us is to meet it
            told = (False, error)
        try:
            given.send(told)
        except ConnectionError:  # who started us is gone, or needs no more
            return


class _Lanes:
    """The processes, and what each is doing.

    Attributes:
        running: what is at work, or done and not yet taken, each with its process.

    """

    def __init__(
        self,
        start: Callable[[], _Lane],
        jobs: int,
        is_large: Callable[[Any], bool],
    ) -> None:
        self.running: dict[Future[Any], _Lane] = {}
        self._lanes = [start() for _ in range(jobs)]
        self._for_large = self._lanes[: (jobs + 1) // 2]
        self._is_large = is_large

    def submit(self, portions: Iterator[Portion], work: Callable[[Portion], object]) -> None:
        """Give out as many as may be at work now."""
        # Those for what is large are for the rest as well: while one of them takes more, anything can be given out.
        while len(self.running) < _AHEAD * len(self._lanes) and not all(lane.is_spent for lane in self._for_large):
            portion = next(portions, _NO_MORE)
            if portion is _NO_MORE:
                return
            lane = min(self._for_large if self._is_large(portion) else reversed(self._lanes), key=_LOAD)
            with _starting():
                self.running[lane.submit(work, portion)] = lane

    def taken(self, future: Future[Done]) -> Done:
        """Take a result."""
        lane, done = self.running.pop(future), future.result()
        lane.took_one()  # now, since it may end the process, and what is not done with it
        return done

    def end(self, *, at_once: bool) -> None:
        """Let all of them end."""
        for lane in self._lanes:
            lane.end(at_once=at_once)


class _Lane:
    """A process, started when it is given its first portion. Another takes its place after so many portions."""

    def __init__(
        self, begin: Callable[..., object] | None, begin_with: tuple[Any, ...], renew_after: int | None
    ) -> None:
        self._begun_with = (begin, begin_with)
        self._renew_after = renew_after
        self._begin_anew()

    def _begin_anew(self) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=self._begun_with)
        self._given = self._at_work = 0

    @property
    def is_spent(self) -> bool:
        """Whether it is to get no more, so that another takes its place once it is done."""
        return self._renew_after is not None and self._given >= self._renew_after

    @property
    def load(self) -> tuple[bool, int]:
        """By which the next portion goes to the one with the least."""
        return self.is_spent, self._at_work

    def submit(self, work: Callable[[Portion], Done], portion: Portion) -> Future[Done]:
        """Hand a portion over."""
        self._given += 1
        self._at_work += 1
        return self._pool.submit(work, portion)

    def took_one(self) -> None:
        """Count a portion as done. Where it was the last one of a process that is spent, this one ends."""
        self._at_work -= 1
        if self.is_spent and not self._at_work:
            self.end(at_once=False)
            self._begin_anew()

    def end(self, *, at_once: bool) -> None:
        """Let it end. Whoever stops it at once waits for nothing: it changes nothing, and may be at it for a while."""
        if at_once:
            for process in (self._pool._processes or {}).values():  # noqa: SLF001 - public from 3.14: `terminate_workers`
                process.terminate()
        self._pool.shutdown(cancel_futures=True)


_LOAD: Final = attrgetter("load")

_NO_MORE: Final[Any] = object()
"""In place of a portion, behind the last."""


def _begin(begin: Callable[..., object] | None, begin_with: tuple[Any, ...]) -> None:
    import gc
    import signal
    from multiprocessing import parent_process
    from threading import Thread

    share_heap()
    gc.set_threshold(GARBAGE)
    # What is typed, or the end of the terminal, goes to all of us; who started us ends the work, and us by SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hangup := getattr(signal, "SIGHUP", None):  # Windows has none
        signal.signal(hangup, signal.SIG_IGN)

    def end_with_parent() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    Thread(target=end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*begin_with)
