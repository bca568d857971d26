"""Calendars of planned sessions: what an event becomes, and what cannot be taken."""

from __future__ import annotations

import io
import time
import warnings
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from events.errors import BadInputError
from events.fact_file import FactFileError
from events.importing import CalendarReport, read_calendar
from tests.exporters.exporting import exported_from, storyline, told
from tests.given import given, report
from timeline.knowledge.known import knowledge
from timeline.projections import sessions
from timeline.projections.state import State

if TYPE_CHECKING:
    from timeline.knowledge.ledger import Ledger

REPORT = {"id": "diary", "outlet": "Ministry", "published": "2025-01"}
DAY = "DTSTART;VALUE=DATE:20250516"


def calendar(*events: str, head: str = "", plain: bool = False) -> bytes:
    """A calendar; properties are parted by `|`. Each event has a UID of its own, but where it is plain."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *filter(None, head.split("|"))]
    for number, event in enumerate(events):
        own = [] if plain else [f"UID:{number}", "DTSTAMP:20250101T000000Z"]
        lines += ["BEGIN:VEVENT", *own, *event.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def facts(content: bytes, pattern: str = "", track: str | None = None, *, filed: bool = True) -> list[dict[str, Any]]:
    drafts = list(read_calendar(io.BytesIO(content), "x.ics", CalendarReport("talks", REPORT, pattern, track)))
    assert drafts[0].fact.kind() == "report-filed"
    found = [{"kind": one.fact.kind(), **one.fact.model_dump(mode="json", exclude_none=True)} for one in drafts[1:]]
    return found if filed else [{name: value for name, value in fact.items() if name != "report"} for fact in found]


def refused(content: bytes, pattern: str = "") -> list[str]:
    with pytest.raises(FactFileError) as error:
        facts(content, pattern)
    return [str(fault) for fault in error.value.faults]


def test_an_event_is_a_scheduled_session_of_the_report() -> None:
    event = f"SUMMARY:Session 3|{DAY}|DTEND;VALUE=DATE:20250601|STATUS:TENTATIVE|LOCATION:Baghdad\\, Iraq"
    assert facts(calendar(event), track="expert") == [
        {
            "kind": "session-scheduled",
            "report": "diary",
            "session": 3,
            "track": "expert",
            "window": "2025-05-16/2025-05-31",
            "basis": "expected",
            "place": "Baghdad, Iraq",
            "quote": "Session 3",
        }
    ]


def test_a_cancelled_event_is_a_cancelled_session() -> None:
    (fact,) = facts(calendar(f"SUMMARY:Session 3|{DAY}|STATUS:CANCELLED"))
    assert (fact["kind"], fact["session"], fact["window"]) == ("session-cancelled", 3, "2025-05-16")
    assert "basis" not in fact


@pytest.mark.parametrize(
    ("times", "window"),
    [
        (DAY, "2025-05-16"),
        (f"{DAY}|DTEND;VALUE=DATE:20250517", "2025-05-16"),
        (f"{DAY}|DURATION:P3D", "2025-05-16/2025-05-18"),
        ("DTSTART:20250516T100000Z|DTEND:20250516T120000Z", "2025-05-16"),
        ("DTSTART;TZID=Asia/Baghdad:20250516T100000|DTEND;TZID=Asia/Baghdad:20250517T120000", "2025-05-16/2025-05-17"),
        ("DTSTART:20250516T100000|DTEND:20250517T000000", "2025-05-16"),
    ],
)
def test_the_window_is_the_days_of_the_event(times: str, window: str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:Session 3|{times}"))
    assert fact["window"] == window


@pytest.mark.parametrize(
    ("summary", "pattern", "session"),
    [
        ("Session 3", "", 3),
        ("2nd round of talks", "", 2),
        ("Talks\\, session 3 (10:00)", "", 3),
        ("Third round of talks", "", 3),
        ("Meeting 2 of 5", "", "meeting-2-of-5"),
        ("Round 4 of 6 of the talks", "Round {session} of 6 of the talks", 4),
        ("round IV: Rome", "Round {session}: Rome", 4),
    ],
)
def test_summary_names_the_session(summary: str, pattern: str, session: int | str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:{summary}|{DAY}"), pattern)
    assert fact["session"] == session


def test_every_fault_is_told_with_the_line_of_its_event() -> None:
    content = calendar(
        f"SUMMARY:Session 3|{DAY}|RRULE:FREQ=DAILY",
        "SUMMARY:Session 4",
        f"SUMMARY:|{DAY}",
        f"SUMMARY:Session 5|{DAY}|DTEND;VALUE=DATE:20250510",
    )
    assert refused(content) == [
        "x.ics:4: field RRULE: the event repeats. Write each date as an event of its own.",
        "x.ics:11: field DTSTART: the event has no readable beginning. An event needs a day.",
        (
            "x.ics:16: field SUMMARY: '' names no session. Name the session in SUMMARY, or say with «:session_pattern» "
            "where it stands."
        ),
        "x.ics:22: field DTEND: 2025-05-10 lies before the beginning, 2025-05-16. Correct one of them.",
    ]


def test_an_event_of_another_form_is_refused() -> None:
    (fault,) = refused(calendar(f"SUMMARY:Lunch|{DAY}"), "Round {session}")
    assert fault.startswith("x.ics:4: field SUMMARY: 'Lunch' is not of the form 'Round {session}'.")


def test_a_pattern_has_to_say_where_the_session_stands() -> None:
    with pytest.raises(BadInputError, match="does not say where the session stands"):
        facts(calendar(DAY), "Round 3")


def test_what_is_no_calendar_is_refused() -> None:
    for content in (b"", b"x", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n", b"\xff\xfe"):
        with pytest.raises(FactFileError):
            facts(content)


def statuses(ledger: Ledger, on: str) -> dict[object, tuple[str, str | None, str | None, str | None]]:
    """Of each session its status, its window, its place and its venue."""
    found: dict[object, tuple[str, str | None, str | None, str | None]] = {}
    for session in sessions.project(knowledge(ledger), date.fromisoformat(on)):
        when, where = session.held or session.window, session.dossier.text
        told = (session.status, when.window.text if when else None)
        found[(session.track, session.session)] = (*told, where("place"), where("venue"))
    return found


@pytest.mark.parametrize("on", ["2024-09-01", "2025-05-10", "2025-09-10", "2026-04-01"])
def test_our_own_calendar_comes_back_as_the_sessions_that_it_was(on: str) -> None:
    exported = told("ics", known_at=on)
    taken_in = given(report("diary", published=on, facts=facts(exported, filed=False)))
    before = State(knowledge(storyline(), known_at=date.fromisoformat(on)), date.fromisoformat(on)).sessions
    whens = {(one.track, one.session): one.held or one.window for one in before}
    expected = {name: when.window.text if when else None for name, when in whens.items()}
    found = statuses(taken_in, on)
    assert {name: window for name, (_, window, _, _) in found.items()} == expected


ALL_STATUSES: list[dict[str, Any]] = [
    {"kind": "session-held", "session": 1, "when": "2024-08-27"},
    {"kind": "session-scheduled", "session": 2, "window": {"edtf": "2025", "wording": "next year"}},
    {"kind": "session-postponed", "session": 3},
    {"kind": "session-postponed", "session": 4, "window": "2025-34"},
    {"kind": "session-cancelled", "session": 5, "window": "2025-03-01"},
    {"kind": "session-not-held", "session": 6, "window": "2024-03-01"},
    {"kind": "session-scheduled", "session": 7, "window": "2025-05-15/.."},
    {"kind": "session-scheduled", "session": "summit", "track": "expert", "window": "2025-05-21~"},
    {"kind": "session-scheduled", "session": 9, "window": "2024-01-01"},
    {"kind": "session-scheduled", "session": 10, "window": "2025-06", "place": "Geneva", "venue": "Palais, room 7"},
    {"kind": "session-scheduled", "session": 11, "window": "2025-07", "venue": "Palais"},
    {"kind": "invitation-extended", "invitation": "i", "session": 12, "window": "2025-08", "place": "Rome", "to": "A"},
    {"kind": "invitation-extended", "invitation": "j", "session": "s", "track": "expert", "to": "A"},
    {"kind": "commitment-made", "commitment": "c", "by": "A", "what": "to come", "due": "2025-06-01"},
]


def test_every_status_comes_back_and_deadlines_are_no_sessions() -> None:
    before = given(report("r1", published="2024-09-01", facts=ALL_STATUSES))
    calendar_ = exported_from("ics", before, on="2024-10-01", known_at=None, of="")
    after = given(report("diary", published="2024-10-01", facts=facts(calendar_, filed=False)))
    assert statuses(after, "2024-10-01") == statuses(before, "2024-10-01")


def test_a_calendar_of_several_dialogues_gives_those_of_one() -> None:
    event = f"SUMMARY:x|{DAY}|X-TIMELINE-SESSION:%s|X-TIMELINE-WINDOW:2025-05|CATEGORIES:session,scheduled,%s"
    content = calendar(event % (1, "talks"), event % (2, "others"))
    assert [fact["session"] for fact in facts(content)] == [1]
    others = calendar(event % (1, "one"), event % (2, "others"))
    assert refused(others) == [
        "x.ics:1: it holds sessions of one, others, and none of talks. Export that dialogue alone."
    ]
    assert [fact["session"] for fact in facts(calendar(event % (1, "one")))] == [1]


@pytest.mark.parametrize(
    ("title", "kind", "session"),
    [
        ("Canceled: Round 2", "session-cancelled", 2),
        ("CANCELLED: session 2\\, talks", "session-cancelled", 2),
        ("[CANCELLED] Round 2", "session-cancelled", 2),
        ("CANCELLED Round 2", "session-cancelled", 2),
        ("Round 2 (cancelled)", "session-cancelled", 2),
        ("Round 2 - CANCELED", "session-cancelled", 2),
        ("Abgesagt: Runde 2", "session-cancelled", 2),
        ("Annulé : 2e session", "session-cancelled", 2),
        ("POSTPONED: Round 2", "session-postponed", 2),
        ("NOT HELD: Summit", "session-not-held", "summit"),
        ("Updated: Canceled: Round 2", "session-cancelled", 2),
        ("FW: Updated: Round 2", "session-scheduled", 2),
        ("LAPSED: Summit", "session-scheduled", "summit"),
        ("Tentative: Round 2", "session-scheduled", 2),
        ("Update on talks", "session-scheduled", "update-on-talks"),
        ("Cancelled flights", "session-scheduled", "cancelled-flights"),
    ],
)
def test_a_status_in_the_title_is_no_part_of_the_name(title: str, kind: str, session: int | str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:{title}|{DAY}|STATUS:CONFIRMED"))
    assert (fact["kind"], fact["session"]) == (kind, session)
    assert "window" in fact or kind == "session-postponed"


@pytest.mark.parametrize(
    ("title", "session"),
    [
        ("EU-Iraq Cooperation Council 2025", "eu-iraq-cooperation-council-2025"),
        ("Round 2\\, 2025", 2),
        ("artsprint 2012", "artsprint-2012"),
        ("Meeting on 16 May 2025", "meeting-on-16-may-2025"),
        ("Meeting of May 16", "meeting-of-may-16"),
        ("Talks 16 mai 2025", "talks-16-mai-2025"),
        ("5+1 talks", "5-1-talks"),
        ("Talks at 10:30", "talks-at-10-30"),
        ("الجولة ٢ من الحوار", 2),
    ],
)
def test_a_number_that_is_a_date_names_no_session(title: str, session: int | str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:{title}|{DAY}"))
    assert fact["session"] == session


@pytest.mark.parametrize("method", ["CANCEL", "cancel"])
def test_a_calendar_that_calls_off_plans_nothing(method: str) -> None:
    event = f"SUMMARY:Round 2|{DAY}"
    (fact,) = facts(calendar(event, head=f"METHOD:{method}"))
    assert (fact["kind"], fact["session"]) == ("session-cancelled", 2)
    (fact,) = facts(calendar(f"{event}|METHOD:{method}"))
    assert fact["kind"] == "session-cancelled"


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"])
def test_an_answer_to_an_invitation_is_refused(method: str) -> None:
    told = refused(calendar(f"SUMMARY:Round 2|{DAY}", head=f"METHOD:{method}"))
    assert told == [
        f"x.ics:5: field METHOD: {method} answers an invitation and plans nothing. Export the calendar itself."
    ]


@pytest.mark.parametrize("method", ["PUBLISH", "REQUEST", "ADD"])
def test_what_a_calendar_is_published_by_changes_nothing(method: str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:Round 2|{DAY}", head=f"METHOD:{method}"))
    assert fact["kind"] == "session-scheduled"


def version(sequence: int, day: str, stamp: str = "20250401T000000Z", **more: str) -> str:
    added = "".join(f"|{name}:{value}" for name, value in more.items())
    return f"UID:1|SEQUENCE:{sequence}|DTSTAMP:{stamp}|DTSTART;VALUE=DATE:{day}|SUMMARY:Round 2{added}"


@pytest.mark.parametrize(
    "events",
    [
        [version(3, "20250616"), version(0, "20250521")],
        [version(0, "20250521"), version(3, "20250616")],
        [version(2, "20250521", "20250501T000000Z"), version(10, "20250616")],
        [version(1, "20250616", "20250501T000000Z"), version(1, "20250521")],
        [version(1, "20250521"), version(1, "20250616")],
        [version(0, "20250521"), "UID:1|DTSTAMP:20250501T000000Z|SEQUENCE:x|SUMMARY:Round 2|DTSTART:20250616T100000"],
    ],
)
def test_of_several_versions_of_an_event_the_last_one_counts(events: list[str]) -> None:
    assert [fact["window"] for fact in facts(calendar(*events, plain=True))] == ["2025-06-16"]


def test_an_event_is_told_by_its_uid_and_its_recurrence() -> None:
    one = version(1, "20250521", **{"RECURRENCE-ID": "20250521T000000Z"})
    other = version(0, "20250616", **{"RECURRENCE-ID": "20250616T000000Z"})
    assert len(facts(calendar(one, other, plain=True))) == 2
    nameless = [f"SUMMARY:Round {number}|{DAY}" for number in (1, 2)]
    assert len(facts(calendar(*nameless, plain=True))) == 2


OFFSET = "BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:+0300|TZOFFSETTO:+0300|END:STANDARD"
ZONE = f"BEGIN:VTIMEZONE|TZID:%s|{OFFSET}|END:VTIMEZONE"


@pytest.mark.parametrize(
    ("head", "times", "window"),
    [
        ("X-WR-TIMEZONE:Asia/Baghdad", "DTSTART:20250520T220000Z|DTEND:20250521T000000Z", "2025-05-21"),
        ("X-WR-TIMEZONE:Asia/Baghdad", "DTSTART:20250520T210000Z|DTEND:20250521T210000Z", "2025-05-21"),
        ("X-WR-TIMEZONE:America/New_York", "DTSTART:20250521T020000Z", "2025-05-20"),
        (ZONE % "Custom", "DTSTART:20250520T220000Z", "2025-05-21"),
        (f"X-WR-TIMEZONE:Custom|{ZONE % 'Custom'}|{ZONE % 'Other'}", "DTSTART:20250520T220000Z", "2025-05-21"),
        ("X-WR-TIMEZONE:No/Where", "DTSTART:20250520T220000Z", "2025-05-20"),
        ("", "DTSTART:20250520T220000Z", "2025-05-20"),
        ("X-WR-TIMEZONE:Asia/Baghdad", "DTSTART:20250520T220000", "2025-05-20"),
        ("X-WR-TIMEZONE:Asia/Baghdad", "DTSTART;TZID=Europe/London:20250120T220000", "2025-01-20"),
        ("X-WR-TIMEZONE:Asia/Baghdad", "DTSTART:99991231T220000Z", "9999-12-31"),
    ],
)
def test_an_instant_in_utc_lies_on_the_day_of_the_calendar(head: str, times: str, window: str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:Round 2|{times}", head=head))
    assert fact["window"] == window


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("DTSTART:next week", "field DTSTART: 'next week' is not a day. An event needs a day."),
        ("DTSTART;VALUE=DATE:00000000", "field DTSTART: '00000000' is not a day."),
        (f"{DAY}|DURATION:P999999999999999999W", "field DURATION: 'P999999999999999999W' is not readable."),
        (f"{DAY}|DURATION:P9999999D", "field DURATION: it ends after the year 9999."),
        (f"{DAY}|DTEND:later", "field DTEND: 'later' is not readable."),
        ("DTSTART;VALUE=PERIOD:20250516T100000Z/PT1H", "field DTSTART: "),
        ("DTSTART;TZID=Nowhere:99999999T999999", "field DTSTART: "),
    ],
)
def test_a_property_that_cannot_be_read_is_a_fault_with_its_line(times: str, told: str) -> None:
    (fault,) = refused(calendar(f"SUMMARY:Round 2|{times}"))
    assert fault.startswith(f"x.ics:4: {told}")


@pytest.mark.parametrize("broken", ["STATUS:\x07", "LOCATION;X=:", "SEQUENCE:x", "DTSTAMP:x", "CATEGORIES:", "UID:"])
def test_what_is_broken_elsewhere_hinders_nothing(broken: str) -> None:
    (fact,) = facts(calendar(f"SUMMARY:Round 2|{DAY}|{broken}"))
    assert fact["session"] == 2


def test_a_zone_that_is_no_name_of_a_file_is_a_fault() -> None:
    (fault,) = refused(calendar(f"SUMMARY:Round 2|DTSTART;TZID=Asia/{'Baghdad' * 50}:20250516T100000"))
    # Releases of icalendar differ in where they stumble.
    assert fault.startswith(("x.ics:1: not readable as a calendar: ", "x.ics:4: field DTSTART: "))


def test_the_library_warns_nobody() -> None:
    zone = "/freeassociation.sourceforge.net/Europe/Berlin"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (fact,) = facts(calendar(f"SUMMARY:Round 2|DTSTART;TZID={zone}:20250521T100000"))
    assert fact["window"] == "2025-05-21"


def test_reading_takes_as_long_as_the_calendar_is_large() -> None:
    def seconds(count: int) -> float:
        content = calendar(*[f"SUMMARY:Round {number}|{DAY}" for number in range(count)])
        begun = time.process_time()
        facts(content)
        return time.process_time() - begun

    small, large = (min(seconds(count) for _ in range(2)) for count in (500, 2_000))
    assert large < 8 * small + 0.05


LINES = calendar(f"SUMMARY:Session 3|{DAY}").split(b"\r\n")


@given_any(st.binary(max_size=200) | st.lists(st.sampled_from(LINES)).map(b"\n".join))
def test_any_calendar_is_read_or_refused(content: bytes) -> None:
    try:
        facts(content)
    except BadInputError as error:
        assert error.message  # noqa: PT017 - most calendars are refused, some are read
