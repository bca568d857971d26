"""What became known of a dialogue since a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.chance import tries
from tests.given import Told, given, judgement, report
from tests.projections.test_going_on import judged
from timeline.projections import diff, news
from timeline.projections.state import State
from timeline.projections.walk import KnowledgeWalk, days, giving

if TYPE_CHECKING:
    from timeline.projections.news import News

INVITED = report(
    "r1",
    published="2025-03-01",
    origin="Iraq",
    facts=[{"kind": "invitation-extended", "invitation": "second", "by": "Iraq", "session": 2, "window": "2025"}],
)
SCHEDULED = report(
    "r2",
    published="2025-04-29",
    origin="NATO",
    facts=[
        {"kind": "session-scheduled", "session": 2, "window": "2025-05-16/2025-05-31", "place": "Baghdad"},
        {"kind": "position-stated", "actor": "NATO", "issue": "training", "stance": "Training goes on."},
    ],
)
RECALLED = report(
    "r3", published="2025-04-30", facts=[{"kind": "contact-held", "when": "2021-06-30", "place": "Brussels"}]
)


def told(*documents: Told, since: str, on: str = "2025-05-01") -> list[News]:
    walk = KnowledgeWalk(given(*documents), date.fromisoformat(since) - timedelta(1))
    return walk.news_of_all(date.fromisoformat(on))


def test_news_are_changes_of_answers_the_weightiest_first() -> None:
    found = told(INVITED, SCHEDULED, since="2025-04-25")
    assert [str(one.subject) for one in found] == ["session:2", "position:NATO/training"]
    session = found[0]
    assert [(change.attribute, change.before, change.after) for change in session.changes] == [
        ("status", "invited", "scheduled"),
        ("window", "2025", "2025-05-16/2025-05-31"),
        ("place", None, "Baghdad"),
    ]
    assert (session.reports, session.origins, session.known_by) == (("r2",), ("NATO",), date(2025, 4, 29))


def test_the_first_day_counts_and_what_was_known_before_is_no_news() -> None:
    assert told(INVITED, SCHEDULED, since="2025-04-30") == []
    assert told(INVITED, SCHEDULED, since="2025-04-29") != []


def test_it_is_known_by_the_day_of_the_change_and_not_of_what_repeats_it() -> None:
    reprint = report("r4", origin="NATO", kind="reprint", facts=SCHEDULED["facts"])
    later = report("r5", published="2025-04-30", origin="NATO", facts=[{**SCHEDULED["facts"][0], "mediator": "UN"}])
    found = told(INVITED, SCHEDULED, reprint, later, since="2025-04-25")
    assert (str(found[0].subject), found[0].known_by) == ("session:2", date(2025, 4, 29))


def test_what_only_time_changed_is_no_news() -> None:
    assert told(INVITED, SCHEDULED, since="2025-05-20", on="2025-07-01") == []


def test_what_happened_long_ago_weighs_less_than_what_is_new() -> None:
    found = told(SCHEDULED, RECALLED, since="2025-04-25")
    assert str(found[-1].subject) == "contact:2021-06-30/contact"
    assert found[-1].weight < found[-2].weight


def test_the_days_of_news_each_tell_what_they_changed() -> None:
    ledger = given(INVITED, SCHEDULED, RECALLED)
    found = list(days(ledger, since=date.min, until=date(2025, 5, 1)))
    assert [(one.day.isoformat(), one.facts, one.reports) for one in found] == [
        ("2025-03-01", 1, 1),
        ("2025-04-29", 2, 1),
        ("2025-04-30", 1, 1),
    ]
    assert found[1].weight == sum(one.weight for one in found[1].news) > found[2].weight
    assert [one.day for one in days(ledger, since=date(2025, 4, 29), until=date(2025, 4, 29))] == [date(2025, 4, 29)]


def test_news_weigh_by_what_changed_and_by_how_many_independent_origins_say_so() -> None:
    def weight(origins: int, **fact: object) -> int:
        said = {"kind": "session-held", "session": 1, "when": "2025-04-28", **fact}
        log = [report(f"r{n}", published="2025-04-29", origin=f"o{n}", facts=[said]) for n in range(origins)]
        (one,) = told(*log, since="2025-04-25")
        return one.weight

    # A session (50) that stands otherwise (30), and each origin up to five.
    assert [weight(origins) for origins in (1, 2, 5, 6)] == [81, 82, 85, 85]
    assert weight(1, when="2024-01-01") == 80 // 4 + 1


def test_news_that_nobody_printed_have_no_report_and_no_origin() -> None:
    uncited = judgement(
        {"kind": "session-held", "session": 1, "when": "2025-04-28"},
        {"kind": "session-held", "session": 1, "when": "2025-04-28", "place": "Rome"},
        recorded_at="2025-04-29",
    )
    (one,) = told(uncited, since="2025-04-25")
    assert (one.reports, one.origins, len(one.facts), one.weight) == ((), (), 2, 80)


def test_the_first_of_the_days_tells_nothing_that_was_known_on_the_day_before() -> None:
    ledger = given(INVITED, SCHEDULED, RECALLED)
    (day,) = days(ledger, since=date(2025, 4, 30), until=date(2025, 5, 1))
    assert (day.day, day.facts, day.reports, [str(one.subject) for one in day.news]) == (
        date(2025, 4, 30),
        1,
        1,
        ["contact:2021-06-30/contact"],
    )


def test_what_stands_otherwise_is_known_from_the_report_that_says_so() -> None:
    """The other report of these days says when the session was to be."""
    held = report("r5", published="2025-04-30", facts=[{"kind": "session-held", "session": 2, "when": "2025-04-30"}])
    (session, _) = told(SCHEDULED, held, since="2025-04-25", on="2025-05-05")
    assert [change.attribute for change in session.changes][:2] == ["status", "held"]
    assert (session.changes[0].after, session.known_by) == ("held", date(2025, 4, 30))


def test_a_position_is_known_from_its_report_and_not_from_the_day_on_which_one_asks() -> None:
    (_, position) = told(SCHEDULED, since="2025-04-25", on="2025-05-05")
    assert (str(position.subject), position.known_by) == ("position:NATO/training", date(2025, 4, 29))


def test_a_walk_tells_how_a_day_differs_as_two_states_do() -> None:
    visit = {"kind": "invitation-extended", "invitation": "visit", "by": "Iraq", "visit": "Baghdad"}
    ledger = given(INVITED, SCHEDULED, report("r6", published="2025-04-30", facts=[visit]))
    walk = KnowledgeWalk(ledger, date(2025, 2, 1))
    before = walk.state()
    for day in (date(2025, 3, 1), date(2025, 4, 29), date(2025, 4, 30)):
        after = State.of(ledger, on=day, known_at=day)
        assert walk.difference(day) == diff.condensed(diff.project(before, after))
        before = after


@tries(60)
@for_all(judged(), st.dates(date(2025, 4, 15), date(2025, 7, 15)), st.integers(1, 60))
def test_a_walk_tells_what_is_known_more_as_two_states_do(documents: list[Told], first: date, days: int) -> None:
    ledger, last = given(*documents), first + timedelta(days)
    before, after = State.of(ledger, on=first, known_at=first), State.of(ledger, on=last)
    known = {fact.fact_id: news.NewFact.of(fact) for fact in after.knowledge.facts}
    expected = news.weighed(diff.project(before, after).changes, known, giving(after.dossiers), first, last)
    assert KnowledgeWalk(ledger, first).news_of_all(last) == expected


def test_a_walk_stops_where_a_fact_became_known_and_not_where_a_report_did() -> None:
    uncited = judgement({"kind": "session-held", "session": 2, "when": "2025-04-30"}, recorded_at="2025-05-02")
    walk = KnowledgeWalk(given(INVITED, uncited, report("empty", published="2025-05-04")), date(2025, 6, 1))
    assert walk.previous_day() == date(2025, 5, 2)
    walk.move(date(2025, 3, 1))
    assert (walk.previous_day(), walk.next_day()) == (None, date(2025, 5, 2))


def test_a_walk_knows_the_days_of_news_before_and_after_the_one_it_stands_on() -> None:
    walk = KnowledgeWalk(given(INVITED, SCHEDULED, RECALLED), date(2025, 4, 29))
    assert (walk.previous_day(), walk.next_day()) == (date(2025, 3, 1), date(2025, 4, 30))
    walk.move(date(2025, 4, 30))
    assert (walk.previous_day(), walk.next_day()) == (date(2025, 4, 29), None)
    walk.move(date(2025, 3, 1))
    assert (walk.previous_day(), walk.next_day()) == (None, date(2025, 4, 29))
    walk.move(date(2025, 4, 1))
    assert (walk.previous_day(), walk.next_day()) == (date(2025, 3, 1), date(2025, 4, 29))
