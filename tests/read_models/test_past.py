"""What is kept of a dialogue's past days answers as the projections do, on every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from tests.given import given, heading, judgement, recorded, report
from tests.projections.test_going_on import judged
from tests.projections.test_steps import DAYS, STORIES
from tests.projections.test_storyline import log
from tests.read_models.test_making import days, reports, told
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answers
from timeline.answers.upcoming import upcoming_answer
from timeline.knowledge.ledger import replay
from timeline.projections.state import State
from timeline.read_models.making import is_of_log, read_model_of
from timeline.read_models.past import past_answers
from timeline.read_models.past_form import COMING, HEAD, past_answer, pieces_on, question_of
from timeline.read_models.past_holding import are_of_log, before_day, first_touched
from timeline.read_models.stored_form import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import Answer
    from tests.given import Told
    from timeline.knowledge.ledger import Ledger


class Kept:
    """Reads answers as a store does."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self.answers = list(answers)

    def answer_of(self, _shape: int, _dialogue: str, question: str, day: int) -> tuple[int, bytes] | None:
        found = [one for one in self.answers if one.question == question and one.since <= day < one.until]
        assert len(found) <= 1
        return (found[0].since, found[0].answer) if found else None


def projected(ledger: Ledger, day: date) -> dict[str, Any]:
    state = State.of(ledger, on=day, known_at=day)
    return {
        "state": state_answer(state).model_dump(mode="json"),
        "timeline": [one.model_dump(mode="json") for one in timeline_answers(state)],
        "coming": [upcoming_answer(one, state.knowledge).model_dump(mode="json") for one in state.to_come],
    }


def kept_on(kept: Kept, day: date) -> dict[str, Any]:
    at: Any = kept
    found = kept.answer_of(0, "", question_of(COMING), day.toordinal())
    return {
        "state": past_answer(at, 0, "", "state", day),
        "timeline": past_answer(at, 0, "", "timeline", day),
        "coming": [one for _, one in pieces_on(found[1], day.toordinal(), on=day.isoformat())] if found else [],
    }


def check(ledger: Ledger, some: Sequence[date]) -> None:
    kept = Kept(past_answers(ledger))
    for day in some:
        answers, wanted = kept_on(kept, day), projected(ledger, day)
        for question, answer in wanted.items():
            assert answers[question] == answer, (day, question)
            assert list(answers[question]) == list(answer)


@settings(max_examples=60, deadline=None)
@for_all(told=reports.map(told), some=st.lists(st.one_of(days, st.dates()), min_size=1, max_size=6))
def test_every_day_is_answered_as_the_projections_do(told: list[Told], some: list[date]) -> None:
    check(given(heading("A", "B"), *told), some)


@settings(max_examples=40, deadline=None)
@for_all(judged(), st.lists(st.dates(date(2025, 4, 1), date(2026, 2, 15)), min_size=1, max_size=6))
def test_so_it_is_with_judgements(documents: list[Told], some: list[date]) -> None:
    check(given(*documents), some)


def test_every_day_of_the_storyline() -> None:
    check(replay(log()), [date(2024, 1, 1) + timedelta(days=5 * count) for count in range(230)])


@pytest.mark.parametrize("story", STORIES)
def test_every_week_of_a_story(story: str) -> None:
    first = date(2025, 4, 27)
    check(given(heading("A", "B"), *STORIES[story]), [*DAYS, *(first + timedelta(weeks=week) for week in range(14))])


