"""Calendars of planned sessions: what an event becomes, and what cannot be taken."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInputError
from events.fact_file import FactFileError
from events.importing import CalendarReport, read_calendar
from tests.exporters.exporting import told

REPORT = {"id": "diary", "outlet": "Ministry", "published": "2025-01"}
DAY = "DTSTART;VALUE=DATE:20250516"


def calendar(*events: str) -> bytes:
    """A calendar; properties of an event are parted by `|`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20250101T000000Z", *event.split("|"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def facts(content: bytes, pattern: str = "", track: str | None = None) -> list[dict[str, Any]]:
    drafts = list(read_calendar(io.BytesIO(content), "x.ics", CalendarReport("talks", REPORT, pattern, track)))
    assert drafts[0].fact.kind() == "report-filed"
    return [{"kind": one.fact.kind(), **one.fact.model_dump(mode="json", exclude_none=True)} for one in drafts[1:]]


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


def test_our_own_calendar_comes_back() -> None:
    found = [(fact["kind"], fact["window"], fact.get("place")) for fact in facts(told("ics", known_at="2025-05-10"))]
    assert ("session-scheduled", "2025-05-16/2025-05-31", "Baghdad") in found


LINES = calendar(f"SUMMARY:Session 3|{DAY}").split(b"\r\n")


@given(st.binary(max_size=200) | st.lists(st.sampled_from(LINES)).map(b"\n".join))
def test_any_calendar_is_read_or_refused(content: bytes) -> None:
    try:
        facts(content)
    except BadInputError as error:
        assert error.message  # noqa: PT017 - most calendars are refused, some are read
