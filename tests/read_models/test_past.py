"""What is kept of a dialogue's past days answers as the projections do, on every day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import given, heading, judgement, recorded, report
from tests.projections.test_going_on import judged
from tests.projections.test_steps import DAYS, STORIES
from tests.projections.test_storyline import log
from tests.read_models.test_making import Kept, days, reports, told
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answers
from timeline.answers.upcoming import upcoming_answer
from timeline.knowledge.ledger import replay
from timeline.projections.state import State
from timeline.read_models.making import is_of_log, read_model_of
from timeline.read_models.past_form import COMING, HEAD, days_to_show, has_to_show, past_answer, pieces_on, question_of
from timeline.read_models.past_holding import are_of_log, first_touched, held_after, past_answers
from timeline.read_models.stored_form import (
    LONG_OVERDUE,
    TIMELINE,
    UnreadableAnswerError,
    answer_json,
    days_of,
    packed,
    packed_lines,
    unpacked,
    unpacked_lines,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import KeptAnswer
    from tests.given import Told
    from timeline.knowledge.ledger import Ledger


def projected(ledger: Ledger, day: date) -> dict[str, Any]:
    state = State.of(ledger, on=day, known_at=day)
    return {
        "state": state_answer(state).model_dump(mode="json"),
        "timeline": [one.model_dump(mode="json") for one in timeline_answers(state)],
        "coming": [upcoming_answer(one, state.knowledge).model_dump(mode="json") for one in state.to_come],
        "soon": [upcoming_answer(one, state.knowledge).model_dump(mode="json") for one in state.upcoming],
    }


def kept_on(kept: Kept, day: date) -> dict[str, Any]:
    at: Any = kept
    found = kept.answer_of(0, "", question_of(COMING), day.toordinal())
    return {
        "state": past_answer(at, 0, "", "state", day),
        "timeline": past_answer(at, 0, "", "timeline", day),
        "coming": [one for _, one in pieces_on(found[1], day)] if found else [],
        "soon": [one for _, one in pieces_on(found[1], day, but=LONG_OVERDUE)]
        if found and has_to_show(found[1], day.toordinal())
        else [],
    }


def check(ledger: Ledger, some: Sequence[date]) -> None:
    kept = Kept(past_answers(ledger))
    for day in some:
        answers, wanted = kept_on(kept, day), projected(ledger, day)
        for question, answer in wanted.items():
            assert answers[question] == answer, (day, question)
            assert list(answers[question]) == list(answer)


@tries(60)
@for_all(told=reports.map(told), some=st.lists(st.one_of(days, st.dates()), min_size=1, max_size=6))
def test_every_day_is_answered_as_the_projections_do(told: list[Told], some: list[date]) -> None:
    check(given(heading("A", "B"), *told), some)


@tries(40)
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


def test_who_is_in_office_takes_the_side_of_nobody_who_is_named_beside_him_and_of_no_day_to_come() -> None:
    both = [{"name": "Q", "side": "B"}, {"name": "P"}, {"name": "P", "side": "A"}]
    ledger = given(
        heading("A", "B"),
        report("r1", published="2025-05-01", facts=[{"kind": "role-changed", "person": "P", "office": "minister"}]),
        report("r2", published="2025-05-10", facts=[{"kind": "contact-held", "when": "2025-05-12", "persons": both}]),
    )
    kept = Kept(past_answers(ledger))
    some = [date(2025, 5, day) for day in (10, 11, 12)]
    leaders = [kept_on(kept, day)["state"]["leaders"] for day in some]
    assert [(one["person"], one["side"]) for (one,) in leaders] == [("P", None), ("P", None), ("P", "A")]
    check(ledger, some)


def test_what_was_public_on_the_first_of_all_days_is_known_on_it() -> None:
    check(given(heading("A", "B"), report("r1", published="0001-01-01", facts=[{"kind": "contact-held"}])), [date.min])


# ---- what an append goes on with ---------------------------------------------------------------------------------


def gone_on(kept: Sequence[KeptAnswer], ledger: Ledger, version: int) -> tuple[KeptAnswer, ...]:
    return held_after(ledger, date(2025, 6, 1), kept, version).past


def of_log(past: Sequence[KeptAnswer], ledger: Ledger) -> bool:
    return are_of_log(past, past_answers(ledger))


@pytest.mark.parametrize("order", [1, -1])
def test_a_piece_that_was_put_again_tells_the_same_in_whatever_order_it_is_kept(order: int) -> None:
    def twice(line: list[Any]) -> list[list[Any]]:
        since, until, *piece = line
        return [[since, since + 1, *piece], [since + 1, until, *piece]][::order]

    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=[{"kind": "contact-held"}]))
    kept = tuple(past_answers(ledger))
    (events,) = (one for one in kept if one.question == question_of(TIMELINE))
    lines = [again for line in unpacked(events.answer) for again in twice(line)]
    assert len(lines) == 2
    again = events._replace(answer=packed_lines(map(answer_json, lines)))
    assert of_log([again if one is events else one for one in kept], ledger)


PLANNED: Final = [
    {"kind": "session-scheduled", "session": 1, "window": "2025-05-20"},
    {"kind": "session-scheduled", "session": 2, "window": "2026-05-20"},
    {"kind": "session-held", "session": 2, "when": "2026-05-19"},
]


def test_what_is_to_come_is_unpacked_for_the_days_on_which_some_of_it_is_not_long_overdue() -> None:
    soon = report("r1", published="2025-05-01", facts=PLANNED[:1])
    later = report("r2", published="2026-05-01", facts=PLANNED[1:2])
    held = report("r3", published="2026-05-21", facts=PLANNED[2:])
    (kept,) = (
        one for one in past_answers(given(heading("A", "B"), soon, later, held)) if one.question == question_of(COMING)
    )
    stretches = [("2025-05-01", "2025-08-19"), ("2026-05-01", "2026-05-21")]
    days = [[date.fromisoformat(day).toordinal() for day in stretch] for stretch in stretches]
    assert days_of(kept.answer) == b" ".join(b"%d,%d" % tuple(stretch) for stretch in days) + b"\n"
    assert [has_to_show(kept.answer, day + by) for stretch in days for day in stretch for by in (-1, 0)] == [
        *(False, True, True, False),
        *(False, True, True, False),
    ]


@pytest.mark.parametrize("days", [b"", b"\n", b"1,4000000\n"])
def test_other_days_of_what_is_to_come_are_noticed(days: bytes) -> None:
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=PLANNED[:1]))
    kept = list(past_answers(ledger))
    (at,) = (number for number, one in enumerate(kept) if one.question == question_of(COMING))
    lines = unpacked_lines(kept[at].answer)
    assert of_log(kept, ledger)
    assert days_to_show(map(str.encode, lines)) == days_of(kept[at].answer)
    kept[at] = kept[at]._replace(answer=packed_lines(lines, days))
    assert not of_log(kept, ledger)


@pytest.mark.parametrize("days", [b"", b"5 6\n", b"1,a\n"])
def test_days_that_somebody_put_there_are_no_answer(days: bytes) -> None:
    with pytest.raises(UnreadableAnswerError):
        has_to_show(packed_lines([], days), 734_000)


def check_gone_on(facts: Sequence[RecordedFact], count: int, some: Sequence[date] = ()) -> date:
    """The answers of past days go on from the first facts with the others; returns the first day made again."""
    before, ledger = replay(facts[:count]), replay(facts)
    kept = tuple(past_answers(before))
    went = gone_on(kept, ledger, before.version)
    assert of_log(went, ledger)
    for day in some:
        assert kept_on(Kept(went), day) == projected(ledger, day)
    since = first_touched(ledger, facts[count:])
    assert all(one in went for one in kept if one.until < since.toordinal())
    return since


@pytest.mark.parametrize("story", STORIES)
def test_after_the_rest_of_a_story_every_past_day_is_of_the_log(story: str) -> None:
    facts = recorded([heading("A", "B"), *STORIES[story]])
    for count in {len(facts) // 2, len(facts) - 1}:
        check_gone_on(facts, count, [date(2025, 5, 4), date(2025, 5, 30)])


def test_after_a_late_report_the_days_before_it_was_public_are_not_made_again() -> None:
    facts = log()
    new = as_recorded(LATE, after=facts)
    some = [date(2024, 9, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 1, 1)]
    assert check_gone_on([*facts, *new], len(facts), some) == date(2025, 4, 1)


def test_the_first_plan_of_a_dialogue_begins_on_its_day() -> None:
    facts = recorded([report("r1", published="2024-05-01", facts=[{"kind": "session-held", "session": 1}])])
    new = as_recorded(LATE, after=facts)
    assert check_gone_on([*facts, *new], len(facts), [date(2025, 3, 31), date(2025, 4, 1)]) == date(2025, 4, 1)


def test_a_dispute_that_a_retraction_settles_is_gone_from_the_day_of_what_was_taken_back() -> None:
    def held(name: str, published: str, place: str) -> Told:
        return report(
            name,
            published=published,
            facts=[{"kind": "session-held", "session": 1, "when": "2024-05-01", "place": place}],
        )

    facts = recorded([held("r1", "2024-05-02", "Geneva"), held("r2", "2024-05-03", "Vienna")])
    assert question_of("disputes") in {one.question for one in past_answers(replay(facts))}
    new = as_recorded(retraction(facts[-1]), after=facts)
    assert check_gone_on([*facts, *new], len(facts), [date(2024, 5, 2), date(2024, 5, 3)]) == date(2024, 5, 3)


@tries(60)
@for_all(told=reports.map(told), late=reports.map(told))
def test_after_any_reports_every_past_day_is_of_the_log(told: list[Told], late: list[Told]) -> None:
    facts = recorded([heading("A", "B"), *told])
    new = [one for document in late for one in as_recorded(document, after=facts)]
    both = {one.fact_id: one for one in [*facts, *new]}
    grown = [one._replace(position=at, version=at) for at, one in enumerate(both.values(), 1)]
    if len(grown) > len(facts):
        check_gone_on(grown, len(facts))


@tries(100)
@for_all(judged(), st.integers(0, 4), st.lists(st.dates(date(2025, 4, 1), date(2026, 2, 15)), max_size=2))
def test_so_it_is_after_judgements(documents: list[Told], added: int, some: list[date]) -> None:
    facts = recorded(documents)
    check_gone_on(facts, max(1, len(facts) - added - 1), some)


def test_a_correction_moves_the_days_from_what_it_corrects_on() -> None:
    documents = [
        heading("A", "B"),
        report("r1", published="2025-05-01", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-06"}]),
        report("r2", published="2025-05-20", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-07"}]),
    ]
    facts = recorded(documents)

    def after(*judged: dict[str, Any]) -> date:
        new = as_recorded(judgement(*judged), after=facts)
        return check_gone_on([*facts, *new], len(facts), [date(2025, 5, day) for day in (1, 9, 19, 20, 25)])

    def corrected(target: RecordedFact, field: str, new: str) -> dict[str, Any]:
        aimed = {"target": target.fact_id, "field": field, "new": new}
        return {"kind": "fact-corrected", "whose": "coder", "reason": "typed wrong", **aimed}

    window = corrected(facts[-1], "window", "2025-08")
    published = corrected(facts[-2], "published", "2025-05-10")
    assessed = {"kind": "source-assessed", "outlet": "r2", "reliability": "A", "rationale": "known for long"}
    assert after(window) == date(2025, 5, 20)
    assert after(published) == date(2025, 5, 10)
    assert after(assessed) == date(2025, 5, 20)
    assert after(window, published) == date.min
    assert after(published, assessed) == date.min
    assert after({**window, "field": "report", "new": "r1"}) == date.min
    assert after({"kind": "subjects-linked", "subjects": ["party:A", "party:C"], "as": "same"}) == date.min


def test_where_another_answer_was_kept_of_the_day_before_every_day_is_made_anew() -> None:
    facts = log()
    ledger = replay([*facts, *as_recorded(LATE, after=facts)])
    kept = list(past_answers(replay(facts)))
    day = date(2025, 4, 1).toordinal()
    number, head = next(
        (at, one) for at, one in enumerate(kept) if one.question == question_of(HEAD) and one.since < day <= one.until
    )
    pieces = unpacked(head.answer)
    for piece in pieces:
        piece[4]["title"] = "Other talks"
    for answer in (packed_lines(map(answer_json, pieces)), packed(pieces), packed([]), b"damaged"):
        kept[number] = head._replace(answer=answer)
        assert of_log(gone_on(kept, ledger, len(facts)), ledger)


def retraction(target: RecordedFact) -> Told:
    return judgement({"kind": "fact-retracted", "target": target.fact_id, "whose": "coder", "reason": "typed twice"})


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
    assert of_log(made, ledger)
    assert not of_log(made[1:], ledger)
    number, head = next((number, one) for number, one in enumerate(made) if one.question == question_of(HEAD))
    pieces = unpacked(head.answer)
    pieces[0][4]["title"] = "Other talks"
    assert not of_log([*made[:number], head._replace(answer=packed(pieces)), *made[number + 1 :]], ledger)
    assert not of_log([*made[:number], head._replace(until=head.until - 1), *made[number + 1 :]], ledger)


LATE = report("late", published="2025-04-01", facts=[{"kind": "session-scheduled", "session": 9, "window": "2027-02"}])


def as_recorded(document: Told, *, after: Sequence[RecordedFact]) -> list[RecordedFact]:
    """The facts of a document as the next ones of a log."""
    last = after[-1].position
    return [
        one._replace(position=last + count, version=last + count) for count, one in enumerate(recorded([document]), 1)
    ]


def test_what_has_a_gap_or_stands_twice_is_not_of_the_log() -> None:
    ledger = replay(log())
    made = list(past_answers(ledger))
    earlier = made[-1]._replace(until=made[-1].until - 1)
    assert not of_log([*made[:-1], earlier], ledger)
    assert not of_log([*made, made[0]], ledger)
    assert not of_log([one for one in made if one.since == 1], ledger)


def test_where_no_past_day_is_left_none_is_missing() -> None:
    ledger = replay(log())
    assert not is_of_log(read_model_of(ledger, date(2026, 1, 1))._replace(answers=()), ledger)
    assert of_log((), ledger)
    assert is_of_log(read_model_of(ledger, date(2026, 1, 1), past=()), ledger)
