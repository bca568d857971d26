"""What happened and what is to come, in order of time, one entry per event however many reports tell of it?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from events.facts.commitment import CommitmentFact, DeadlineSet
from events.facts.contact import ContactHeld
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationAnswered, InvitationFact
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.position import PositionChanged, PositionFact
from events.facts.session import SessionFact
from events.facts.subject import MAIN_TRACK
from timeline.claims import readers
from timeline.claims.dossier import Evidence
from timeline.claims.happened import settle
from timeline.claims.occasions import by_occasion
from timeline.claims.participants import participants
from timeline.projections.sessions import track_and_session
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.facts.subject import Subject
    from timeline.claims.claims import Verdict
    from timeline.knowledge.known import Knowledge, KnownFact

TimeIs = Literal["happened", "planned", "reported", "unknown"]

_PLANS: Final = frozenset({"session-proposed", "session-scheduled", "session-postponed"})
_ONCE: Final = frozenset({"session-held", "session-started", "invitation-extended", "contact-held", "commitment-made"})
"""Kinds that happen to a subject once: contradicting days are a dispute, not two events."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the timeline.

    Attributes:
        subject: what it is about.
        kind: of its facts, as in a fact file.
        time: when it happened, or is planned for; None where unknown.
        time_is: whether the time is that of the event, of a plan, or only that of the first report.
        what: the event in a few words, without time and place.
        who: whose event it is.
        place: as written; None where unknown.
        evidence: what it rests on.
        disputed: whether reports contradict each other on its time, or on the place of a session.

    """

    subject: Subject
    kind: str
    time: WindowValue | None
    time_is: TimeIs
    what: str
    who: tuple[str, ...]
    place: str | None
    evidence: Evidence
    disputed: bool


def project(knowledge: Knowledge, on: date) -> list[Entry]:
    """Every event that had happened by the day we stand on, or was planned, in order of time; unknown times last."""
    entries = [
        _entry(subject, facts, knowledge)
        for subject, told in knowledge.by_subject.items()
        for facts in _events(subject, readers.happened_by(told, on))
    ]
    return sorted(entries, key=_in_time)


def _in_time(entry: Entry) -> tuple[bool, tuple[int, int, str], int]:
    order = entry.time.window.sort_key if entry.time else (0, 0, "")
    return (entry.time is None, order, _COURSE.index(entry.subject.type) if entry.subject.type in _COURSE else 99)


_COURSE: Final = ("dialogue", "invitation", "session", "document", "commitment", "deadline", "position", "contact")
"""Of one day's events the more telling comes first."""


def _events(subject: Subject, facts: Iterable[KnownFact]) -> Iterable[tuple[KnownFact, ...]]:
    """Part the facts about a subject into events."""
    kinds: dict[str, list[KnownFact]] = defaultdict(list)
    for known in facts:
        position = subject.type == "position" and not isinstance(known.fact, PositionChanged)
        kinds["position" if position else known.kind].append(known)
    for kind, told in kinds.items():
        if kind in _PLANS:
            windows: dict[object, list[KnownFact]] = defaultdict(list)
            for known in told:
                value = readers.window("window")(known)
                windows[value and value.key].append(known)
            yield from map(tuple, windows.values())
        elif kind in _ONCE:
            yield tuple(told)
        else:
            yield from (occasion.facts for occasion in by_occasion(told))


def _entry(subject: Subject, facts: tuple[KnownFact, ...], knowledge: Knowledge) -> Entry:
    settling = readers.Settling(facts)
    time, time_is, verdict = _time(facts, settling)
    place = settling.past("place", readers.place("place"))
    return Entry(
        subject=subject,
        kind=facts[0].kind,
        time=time,
        time_is=time_is,
        what=_what(subject, facts),
        who=_who(subject, facts, knowledge),
        place=str(place.preferred.value.text) if place.preferred else None,
        evidence=Evidence.of(facts),
        disputed=bool(verdict.dissent or (subject.type == "session" and place.dissent)),
    )


def _time(facts: tuple[KnownFact, ...], settling: readers.Settling) -> tuple[WindowValue | None, TimeIs, Verdict]:
    if facts[0].kind in _PLANS:
        planned = settling.past("window", readers.window("window"))
        if planned.preferred and isinstance(planned.preferred.value, WindowValue):
            return planned.preferred.value, "planned", planned
    happened = settling.past("when", readers.when)
    if happened.preferred and isinstance(happened.preferred.value, WindowValue):
        return happened.preferred.value, "happened", happened
    published = [known.report.published for known in facts if known.report and known.report.published]
    if published:
        return WindowValue(min(published, key=lambda window: window.sort_key)), "reported", settle("when", [])
    return None, "unknown", settle("when", [])


def _what(subject: Subject, facts: tuple[KnownFact, ...]) -> str:  # noqa: C901, PLR0911 - one case per kind of fact
    """The event in a few words, from the facts that tell most of it."""
    kind = facts[0].kind
    verb = kind.rpartition("-")[2]
    match facts[0].fact:
        case SessionFact():
            track, session = track_and_session(subject)
            name = f"session {session}" if track == MAIN_TRACK else f"{track} session {session}"
            return f"{name} {kind.removeprefix('session-').replace('-', ' ')}"
        case InvitationAnswered() as fact:
            return f"invitation {subject.key} {fact.answer}"
        case InvitationFact() as fact:
            return f"invitation to {fact.visit or subject.key if fact.session is None else f'session {fact.session}'}"
        case PositionFact() as fact:
            return f"{verb}: {_first(facts, 'stance') or fact.issue}"
        case CommitmentFact():
            return f"commitment {_first(facts, 'status') or verb}: {_first(facts, 'what') or subject.key}"
        case DocumentIssued():
            how = _first(facts, "status") or "issued"
            return f"{_first(facts, 'form') or 'document'} {how}: {_first(facts, 'title') or subject.key}"
        case ContactHeld() as fact:
            remote = f" by {fact.mode}" if fact.mode in ("video", "phone") else ""
            return f"{fact.format or 'contact'}{remote}"
        case RoleChanged() as fact:
            return f"role changed: {fact.office}"
        case StatementMade() as fact:
            return f"{fact.form or 'statement'}: {fact.about or fact.quote or subject.key}"
        case DeadlineSet() | MeasureTaken():
            return f"{kind.replace('-', ' ')}: {_first(facts, 'about') or _first(facts, 'quote') or subject.key}"
        case _:
            return kind.replace("-", " ")


def _first(facts: Iterable[KnownFact], attribute: str) -> str | None:
    return next((text for known in facts if (text := known.fact.said(attribute))), None)


def _who(subject: Subject, facts: tuple[KnownFact, ...], knowledge: Knowledge) -> tuple[str, ...]:
    fact = facts[0].fact
    match fact:
        case InvitationFact():
            by = readers.names("by")(facts[0])
            to = readers.names("to")(facts[0])
            return tuple(str(one.text) for one in (by, to) if one)
        case PositionFact():
            return (subject.key.rpartition("/")[0],)
        case RoleChanged():
            return tuple(dict.fromkeys(known.fact.person for known in facts if isinstance(known.fact, RoleChanged)))
        case SessionFact() | ContactHeld():
            return _delegations(facts, knowledge)
        case _:
            pass
    for attribute in ("actor", "by", "parties"):
        names = readers.names(attribute)(facts[0])
        if names:
            return names.names
    return ()


def _delegations(facts: tuple[KnownFact, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """Who headed the sides; where no report says who did, all who are named."""
    named = participants(facts, knowledge)
    heads = tuple(one.name for one in named if one.part in ("head", "co-chair"))
    return heads or tuple(one.name for one in named)
