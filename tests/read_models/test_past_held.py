"""Who goes from day to day reads each day as it is kept, and has something made of each piece once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from events.store.read_models import NEVER
from tests.cli.given import STORYLINE
from timeline.application.tracker import Tracker
from timeline.read_models.past_form import HEAD, PARTS, past_answer, question_of
from timeline.read_models.past_held import HeldPast
from timeline.read_models.stored_form import SHAPE, TIMELINE, answer_json, packed, packed_lines

if TYPE_CHECKING:
    from events.store.read_models import KeptAnswer, ReadModelWriter

DIALOGUE, OTHER = "iraq-nato", "talks"
LISTS = ("sessions", "invitations", "positions", "commitments", "documents", "leaders", "disputes")
DAYS = [date(2024, 8, 1) + timedelta(days=days) for days in range(0, 840, 7)]
DAY = date(2025, 6, 10)


@pytest.fixture(scope="module")
def filled() -> MemoryEngine:
    """A store in which the past days of two dialogues are kept."""
    engine = MemoryEngine()
    with Tracker(engine, date(2026, 12, 1)) as tracker:
        for slug in (DIALOGUE, OTHER):
            text = STORYLINE.read_bytes().replace(b"dialogue: iraq-nato", f"dialogue: {slug}".encode())
            tracker.append(read_bytes(text, STORYLINE.name), recorded_by="x")
    return engine


@pytest.fixture
def engine(filled: MemoryEngine) -> MemoryEngine:
    """The same, to be changed by one test."""
    engine = MemoryEngine()
    engine.contents.state = filled.contents.state
    return engine


class Making:
    """Makes a text of a piece, and counts how often."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()

    def __call__(self, piece: Any) -> str:
        text = answer_json(piece)
        self.made[text] += 1
        return text


def read(held: HeldPast, engine: MemoryEngine, day: date, make: Making | None = None, dialogue: str = DIALOGUE) -> Any:
    return held.parts(engine.read_models, SHAPE, dialogue, day, {TIMELINE: make, "sessions": make} if make else {})


def edited(engine: MemoryEngine, question: str, /, **changed: Any) -> None:
    """Somebody changes the answers to a question beside the log."""

    def change(writer: ReadModelWriter) -> None:
        found = engine.read_models.of(SHAPE, DIALOGUE)
        assert found is not None
        writer.put(SHAPE, [found._replace(answers=tuple(map(_changed, found.answers)))])

    def _changed(one: KeptAnswer) -> KeptAnswer:
        return one._replace(**changed) if one.question == question else one

    engine.read_models.change(change)


def test_each_day_is_read_as_it_is_kept_in_whatever_order(engine: MemoryEngine) -> None:
    held = HeldPast()
    for day in (*DAYS, *DAYS[::-3]):
        parts = read(held, engine, day)
        assert list(parts) == list(PARTS)
        kept = partial(past_answer, engine.read_models, SHAPE, DIALOGUE, day=day)
        for part, question in ((TIMELINE, TIMELINE), *((name, f"state.{name}") for name in LISTS)):
            assert [piece for piece, _ in parts[part]] == kept(question), (part, day)
        assert [made for _, made in parts[TIMELINE]] == [piece for piece, _ in parts[TIMELINE]]
        ((head, _),) = parts[HEAD]
        assert {name: head[name] for name in ("silent_days", "counts")} == {
            name: kept("state")[name] for name in ("silent_days", "counts")
        }


def test_something_is_made_of_a_piece_once_unless_days_are_counted_in_it(engine: MemoryEngine) -> None:
    held, make = HeldPast(), Making()
    first, again, later = (read(held, engine, day, make) for day in (DAY, DAY, DAY + timedelta(1)))
    for part in (TIMELINE, "sessions"):
        assert [made for _, made in first[part]] == [answer_json(piece) for piece, _ in first[part]]
        assert all(one is other for one, other in zip(first[part], again[part], strict=True))
    assert all(one is other for one, other in zip(first[TIMELINE], later[TIMELINE], strict=True))
    assert set(make.made.values()) == {1}


