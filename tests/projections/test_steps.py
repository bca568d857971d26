"""Each sort of step, fact by fact and day by day: what is known and projected after it is as it is anew.

Properties try any dialogue (`test_going_on`); these are the steps that people take, each by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.given import fact_id, given, heading, judgement, recorded, report
from tests.projections.test_going_on import check_changes, check_days, check_facts
from timeline.knowledge.growing import Growing
from timeline.projections.going_on import GoingOn

if TYPE_CHECKING:
    from tests.given import Told

DAYS = [date(2025, 5, 1) + timedelta(days=days) for days in (0, 3, 9, 10, 11, 30, 62, 8, 2)]
"""There and back."""


def told(day: str | None, *facts: dict[str, Any], name: str | None = None, origin: str = "A", **filed: str) -> Told:
    dated = {"published": day} if day else {}
    return report(name or str(day), origin=origin, facts=facts, **(dated | filed))


def plan(window: str, **more: object) -> dict[str, Any]:
    return {"kind": "session-scheduled", "session": 1, "window": window, **more}


def same(one: str, other: str, as_: str = "same") -> Told:
    return judgement({"kind": "subjects-linked", "subjects": [one, other], "as": as_})


def corrected(target: str, field: str, new: object, whose: str = "coder", **more: object) -> dict[str, Any]:
    return {"kind": "fact-corrected", "target": target, "field": field, "new": new, "whose": whose, **more}


def taken_back(target: str, whose: str = "coder") -> dict[str, Any]:
    return {"kind": "fact-retracted", "target": target, "whose": whose}


VISIT = {"kind": "contact-held", "format": "visit", "when": "2025-05-10", "place": "Rome", "persons": [{"name": "P"}]}
PLAN, MOVED, HELD = (
    told("2025-05-02", plan("2025-05-10", place="Rome")),
    told("2025-05-04", {"kind": "session-postponed", "session": 1, "window": "2025-06"}, origin="B"),
    told("2025-05-11", {"kind": "session-held", "session": 1, "when": "2025-05-10", "persons": [{"name": "P"}]}),
)
INVITED = told(
    "2025-05-03",
    {
        "kind": "invitation-extended",
        "invitation": "i",
        "by": "A",
        "to": ["B", "C"],
        "session": 1,
        "window": "2025-05-10",
    },
    {"kind": "position-stated", "actor": "A", "issue": "x", "stance": "Yes"},
)
PROMISED = told(
    "2025-05-03",
    {"kind": "commitment-made", "commitment": "c", "by": ["A", "B"], "due": "2025-05-10"},
    {"kind": "deadline-set", "deadline": "c", "by": "C", "due": "2025-05-12"},
    {"kind": "deadline-set", "deadline": "d", "about": "e", "due": "2025-05-12"},
    {"kind": "document-issued", "document": "d", "title": "T", "due": "2025-05-10"},
    name="promised",
)


def one_of_each(name: str, day: str, *, done: bool) -> list[dict[str, Any]]:
    """A fact of each sort that two offices can tell otherwise: on another day, or as done and not done."""
    status, how = ("fulfilled", "asserted") if done else ("breached", "denied")
    return [
        {"kind": "session-held", "session": name, "when": day},
        {"kind": "invitation-extended", "invitation": name, "by": "A", "to": "B", "when": day},
        {"kind": "commitment-updated", "commitment": name, "by": "A", "status": status},
        {"kind": "document-issued", "document": name, "status": "signed", "when": day},
        {"kind": "measure-taken", "actor": name, "about": "x", "when": "2025-05-01", "modality": how},
    ]


STORIES: dict[str, list[Told]] = {
    "a plan is moved and the session held": [PLAN, MOVED, HELD],
    "a later session lets an earlier one lapse": [
        PLAN,
        told("2025-05-20", {"kind": "session-scheduled", "session": 2, "window": "2025-07"}),
        told("2025-05-21", {"kind": "session-started", "session": 3, "when": "2025-05-20"}),
        told("2025-05-30", {"kind": "session-held", "session": 2, "track": "expert", "when": "2025-05-29"}),
    ],
    "an invitation shares the fate of its session, and a position the day of the meeting": [
        INVITED,
        PLAN,
        told("2025-05-05", {"kind": "invitation-answered", "invitation": "i", "by": "B", "answer": "accepted"}),
        told(
            "2025-05-11",
            {"kind": "session-held", "session": 1, "when": "2025-05-10", "attended": ["B"], "absent": ["C"]},
            {"kind": "position-reaffirmed", "actor": "A", "issue": "x"},
        ),
        told("2025-05-12", {"kind": "session-held", "session": 1, "when": "2025-05-09"}, origin="C"),
    ],
    "promises, deadlines and documents belong together": [
        PROMISED,
        told("2025-05-05", {"kind": "document-issued", "document": "e", "status": "agreed"}),
        told("2025-05-11", {"kind": "commitment-updated", "commitment": "c", "by": "A", "status": "fulfilled"}),
        told("2025-05-12", {"kind": "commitment-made", "commitment": "e", "by": "B"}),
        same("deadline:d", "commitment:e"),
        told("2025-05-13", {"kind": "document-issued", "document": "d", "status": "signed", "when": "2025-05-12"}),
    ],
    "what is told ahead is planned until it is told as done": [
        told("2025-05-02", VISIT),
        told("2025-05-11", VISIT, kind="reprint", name="reprint"),
        told("2025-05-12", VISIT, origin="B"),
        told("2025-05-13", VISIT, kind="ministry", name="office"),
        told(None, VISIT, name="undated"),
        judgement(taken_back(fact_id(told("2025-05-02", VISIT)))),
    ],
    "a plan told ahead by two and taken back by one after the other": [
        told("2025-05-02", VISIT),
        told("2025-05-03", VISIT, name="again"),
        told("2025-05-12", VISIT, kind="reprint", name="reprint"),
        judgement(taken_back(fact_id(told("2025-05-02", VISIT)))),
        judgement(taken_back(fact_id(told("2025-05-03", VISIT, name="again")))),
    ],
    "a coder's correction, corrected and taken back": [
        PLAN,
        judgement(corrected(fact_id(PLAN), "window", "2025-05-20")),
        judgement(corrected(fact_id(judgement(corrected(fact_id(PLAN), "window", "2025-05-20"))), "new", "2025-05-21")),
        judgement(taken_back(fact_id(judgement(corrected(fact_id(PLAN), "window", "2025-05-20"))))),
    ],
    "a fact moves to another session, another place and another report": [
        PLAN,
        told("2025-05-03", {"kind": "session-scheduled", "session": 2, "window": "2025-06"}, name="other"),
        judgement(corrected(fact_id(PLAN), "session", 2)),
        judgement(corrected(fact_id(PLAN), "place", "Oslo")),
        judgement(corrected(fact_id(PLAN), "report", "other")),
    ],
    "an outlet corrects itself, and takes a fact and a report back": [
        PLAN,
        told("2025-05-04", corrected(fact_id(PLAN), "window", "2025-05-12", "outlet"), name="correction"),
        told("2025-05-06", corrected(fact_id(PLAN), "window", "2025-05-13", "outlet"), name="again", origin="B"),
        INVITED,
        told("2025-05-07", taken_back(fact_id(INVITED), "outlet"), name="back"),
        told("2025-05-09", taken_back(fact_id(INVITED, 0), "outlet"), name="all"),
        judgement(taken_back(fact_id(told("2025-05-07", taken_back(fact_id(INVITED), "outlet"), name="back"), 0))),
    ],
    "a report is found to have come out on another day, from another office, in another outlet": [
        PLAN,
        HELD,
        judgement(corrected(fact_id(PLAN, 0), "published", "2025-05-20")),
        judgement(corrected(fact_id(HELD, 0), "origin", "B")),
        judgement(corrected(fact_id(HELD, 0), "outlet", "Other")),
        judgement({"kind": "source-assessed", "outlet": "Other", "reliability": "B"}),
    ],
    "an outlet is assessed, and again, from a day on": [
        HELD,
        told("2025-05-12", {"kind": "session-held", "session": 1, "when": "2025-05-09"}, origin="B", name="better"),
        judgement({"kind": "source-assessed", "outlet": "better", "reliability": "B"}),
        judgement({"kind": "source-assessed", "outlet": "better", "reliability": "A", "from": "2025-05-30"}),
        judgement({"kind": "source-assessed", "outlet": "2025-05-11", "reliability": "C"}),
    ],
    "subjects, persons and parties are linked and parted": [
        PLAN,
        told("2025-05-03", {"kind": "session-scheduled", "session": "rome", "window": "2025-06"}, name="slug"),
        same("session:1", "session:rome"),
        told("2025-05-05", {**VISIT, "persons": [{"name": "Q", "side": "A"}]}, name="q", language="en"),
        told("2025-05-05", {**VISIT, "persons": [{"name": "P", "side": "A"}]}, name="p", language="ar"),
        same("person:P", "person:Q"),
        INVITED,
        same("party:A", "party:B"),
        same("invitation:i", "contact:2025-05-10/visit"),
        same("session:rome", "session:1", "different"),
        same("person:Q", "person:P", "unsure"),
    ],
    "a dialogue is opened again, launched and suspended": [
        heading("A", "B", "C"),
        told("2025-05-02", {"kind": "dialogue-launched", "when": "2025-05-01"}),
        PLAN,
        told("2025-05-09", {"kind": "dialogue-suspended", "when": "2025-05-09"}),
        told("2025-05-10", {"kind": "rhythm-agreed", "every": "P1M", "when": "2025-05-10"}),
        judgement(taken_back(fact_id(heading("A", "B", "C")))),
    ],
    "an office changes hands, and others head the sides": [
        told("2025-05-02", {"kind": "role-changed", "person": "P", "office": "minister", "from": "2025-05-01"}),
        told(
            "2025-05-05",
            {
                "kind": "session-held",
                "session": 1,
                "when": "2025-05-04",
                "persons": [{"name": "P", "side": "A", "part": "head"}, {"name": "Q", "side": "B", "part": "head"}],
            },
        ),
        told(
            "2025-05-11",
            {"kind": "role-changed", "person": "R", "office": "minister", "predecessor": "P", "when": "2025-05-10"},
            {"kind": "role-changed", "person": "S", "office": "envoy", "from": "2025-05-30", "modality": "planned"},
        ),
        told("2025-05-30", {**VISIT, "when": "2025-05-29", "persons": [{"name": "R", "side": "A"}]}),
        told(
            "2025-06-02",
            {
                "kind": "session-held",
                "session": 2,
                "when": "2025-06-01",
                "persons": [{"name": "R", "side": "A", "part": "head"}, {"name": "S", "role": "envoy", "side": "B"}],
            },
        ),
    ],
    "reports contradict each other, until one of them takes it back": [
        told("2025-05-02", {"kind": "dialogue-launched", "when": "2025-05-01"}),
        told("2025-05-03", {"kind": "dialogue-launched", "when": "2025-04-20"}, origin="B"),
        HELD,
        told("2025-05-12", {**VISIT, "place": "Rome"}, {"kind": "session-held", "session": 1, "when": "2025-05-09"}),
        told(
            "2025-05-13",
            {**VISIT, "modality": "denied"},
            {"kind": "commitment-updated", "commitment": "c", "by": "A", "status": "breached"},
            origin="B",
        ),
        told("2025-05-14", {"kind": "commitment-updated", "commitment": "c", "by": "A", "status": "fulfilled"}),
        told("2025-05-30", taken_back(fact_id(HELD), "outlet"), name="back"),
    ],
    "of each sort several are told otherwise by another office": [
        told("2025-05-03", *(one for name in "zma" for one in one_of_each(name, "2025-05-01", done=True))),
        told("2025-05-04", *(one for name in "zma" for one in one_of_each(name, "2025-05-02", done=False)), origin="B"),
    ],
    "a rhythm makes the next session due, until somebody plans it": [
        told("2025-05-02", {"kind": "session-held", "session": 1, "when": "2025-05-01"}),
        told("2025-05-03", {"kind": "rhythm-agreed", "every": "P1M", "when": "2025-05-01"}),
        told("2025-07-01", {"kind": "session-scheduled", "session": 2, "window": "2025-07-10"}),
    ],
    "an invitation follows its session under another name, and a position its party": [
        told("2025-05-02", {"kind": "session-scheduled", "session": "rome", "window": "2025-05-20"}),
        INVITED,
        told(
            "2025-05-04",
            {"kind": "invitation-extended", "invitation": "other", "by": "A", "to": "B", "session": "rome"},
            {"kind": "invitation-extended", "invitation": "third", "by": "B", "to": "C", "session": 3},
        ),
        same("session:rome", "session:1"),
        same("session:3", "session:1"),
        told(
            "2025-05-12",
            {**VISIT, "persons": [{"name": "P", "side": "The A"}]},
            {"kind": "position-reaffirmed", "actor": "A", "issue": "x"},
        ),
        same("party:A", "party:The A"),
        told("2025-05-21", {"kind": "session-held", "session": "rome", "when": "2025-05-20"}),
    ],
    "places are linked and parted, and an outlet takes a link back": [
        PLAN,
        told("2025-05-03", plan("2025-05-10", place="Roma Nova"), origin="B"),
        told("2025-05-11", {"kind": "session-held", "session": 1, "when": "2025-05-10", "place": "Roma Nova"}),
        told("2025-05-12", {**VISIT, "place": "Latium Novum"}, {**VISIT, "place": "روما"}, origin="C"),
        same("place:Rome", "place:Latium Novum"),
        told("2025-05-14", VISIT, name="visit"),
        same("place:Roma Nova", "place:Rome", "different"),
        same("place:روما", "place:Roma", "different"),
        told("2025-05-16", taken_back(fact_id(same("place:Rome", "place:Latium Novum")), "outlet"), name="back"),
        same("place:Rome", "place:Roma Nova"),
    ],
    "positions follow linked parties": [
        told("2025-05-02", {"kind": "position-stated", "actor": "A", "issue": "x", "stance": "Yes"}),
        told("2025-05-03", {"kind": "position-reaffirmed", "actor": "The A", "issue": "x", "stance": "Yes"}),
        told("2025-05-04", {"kind": "position-stated", "actor": ["A", "The A"], "issue": "y", "stance": "No"}),
        same("party:The A", "party:A"),
        told("2025-05-12", {**VISIT, "persons": [{"name": "P", "side": "A"}]}, INVITED["facts"][1], name="visit"),
        same("position:A/x", "position:B/z"),
        told("2025-05-13", {"kind": "position-stated", "actor": "B", "issue": "z", "stance": "Yes"}, name="z"),
        same("party:A", "party:The A", "different"),
    ],
    "an office that became known later was recorded first": [
        told("2025-05-09", {"kind": "role-changed", "person": "P", "office": "minister"}),
        told("2025-05-03", {"kind": "role-changed", "person": "Q", "office": "envoy"}),
    ],
    "planned acts are done, denied, put off, or stay open": [
        told(
            "2025-05-02",
            {"kind": "measure-taken", "actor": "A", "about": "the border", "when": "2025-05-10", "modality": "planned"},
            {"kind": "contact-held", "format": "visit", "when": "2025-06", "modality": "expected"},
            {
                "kind": "document-issued",
                "document": "d",
                "status": "signed",
                "when": "2025-05-30",
                "modality": "planned",
            },
        ),
        told("2025-05-11", {"kind": "measure-taken", "actor": "A", "about": "the border", "when": "2025-05-10"}),
        told("2025-05-12", {"kind": "contact-held", "format": "visit", "when": "2025-06", "modality": "denied"}),
        told("2025-05-13", {"kind": "contact-held", "format": "visit", "when": "2025-06-10", "modality": "planned"}),
        told("2025-06-01", {"kind": "document-issued", "document": "d", "status": "signed", "when": "2025-05-31"}),
    ],
    "judgements cite reports that are filed later": [
        PLAN,
        judgement(corrected(fact_id(PLAN), "window", "2025-05-20", "outlet", report="late")),
        judgement(corrected(fact_id(PLAN), "report", "later")),
        told("2025-05-05", name="late"),
        told("2025-05-06", name="later", origin="B"),
        MOVED,
        told("2025-05-12", name="unheard", origin="C"),
    ],
    "a report is filed twice, cited before it is filed, and without a day": [
        judgement(plan("2025-05-10", report="late")),
        told(None, name="late"),
        told("2025-05-03", name="late", url="https://example.org/late"),
        told(None, {"kind": "session-cancelled", "session": 1}, name="undated"),
        judgement({"kind": "session-held", "session": 1, "when": "2025-05-10"}, recorded_at="2025-05-11"),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_after_each_fact_of_it_all_is_as_projected_anew(story: str) -> None:
    facts = recorded([heading("A", "B"), *STORIES[story]])
    check_facts(facts, DAYS[::4])
    check_changes(facts)


@pytest.mark.parametrize("story", STORIES)
def test_on_each_day_of_it_there_and_back_all_is_as_projected_anew(story: str) -> None:
    check_days(recorded([heading("A", "B"), *STORIES[story]]), DAYS)


def test_it_is_known_when_something_lapses_by_itself() -> None:
    later = told("2025-05-03", {"kind": "session-scheduled", "session": 2, "window": "2025-05-15"}, name="later")
    growing = Growing(given(heading("A", "B"), PLAN, later, HELD), date(2025, 5, 2))
    going_on = GoingOn(growing.known, date(2025, 5, 2))
    lapses = [going_on.until]
    for day in (date(2025, 5, 3), date(2025, 5, 11), date(2025, 5, 16)):
        going_on.go_on(growing.known, growing.move(day), day)
        lapses.append(going_on.until)
    # The plan of the 10th, until it was held; then that of the 15th, which becomes overdue and stays so.
    assert lapses == [date(2025, 5, 11), date(2025, 5, 11), date(2025, 5, 16), None]
