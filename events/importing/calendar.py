"""Which sessions does a calendar plan (iCalendar, RFC 5545)? Each event is one, scheduled or called off.

A calendar is one report, and it is the caller who says which. DTSTART and DTEND become the window: days, for the hour
of a session is no part of what a window tells. STATUS TENTATIVE makes the basis `expected`, CONFIRMED `confirmed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any, Final

from events.errors import BadInputError
from events.fact_file.document import Document, Items, Object
from events.fact_file.drafting import drafted
from events.fact_file.faults import FactFileError, Fault
from events.facts.ordinals import session_number
from events.limits import DOCUMENT_BYTES, SESSION_DIGITS
from events.wording import counted, shown, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar.cal import Component

    from events.intake.draft import Draft

_BEGIN: Final = re.compile(rb"^BEGIN:VEVENT\s*$", re.MULTILINE | re.IGNORECASE)
_NUMBER: Final = re.compile(rf"(?<![\w.:/-])(\d{{1,{SESSION_DIGITS}}})(?:st|nd|rd|th)?(?![\w:/-])", re.IGNORECASE)
"""A number that is no part of a date, an hour or a name."""

_PLACEHOLDER: Final = "{session}"
_NAME_IT: Final = "Name the session in SUMMARY, or say with «:session_pattern» where it stands."
_BASIS: Final = {"TENTATIVE": "expected", "CONFIRMED": "confirmed"}


class SessionPatternError(BadInputError):
    """A pattern that does not say where the session stands."""

    def __init__(self, pattern: str) -> None:
        super().__init__(
            f"{pattern!r} does not say where the session stands", hint="Write it as in 'Round {session} of the talks'."
        )


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """What the calendar is as a report, and how its events name sessions.

    Attributes:
        dialogue: slug.
        report: the attributes of the report: id, outlet, and what else is known.
        pattern: SUMMARY with `{session}` where the number or the name of the session stands; "" takes the number that
            is in it, or makes a slug of it.
        track: of the sessions; None for the main one.

    """

    dialogue: str
    report: dict[str, Any]
    pattern: str = ""
    track: str | None = None


def read_calendar(stream: IO[bytes], name: str, calendar: CalendarReport) -> Iterator[Draft]:
    """The planned sessions of a calendar, in its order.

    Raises:
        FactFileError: every fault, each with the line on which its event begins.
        SessionPatternError: the pattern has no `{session}`.

    """
    if calendar.pattern and _PLACEHOLDER not in calendar.pattern:
        raise SessionPatternError(calendar.pattern)
    content = stream.read(DOCUMENT_BYTES + 1)
    if len(content) > DOCUMENT_BYTES:
        problem = f"the calendar has more than {DOCUMENT_BYTES:,} bytes"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export fewer events.")])
    lines = [1 + content.count(b"\n", 0, found.start()) for found in _BEGIN.finditer(content)]
    events = _events(content, name)
    if not events or len(events) != len(lines):
        problem = f"{counted(len(lines), 'event')} begin in the file, and {len(events)} can be read"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export the calendar again.")])
    facts, faults = Items(1), []
    for event, line in zip(events, lines, strict=True):
        try:
            facts.append(_fact(event, calendar))
            facts.lines.append(line)
        except _RefusedError as refused:
            faults.append(
                Fault(file=name, line=line, problem=refused.problem, advice=refused.advice, field=refused.property)
            )
    document = Object(1)
    document |= {"dialogue": calendar.dialogue, "report": calendar.report, "facts": facts}
    document.lines["facts"] = 1
    result = drafted(Document(name, 1, document))
    if faults or result.faults:
        raise FactFileError(sorted([*faults, *result.faults], key=attrgetter("line")))
    yield from result.drafts


class _RefusedError(ValueError):
    """An event that plans no session we can record."""

    def __init__(self, property_: str, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.property = property_
        self.problem = problem
        self.advice = advice


def _events(content: bytes, name: str) -> list[Component]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        problem = f"not readable as a calendar: {shown(str(error))}"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export it again.")]) from None
    return [event for calendar in calendars for event in calendar.walk("VEVENT")]


def _fact(event: Component, calendar: CalendarReport) -> dict[str, object]:
    if "RRULE" in event or "RDATE" in event:
        raise _RefusedError("RRULE", "the event repeats", "Write each date as an event of its own.")
    status = str(event.get("STATUS", "")).upper()
    summary = _text(event, "SUMMARY")
    fact = {
        "kind": "session-cancelled" if status == "CANCELLED" else "session-scheduled",
        "session": _session(summary, calendar.pattern),
        "track": calendar.track,
        "window": _window(event),
        "basis": _BASIS.get(status),
        "place": _text(event, "LOCATION"),
        "quote": summary,
    }
    return {key: value for key, value in fact.items() if value}


def _text(event: Component, name: str) -> str:
    """The text of a property; what stands there twice is taken once."""
    value = event.get(name, "")
    return " ".join(str(value[0] if isinstance(value, list) else value).split())


def _session(summary: str, pattern: str) -> str:
    """What the pattern finds; else the only number in it, or a slug of it."""
    if pattern:
        before, _, after = pattern.partition(_PLACEHOLDER)
        form = re.compile(f"{re.escape(before.strip())}\\s*(.+?)\\s*{re.escape(after.strip())}", re.IGNORECASE)
        found = form.fullmatch(summary)
        if found is None:
            raise _RefusedError("SUMMARY", f"{shown(summary)} is not of the form {shown(pattern)}", _NAME_IT)
        return found[1]
    numbers = _NUMBER.findall(summary)
    number = session_number(summary)
    named = number if isinstance(number, int) else numbers[0] if len(numbers) == 1 else slug_of(summary)
    if not named:
        raise _RefusedError("SUMMARY", f"{shown(summary)} names no session", _NAME_IT)
    return str(named)


def _window(event: Component) -> str:
    """From the first day to the last; of an event without an end, its day."""
    first, last = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if first is None:
        raise _RefusedError("DTSTART", "the event has no readable beginning", "An event needs a day.")
    length = event.get("DURATION")
    if last is None and length is not None and isinstance(getattr(length, "dt", None), timedelta):
        last = first + length.dt
    if last is None or last == first:
        return _day(first).isoformat()
    # The end is the first moment after it, as the RFC has it.
    ends_at_midnight = not isinstance(last, datetime) or last.time() == time()
    days = _day(first), _day(last) - timedelta(days=ends_at_midnight)
    if days[1] < days[0]:
        raise _RefusedError("DTEND", f"{_day(last)} lies before the beginning, {days[0]}", "Correct one of them.")
    return "/".join(dict.fromkeys(day.isoformat() for day in days))


def _moment(event: Component, name: str) -> date | datetime | None:
    moment = getattr(event.get(name), "dt", None)
    return moment if isinstance(moment, date) else None


def _day(moment: date | datetime) -> date:
    """The day as written: that of the place, whatever the zone."""
    return moment.date() if isinstance(moment, datetime) else moment