def test_days_overdue_grow_with_the_day_and_what_was_read_before_stays(engine: MemoryEngine) -> None:
    held = HeldPast()
    overdue = [one for day in DAYS for one, _ in read(held, engine, day)["coming"] if one["overdue_days"]]
    assert overdue
    silent = [read(held, engine, DAY + timedelta(days))[HEAD][0][0] for days in (0, 3, 1, 0)]
    days = [head["silent_days"] for head in silent]
    assert [count - days[0] for count in days] == [0, 3, 1, 0]


def test_two_dialogues_are_not_taken_for_each_other(engine: MemoryEngine) -> None:
    held = HeldPast()
    for _ in range(2):
        names = [
            {one["dialogue"] for one, _ in read(held, engine, DAY, dialogue=slug)[TIMELINE]}
            for slug in (DIALOGUE, OTHER)
        ]
        assert names == [{DIALOGUE}, {OTHER}]


@pytest.mark.parametrize(("room", "times"), [(0, 2), (10**9, 1)])
def test_what_was_not_read_for_the_longest_goes_where_there_is_no_room(
    engine: MemoryEngine, room: int, times: int
) -> None:
    held, makes = HeldPast(room), {slug: Making() for slug in (DIALOGUE, OTHER)}
    for slug in (DIALOGUE, OTHER, DIALOGUE):
        read(held, engine, DAY, makes[slug], dialogue=slug)
    assert set(makes[DIALOGUE].made.values()) == {times}
    assert set(makes[OTHER].made.values()) == {1}


def test_the_parts_of_one_day_are_held_together_whatever_room_there_is(engine: MemoryEngine) -> None:
    held, make = HeldPast(0), Making()
    for _ in range(3):
        read(held, engine, DAY, make)
    assert set(make.made.values()) == {1}


def test_room_that_was_taken_is_given_back(engine: MemoryEngine) -> None:
    """Room for one dialogue and a half: whichever was read last is held, however often they take turns."""
    sizes = [len(read_answer(engine, part)) for part in PARTS]
    held, makes = HeldPast(sum(sizes) * 3 // 2), {slug: Making() for slug in (DIALOGUE, OTHER)}
    for slug in (DIALOGUE, OTHER) * 4:
        read(held, engine, DAY, makes[slug], dialogue=slug)
        before = makes[slug].made.total()
        read(held, engine, DAY, makes[slug], dialogue=slug)
        assert makes[slug].made.total() == before


def read_answer(engine: MemoryEngine, part: str) -> bytes:
    found = engine.read_models.answer_of(SHAPE, DIALOGUE, question_of(part), DAY.toordinal())
    return found[1] if found else b""


def test_a_chapter_that_is_another_one_now_is_read_again(engine: MemoryEngine) -> None:
    held = HeldPast()
    assert len(read(held, engine, DAY)["positions"]) > 0
    edited(engine, question_of("positions"), answer=packed_lines(['[1,4000000,"",0,{"issue":"put in"}]']))
    assert [piece for piece, _ in read(held, engine, DAY)["positions"]] == [{"issue": "put in"}]


@pytest.mark.parametrize(
    "damaged", [b"", b"abcdef", packed(5), packed([[1, 2]]), packed([[1, NEVER, "", 0, 1], ["a"]])]
)
def test_what_is_damaged_is_not_read(engine: MemoryEngine, damaged: bytes) -> None:
    edited(engine, question_of("positions"), answer=damaged)
    assert read(HeldPast(), engine, DAY) is None


def test_where_no_day_is_kept_nothing_is_read(engine: MemoryEngine) -> None:
    assert read(HeldPast(), engine, DAY, dialogue="nowhere") is None
    edited(engine, question_of(HEAD), question="past other")
    assert read(HeldPast(), engine, DAY) is None
