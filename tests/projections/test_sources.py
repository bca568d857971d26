"""Which reports is all this built on, and how far are they borne out?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.given import fact_id, given, judgement, report
from timeline.answers.sources import source_answer
from timeline.claims.claims import supports_of
from timeline.claims.credibility import WORDS, credibility
from timeline.knowledge.known import knowledge
from timeline.projections import sessions, sources
from timeline.projections.state import State

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.sources import SourceAnswer


# ---- the report --------------------------------------------------------------------------------------------------


def test_a_row_holds_what_was_filed() -> None:
    (row,) = rows(
        report(
            "ina-1",
            outlet="INA",
            url="https://ina.iq/1",
            title="Advisory, not combat",
            language="en",
            kind="agency",
            origin="ONSA",
            published={"edtf": "2024-08-27", "wording": "Tuesday"},
            published_basis="shown on the page",
        )
    )
    written = row.model_dump(mode="json")
    day = {"edtf": "2024-08-27", "earliest": "2024-08-27", "latest": "2024-08-27", "wording": None}
    assert written == {
        "dialogue": "iraq-nato",
        "report": "ina-1",
        "outlet": "INA",
        "kind": "agency",
        "language": "en",
        "url": "https://ina.iq/1",
        "title": "Advisory, not combat",
        "published": day | {"wording": "Tuesday"},
        "published_basis": "shown on the page",
        "known_by": "2024-08-27",
        "dated": True,
        "lag_days": None,
        "origin": "ONSA",
        "origin_reports": 1,
        "origin_outlets": ["INA"],
        "origin_published": day,
        "first_print": True,
        "reprint_of": None,
        "reliability": None,
        "credibility": 6,
        "credibility_words": "cannot be judged",
        "contradicted": [],
        "times": 0,
        "facts": [],
    }


def test_an_undated_report_is_known_from_the_day_it_was_recorded() -> None:
    (row,) = rows(report("r1", recorded_at="2025-07-01"))
    assert (row.published, row.known_by, row.dated) == (None, "2025-07-01", False)


def test_an_outlet_has_the_grade_of_the_newest_assessment() -> None:
    graded = judgement(*({"kind": "source-assessed", "outlet": "INA", "reliability": grade} for grade in "CB"))
    assert [row.reliability for row in rows(report("r1", outlet="INA"), report("r2"), graded)] == ["B", None]


def test_a_report_that_was_not_known_yet_has_no_row() -> None:
    log = [report("r1", published="2024-08-27", origin="ONSA"), report("r2", published="2024-09-02", origin="ONSA")]
    assert [(row.report, row.origin_reports) for row in rows(*log, on="2024-09-01")] == [("r1", 1)]


# ---- the lag -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "days", "lag"),
    [
        ("2024-08-28", ["2024-08-27"], 1),
        ("2024-08-28", ["2024-08-27", "2024-08-20"], 8),
        ("2024-08-28", ["2024-08-29"], None),
        ("2024-08-28", ["2024-08"], None),
        ("2024-08", ["2024-08-27"], None),
        (None, ["2024-08-27"], None),
        ("2024-08-28", [None], None),
    ],
)
def test_the_lag_runs_from_the_earliest_day_told_of_that_had_passed(
    published: str | None, days: list[str | None], lag: int | None
) -> None:
    facts = [{"kind": "statement-made", "actor": "Iraq", "when": day} for day in days]
    assert rows(report("r1", published=published, facts=facts))[0].lag_days == lag


# ---- prints ------------------------------------------------------------------------------------------------------


def test_a_later_report_of_the_same_from_the_same_origin_is_a_reprint() -> None:
    log = [held("late", "2024-08-29", "ONSA"), held("first", "2024-08-27", "ONSA"), held("other", "2024-08-28", "NATO")]
    assert prints(*log) == {"late": (False, "first"), "first": (True, None), "other": (True, None)}
    assert [row.origin_outlets for row in rows(*log)] == [("first", "late"), ("first", "late"), ("other",)]


def test_an_undated_report_is_not_the_first_print() -> None:
    assert prints(held("undated", None, "ONSA"), held("dated", "2024-08-29", "ONSA"))["undated"] == (False, "dated")


def test_an_origin_says_a_thing_anew_on_another_day() -> None:
    def said(name: str, day: str) -> Told:
        fact = {"kind": "position-reaffirmed", "actor": "Iraq", "issue": "nmi", "when": day}
        return report(name, published=day, origin="ONSA", facts=[fact])

    assert prints(said("r1", "2024-08-27"), said("r2", "2025-05-21"))["r2"] == (True, None)


def test_a_session_is_held_once_whatever_day_a_print_gives() -> None:
    log = [held("r1", "2024-08-28", "NATO", when="2024-08-28"), held("r2", "2024-09-03", "NATO", when="2024-08-27")]
    assert prints(*log)["r2"] == (False, "r1")


def test_of_one_day_a_reprint_prints_what_is_filed_as_none() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2025-05-21"}
    day: dict[str, Any] = {"published": "2025-05-21", "origin": "A", "facts": [held]}
    assert prints(report("a", kind="reprint", **day), report("b", kind="ministry", **day)) == {
        "a": (False, "b"),
        "b": (True, None),
    }


def test_a_report_filed_as_a_reprint_is_no_first_print_even_where_the_first_is_not_on_file() -> None:
    assert prints(held("r1", "2024-11-14", "NATO", kind="reprint"))["r1"] == (False, None)


def test_an_undated_fact_of_a_reprint_is_older_than_the_reprint() -> None:
    def said(name: str, day: str, kind: str) -> Told:
        fact = {"kind": "position-stated", "actor": "Iraq", "issue": "gaza"}
        return report(name, published=day, origin="ONSA", kind=kind, facts=[fact])

    log = [said("r1", "2024-08-27", "news"), said("r2", "2024-11-14", "reprint"), said("r3", "2025-05-21", "news")]
    assert prints(*log) == {"r1": (True, None), "r2": (False, "r1"), "r3": (True, None)}


# ---- credibility -------------------------------------------------------------------------------------------------


def test_what_two_origins_say_is_confirmed() -> None:
    assert numbers(held("r1", "2024-08-27", "ONSA"), held("r2", "2024-08-28", "NATO")) == {"r1": 1, "r2": 1}


def test_ten_prints_of_one_origin_confirm_nothing() -> None:
    log = [held(f"r{number}", "2024-08-27", "ONSA") for number in range(10)]
    assert set(numbers(*log).values()) == {6}


@pytest.mark.parametrize(("grade", "number"), [("A", 2), ("B", 2), ("C", 3), ("D", 4), ("E", 5), ("F", 6)])
def test_what_one_origin_says_is_as_good_as_its_outlet(grade: str, number: int) -> None:
    assert numbers(held("r1", "2024-08-27", "ONSA"), assessed("r1", grade)) == {"r1": number}


@pytest.mark.parametrize(
    ("others", "dissent", "preferred"),
    [
        ([], 4, 6),  # one against one, nobody assessed: the newer counts, and neither can be judged better
        (["MFA"], 5, 2),  # outnumbered; confirmed, but contradicted
    ],
)
def test_what_contradicts_the_preferred_value_is_doubtful_or_improbable(
    others: list[str], dissent: int, preferred: int
) -> None:
    log = [
        held("r1", "2024-08-29", "NATO", when="2024-08-28"),
        *(held(origin, "2024-08-30", origin) for origin in ["ONSA", *others]),
    ]
    (session,) = sessions.project(knowledge(given(*log)), date(2024, 9, 1))
    verdict = session.dossier.verdicts["held"]
    found = {one.value.text: credibility(one, verdict).number for one in verdict.supports}
    assert found == {"2024-08-27": preferred, "2024-08-28": dissent}
    assert rows(*log)[0].contradicted == ("session:1.held",)


def test_a_contradicted_value_of_a_good_outlet_is_one_step_lower() -> None:
    log = [held("r1", "2024-08-29", "NATO"), held("r2", "2024-08-30", "ONSA", when="2024-08-28"), assessed("r1", "A")]
    (session,) = sessions.project(knowledge(given(*log)), date(2024, 9, 1))
    verdict = session.dossier.verdicts["held"]
    assert verdict.preferred is not None
    assert verdict.preferred.reports == ("r1",)
    assert credibility(verdict.preferred, verdict).number == 3


def test_a_vaguer_value_is_confirmed_by_a_narrower_one() -> None:
    log = [held("r1", "2024-08-29", "NATO", when="2024-08"), held("r2", "2024-08-30", "ONSA")]
    (session,) = sessions.project(knowledge(given(*log)), date(2024, 9, 1))
    verdict = session.dossier.verdicts["held"]
    assert len(supports_of([claim for one in verdict.supports for claim in one.claims])) == 2
    assert [credibility(one, verdict).number for one in verdict.supports] == [1, 1]


def test_what_news_has_superseded_was_not_contradicted() -> None:
    first = report(
        "r1", published="2025-01-01", facts=[{"kind": "session-scheduled", "session": 2, "window": "2025-03"}]
    )
    moved = report(
        "r2", published="2025-02-01", facts=[{"kind": "session-postponed", "session": 2, "window": "2025-05"}]
    )
    found = {row.report: (row.credibility, row.contradicted) for row in rows(first, moved, assessed("r1", "A"))}
    assert found["r1"] == (2, ())


def test_a_report_is_no_more_credible_than_the_worst_of_what_it_says_that_can_be_judged() -> None:
    positions = [{"kind": "position-stated", "actor": "Iraq", "issue": f"i{n}", "stance": "no"} for n in range(9)]
    one = held("r1", "2024-08-27", "ONSA")
    one["facts"].extend(positions)
    confirmed = held("r2", "2024-08-28", "NATO")
    assert numbers(one, confirmed)["r1"] == 1
    one["facts"].append({"kind": "session-held", "session": 2, "when": "2024-08-01"})
    others = [
        report(
            name,
            published="2024-08-29",
            origin=name,
            facts=[{"kind": "session-held", "session": 2, "when": "2024-08-02"}],
        )
        for name in ("r3", "r4")
    ]
    assert numbers(one, confirmed, *others)["r1"] == 5


def test_a_story_that_quotes_two_offices_prints_what_each_of_them_said() -> None:
    def said(name: str, day: str, *origins: str) -> Told:
        fact = {"kind": "position-stated", "actor": "Iraq", "when": "2024-08-26"}
        facts = [{**fact, "issue": origin, "origin": origin} for origin in origins]
        return report(name, published=day, origin=f"{name} itself", facts=facts)

    log = [said("r1", "2024-08-27", "ONSA"), said("r2", "2024-08-28", "MFA", "ONSA"), said("r3", "2024-08-29", "MFA")]
    assert prints(*log) == {"r1": (True, None), "r2": (False, "r1"), "r3": (False, "r2")}


def test_every_number_has_its_words() -> None:
    assert sorted(WORDS) == [1, 2, 3, 4, 5, 6]
    assert rows(held("r1", "2024-08-27", "ONSA"), assessed("r1", "B"))[0].credibility_words == "probably true"


def test_a_row_cites_its_facts() -> None:
    told = held("r1", "2024-08-27", "ONSA")
    assert [(row.times, row.facts) for row in rows(told)] == [(1, (fact_id(told),))]


def held(name: str, published: str | None, origin: str, when: str = "2024-08-27", kind: str = "news") -> Told:
    fact = {"kind": "session-held", "session": 1, "when": when}
    return report(name, published=published, origin=origin, kind=kind, facts=[fact])


def assessed(outlet: str, grade: str) -> Told:
    return judgement({"kind": "source-assessed", "outlet": outlet, "reliability": grade})


def rows(*log: Told, on: str | None = None) -> list[SourceAnswer]:
    day = date.fromisoformat(on) if on else None
    state = State.of(given(*log), on=day or date(2026, 12, 31), known_at=day)
    return [source_answer(one, state.knowledge) for one in sources.project(state)]


def prints(*log: Told) -> dict[str, tuple[bool, str | None]]:
    return {row.report: (row.first_print, row.reprint_of) for row in rows(*log)}


def numbers(*log: Told) -> dict[str, int]:
    return {row.report: row.credibility for row in rows(*log)}
