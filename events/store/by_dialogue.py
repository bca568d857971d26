"""How is one piece of work done for many dialogues? Here while it is little, on all cores when it is much.

A dialogue is a stream of its own, so the work is split by dialogue. Each process opens the store for itself, to read.
A store that lives in this process alone (`Engine.opener` is None) is worked on here.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache, partial
from os import dup
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from events.lots import lots
from events.memory import give_back, leave_aside
from events.processes import LOOK_AT_MEMORY, cores, refusing_plainly, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from events.store.log import FactLog
    from events.store.port import Engine

Done = TypeVar("Done")
Done_co = TypeVar("Done_co", covariant=True)

LITTLE_FACTS: Final = 10_000
"""Facts up to which the work is done here: it takes less time than to start processes, which is about half a second."""

_LOT_FACTS: Final = 500
"""Facts that a process works on before it gives back what it has done."""

_LOTS_EACH: Final = 200
"""Lots after which another process takes the place of one, since its memory grows with all that it ever worked on: by
some 15 MiB in so many. Who has a hundred thousand facts on two cores starts no other."""

_LARGE_FACTS: Final = 1_000
"""Facts from which on a dialogue is large: what it takes in memory is more than the program itself."""

_ALONE_FACTS: Final = 3_000
"""Facts from which on nothing is done beside a dialogue, one core idle: it takes more memory than all else. Such ones
come first, in a process that ends before the others begin, since it hardly gives back what it once took. In a hundred
thousand facts as in a million, they have a ninth of them."""

_TWO: Final = 2
"""Processes. Where there are more, they take more memory beside each other than one large dialogue does."""


class Work(Protocol[Done_co]):
    """What is done for one dialogue. A function of a module, or a `functools.partial` of one."""

    def __call__(self, log: FactLog, dialogue: str, /) -> Done_co:
        """Read the dialogue from the log and return what is made of it."""
        ...


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
    for dialogue, done in _done(engine, dialogues, work, jobs, in_order=False):
        so_far += dialogues[dialogue]
        told(so_far, total)
        yield dialogue, done
        del done  # it would lie in memory until the next one is there


def each_in_order(
    engine: Engine, dialogues: Mapping[str, int], work: Work[Done], *, jobs: int | None = None
) -> Generator[Done]:
    """Do the work for each dialogue. Results come in the order of the dialogues. See `each`."""
    with closing(_done(engine, dialogues, work, jobs, in_order=True)) as results:
        for _, done in results:
            yield done
            del done


def _done(
    engine: Engine, dialogues: Mapping[str, int], work: Work[Done], jobs: int | None, *, in_order: bool
) -> Generator[tuple[str, Done]]:
    jobs = jobs or cores()
    if engine.opener is None or jobs == 1 or len(dialogues) == 1 or sum(dialogues.values()) <= LITTLE_FACTS:
        return _here(engine, dialogues, work)
    share = partial(_in_processes, engine.opener, work, dialogues)
    first = {slug for slug, facts in dialogues.items() if jobs == _TWO and facts >= _ALONE_FACTS}
    # What waits in a file needs no process for itself. What is used at once lies here beside what is at work.
    together = [sorted(first)] if in_order else [[slug] for slug in sorted(first)]
    alone = _after_each_other(*(share(1, ([slug] for slug in some), any_order=False) for some in together))
    left = {slug: facts for slug, facts in dialogues.items() if slug not in first}
    portions = lots(
        left if in_order else _large_and_small(left, jobs), left.__getitem__, most=_LOT_FACTS, size=_LOT_FACTS
    )
    others = share(jobs, portions, any_order=not in_order)
    if not first:
        return others
    return _in_their_order(dialogues, alone, others) if in_order else _after_each_other(alone, others)


def _after_each_other(*results: Iterable[tuple[str, Done]]) -> Generator[tuple[str, Done]]:
    for some in results:
        yield from some


def _in_their_order(
    dialogues: Iterable[str], first: Generator[tuple[str, Done]], others: Generator[tuple[str, Done]]
) -> Generator[tuple[str, Done]]:
    """Put the results in order. Those that are made before all others wait in a file without a name."""
    from multiprocessing.connection import Connection
    from tempfile import TemporaryFile

    places: dict[str, int] = {}
    with (
        TemporaryFile(buffering=0) as file,
        # They go into the file as they came from the process.
        Connection(dup(file.fileno())) as waiting,
        closing(first),
        closing(others),
    ):
        for dialogue, done in first:
            places[dialogue] = file.tell()
            waiting.send(done)
            del done
        for dialogue in dialogues:
            if dialogue in places:
                file.seek(places[dialogue])
                yield dialogue, waiting.recv()
            else:
                yield next(others)


def _large_and_small(dialogues: Mapping[str, int], jobs: int) -> Iterator[str]:
    """The dialogues, the largest first, since the last lots to be done are then short; between large ones small ones.

    Large ones are for half of the processes; beside each the others have as much to do.
    """
    in_order = sorted(dialogues, key=dialogues.__getitem__, reverse=True)
    large = [slug for slug in in_order if dialogues[slug] >= _LARGE_FACTS]
    small = iter(in_order[len(large) :])
    ahead = 0
    for slug in large:
        yield slug
        ahead += dialogues[slug]
        while ahead > 0 and jobs > 1 and (other := next(small, None)):
            yield other
            ahead -= dialogues[other]
    yield from small


def _here(engine: Engine, dialogues: Iterable[str], work: Work[Done]) -> Generator[tuple[str, Done]]:
    from events.store.log import FactLog

    log = FactLog(engine)
    for dialogue in dialogues:
        yield dialogue, work(log, dialogue)


def _in_processes(  # noqa: PLR0913 - what is done, by how many, and how large each part of it is
    opener: Callable[[], Engine],
    work: Work[Done],
    sizes: Mapping[str, int],
    jobs: int,
    portions: Iterator[list[str]],
    *,
    any_order: bool,
) -> Generator[tuple[str, Done]]:
    def is_large(portion: list[str]) -> bool:
        return any(sizes[slug] >= _LARGE_FACTS for slug in portion)

    give_back()
    results = shared_out(
        portions,
        partial(_do, work=work),
        jobs=jobs,
        begin=_begin,
        begin_with=(opener,),
        any_order=any_order,
        is_large=is_large,
        renew_after=_LOTS_EACH,
        hint=LOOK_AT_MEMORY,
    )
    with closing(results):
        for done in results:
            yield from done
            del done


# ---- in the other process ----------------------------------------------------------------------------------------

_opener: Callable[[], Engine] | None = None
"""How this process opens the store that it reads."""


def _begin(opener: Callable[[], Engine]) -> None:
    global _opener  # noqa: PLW0603 - a process of a pool has no other place for what it is started with
    _opener = opener


@cache
def _log() -> FactLog:
    from events.store.log import FactLog

    assert _opener is not None
    return FactLog(_opener())


def _do(dialogues: list[str], work: Work[Done]) -> list[tuple[str, Done]]:
    try:
        with refusing_plainly():
            return [(dialogue, work(_log(), dialogue)) for dialogue in dialogues]
    finally:
        # What refers to itself would lie in memory beside the next dialogues: Python looks for it far too seldom here.
        # What is left is the program, most of it: it need not be looked through again.
        leave_aside()
        give_back()
