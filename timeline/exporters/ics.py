"""A calendar of sessions, deadlines and open invitations (iCalendar, RFC 5545; names of the calendar, RFC 7986).

- A window with a first and a last day is an all-day event over the whole of it (the end is exclusive, as the RFC has
  it). One that is vague or not certain blocks no
  time (TRANSPARENT), and SUMMARY says what is known of a vague one.
- A window with an open side, or none, is no event, because an event needs a day: it is a task (VTODO) with the day
  that is known as its start or due day, or with neither.
- STATUS is CONFIRMED for what was held and for a session scheduled for one day, CANCELLED for what was called off or
  did not take place, TENTATIVE for all else.
- SEQUENCE counts what changed the time: the slips, the day it was held, its being called off.
- DTSTAMP and LAST-MODIFIED are the instant at which our log last learnt something of the subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from icalendar import Calendar, Event, Todo, vText

from timeline.accounts.citing import (
    PRODUCT,
    citations,
    first_address,
    is_vague,
    lasting_id,
    value_text,
)
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.claims.undated import WORDS
from timeline.exporters.spooled import pieces, spool
from timeline.projections.upcoming import is_to_be_answered
from timeline.text.safe_text import harmless
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account
    from timeline.claims.dossier import Dossier
    from timeline.projections.commitments import Commitment
    from timeline.projections.invitations import Invitation
    from timeline.projections.session import Session

SESSION, TRACK, WINDOW = "X-TIMELINE-SESSION", "X-TIMELINE-TRACK", "X-TIMELINE-WINDOW"
PLACE, VENUE = "X-TIMELINE-PLACE", "X-TIMELINE-VENUE"
"""Properties of our own: what `timeline append --from` makes the session of again (events/importing/calendar.py)."""

CALLED_OFF: Final = frozenset({"cancelled", "not-held", "denied"})

_SHOUTED: Final = CALLED_OFF | {"postponed", "overdue", "lapsed", "unfulfilled", "breached", "fulfilled"}
"""The statuses that SUMMARY begins with, because most calendars show nothing else."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry of the calendar, before it is written.

    Attributes:
        dossier: what it is about.
        category: session, deadline or invitation.
        title: without status and time.
        status: in our words.
        certainty: STATUS of an event.
        time: when; None where nothing is known.
        sequence: how often the time changed.
        remarks: lines of the description.
        own: properties of our own, from which `timeline append --from` makes the session again.

    """

    dossier: Dossier
    category: str
    title: str
    status: str
    certainty: str
    time: WindowValue | None
    sequence: int
    remarks: tuple[str, ...]
    own: tuple[tuple[str, str], ...] = ()


def part(account: Account, _: str) -> tuple[str, bytes]:
    """The title of a dialogue, and the entries of its calendar."""
    written = b"".join(_component(item, account).to_ical() for item in _items(account))
    return harmless(account.state.knowledge.title), written


def whole(parts: Iterable[tuple[str, bytes]], _: str) -> Iterator[bytes]:
    """One calendar for all dialogues; its name, which stands first, is made of their titles."""
    with spool() as file:
        titles = []
        for title, entries in parts:
            titles.append(title)
            file.write(entries)
        calendar = Calendar()
        calendar.add("prodid", f"-//{PRODUCT}//{PRODUCT}//EN")
        calendar.add("version", "2.0")
        # No UID of the calendar itself (RFC 7986): vdirsyncer 0.19 takes it for that of its only event.
        for name in ("name", "x-wr-calname"):
            calendar.add(name, _Text(", ".join(titles) or PRODUCT))
        beginning, end, _rest = calendar.to_ical().partition(b"END:VCALENDAR\r\n")
        yield beginning
        yield from pieces(file)
        yield end


def _items(account: Account) -> Iterator[_Item]:
    for session in account.state.sessions:
        yield _session(session)
    for commitment in account.state.commitments:
        if isinstance(commitment.dossier.value("due"), WindowValue):
            yield _deadline(commitment)
    for invitation in account.state.invitations:
        if is_to_be_answered(invitation):
            yield _invitation(invitation)


def _session(session: Session) -> _Item:
    took_place = session.status in BEGUN
    time = session.time
    certain = took_place or (session.status == "scheduled" and time is not None and not is_vague(time.window))
    changes = [slip.window for slip in session.slips if slip.current]
    moved_last = took_place and time is not None and (not changes or changes[-1].key != time.key)
    track = "" if session.track == "main" else f"{session.track} "
    return _Item(
        dossier=session.dossier,
        category="session",
        title=f"{track}session {session.session}",
        status=session.status,
        certainty="CANCELLED" if session.status in CALLED_OFF else "CONFIRMED" if certain else "TENTATIVE",
        time=time,
        sequence=len(changes) + moved_last + (session.status in CALLED_OFF),
        remarks=("Given for it: " + " → ".join(map(value_text, changes)),) if changes else (),
        own=(
            (SESSION, str(session.session)),
            (TRACK, session.track if track else ""),
            (WINDOW, time.window.text if time else ""),
            (PLACE, harmless(session.dossier.text("place") or "")),
            (VENUE, harmless(session.dossier.text("venue") or "")),
        ),
    )


def _deadline(commitment: Commitment) -> _Item:
    dossier = commitment.dossier
    due = dossier.value("due")
    assert isinstance(due, WindowValue)
    by = dossier.text("by")
    what = dossier.text("what") or commitment.commitment
    return _Item(
        dossier=dossier,
        category="deadline",
        title=f"deadline: {f'{by}: ' if by else ''}{what}",
        status=commitment.status,
        certainty="TENTATIVE" if is_vague(due.window) else "CONFIRMED",
        time=due,
        sequence=len(dossier.verdicts["due"].supports),
        remarks=(),
    )


def _invitation(invitation: Invitation) -> _Item:
    """An invitation to no session, by itself."""
    dossier = invitation.dossier
    window = dossier.value("window")
    by, to = (harmless(dossier.text(name) or "?") for name in ("by", "to"))
    return _Item(
        dossier=dossier,
        category="invitation",
        title=f"invitation, {by} to {to}: {dossier.text('visit') or invitation.invitation}",
        status=invitation.status,
        certainty="TENTATIVE",
        time=window if isinstance(window, WindowValue) else None,
        sequence=len(dossier.verdicts["window"].supports) if window else 0,
        remarks=(),
    )


class _Text(vText):
    r"""A text of which nothing is changed: the library takes the letters `\N` of a text for a line break."""

    def to_ical(self) -> bytes:
        return b"\\\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def _component(item: _Item, account: Account) -> Event | Todo:
    knowledge = account.state.knowledge
    window = item.time.window if item.time else None
    # A calendar has no day after the last one that it could count.
    last = window.latest if window and window.latest != date.max else None
    component: Event | Todo
    if window and window.earliest and last:
        component = Event()
        component.add("dtstart", window.earliest)
        component.add("dtend", last + timedelta(days=1))
        component.add("transp", "OPAQUE" if item.certainty == "CONFIRMED" and not is_vague(window) else "TRANSPARENT")
        component.add("status", item.certainty)
    else:
        component = Todo()
        if window and window.earliest:
            component.add("dtstart", window.earliest)
        if last:
            component.add("due", last)
        component.add("status", _task_status(item))
    component.add("uid", str(lasting_id(knowledge.dialogue, str(item.dossier.subject))))
    changed_at = account.changed_at(item.dossier).replace(microsecond=0)
    component.add("dtstamp", changed_at)
    component.add("last-modified", changed_at)
    component.add("sequence", item.sequence)
    component.add("summary", _Text(_summary(item, knowledge.title)))
    component.add("description", _Text("\n".join(_description(item))))
    component.add("categories", [item.category, item.status, knowledge.dialogue])
    for name, value in item.own:
        if value:
            component.add(name, _Text(value))
    if place := _place(item.dossier):
        component.add("location", _Text(place))
    if url := first_address(citations(item.dossier.facts)):
        component.add("url", url)
    return component


def _task_status(item: _Item) -> str:
    if item.status in CALLED_OFF:
        return "CANCELLED"
    return "COMPLETED" if item.status in BEGUN | {"fulfilled"} else "NEEDS-ACTION"


def _summary(item: _Item, title: str) -> str:
    status = f"{item.status.replace('-', ' ').upper()}: " if item.status in _SHOUTED else ""
    waits = item.status in TO_COME or item.status in {"open", "progressing", "overdue", "lapsed"} | CALLED_OFF
    time = (
        f" ({_said_of_the_day(item.time, item.dossier.text(WORDS), waits=waits)})"
        if item.time is None or is_vague(item.time.window)
        else ""
    )
    return f"{status}{harmless(item.title)}{time}, {harmless(title)}"


def _said_of_the_day(time: WindowValue | None, words: str | None, *, waits: bool) -> str:
    """What is known of a day that is not known; of what has been, only the window is said: it may have lasted so."""
    if time is None:
        return harmless(words) if words else "no time set"
    if not waits:
        return value_text(time)
    return f"{value_text(time)}, day not {'certain' if time.window.is_day else 'set'}"


def _place(dossier: Dossier) -> str:
    parts = dict.fromkeys(harmless(text) for name in ("venue", "place") if (text := dossier.text(name)))
    return ", ".join(parts)


def _description(item: _Item) -> Iterator[str]:
    basis = item.dossier.text("basis")
    yield f"Status: {item.status}" + (f" ({harmless(basis)})" if basis else "")
    if item.time:
        yield f"Window: {value_text(item.time)}"
    elif words := item.dossier.text(WORDS):
        yield f"Window: {harmless(words)}"
    yield from item.remarks
    yield from _disputes(item.dossier)
    evidence = item.dossier.evidence
    yield f"Rests on reports: {len(evidence.reports)}, independent origins: {len(evidence.origins)} [facts]:"
    yield from (f"- {citation.line}" for citation in citations(item.dossier.facts))


def _disputes(dossier: Dossier) -> Iterable[str]:
    for verdict in dossier.disputes:
        others = ", ".join(harmless(str(one.value.text)) for one in verdict.dissent)
        preferred = harmless(str(verdict.preferred.value.text)) if verdict.preferred else "nothing"
        yield f"In dispute, {verdict.attribute}: {preferred}, others say {others}"