def test_days_overdue_are_counted_anew_where_the_session_was_moved_meanwhile() -> None:
    """What is kept of the invitation reads the same on two days, and grows from another day on."""

    def planned(name: str, published: str, window: str) -> Told:
        return report(name, published=published, facts=[{"kind": "session-scheduled", "session": 1, "window": window}])

    invited = {"kind": "invitation-extended", "invitation": "there", "by": "A", "to": "B", "session": 1}
    ledger = given(
        heading("A", "B"),
        report("r1", published="2025-04-01", facts=[invited]),
        planned("r2", "2025-04-02", "2025-05-01"),
        planned("r3", "2025-05-06/2025-05-08", "2025-05-07"),  # known by the 8th
    )
    kept = Kept(past_answers(ledger))
    some = [date(2025, 5, day) for day in (2, 7, 8, 9)]
    cards = [kept_on(kept, day)["state"]["invitations"] for day in some]
    assert [(one["status"], one["overdue_days"]) for (one,) in cards] == [
        *(("overdue", 1), ("overdue", 6)),
        *(("overdue", 1), ("overdue", 2)),
    ]
    check(ledger, some)


def test_who_is_in_office_leads_the_side_for_which_a_later_report_names_him() -> None:
    named = {"kind": "contact-held", "when": "2025-05-09", "persons": [{"name": "P", "side": "A"}]}
    ledger = given(
        heading("A", "B"),
        report("r1", published="2025-05-01", facts=[{"kind": "role-changed", "person": "P", "office": "minister"}]),
        report("r2", published="2025-05-10", facts=[named]),
    )
    kept = Kept(past_answers(ledger))
    some = [date(2025, 5, day) for day in (1, 9, 10)]
    leaders = [kept_on(kept, day)["state"]["leaders"] for day in some]
    assert [(one["person"], one["side"]) for (one,) in leaders] == [("P", None), ("P", None), ("P", "A")]
    check(ledger, some)


def test_what_was_public_on_the_first_of_all_days_is_known_on_it() -> None:
    check(given(heading("A", "B"), report("r1", published="0001-01-01", facts=[{"kind": "contact-held"}])), [date.min])


# ---- what an append leaves ---------------------------------------------------------------------------------------


def test_a_late_report_leaves_the_days_before_it_was_public() -> None:
    facts = log()
    before, new = replay(facts), as_recorded(LATE, after=facts)
    ledger = replay([*facts, *new])
    assert first_touched(ledger, new) == date(2025, 4, 1)

    left = before_day(past_answers(before), date(2025, 4, 1))

    assert {one.question for one in left if one.until == date(2025, 4, 1).toordinal()} >= {question_of(HEAD)}
    assert are_of_log(left, ledger)
    kept = Kept(left)
    for day in (date(2024, 9, 1), date(2025, 3, 31)):
        assert kept_on(kept, day) == projected(ledger, day)
    assert kept.answer_of(0, "", question_of(HEAD), date(2025, 4, 1).toordinal()) is None


def test_the_first_plan_of_a_dialogue_leaves_the_days_on_which_there_was_none() -> None:
    facts = recorded([report("r1", published="2024-05-01", facts=[{"kind": "session-held", "session": 1}])])
    before, new = replay(facts), as_recorded(LATE, after=facts)
    ledger = replay([*facts, *new])

    left = before_day(past_answers(before), first_touched(ledger, new))

    assert question_of(COMING) not in {one.question for one in left}
    assert are_of_log(left, ledger)
    assert kept_on(Kept(left), date(2025, 3, 31)) == projected(ledger, date(2025, 3, 31))


def test_a_dispute_that_a_later_fact_settles_leaves_the_days_on_which_there_was_none() -> None:
    def held(name: str, published: str, place: str) -> Told:
        return report(
            name,
            published=published,
            facts=[{"kind": "session-held", "session": 1, "when": "2024-05-01", "place": place}],
        )

    facts = recorded([held("r1", "2024-05-02", "Geneva"), held("r2", "2024-05-03", "Vienna")])
    taken_back = judgement(
        {"kind": "fact-retracted", "target": facts[-1].fact_id, "whose": "coder", "reason": "typed twice"}
    )
    ledger = replay([*facts, *as_recorded(taken_back, after=facts)])
    made = tuple(past_answers(replay(facts)))
    assert question_of("disputes") in {one.question for one in made}

    assert are_of_log(before_day(made, date(2024, 5, 3)), ledger)
    assert not are_of_log(before_day(made, date(2024, 5, 4)), ledger)


