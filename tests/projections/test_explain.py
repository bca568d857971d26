"""Why is this value shown? Every word that explains where a session stands, and values that follow from others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import state
from tests.given import fact_id, heading, judgement, report
from timeline.claims.subjects import AttributeNotFoundError, SubjectNotFoundError
from timeline.projections import explain

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.projections.state import State


def said(day: str, kind: str, *, origin: str | None = None, **attributes: object) -> Told:
    """A report of that day says one thing about session 1."""
    fact = {"kind": f"session-{kind}", "session": 1, **attributes}
    return report(f"{day} {kind}", published=day, origin=origin or f"office {day}", facts=[fact])


def standing(attribute: str, *documents: Told, on: str = "2026-06-01") -> dict[str, list[tuple[str, str]]]:
    """Each value of an attribute of session 1, with how its facts stand and why."""
    (verdict,) = explain.project(state(*documents, on=on), f"session:1.{attribute}").verdicts
    return {
        str(one.value.text): [(bearing.stands, bearing.because) for bearing in verdict.bearings_of(one).values()]
        for one in verdict.supports
    }


INVITED = report(
    "invited",
    published="2025-01-01",
    facts=[{"kind": "invitation-extended", "invitation": "i", "session": 1, "by": "A", "to": "B", "window": "2025"}],
)
PROPOSED = said("2025-02-01", "proposed", window="2025-04")
SCHEDULED = said("2025-03-01", "scheduled", window="2025-05-10", place="Rome")
HELD = said("2025-05-11", "held", when="2025-05-11", place="Vienna")


def test_what_was_planned_before_it_took_place_is_superseded_by_that() -> None:
    documents = (INVITED, PROPOSED, SCHEDULED, HELD)
    assert standing("status", *documents) == {
        "held": [("preferred", "the newest word")],
        "scheduled": [("superseded", "it took place")],
    }
    assert standing("place", *documents) == {
        "Vienna": [("preferred", "the newest word")],
        "Rome": [("superseded", "planned, before it took place")],
    }
    assert standing("window", *documents) == {
        "2025-05-10": [("preferred", "the newest word")],
        "2025": [("superseded", "suggested, until a date was set")],
        "2025-04": [("superseded", "suggested, until a date was set")],
    }


def test_what_was_suggested_counts_until_somebody_schedules() -> None:
    suggested = ("superseded", "suggested, until somebody schedules")
    assert standing("status", INVITED, PROPOSED, SCHEDULED, on="2025-03-02") == {
        "scheduled": [("preferred", "the newest word")],
        "invited": [suggested],
        "proposed": [suggested],
    }
    assert standing("status", INVITED, PROPOSED, on="2025-02-02") == {
        "invited": [("preferred", "the newest word")],
        "proposed": [suggested],
    }
    assert standing("status", PROPOSED, on="2025-02-02") == {"proposed": [("preferred", "nobody gave another value")]}


def test_a_plan_that_ended_has_no_future_once_something_else_is_suggested() -> None:
    documents = (SCHEDULED, said("2025-04-20", "cancelled"), said("2025-06-01", "proposed", window="2025-09"))
    assert standing("status", *documents, on="2025-06-02") == {
        "proposed": [("preferred", "the newest word")],
        "cancelled": [("superseded", "that plan has no future any more")],
        "scheduled": [("superseded", "that plan has no future any more")],
    }
    assert standing("window", *documents, on="2025-06-02") == {
        "2025-09": [("preferred", "the newest word")],
        "2025-05-10": [("superseded", "the plan of before has no future")],
    }


def test_a_plan_is_superseded_by_word_that_it_was_not_held() -> None:
    denied = [said(f"2025-05-1{day}", "not-held", when="2025-05-11") for day in (2, 3)]
    assert standing("status", SCHEDULED, HELD, *denied) == {
        "not-held": [("preferred", "more independent origins")] * 2,
        "held": [("contradicts", "fewer independent origins say so")],
        "scheduled": [("superseded", "it was not held")],
    }


def test_who_says_that_it_was_not_held_contradicts_it_and_is_not_superseded() -> None:
    assert standing("status", SCHEDULED, HELD, said("2025-05-10", "not-held", when="2025-05-11")) == {
        "held": [("preferred", "as many origins, as reliable, as precise, but newer")],
        "not-held": [("contradicts", "as many origins, as reliable, as precise, but older")],
        "scheduled": [("superseded", "it took place")],
    }


def test_what_a_day_of_holding_is_refined_by_is_told() -> None:
    plan = "the plan as it last stood: nobody tells the day of holding more exactly"
    start = "the start: nobody tells the day of holding more exactly"
    vague = said("2025-06-01", "held", when="2025-05")
    assert standing("held", SCHEDULED, vague) == {
        "2025-05-10": [("preferred", plan)],
        "2025-05": [("agrees", "agrees with it, and says no more")],
    }
    began = said("2025-05-12", "started", when="2025-05-12")
    assert standing("held", began, vague)["2025-05-12"] == [("preferred", start)]
    assert standing("held", SCHEDULED, said("2025-06-01", "held")) == {"2025-05-10": [("preferred", plan)]}


# ---- what follows from other values -------------------------------------------------------------------------------

FACTS: list[dict[str, Any]] = [
    {"kind": "session-scheduled", "session": 1, "window": "2025-05-10"},
    {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "B", "visit": "V", "when": "2025-04-01"},
    {"kind": "position-stated", "actor": "A", "issue": "x", "stance": "S", "when": "2025-05-01"},
    {"kind": "position-stated", "actor": "B", "issue": "x", "stance": "T", "modality": "denied"},
    {"kind": "commitment-made", "commitment": "c", "by": "A", "due": "2025-05-12"},
    {"kind": "document-issued", "document": "d", "title": "T", "due": "2025-05-15"},
    {"kind": "rhythm-agreed", "every": "P3M", "when": "2025-05-01", "by": ["A", "B"]},
    {"kind": "deadline-set", "deadline": "e", "about": "the bridge", "by": "A", "due": "2025-07"},
    {
        "kind": "contact-held",
        "format": "visit",
        "when": "2025-05-01",
        "place": "Rome",
        "persons": [{"name": "P", "side": "A", "role": "Minister", "part": "head"}],
    },
    {"kind": "commitment-made", "commitment": "f", "by": "A"},
    {"kind": "deadline-set", "deadline": "f", "about": "the road", "by": "B", "due": "2025-08"},
    {
        "kind": "invitation-extended",
        "invitation": "j",
        "by": "A",
        "window": "2025-09",
        "place": "Oslo",
        "modality": "denied",
    },
    {"kind": "role-changed", "person": "P", "office": "envoy", "from": "2025-01"},
    {"kind": "role-changed", "person": "P", "office": "speaker", "from": "2025-02"},
]
LOG = [heading("A", "B"), report("r1", published="2025-05-02", origin="MFA", outlet="INA", facts=FACTS)]


def explained(text: str, *more: Told, on: str = "2025-05-20") -> dict[str, str]:
    """The values that a text names, by attribute."""
    found = explain.project(state(*LOG, *more, on=on), text)
    return {one.attribute: str(one.preferred.value.text) for one in found.verdicts if one.preferred}


def rests_on(text: str, *more: Told, on: str = "2025-05-20") -> list[str]:
    """The kinds of the facts that the only value named rests on."""
    (verdict,) = explain.project(state(*LOG, *more, on=on), text).verdicts
    assert verdict.preferred is not None
    return [claim.source.kind for claim in verdict.preferred.claims]


@pytest.mark.parametrize(
    ("text", "value", "kinds"),
    [
        ("session:1.status", "scheduled", ["session-scheduled"]),
        ("session:1.overdue_days", "10", ["session-scheduled"]),
        ("commitment:c.status", "overdue", ["commitment-made"]),
        ("commitment:c.overdue_days", "8", ["commitment-made"]),
        ("document:d.status", "overdue", ["document-issued"]),
        ("document:d.overdue_days", "5", ["document-issued"]),
        ("invitation:i.status", "open", ["invitation-extended"]),
        ("position:A/x.times", "1", ["position-stated"]),
        ("position:A/x.occasions", "1", ["position-stated"]),
        ("position:A/x.changes", "0", ["position-stated"]),
        ("position:A/x.in_force", "yes", ["position-stated"]),
        ("position:B/x.in_force", "no", ["position-stated"]),
        ("position:A/x.silent_days", "19", ["position-stated"]),
        ("dialogue.status", "announced", ["session-scheduled"]),
    ],
)
def test_what_nobody_claims_follows_from_the_facts_that_it_is_measured_by(
    text: str, value: str, kinds: list[str]
) -> None:
    assert (explained(text), rests_on(text)) == ({text.rpartition(".")[2]: value}, kinds)


def test_days_rest_on_the_facts_of_the_window_that_they_are_measured_by() -> None:
    held = report(
        "r2", published="2025-05-06", facts=[{"kind": "contact-held", "when": "2025-05-05", "format": "visit"}]
    )
    link = judgement(
        {"kind": "subjects-linked", "subjects": ["invitation:i", "contact:2025-05-05/visit"], "as": "same"}
    )
    assert explained("invitation:i.after_days", held, link) == {"after_days": "34"}
    assert rests_on("invitation:i.after_days", held, link) == ["contact-held"]
    met = report("r3", published="2025-05-12", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-10"}])
    assert explained("dialogue.status", met) == {"status": "active"}
    assert rests_on("dialogue.status", met) == ["session-scheduled", "session-held"]


def test_what_follows_for_nothing_is_known_of_nothing() -> None:
    for text in ("session:1.after_days", "position:A/x.status", "document:d.times"):
        with pytest.raises(AttributeNotFoundError):
            explained(text)
    with pytest.raises(SubjectNotFoundError):
        explained("session:9.status")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("person:P", {"sides": "A", "titles": "Minister", "offices": "envoy; speaker"}),
        ("report:r1", {"outlet": "INA", "origin": "MFA"}),
        ("deadline:e", {"by": "A", "what": "the bridge", "due": "2025-07"}),
        ("deadline:f", {"by": "B", "about": "the road", "due": "2025-08"}),
        ("invitation:j", {"by": "A", "window": "2025-09", "place": "Oslo", "modality": "denied"}),
        ("contact:2025-05-01/visit", {"when": "2025-05-01", "place": "Rome"}),
        ("role:envoy", {"when": "2025-01", "person": "P"}),
    ],
)
def test_persons_reports_and_whatever_has_no_life_of_its_own_are_explained_by_what_is_said_of_them(
    text: str, values: dict[str, str]
) -> None:
    found = explained(text)
    assert {name: value for name, value in found.items() if name in values} == values
    if not text.startswith("deadline:e"):
        assert found == values


def test_a_session_that_somebody_headed_is_named() -> None:
    held = report(
        "r2",
        published="2025-05-12",
        facts=[
            {
                "kind": "session-held",
                "session": number,
                "when": f"2025-05-1{number}",
                "persons": [{"name": "Q", "side": "B", "part": "head"}],
            }
            for number in (1, 2)
        ],
    )
    assert explained("person:Q", held) == {"sides": "B", "headed": "1, 2"}


def test_what_was_taken_back_of_a_subject_stands_below_and_nothing_of_others() -> None:
    one, other = said("2025-03-01", "scheduled", window="2025-05-10"), said("2025-03-02", "scheduled", window="2025-06")
    gone = judgement({"kind": "fact-retracted", "target": fact_id(one), "whose": "coder", "reason": "a slip"})
    asked: State = state(one, other, *LOG[1:], gone, on="2025-05-20")
    assert [known.fact_id for known in explain.project(asked, "session:1").withdrawn] == [fact_id(one)]
    assert explain.project(asked, "commitment:c").withdrawn == ()
