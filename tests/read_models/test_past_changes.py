"""What is kept tells what changed between two days, and the news of each, as two states do that are projected."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import DIALOGUE, fact_id, given, heading, report
from tests.projections.test_going_on import judged
from tests.projections.test_steps import DAYS, STORIES
from tests.projections.test_storyline import log
from tests.read_models.test_after_few import logs, logs_of_sessions
from tests.read_models.test_making import Kept, reports, told
from timeline.answers.sources import print_answers
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections import diff, walk
from timeline.projections.state import State
from timeline.read_models import past_changes
from timeline.read_models.making import is_of_log, read_model_of
from timeline.read_models.past_form import FACTS, HEAD, OF_TODAY, REPORTS, UNDIVIDED, VALUES, question_of
from timeline.read_models.past_prints import KeptPrints
from timeline.read_models.stored_form import SHAPE, answer_json, packed, packed_lines, unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.given import Told
    from timeline.knowledge.ledger import Ledger

SOME = st.lists(st.dates(date(2025, 4, 1), date(2026, 2, 15)), min_size=1, max_size=3).map(sorted)


def check(ledger: Ledger, some: Sequence[date], *, today: date | None = None) -> None:
    """Every pair of some days, news of today since each, and each day of news since."""
    today = today or some[-1]
    kept: Any = Kept(read_model_of(ledger, today).answers)
    states = {day: State.of(ledger, on=day, known_at=day) for day in some}
    for first, last in combinations_with_replacement(some, 2):
        found = past_changes.difference(kept, SHAPE, DIALOGUE, first, last)
        assert found == diff.condensed(diff.project(states[first], states[last])), (first, last)
    for first in some:
        stood = walk.KnowledgeWalk(ledger, first)
        if first < today:
            assert past_changes.news_since(kept, SHAPE, DIALOGUE, first, today) == stood.news_of_all(today), first
        for until in (today, some[-1]):
            told = past_changes.days_of_news(kept, SHAPE, DIALOGUE, first, until)
            assert told == list(walk.days(ledger, since=first, until=until)), (first, until)
    for day in some:
        known = knowledge(ledger, known_at=day).facts
        facts = [(one.known_by, one.report.id if one.report else None) for one in known]
        assert sorted(past_changes.heard(kept, SHAPE, DIALOGUE, day) or (), key=str) == sorted(facts, key=str)
        prints = print_answers(states[day].knowledge)
        assert kept_prints(kept, day).every == prints, day
        assert [kept_prints(kept, later).by(day.toordinal()) or prints for later in some if later >= day] == [
            prints for later in some if later >= day
        ]


def kept_prints(kept: Any, day: date) -> KeptPrints:
    found = (kept.answer_of(SHAPE, DIALOGUE, question_of(part), day.toordinal()) for part in (FACTS, REPORTS))
    facts, reports = (past_changes.stretches(answer) for _, answer in found)
    return KeptPrints(facts, reports, day.toordinal())


@tries(60)
@for_all(told=reports.map(told), some=SOME)
def test_changes_are_told_as_the_projections_do(told: list[Told], some: list[date]) -> None:
    check(given(heading("A", "B"), *told), some)


@tries(60)
@for_all(judged(), SOME)
def test_so_it_is_with_judgements(documents: list[Told], some: list[date]) -> None:
    check(given(*documents), some)


@tries(40)
@for_all(st.one_of(logs(), logs_of_sessions()), SOME)
def test_so_it_is_with_whatever_is_told(log: tuple[list[Told], list[Told]], some: list[date]) -> None:
    check(given(*log[0], *log[1]), some)


@pytest.mark.parametrize("story", STORIES)
def test_so_it_is_in_each_story(story: str) -> None:
    check(given(heading("A", "B"), *STORIES[story]), sorted({*DAYS, date.min}))


def test_so_it_is_in_the_storyline() -> None:
    check(replay(log()), [date(2024, 6, 1) + timedelta(days=90 * count) for count in range(8)])


def test_what_comes_out_later_than_today_is_news_today() -> None:
    later = report("r2", published="2025-05", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-03"}])
    ledger = given(
        heading("A", "B"),
        report("r1", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-05"}]),
        later,
    )
    today = date(2025, 5, 10)
    check(ledger, [date(2025, 5, 1), date(2025, 5, 4), date(2025, 5, 9)], today=today)
    kept: Any = Kept(read_model_of(ledger, today).answers)
    found = past_changes.news_since(kept, SHAPE, DIALOGUE, date(2025, 5, 4), today)
    assert found is not None
    (session,) = found
    assert (session.facts, session.known_by) == ((fact_id(later, 1),), today)


def test_what_is_told_of_the_dialogue_for_a_day_to_come_is_behind_it_from_that_day_on() -> None:
    agreed = report(
        "r2", published="2025-05-02", facts=[{"kind": "rhythm-agreed", "every": "P1M", "when": "2025-06-06"}]
    )
    held = report("r1", published="2025-05-01", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-01"}])
    check(given(heading("A", "B"), held, agreed), [date(2025, 4, 1), date(2025, 6, 5), date(2025, 6, 6)])


@pytest.mark.parametrize("published", ["2025-05-10", "2025-06-11"])
def test_what_is_told_of_the_dialogue_before_its_day_changes_it_on_that_day(published: str) -> None:
    """Nothing becomes known on that day, and of what comes out later today tells as well."""
    ended = {"kind": "dialogue-ended", "when": "2025-05-15"}
    ledger = given(heading("A", "B"), report("r1", published=published, facts=[ended]))
    some = [date(2025, 5, day) for day in (9, 10, 14, 15, 16)]
    check(ledger, some)
    check(ledger, some, today=some[2])
    check(ledger, some, today=some[3])


def test_what_an_outlet_takes_back_is_withdrawn_on_its_day() -> None:
    """Facts are read otherwise from then on, and the days before stay as they were."""
    told = report("r1", published="2025-05-02", facts=[{"kind": "contact-held", "when": "2025-05-01"}])
    gone = {"kind": "fact-retracted", "target": fact_id(told, 1), "whose": "outlet", "report": "r2"}
    ledger = given(heading("A", "B"), told, report("r2", published="2025-05-20", facts=[gone]))
    some = [date(2025, 5, day) for day in (1, 2, 19, 20)]
    check(ledger, some)
    kept: Any = Kept(read_model_of(ledger, some[-1]).answers)
    found = [past_changes.difference(kept, SHAPE, DIALOGUE, first, some[-1]) for first in some]
    assert [one.withdrawn if one else None for one in found] == [(), (fact_id(told, 1),), (fact_id(told, 1),), ()]


@pytest.mark.parametrize("part", [HEAD, *UNDIVIDED])
@pytest.mark.parametrize("answer", [packed(["a day"]), packed([[1, 2]]), b"damaged", None])
def test_where_a_part_is_gone_or_was_edited_nothing_is_said(part: str, answer: bytes | None) -> None:
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=[{"kind": "contact-held"}]))
    answers = read_model_of(ledger, date(2025, 6, 1)).answers
    days = date(2025, 4, 1), date(2025, 6, 1)
    whole: Any = Kept(answers)
    assert past_changes.difference(whole, SHAPE, DIALOGUE, *days)
    edited: Any = Kept(
        one._replace(answer=answer or b"") if one.question == question_of(part) else one
        for one in answers
        if answer is not None or one.question != question_of(part)
    )
    assert past_changes.difference(edited, SHAPE, DIALOGUE, *days) is None


@pytest.mark.parametrize("edited", [7, True, {}, [1]])
@pytest.mark.parametrize("part", [VALUES, FACTS, REPORTS])
def test_where_something_else_than_a_text_was_put_nothing_is_said(part: str, edited: object) -> None:
    met = {"kind": "session-held", "session": 1, "place": "Oslo"}
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=[met]))
    days = date(2025, 4, 1), date(2025, 6, 1)
    answers = read_model_of(ledger, days[1]).answers
    (found,) = (one for one in answers if one.question == question_of(part))
    *lines, (since, until, unit, place, told) = unpacked(found.answer)
    again = {VALUES: [{"place": edited}, *told[1:]], FACTS: [edited, *told[1:]], REPORTS: edited}[part]
    put = found._replace(answer=packed_lines(map(answer_json, [*lines, [since, until, unit, place, again]])))
    kept: Any = Kept(put if one is found else one for one in answers)
    assert past_changes.difference(kept, SHAPE, DIALOGUE, *days) is None
    if part == FACTS:
        assert past_changes.heard(kept, SHAPE, DIALOGUE, days[1]) is None
    if part != REPORTS:  # of which news tell as facts do
        assert past_changes.news_since(kept, SHAPE, DIALOGUE, *days) is None
        assert past_changes.days_of_news(kept, SHAPE, DIALOGUE, *days) is None


@pytest.mark.parametrize("part", UNDIVIDED)
def test_what_was_edited_so_that_it_still_reads_is_found_when_it_is_compared(part: str) -> None:
    ledger = replay(log())
    kept = read_model_of(ledger, date(2026, 6, 1))
    (found,) = (one for one in kept.answers if one.question == question_of(part))
    lines = unpacked(found.answer)
    *first, line = lines[: len(lines) // 2]
    for at, edited in ((0, line[0] - 1), (1, line[0] + 1), (3, 7), (4, ["Other"])):
        changed = [*first, [*line[:at], edited, *line[at + 1 :]], *lines[len(first) + 1 :]]
        again = found._replace(answer=packed_lines(map(answer_json, changed)))
        answers = tuple(again if one is found else one for one in kept.answers)
        assert not is_of_log(kept._replace(answers=answers), ledger), at
    assert is_of_log(kept, ledger)


def test_news_of_today_are_told_where_it_is_known_what_comes_out_later() -> None:
    met = {"kind": "contact-held", "when": "2025-05-01"}
    ledger = given(heading("A", "B"), report("r1", published="2025-05-01", facts=[met]))
    answers = read_model_of(ledger, date(2025, 6, 1)).answers
    days = date(2025, 4, 1), date(2025, 6, 1)
    whole: Any = Kept(answers)
    assert past_changes.news_since(whole, SHAPE, DIALOGUE, *days)
    assert past_changes.news_since(whole, SHAPE, DIALOGUE, *reversed(days)) is None
    lost: Any = Kept(one for one in answers if one.question != OF_TODAY)
    assert past_changes.news_since(lost, SHAPE, DIALOGUE, *days) is None
