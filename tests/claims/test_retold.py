"""Which plans does a report only recall?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import session, slips, state, window
from tests.given import given, report
from timeline.claims import retold as rule
from timeline.claims.retold import retold
from timeline.knowledge.known import knowledge

if TYPE_CHECKING:
    from tests.given import Told

Said = dict[str, Any]


def scheduled(window: str | None = None, **said: object) -> Said:
    """A time or a place set for session 1."""
    return {"kind": "session-scheduled", "session": 1, **({"window": window} if window else {}), **said}


def told(kind: str, **said: object) -> Said:
    """Something else told of session 1."""
    return {"kind": f"session-{kind}", "session": 1, **said}


def published(day: str, *facts: Said, name: str | None = None) -> Told:
    """A report of a day."""
    return report(name or day, published=day, facts=facts)


def recalled(*documents: Told) -> list[str]:
    """Why facts are taken to recall only, in order of the log."""
    facts = knowledge(given(*documents)).facts
    found = retold(facts)
    return [found[known.fact_id] for known in facts if known.fact_id in found]


def test_what_the_coder_marked_is_recalled() -> None:
    assert recalled(published("2025-04-01", scheduled("2025-05-10", retold=True))) == [rule.MARKED]


def test_a_time_that_had_passed_when_the_report_came_out_is_recalled() -> None:
    documents = [published("2018-06-21", scheduled("2018-07-06"), scheduled("2018-04-18/2018-04-19"))]
    assert recalled(*documents) == [rule.PASSED]
    coming = session(1, *documents, on="2018-06-25")
    assert window(coming) == "2018-07-06"
    assert slips(coming) == [("2018-04-18/2018-04-19", ("2018-06-21",)), ("2018-07-06", ("2018-06-21",))]


@pytest.mark.parametrize("day", ["2025-05-10", "2025-05", "2025-05-11/2025-05-12"])
def test_a_time_that_may_not_have_passed_is_none(day: str) -> None:
    assert recalled(report("vague", published=day, facts=[scheduled("2025-05-10~")])) == []


@pytest.mark.parametrize(("move", "why"), [("postponed", rule.MOVED), ("cancelled", rule.CALLED_OFF)])
def test_a_plan_told_in_the_story_of_its_postponement_or_cancellation_is_recalled(move: str, why: str) -> None:
    documents = [published("2024-12-04", scheduled("2024-12-04", place="Hill"), told(move, when="2024-12-03"))]
    assert recalled(*documents) == [why]
    assert session(1, *documents, on="2024-12-10").status == move


def test_the_new_time_of_a_postponement_may_be_told_twice() -> None:
    assert recalled(published("2025-04-01", scheduled("2025-06-10"), told("postponed", window="2025-06"))) == []


def test_a_place_without_a_time_is_not_recalled_by_a_postponement() -> None:
    assert recalled(published("2025-04-01", scheduled(place="Hill"), told("postponed"))) == []


def test_the_time_told_beside_a_postponement_is_new_where_another_one_was_known() -> None:
    documents = [
        published("2025-01-01", scheduled("2025-05-10")),
        published("2025-05-01", told("postponed", when="2025-05-01"), scheduled("2025-05-20")),
    ]
    assert recalled(*documents) == [rule.WITH_THE_PLAN]
    coming = session(1, *documents, on="2025-05-01")
    assert (coming.status, window(coming)) == ("scheduled", "2025-05-20")


def test_of_a_plan_that_had_passed_and_another_the_first_was_moved() -> None:
    documents = [
        published("2025-04-20", scheduled("2025-05-02", place="Rome")),
        published("2025-05-16", told("cancelled"), scheduled("2025-05-02"), scheduled("2025-05-16", place="Istanbul")),
    ]
    assert recalled(*documents) == [rule.WITH_THE_PLAN, rule.PASSED]
    coming = session(1, *documents, on="2025-05-16")
    assert (coming.status, window(coming), coming.place) == ("scheduled", "2025-05-16", "Istanbul")


def test_a_plan_that_had_passed_and_agrees_with_another_of_its_report_is_no_other_plan() -> None:
    story = published("2025-05-16", scheduled("2025-05-02"), scheduled("2025-05"), told("postponed"))
    assert recalled(story) == [rule.PASSED, rule.MOVED]


@pytest.mark.parametrize(("ending", "why"), [("held", rule.HELD), ("not-held", rule.NOT_HELD)])
def test_a_plan_told_with_the_holding_is_recalled_unless_it_lies_wholly_after_it(ending: str, why: str) -> None:
    over = told(ending, when="2025-05-10")
    assert recalled(published("2025-05-10", over, scheduled("2025-05-10"))) == [why]
    anew = recalled(published("2025-05-10", over, scheduled("2025-05-20")))
    assert anew == ([] if ending == "held" else [rule.WITH_THE_PLAN])


def test_a_holding_without_a_day_was_at_the_latest_on_the_day_of_the_report() -> None:
    assert recalled(published("2025-05-12", told("held"), scheduled("2025-05-12"))) == [rule.HELD]
    assert recalled(published("2025-05-12", told("held"), scheduled("2025-05-20"))) == []


def test_of_two_plans_in_one_report_the_one_that_another_gave_alone_is_recalled() -> None:
    documents = [
        published("2026-02-04", scheduled("2026-02-06", place="Hill"), name="wire"),
        published("2026-02-04", scheduled("2026-02-06", place="Port"), scheduled(place="Hill"), name="post"),
    ]
    assert recalled(*documents) == [rule.REPLACED]
    coming = session(1, *documents, on="2026-02-04")
    assert (window(coming), coming.place) == ("2026-02-06", "Port")


def test_of_two_plans_in_one_report_that_nobody_gave_before_neither_is_recalled_and_two_voices_disagree() -> None:
    documents = [
        published(
            "2025-06-10",
            scheduled("2025-06-15", said_by="Northland foreign ministry"),
            scheduled("2025-06-12", said_by="President of Southland"),
        )
    ]
    assert recalled(*documents) == []
    (dispute,) = session(1, *documents, on="2025-06-10").disputes
    assert [claim.origins for claim in dispute.claims] == [("Northland foreign ministry",), ("President of Southland",)]


def test_where_nothing_else_is_known_what_is_recalled_is_what_was_planned_and_overdue() -> None:
    only = session(1, published("2025-06-21", scheduled("2025-04-18")), on="2025-06-21")
    assert (only.status, window(only), only.overdue_days) == ("overdue", "2025-04-18", 64)


def test_a_cancelled_session_shows_the_recalled_plan_as_the_time_it_was_planned_for() -> None:
    off = session(1, published("2025-05-11", told("cancelled"), scheduled("2025-05-10")), on="2025-05-12")
    assert (off.status, window(off)) == ("cancelled", "2025-05-10")


def test_one_value_can_be_news_in_one_report_and_recalled_in_another() -> None:
    documents = [
        published("2025-03-01", scheduled("2025-04-10")),
        published("2025-04-01", told("postponed", window="2025-05-10"), scheduled("2025-04-10")),
    ]
    (found,) = state(*documents, on="2025-04-02").sessions
    verdict = found.dossier.verdicts["window"]
    (before,) = verdict.others
    assert [(one.stands, one.because) for one in verdict.bearings_of(before).values()] == [
        ("superseded", "superseded: 2025-05-10, said 2025-04-01"),
        ("retold", rule.MOVED),
    ]


def test_facts_that_cite_no_report_recall_nothing_but_what_is_marked() -> None:
    uncited = {"recorded_at": "2025-03-01", "facts": [scheduled("2025-01-10"), told("postponed"), told("cancelled")]}
    assert recalled(uncited) == []
    assert session(1, uncited, on="2025-03-02").status == "postponed"