@settings(max_examples=60, deadline=None)
@for_all(told=reports.map(told), late=reports.map(told))
def test_what_any_reports_leave_is_of_the_log(told: list[Told], late: list[Told]) -> None:
    facts = recorded([heading("A", "B"), *told])
    new = [one for document in late for one in as_recorded(document, after=facts)]
    both = {one.fact_id: one for one in [*facts, *new]}
    grown = [one._replace(position=at, version=at) for at, one in enumerate(both.values(), 1)]
    ledger, added = replay(grown), grown[len(facts) :]
    if added:
        assert are_of_log(before_day(past_answers(replay(facts)), first_touched(ledger, added)), ledger)


def test_a_judgement_leaves_no_day() -> None:
    facts = log()
    target = next(one for one in facts if one.fact.kind() == "session-held")
    new = as_recorded(
        judgement({"kind": "fact-retracted", "target": target.fact_id, "whose": "coder", "reason": "typed twice"}),
        after=facts,
    )
    assert first_touched(replay([*facts, *new]), new) == date.min
    assert before_day(past_answers(replay(facts)), date.min) == ()


CITING: dict[str, Told] = {
    "by a fact": {"kind": "contact-held", "report": "late"},
    "by a correction": {
        "kind": "fact-corrected",
        "target": "a" * 32,
        "whose": "outlet",
        "field": "place",
        "new": "Rome",
        "report": "late",
    },
    "by what a fact is corrected to": {
        "kind": "fact-corrected",
        "target": "a" * 32,
        "whose": "coder",
        "field": "report",
        "new": "late",
    },
}


@pytest.mark.parametrize("citing", CITING)
def test_a_report_that_was_cited_before_it_was_filed_leaves_no_day(citing: str) -> None:
    """What cites it counted from the day of recording, and counts from that of the report now."""
    facts = [*log(), *as_recorded(judgement(CITING[citing]), after=log())]
    new = as_recorded(LATE, after=facts)
    assert first_touched(replay([*facts, *new]), new) == date.min


def test_what_somebody_changed_in_a_past_day_is_noticed() -> None:
    ledger = replay(log())
    made = list(past_answers(ledger))
    assert are_of_log(made, ledger)
    assert not are_of_log(made[1:], ledger)
    number, head = next((number, one) for number, one in enumerate(made) if one.question == question_of(HEAD))
    pieces = unpacked(head.answer)
    pieces[0][3]["title"] = "Other talks"
    assert not are_of_log([*made[:number], head._replace(answer=packed(pieces)), *made[number + 1 :]], ledger)
    assert not are_of_log([*made[:number], head._replace(until=head.until - 1), *made[number + 1 :]], ledger)


LATE = report("late", published="2025-04-01", facts=[{"kind": "session-scheduled", "session": 9, "window": "2027-02"}])


def as_recorded(document: Told, *, after: Sequence[RecordedFact]) -> list[RecordedFact]:
    """The facts of a document as the next ones of a log."""
    last = after[-1].position
    return [
        one._replace(position=last + count, version=last + count) for count, one in enumerate(recorded([document]), 1)
    ]


def test_what_ends_on_several_days_or_stands_twice_is_not_what_an_append_leaves() -> None:
    ledger = replay(log())
    made = list(past_answers(ledger))
    left = list(before_day(made, date(2025, 4, 1)))
    assert are_of_log(left, ledger)
    earlier = left[-1]._replace(until=left[-1].until - 1)
    assert not are_of_log([*left[:-1], earlier], ledger)
    assert not are_of_log([*made, made[0]], ledger)


def test_where_no_past_day_is_left_none_is_missing() -> None:
    ledger = replay(log())
    assert are_of_log((), ledger)
    assert is_of_log(read_model_of(ledger, date(2026, 1, 1), past=()), ledger)
