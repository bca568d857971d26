"""How is an event told in a few words: what happened, whose it is, and where?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.commitment import CommitmentFact, DeadlineSet
from events.facts.contact import ContactHeld
from events.facts.dialogue import RhythmAgreed
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationAnswered, InvitationFact
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.position import PositionFact
from events.facts.session import SessionFact
from events.facts.track import MAIN_TRACK
from timeline.claims import readers
from timeline.claims.participants import participants
from timeline.projections.sessions import track_and_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact


def session_name(subject: Subject) -> str:
    """What a session is called: `session 2`, `expert session 2`."""
    track, session = track_and_session(subject)
    return f"session {session}" if track == MAIN_TRACK else f"{track} session {session}"


def verb_of(kind: str) -> str:
    """What became of a session, by the kind of a fact: `held`, `not held`."""
    return kind.removeprefix("session-").replace("-", " ")


def what_of(subject: Subject, facts: Sequence[KnownFact]) -> str:  # noqa: C901, PLR0911 - one case per kind of fact
    """The event in a few words, from the facts that tell most of it, the oldest first."""
    facts = sorted(facts, key=oldest_first)
    kind = facts[0].kind
    verb = kind.rpartition("-")[2]
    match facts[0].fact:
        case SessionFact():
            return f"{session_name(subject)} {verb_of(kind)}"
        case RhythmAgreed() as fact:
            of_track = "" if fact.track in (None, MAIN_TRACK) else f" of {fact.track}"
            return f"rhythm agreed: a session{of_track} every {fact.every}"
        case InvitationAnswered() as fact:
            return f"invitation {subject.key} {fact.answer}"
        case InvitationFact() as fact:
            return f"invitation to {_invited_to(fact, subject)}"
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
            said = _first(facts, "about") or _first(facts, "quote") or _first(facts, "note")
            return f"{fact.form or 'statement'}: {said}" if said else fact.form or "statement"
        case DeadlineSet() | MeasureTaken():
            done = "measure" if isinstance(facts[0].fact, MeasureTaken) else kind.replace("-", " ")
            said = _first(facts, "about") or _first(facts, "quote") or _first(facts, "note")
            return f"{kind.replace('-', ' ')}: {said}" if said else done
        case _:
            return kind.replace("-", " ")


def _invited_to(fact: InvitationFact, subject: Subject) -> str:
    """What somebody was invited to. "Of the Secretary General" tells whose visit it is."""
    if fact.session is not None:
        return f"session {fact.session}"
    if fact.visit and fact.visit.lower().startswith(("of ", "by ")):
        return f"a visit {fact.visit}"
    return fact.visit or subject.key


def _first(facts: Iterable[KnownFact], attribute: str) -> str | None:
    return next((text for known in facts if (text := known.fact.said(attribute))), None)


def who_of(subject: Subject, facts: Sequence[KnownFact], knowledge: Knowledge) -> tuple[str, ...]:
    """Whose event it is, from the facts that tell of it, the oldest first."""
    facts = sorted(facts, key=oldest_first)
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


def _delegations(facts: Sequence[KnownFact], knowledge: Knowledge) -> tuple[str, ...]:
    """Who headed the sides; where no report says who did, all who are named."""
    named = participants(facts, knowledge)
    heads = tuple(one.name for one in named if one.part in ("head", "co-chair"))
    return heads or tuple(one.name for one in named)


def oldest_first(known: KnownFact) -> tuple[object, ...]:
    """The oldest first; ties are broken by content, so that the order of the log decides nothing."""
    return (*known.age[:2], known.fact_id)
