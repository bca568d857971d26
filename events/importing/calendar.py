"""Which sessions does a calendar plan (iCalendar, RFC 5545)? Each event is one, scheduled or called off.

A calendar is one report, and it is the caller who says which. DTSTART and DTEND become the window: days, for the hour
of a session is no part of what a window tells. An instant in UTC lies on the day that it has in the calendar's own
zone. STATUS TENTATIVE makes the basis `expected`, CONFIRMED `confirmed`. Of several versions of an event (UID) the last
one counts (SEQUENCE). What `timeline export ics` wrote is taken in as the sessions that it wrote.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from events.errors import BadInputError
from events.fact_file.document import FileDocument, Items, Object
from events.fact_file.drafting import drafted
from events.fact_file.faults import FactFileError, Fault
from events.importing.summary import named_session, without_status
from events.limits import DOCUMENT_BYTES
from events.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from icalendar.cal import Component

    from events.intake.draft import Draft

_BEGIN: Final = re.compile(rb"^BEGIN:(?:VEVENT|VTODO)\s*$", re.MULTILINE | re.IGNORECASE)
_KINDS: Final = ("VEVENT", "VTODO")

_ESCAPED: Final = re.compile(r"\\([,;\\])")
"""A sign behind a backslash (RFC 5545, section 3.3.11)."""

_PLACEHOLDER: Final = "{session}"
_NAME_IT: Final = "Name the session in SUMMARY, or say with «:session_pattern» where it stands."
_BASIS: Final = {"TENTATIVE": "expected", "CONFIRMED": "confirmed"}
_ANSWERS: Final = ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH")
"""Messages about an event that plan nothing themselves (RFC 5546, section 1.4)."""

SESSION, TRACK, WINDOW = "X-TIMELINE-SESSION", "X-TIMELINE-TRACK", "X-TIMELINE-WINDOW"
PLACE, VENUE = "X-TIMELINE-PLACE", "X-TIMELINE-VENUE"
"""What our own calendars say of an event beside what every calendar has: the session's name, its track, its window; and
apart what LOCATION holds together, the place and the building."""

_TOLD_IN_THE_TITLE: Final = {
    "cancelled": "session-cancelled",
    "postponed": "session-postponed",
    "not held": "session-not-held",
}

_BY_STATUS: Final = {
    "held": "session-held",
    "started": "session-started",
    "cancelled": "session-cancelled",
    "not-held": "session-not-held",
    "postponed": "session-postponed",
    "proposed": "session-proposed",
    "invited": "invitation-extended",
}
"""What our own statuses are told as. Any other is a plan, from which the status comes again."""


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
        pattern: SUMMARY with `{session}` where the number or the name of the session stands. "" takes the number that
            is in it, or makes a slug of it.
        track: of the sessions. None for the main one.

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
    entries = [entry for entry in _entries(content, name) if _plans_a_session(entry)]
    ours = {_dialogue(entry) for entry in entries} - {""}
    if len(ours) > 1:
        entries = [entry for entry in entries if _dialogue(entry) == calendar.dialogue]
    if not entries and ours:
        problem = f"it holds sessions of {', '.join(sorted(ours))}, and none of {calendar.dialogue}"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export that dialogue alone.")])
    if not entries:
        raise FactFileError([Fault(file=name, line=1, problem="no event in it plans a session", advice=_NAME_IT)])
    facts, faults = Items(1), []
    for entry in sorted(_last_versions(entries), key=attrgetter("line")):
        try:
            facts.append(_fact(entry, calendar))
            facts.lines.append(entry.line)
        except _RefusedError as refused:
            faults.append(
                Fault(
                    file=name, line=entry.line, problem=refused.problem, advice=refused.advice, field=refused.property
                )
            )
    document = Object(1)
    document |= {"dialogue": calendar.dialogue, "report": calendar.report, "facts": facts}
    document.lines["facts"] = 1
    result = drafted(FileDocument(name, 1, document))
    if faults or result.faults:
        raise FactFileError(sorted([*faults, *result.faults], key=attrgetter("line")))
    yield from result.drafts


class _Entry(NamedTuple):
    """An event or a task of a calendar.

    Attributes:
        component: itself.
        line: on which it begins.
        method: what the calendar is sent for (METHOD), in capitals. "" where it does not say.
        zone: of the calendar. None where it has none, or several.

    """

    component: Component
    line: int
    method: str
    zone: tzinfo | None


class _RefusedError(ValueError):
    """An event that plans no session we can record."""

    def __init__(self, property_: str, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.property = property_
        self.problem = problem
        self.advice = advice


def _entries(content: bytes, name: str) -> list[_Entry]:
    """The events and tasks of all calendars of a file."""
    from icalendar import Calendar

    try:
        with warnings.catch_warnings():
            # What the library wonders about is nothing that the user could do something about.
            warnings.simplefilter("ignore")
            calendars = Calendar.from_ical(content, multiple=True)
            found = [
                (component, _text(component, "METHOD") or _text(calendar, "METHOD"), calendar)
                for calendar in calendars
                for component in calendar.walk()
                if component.name in _KINDS
            ]
            zones = {id(calendar): _zone(calendar) for calendar in calendars}
    except (ValueError, IndexError, KeyError, RecursionError, OSError) as error:  # a zone is looked up as a file
        problem = f"not readable as a calendar: {shown(str(error))}"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export it again.")]) from None
    lines = list(_lines(content))
    if not found or len(found) != len(lines):
        problem = f"of {counted(len(lines), 'event')} in the file {len(found)} can be read"
        raise FactFileError([Fault(file=name, line=1, problem=problem, advice="Export the calendar again.")])
    return [
        _Entry(component, line, method.upper(), zones[id(calendar)])
        for (component, method, calendar), line in zip(found, lines, strict=True)
    ]


def _lines(content: bytes) -> Iterator[int]:
    """On which line each event begins."""
    line, counted_to = 1, 0
    for found in _BEGIN.finditer(content):
        line += content.count(b"\n", counted_to, found.start())
        counted_to = found.start()
        yield line


def _zone(calendar: Component) -> tzinfo | None:
    """The zone of a calendar: what it says of itself, else the only one that it defines."""
    from zoneinfo import ZoneInfo

    told = _text(calendar, "X-WR-TIMEZONE")
    defined = [one for one in calendar.walk("VTIMEZONE") if not told or _text(one, "TZID") == told]
    try:
        if told:
            return ZoneInfo(told)
    except (ValueError, OSError, KeyError):
        pass  # no zone that this machine knows: the calendar may define it
    if len(defined) != 1:
        return None
    try:
        zone: tzinfo = defined[0].to_tz()  # type: ignore[attr-defined]  # that of a VTIMEZONE
    except Exception:  # noqa: BLE001 - a definition of others; without it the day is that in UTC
        return None
    return zone


def _plans_a_session(entry: _Entry) -> bool:
    """Whether it is an event, or a task of ours for a session whose day nobody knows."""
    component = entry.component
    return bool(_text(component, SESSION)) or (
        component.name == "VEVENT" and not (_is_ours(component) and _categories(component)[0] != "session")
    )


def _is_ours(component: Component) -> bool:
    """Whether it has the categories that `timeline export ics` writes: what it is, its status, its dialogue."""
    categories = _categories(component)
    ours = ("session", "deadline", "invitation")
    return len(categories) == len(("what", "status", "dialogue")) and categories[0] in ours


def _dialogue(entry: _Entry) -> str:
    """The dialogue of what we wrote. "" for what others did."""
    return _categories(entry.component)[2] if _text(entry.component, SESSION) and _is_ours(entry.component) else ""


def _last_versions(entries: Sequence[_Entry]) -> Iterable[_Entry]:
    """Of each event the version with the highest SEQUENCE, of these the newest, of these the last in the file."""
    last: dict[tuple[str, str, str], tuple[int, str, _Entry]] = {}
    for number, entry in enumerate(entries):
        component = entry.component
        uid = _text(component, "UID")
        key = (uid, str(_raw(component, "RECURRENCE-ID")), "" if uid else str(number))
        sequence = _text(component, "SEQUENCE")
        version = int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0  # noqa: PLR2004 - 32 bits
        stamp = _moment(component, "DTSTAMP")
        told = stamp.isoformat() if stamp else ""
        if key not in last or last[key][:2] <= (version, told):
            last[key] = (version, told, entry)
    return (entry for _, _, entry in last.values())


def _fact(entry: _Entry, calendar: CalendarReport) -> dict[str, object]:
    event = entry.component
    if "RRULE" in event or "RDATE" in event:
        raise _RefusedError("RRULE", "the event repeats", "Write each date as an event of its own.")
    if entry.method in _ANSWERS:
        problem = f"{entry.method} answers an invitation and plans nothing"
        raise _RefusedError("METHOD", problem, "Export the calendar itself.")
    if _text(event, SESSION):
        return _our_own(entry)
    status = _text(event, "STATUS").upper()
    summary = _text(event, "SUMMARY")
    named, told = without_status(summary)
    if "CANCELLED" in (status, "CANCELLED" if entry.method == "CANCEL" else ""):
        told = "cancelled"
    kind = {"cancelled": "session-cancelled", "postponed": "session-postponed", "not held": "session-not-held"}.get(
        told
    )
    fact = {
        "kind": kind or "session-scheduled",
        "session": _session(summary, named, calendar.pattern, event),
        "track": calendar.track,
        # What an event is called "postponed" by is the day that it had.
        "window": None if told == "postponed" else _window(entry),
        "basis": None if kind else "expected" if told == "tentative" else _BASIS.get(status),
        "place": _text(event, "LOCATION"),
        "quote": summary,
    }
    return {key: value for key, value in fact.items() if value}


def _our_own(entry: _Entry) -> dict[str, object]:
    """The session that `timeline export ics` wrote."""
    event = entry.component
    status = (_categories(event)[1:2] or [""])[0]
    kind = _BY_STATUS.get(status, "session-scheduled")
    window, session, track, place, venue = (_own(event, name) for name in (WINDOW, SESSION, TRACK, PLACE, VENUE))
    fact = {
        "kind": kind,
        # Which invitation it was, and whose, the calendar does not say.
        "invitation": "-".join(filter(None, (track, "session", session))) if kind == "invitation-extended" else "",
        "session": session,
        "track": track,
        "when" if kind in ("session-held", "session-started") else "window": window,
        "basis": "expected" if status == "expected" else "",
        "modality": "denied" if status == "denied" else "",
        "place": place if place or venue else _text(event, "LOCATION"),
        # An invitation has no building of its own.
        "venue": "" if kind == "invitation-extended" else venue,
        "quote": _text(event, "SUMMARY"),
    }
    return {key: value for key, value in fact.items() if value}


def _raw(component: Component, name: str) -> object:
    """A property as the library keeps it. The first, where it stands there more than once."""
    value = component.get(name, "")
    return (value[0] if value else "") if isinstance(value, list) else value


def _text(component: Component, name: str) -> str:
    """The text of a property. What stands there twice is taken once."""
    return " ".join(str(_raw(component, name)).split())


def _own(component: Component, name: str) -> str:
    """A property of ours; the library leaves the backslashes in a property that no RFC names."""
    return _ESCAPED.sub(r"\1", _text(component, name))


def _categories(component: Component) -> list[str]:
    return [str(one) for one in getattr(_raw(component, "CATEGORIES"), "cats", ())]


def _session(summary: str, named: str, pattern: str, event: Component) -> str:
    """What the pattern finds. Otherwise the only number in it, or a slug of it."""
    if pattern:
        before, _, after = pattern.partition(_PLACEHOLDER)
        form = re.compile(f"{re.escape(before.strip())}\\s*(.+?)\\s*{re.escape(after.strip())}", re.IGNORECASE)
        found = form.fullmatch(named) or form.fullmatch(summary)
        if found is None:
            raise _RefusedError("SUMMARY", f"{shown(summary)} is not of the form {shown(pattern)}", _NAME_IT)
        return found[1]
    first = _moment(event, "DTSTART")
    session = named_session(named, None if first is None else _day(first))
    if not session:
        raise _RefusedError("SUMMARY", f"{shown(summary)} names no session", _NAME_IT)
    return session


def _window(entry: _Entry) -> str:
    """From the first day to the last. Of an event without an end, its day."""
    event = entry.component
    first, last = (_moment(event, name, entry.zone) for name in ("DTSTART", "DTEND"))
    if first is None:
        told = _text(event, "DTSTART")
        problem = f"{shown(told)} is not a day" if told else "the event has no readable beginning"
        raise _RefusedError("DTSTART", problem, "An event needs a day.")
    for name in ("DTEND", "DURATION"):
        if _text(event, name) and getattr(_value(event, name), "dt", None) is None:
            problem = f"{shown(_text(event, name))} is not readable"
            raise _RefusedError(name, problem, "Correct it, or leave it out.")
    if last is None and isinstance(length := getattr(_value(event, "DURATION"), "dt", None), timedelta):
        try:
            last = first + length
        except OverflowError:
            raise _RefusedError("DURATION", "it ends after the year 9999", "Correct it.") from None
    if last is None or last == first:
        return _day(first).isoformat()
    # The end is the first moment after it, as the RFC has it.
    ends_at_midnight = not isinstance(last, datetime) or last.time() == time()
    days = _day(first), _day(last) - timedelta(days=ends_at_midnight and _day(last) > date.min)
    if days[1] < days[0]:
        raise _RefusedError("DTEND", f"{_day(last)} lies before the beginning, {days[0]}", "Correct one of them.")
    return "/".join(dict.fromkeys(day.isoformat() for day in days))


def _value(component: Component, name: str) -> object:
    """A property that has a date or a length. None where the library could not read it."""
    value = _raw(component, name)
    try:
        return value if hasattr(value, "dt") else None
    except ValueError:
        return None


def _moment(component: Component, name: str, zone: tzinfo | None = None) -> date | datetime | None:
    moment = getattr(_value(component, name), "dt", None)
    if isinstance(moment, datetime) and zone is not None and moment.utcoffset() == timedelta(0) and _is_utc(moment):
        try:
            return moment.astimezone(zone)
        except (OverflowError, ValueError):
            return moment
    return moment if isinstance(moment, date) else None


def _is_utc(moment: datetime) -> bool:
    """Whether it is written in UTC (`Z`), not in a zone that has no difference to it that day."""
    return moment.tzname() == "UTC"


def _day(moment: date | datetime) -> date:
    """The day as written, or as the calendar's zone has it: that of the place."""
    return moment.date() if isinstance(moment, datetime) else moment
