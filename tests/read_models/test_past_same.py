"""Where what is kept says that nothing changed from one day to another, nothing did."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import given, heading, report
from tests.projections.test_storyline import log
from tests.read_models.test_making import Kept, reports, told
from timeline.knowledge.ledger import replay
from timeline.projections import diff
from timeline.projections.state import State
from timeline.read_models.past_form import OF_TODAY
from timeline.read_models.past_holding import past_answers
from timeline.read_models.past_same import is_all_known, is_same
from timeline.read_models.stored_form import SHAPE, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.given import Told
    from timeline.knowledge.ledger import Ledger

STEPS = st.lists(st.integers(1, 20), min_size=4, max_size=8)


def quiet(ledger: Ledger, some: Sequence[date]) -> list[bool]:
    """Whether nothing is said to have changed from each day to the next; where so, it is looked for."""
    kept: Any = Kept(past_answers(ledger))
    said = [is_same(kept, SHAPE, ledger.dialogue, *days) for days in pairwise(some)]
    for days, is_quiet in zip(pairwise(some), said, strict=True):
        if is_quiet:
            before, after = (State.of(ledger, on=day, known_at=day) for day in days)
            assert diff.project(before, after) == diff.NONE, days
    return said


@tries(40)
@for_all(documents=reports.map(told), steps=STEPS)
def test_what_is_said_to_be_the_same_is_so(documents: list[Told], steps: list[int]) -> None:
    first, some = date(2025, 4, 20), [date(2025, 4, 20)]
    for days in steps:
        first += timedelta(days)
        some.append(first)
    quiet(given(heading("A", "B"), *documents), some)


def test_much_of_the_storyline_is_quiet() -> None:
    said = quiet(replay(log()), [date(2025, 1, 1) + timedelta(days=6 * count) for count in range(60)])
    assert {True, False} == set(said)


def test_a_report_of_which_nothing_else_changes_is_news_all_the_same() -> None:
    held = {"kind": "contact-held", "when": "2025-05-01"}
    ledger = given(
        heading("A", "B"),
        *(report(f"r{day}", published=f"2025-05-{day:02}", facts=[held]) for day in (1, 9)),
    )
    assert quiet(ledger, [date(2025, 5, day) for day in (2, 8, 9, 11, 12)]) == [True, False, False, True]


def test_where_nothing_is_kept_or_it_was_edited_nothing_is_said() -> None:
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=[{"kind": "contact-held"}]))
    answers = list(past_answers(ledger))
    days = date(2025, 6, 1), date(2025, 6, 2)
    edited = [one._replace(answer=packed(["a day"])) for one in answers]
    for kept in (Kept([]), Kept(answers[:-1]), Kept(edited)):
        stand_in: Any = kept
        assert not is_same(stand_in, SHAPE, ledger.dialogue, *days)
    whole: Any = Kept(answers)
    assert is_same(whole, SHAPE, ledger.dialogue, *days)
    assert not is_same(whole, SHAPE, ledger.dialogue, *reversed(days))


def test_all_is_known_where_nothing_takes_the_place_of_past_days() -> None:
    for answer, known in ((packed(None), True), (packed({"units": {}, "pieces": {}}), False), (b"x", False)):
        ledger = given(heading("A", "B"))
        stand_in: Any = Kept([one._replace(question=OF_TODAY, answer=answer) for one in past_answers(ledger)][:1])
        assert is_all_known(stand_in, SHAPE, ledger.dialogue, date(2025, 6, 1)) is known
