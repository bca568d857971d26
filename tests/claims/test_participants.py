"""Who took part, what was spoken of, and which parties does a fact name?"""

from __future__ import annotations

from typing import Any

from tests.given import given, judgement, report
from timeline.claims.participants import Participant, participants, parties_named, topics
from timeline.knowledge.known import knowledge


def told(name: str, *facts: dict[str, Any]) -> dict[str, Any]:
    return report(name, published="2025-05-02", facts=facts)


MEETING = {"kind": "contact-held", "when": "2025-05-01"}


def test_what_one_report_leaves_out_of_a_person_another_may_tell() -> None:
    log = [
        told("r1", {**MEETING, "persons": [{"name": "Araghchi", "side": "Iran"}, {"name": "Witkoff"}]}),
        told("r2", {**MEETING, "persons": [{"name": "Araghchi", "role": "Minister", "part": "head"}]}),
        told("r3", {**MEETING, "persons": [{"name": "Araghchi", "role": "FM", "part": "member", "side": "Oman"}]}),
    ]
    known = knowledge(given(*log))
    assert participants(known.facts, known) == (
        Participant("Araghchi", "Minister", "Iran", "head", ("Araghchi",)),
        Participant("Witkoff", None, None, None, ("Witkoff",)),
    )


def test_spellings_that_are_linked_are_one_person_under_the_name_that_stands() -> None:
    link = judgement({"kind": "subjects-linked", "subjects": ["person:Araqchi", "person:Araghchi"], "as": "same"})
    log = [
        told("r1", {**MEETING, "persons": [{"name": "Araghchi"}]}),
        told("r2", {**MEETING, "persons": [{"name": "Araqchi", "side": "Iran"}, {"name": "Araghchi"}]}),
    ]
    known = knowledge(given(*log, link))
    (one,) = participants(known.facts, known)
    assert (one.name, one.side, one.spellings) == ("Araqchi", "Iran", ("Araghchi", "Araqchi"))


def test_topics_are_listed_once_in_order_of_first_mention() -> None:
    log = [told("r1", {**MEETING, "topics": ["ISIS", "training"]}), told("r2", {**MEETING, "topics": ["oil", "ISIS"]})]
    facts = knowledge(given(*log, told("r3", MEETING))).facts
    assert topics(facts) == ("ISIS", "training", "oil")


def test_a_fact_names_the_sides_of_its_persons_and_whoever_acts_pays_or_stays_away() -> None:
    facts: list[dict[str, Any]] = [
        {**MEETING, "persons": [{"name": "A", "side": "Iran"}, {"name": "B"}, {"name": "C", "side": "Oman"}]},
        {
            "kind": "session-held",
            "session": 1,
            "host": "Oman",
            "mediator": ["Oman", "Qatar"],
            "attended": ["Iran"],
            "absent": "Israel",
        },
        {"kind": "commitment-made", "commitment": "c", "by": ["Iran", "Oman"], "to": "Iraq"},
        {"kind": "statement-made", "actor": "NATO", "about": "Gaza"},
    ]
    found = [parties_named(known.fact) for known in knowledge(given(told("r1", *facts))).facts]
    assert found == [("Iran", "Oman"), ("Oman", "Qatar", "Iran", "Israel"), ("Iran", "Oman", "Iraq"), ("NATO",)]
