"""One piece of work for many dialogues: here, or in processes that open the same store."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.store import by_dialogue
from events.store.memory import MemoryEngine
from tests.store.entries import new_entry

if TYPE_CHECKING:
    from events.store.log import FactLog
    from events.store.port import Engine

SLUGS = [f"talks-{number}" for number in range(6)]


def counted(log: FactLog, dialogue: str, /) -> int:
    """How many facts a dialogue has."""
    return sum(1 for _ in log.stream(dialogue))


def timed(log: FactLog, dialogue: str, /) -> tuple[str, int, float, float]:
    """A dialogue, and by which process and when it was done."""
    begun = monotonic()
    counted(log, dialogue)
    sleep(0.02)
    return dialogue, os.getpid(), begun, monotonic()


def refused(log: FactLog, dialogue: str, /) -> int:
    """A piece of work that the store cannot do."""
    message = f"{dialogue} cannot be read by {type(log).__name__}"
    raise StoreError(message, hint="Look at it.")


@pytest.fixture
def engine(empty_store: Engine) -> Engine:
    """A store with six dialogues: one fact in the first, six in the last."""
    for number, slug in enumerate(SLUGS, start=1):
        empty_store.append([new_entry(dialogue=slug) for _ in range(number)], recorded_by="anna")
    return empty_store


@pytest.fixture
def in_lots_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that is little is given to processes all the same."""
    monkeypatch.setattr(by_dialogue, "LITTLE_FACTS", 0)
    monkeypatch.setattr(by_dialogue, "_LOT_FACTS", 2)


@pytest.mark.usefixtures("in_lots_of_two")
def test_each_dialogue_is_done_once_wherever_it_is_done(engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    done = by_dialogue.each(engine, engine.versions(), counted, jobs=2, told=lambda *far: told.append(far))
    assert dict(done) == engine.versions() == {slug: number for number, slug in enumerate(SLUGS, start=1)}
    assert (told[0], told[-1], len(told)) == ((0, 21), (21, 21), 7)


@pytest.mark.usefixtures("in_lots_of_two")
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_is_done_in_order_comes_in_the_order_of_the_dialogues_whoever_is_done_first(
    engine: Engine, jobs: int
) -> None:
    # The largest first: the others are done long before it.
    sizes = dict(reversed(engine.versions().items()))
    assert list(by_dialogue.each_in_order(engine, sizes, counted, jobs=jobs)) == [6, 5, 4, 3, 2, 1]


@pytest.mark.usefixtures("in_lots_of_two")
@pytest.mark.parametrize("in_order", [True, False])
def test_where_two_processes_share_the_work_nothing_is_done_beside_the_largest_dialogues(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, *, in_order: bool
) -> None:
    monkeypatch.setattr(by_dialogue, "_ALONE_FACTS", 5)
    sizes = {slug: engine.versions()[slug] for slug in reversed(SLUGS[1:])} | {SLUGS[0]: 1}

    if in_order:
        found = list(by_dialogue.each_in_order(engine, sizes, timed, jobs=2))
        assert [slug for slug, *_ in found] == list(sizes)
    else:
        found = [done for _, done in by_dialogue.each(engine, sizes, timed, jobs=2)]
        assert {slug for slug, *_ in found} == set(sizes)

    if engine.opener is not None:
        alone, others = [one for one in found if sizes[one[0]] >= 5], [one for one in found if sizes[one[0]] < 5]
        assert max(ended for *_, ended in alone) <= min(begun for *_, begun, _ in others)
        assert {process for _, process, *_ in alone}.isdisjoint(process for _, process, *_ in others)


@pytest.mark.usefixtures("in_lots_of_two")
@pytest.mark.parametrize("in_order", [True, False])
def test_a_store_of_large_dialogues_alone_is_done_too(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, *, in_order: bool
) -> None:
    monkeypatch.setattr(by_dialogue, "_ALONE_FACTS", 1)
    if in_order:
        assert list(by_dialogue.each_in_order(engine, engine.versions(), counted, jobs=2)) == [1, 2, 3, 4, 5, 6]
    else:
        assert dict(by_dialogue.each(engine, engine.versions(), counted, jobs=2)) == engine.versions()


@pytest.mark.usefixtures("in_lots_of_two")
@pytest.mark.parametrize("large", [3, 10])
def test_who_takes_no_more_results_leaves_no_process_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(by_dialogue, "_ALONE_FACTS", large)
    results = by_dialogue.each_in_order(engine, engine.versions(), counted, jobs=2)
    assert next(results) == 1
    results.close()
    assert not multiprocessing.active_children()


def test_another_process_opens_the_same_store_to_read_it_only(engine: Engine) -> None:
    opener = engine.opener
    if opener is None:
        assert isinstance(engine, MemoryEngine)
        return
    with pickle.loads(pickle.dumps(opener))() as again:  # noqa: S301 - what was pickled here
        assert again.versions() == engine.versions()
        with pytest.raises(StoreError, match="opened for reading only"):
            again.append([new_entry()], recorded_by="anna")


@pytest.mark.usefixtures("in_lots_of_two")
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_store_refuses_elsewhere_is_told_as_here(engine: Engine, jobs: int) -> None:
    with pytest.raises(StoreError, match="cannot be read by FactLog") as told:
        dict(by_dialogue.each(engine, engine.versions(), refused, jobs=jobs))
    assert told.value.hint == "Look at it."
