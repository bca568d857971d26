"""What happened and what is to come: each event in a few words, with its time, its place and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import state
from tests.given import report
from timeline.projections import timeline

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.projections.timeline import Event


def told(*facts: dict[str, Any], name: str = "r1", published: str | None = "2025-05-22") -> Told:
    return report(name, origin=name, facts=facts, **({"published": published} if published else {}))


def entry(*documents: Told, on: str = "2026-06-01") -> Event:
    """The only event."""
    (found,) = state(*documents, on=on).timeline
    return found


INVITED = {"kind": "invitation-extended", "invitation": "hill", "by": "Iraq", "to": "NATO"}
MADE = {"kind": "commitment-made", "commitment": "help"}
ISSUED = {"kind": "document-issued", "document": "charter"}
SAID = {"kind": "statement-made", "actor": "A"}


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        ({"kind": "session-held", "session": 2, "when": "2025-05-21"}, "session 2 held"),
        ({"kind": "session-held", "session": 2, "track": "expert"}, "expert session 2 held"),
        ({"kind": "rhythm-agreed", "every": "P3M"}, "rhythm agreed: a session every P3M"),
        ({"kind": "rhythm-agreed", "every": "P3M", "track": "main"}, "rhythm agreed: a session every P3M"),
        ({"kind": "rhythm-agreed", "every": "P3M", "track": "expert"}, "rhythm agreed: a session of expert every P3M"),
        ({"kind": "invitation-answered", "invitation": "hill", "answer": "accepted"}, "invitation hill accepted"),
        (INVITED, "invitation to hill"),
        ({**INVITED, "visit": "a visit to Baghdad"}, "invitation to a visit to Baghdad"),
        ({**INVITED, "visit": "of the Secretary General"}, "invitation to a visit of the Secretary General"),
        ({**INVITED, "session": 2}, "invitation to session 2"),
        ({"kind": "position-stated", "actor": "A", "issue": "peace"}, "stated: peace"),
        ({"kind": "position-reaffirmed", "actor": "A", "issue": "peace", "stance": "For it"}, "reaffirmed: For it"),
        (MADE, "commitment made: help"),
        ({**MADE, "what": "a package"}, "commitment made: a package"),
        ({"kind": "commitment-updated", "commitment": "help", "status": "breached"}, "commitment breached: help"),
        (ISSUED, "document issued: charter"),
        ({**ISSUED, "form": "treaty", "status": "signed", "title": "The Charter"}, "treaty signed: The Charter"),
        ({"kind": "contact-held"}, "contact"),
        ({"kind": "contact-held", "format": "call"}, "call"),
        ({"kind": "contact-held", "format": "meeting", "mode": "video"}, "meeting by video"),
        ({"kind": "contact-held", "format": "meeting", "mode": "in-person"}, "meeting"),
        ({"kind": "role-changed", "person": "P", "office": "envoy"}, "role changed: envoy"),
        (SAID, "statement"),
        ({**SAID, "form": "praise"}, "praise"),
        ({**SAID, "form": "praise", "about": "the talks"}, "praise: the talks"),
        ({**SAID, "quote": "well done"}, "statement: well done"),
        ({**SAID, "note": "on the phone"}, "statement: on the phone"),
        ({"kind": "measure-taken", "actor": "A"}, "measure"),
        ({"kind": "measure-taken", "actor": "A", "about": "opens the bridge"}, "measure taken: opens the bridge"),
        ({"kind": "deadline-set", "deadline": "d", "due": "2025-06"}, "deadline set"),
        ({"kind": "deadline-set", "deadline": "d", "about": "a deal", "due": "2025-06"}, "deadline set: a deal"),
        ({"kind": "dialogue-launched"}, "dialogue launched"),
    ],
)
def test_an_event_is_told_in_a_few_words(fact: dict[str, Any], what: str) -> None:
    assert entry(told(fact)).what == what


def test_what_one_report_leaves_out_another_tells() -> None:
    issued = {**ISSUED, "when": "2025-05-21"}
    fuller = told({**issued, "form": "treaty", "title": "The Charter"}, name="r2", published="2025-05-23")
    assert entry(told(issued), fuller).what == "treaty issued: The Charter"


def test_two_ends_of_a_promise_that_are_told_of_one_day_are_two_events() -> None:
    ended = {"kind": "commitment-updated", "commitment": "help", "by": "A", "when": "2025-05-20"}
    log = [told({**ended, "status": "fulfilled"}), told({**ended, "status": "breached"}, name="r2")]
    assert [one.what for one in state(*log).timeline] == ["commitment breached: help", "commitment fulfilled: help"]


def test_answers_of_one_day_by_two_invitees_are_two_events() -> None:
    answered = {"kind": "invitation-answered", "invitation": "hill", "when": "2025-05-20"}
    log = [
        told({**answered, "by": "Iraq", "answer": "accepted"}, {**answered, "by": "NATO", "answer": "accepted"}),
        told({**answered, "by": "NATO", "answer": "conditional"}, name="r2"),
    ]
    found = {(one.what, one.who, one.evidence.reports) for one in state(*log).timeline}
    assert found == {
        ("invitation hill accepted", ("Iraq",), ("r1",)),
        ("invitation hill accepted", ("NATO",), ("r1",)),
        ("invitation hill conditional", ("NATO",), ("r2",)),
    }


def test_an_answer_by_nobody_in_particular_is_one_event_with_that_of_the_only_one_who_is_named() -> None:
    answered = {"kind": "invitation-answered", "invitation": "hill", "when": "2025-05-20", "answer": "accepted"}
    log = [told(answered), told({**answered, "by": "NATO"}, name="r2"), told({**answered, "answer": "declined"})]
    reports = {one.what: one.evidence.reports for one in state(*log).timeline}
    assert reports == {"invitation hill accepted": ("r1", "r2"), "invitation hill declined": ("r1",)}


@pytest.mark.parametrize(
    ("fact", "published", "time"),
    [
        ({"kind": "contact-held", "when": "2025-05-21"}, "2025-05-22", ("2025-05-21", "happened")),
        (
            {"kind": "contact-held", "when": "2025-06-21", "modality": "planned"},
            "2025-05-22",
            ("2025-06-21", "planned"),
        ),
        ({"kind": "contact-held"}, "2025-05-22", ("2025-05-22", "reported")),
        ({"kind": "contact-held"}, None, (None, "unknown")),
    ],
)
def test_its_time_is_when_it_happened_or_is_planned_for_or_was_told(
    fact: dict[str, Any], published: str | None, time: tuple[str | None, str]
) -> None:
    found = entry(told(fact, published=published))
    assert (found.time.text if found.time else None, found.time_is) == time


OFFICE = {"kind": "role-changed", "person": "Ann Lee", "office": "envoy"}


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ({"from": "2025-05-01"}, ("2025-05-01", "happened")),
        ({"to": "2025-04-30"}, ("2025-04-30", "happened")),
        ({"from": "2025-05-01", "when": "2025-04-20"}, ("2025-04-20", "happened")),
        ({"from": "the ministry"}, ("2025-05-22", "reported")),
        ({"from": "2025-07-01"}, ("2025-07-01", "planned")),
    ],
)
def test_a_change_of_office_stands_at_the_day_from_which_or_to_which_it_is_held(
    said: dict[str, str], time: tuple[str, str]
) -> None:
    found = entry(told({**OFFICE, **said}))
    assert (found.time.text if found.time else None, found.time_is) == time


def test_two_changes_of_an_office_that_one_report_tells_are_two_events() -> None:
    found = state(told({**OFFICE, "to": "2025-04-30"}, {**OFFICE, "person": "Bo Berg", "from": "2025-05-01"})).timeline
    assert [(one.time and one.time.text, one.who) for one in found] == [
        ("2025-04-30", ("Ann Lee",)),
        ("2025-05-01", ("Bo Berg",)),
    ]


@pytest.mark.parametrize(
    ("fact", "who"),
    [
        ({"kind": "measure-taken", "actor": ["A", "B"], "about": "the border"}, ("A", "B")),
        ({**MADE, "by": "A", "to": "B"}, ("A",)),
        ({**ISSUED, "parties": ["A", "B"]}, ("A", "B")),
        ({"kind": "dialogue-suspended"}, ()),
        (INVITED, ("Iraq", "NATO")),
    ],
)
def test_whose_event_it_is(fact: dict[str, Any], who: tuple[str, ...]) -> None:
    assert entry(told(fact)).who == who


def test_what_is_remembered_of_one_day_is_the_same_on_another() -> None:
    log = [
        told({"kind": "session-scheduled", "session": 2, "window": "2025-06"}, name="r1", published="2025-05-01"),
        told({"kind": "session-held", "session": 2, "when": "2025-06-03"}, {**SAID, "about": "the talks"}, name="r2"),
    ]
    remembered = timeline.Remembered()
    for day in ("2025-05-02", "2025-06-01", "2025-06-04", "2025-05-02"):
        asked = state(*log, on=day)
        assert timeline.project(asked.knowledge, asked.on, remembered=remembered) == asked.timeline


def test_two_steps_of_a_document_on_one_day_are_two_events() -> None:
    agreed = told({**ISSUED, "status": "agreed", "when": "2025-05-21"})
    not_signed = told({**ISSUED, "status": "not-signed", "when": "2025-05-21"}, name="r2")
    events = state(agreed, not_signed, on="2026-06-01").timeline
    assert sorted(one.what for one in events) == ["document agreed: charter", "document not-signed: charter"]


def test_what_each_party_made_of_a_promise_is_an_event_of_its_own() -> None:
    breached = {"kind": "commitment-updated", "commitment": "help", "status": "breached"}
    events = state(told({**breached, "by": "A"}, {**breached, "by": "B"}), on="2026-06-01").timeline
    assert sorted(one.who for one in events) == [("A",), ("B",)]


def test_what_is_planned_for_no_day_says_that_it_is_planned() -> None:
    planned = entry(told({**ISSUED, "status": "signed", "modality": "planned"}))
    assert (planned.time_is, planned.modality) == ("reported", "planned")


def test_what_is_recalled_is_evidence_of_the_event_whose_time_it_tells() -> None:
    suspended, resumed = {"kind": "dialogue-suspended"}, {"kind": "dialogue-resumed"}
    log = [
        told({**suspended, "when": "2024-02-20"}, name="r1", published="2024-02-20"),
        told({**resumed, "when": "2024-11-07"}, name="r2", published="2024-11-07"),
        told({**suspended, "when": "2025-01-17"}, name="r3", published="2025-01-17"),
        told({**suspended, "when": "2025-01", "retold": True}, name="r4", published="2025-02-10"),
        told({**suspended, "when": "2018-01", "retold": True}, name="r5", published="2025-02-10"),
        told({**suspended, "retold": True}, name="r6", published="2025-02-10"),
    ]
    events = state(*log, on="2025-03-01").timeline
    assert [(one.time and one.time.window.text, one.evidence.reports, one.disputed) for one in events] == [
        ("2018-01", ("r5",), False),
        ("2024-02-20", ("r1", "r6"), False),
        ("2024-11-07", ("r2",), False),
        ("2025-01-17", ("r3", "r4"), False),
    ]
    position = {"kind": "position-reaffirmed", "actor": "A", "issue": "i", "stance": "Yes"}
    said = [
        told({**position, "when": "2025-01-17"}, name="p1", published="2025-01-17"),
        told({**position, "when": "2018-01", "retold": True}, name="p2", published="2025-02-10"),
    ]
    (one,) = state(*said, on="2025-03-01").timeline
    assert (one.time and one.time.window.text, one.evidence.reports, one.disputed) == (
        "2025-01-17",
        ("p1", "p2"),
        False,
    )


def test_a_session_is_told_at_the_place_as_its_session_has_it() -> None:
    planned = told({"kind": "session-scheduled", "session": 4, "window": "2025-06-20", "place": "Geneva"}, name="r1")
    planned["report"] |= {"language": "en"}
    french = told({"kind": "session-held", "session": 4, "when": "2025-06-20", "place": "Genève"}, name="r2")
    french["report"] |= {"language": "fr", "published": "2025-06-20"}
    events = state(planned, french, on="2025-07-01").timeline
    assert [(one.kind, one.place) for one in events] == [("session-held", "Geneva"), ("session-scheduled", "Geneva")]
