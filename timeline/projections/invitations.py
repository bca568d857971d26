"""What became of each invitation?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationAnswered, InvitationExtended, InvitationFact
from events.facts.subject import Subject, session_subject
from events.windows.window import WindowError, days_between
from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.projections import sessions
from timeline.projections.session_plan import has_happened
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.claims.claims import Verdict
    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.projections.sessions import Session
    from timeline.values.agreement import NamesValue

Status = Literal["open", "accepted", "declined", "scheduled", "fulfilled", "overdue", "lapsed"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation's life as of a day.

    Attributes:
        dossier: its facts and verdicts (by, to, session, extended, window, place, visit, answer, answered).
        invitation: its slug.
        status: where it stands.
        session: the session invited to; None for a visit.
        fulfilled: when the session was held; None until then.
        after_days: days from the invitation to the session; None where either day is unknown.
        overdue_days: days since the time invited for passed without news; None unless overdue or lapsed.

    """

    dossier: Dossier
    invitation: str
    status: Status
    session: Session | None
    fulfilled: WindowValue | None = None
    after_days: int | None = None
    overdue_days: int | None = None


def project(knowledge: Knowledge, on: date, known_sessions: Sequence[Session] | None = None) -> list[Invitation]:
    """Every invitation that was extended by the day we stand on, in order of the log.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.

    """
    by_subject = {
        one.dossier.subject: one
        for one in (sessions.project(knowledge, on) if known_sessions is None else known_sessions)
    }
    return [
        _life(subject, facts, knowledge, on, by_subject)
        for subject, all_facts in knowledge.of_type("invitation").items()
        if (facts := [known for known in readers.happened_by(all_facts, on) if known.fact.modality != "denied"])
    ]


def _life(
    subject: Subject, facts: list[KnownFact], knowledge: Knowledge, on: date, by_subject: dict[Subject, Session]
) -> Invitation:
    dossier = Dossier.of(subject, facts, _verdicts(facts, knowledge, on))
    session = next((by_subject[one] for known in facts if (one := _session_of(known, knowledge)) in by_subject), None)
    status: Status = "open"
    match dossier.text("answer"):
        case "accepted":
            status = "accepted"
        case "declined":
            status = "declined"
        case _:
            pass
    visited = [known for known in facts if has_happened(known, ContactHeld)]
    if visited or (session and session.status == "held"):
        fulfilled = session.held if session else _window(dossier, "visited")
        after = _days(_window(dossier, "extended"), fulfilled)
        return Invitation(dossier, subject.key, "fulfilled", session, fulfilled, after)
    if status == "declined":
        return Invitation(dossier, subject.key, status, session)
    if session:
        status = _by_session(session, status)
        overdue = session.overdue_days if status in ("overdue", "lapsed") else None
        return Invitation(dossier, subject.key, status, session, overdue_days=overdue)
    return _visit(dossier, subject.key, status, on)


def _by_session(session: Session, answered: Status) -> Status:
    """An invitation to a session shares its fate."""
    match session.status:
        case "expected" | "scheduled" | "started":
            return "scheduled"
        case "postponed" if session.window is not None:
            return "scheduled"
        case "overdue":
            return "overdue"
        case "lapsed" | "cancelled" | "not-held":
            return "lapsed"
        case _:
            return answered


def _visit(dossier: Dossier, slug: str, status: Status, on: date) -> Invitation:
    """An invitation to a visit has only its own window to be measured by, until it is linked to the visit paid."""
    window = _window(dossier, "window")
    latest = window.window.latest if window else None
    if latest is not None and latest < on:
        return Invitation(dossier, slug, "overdue", None, overdue_days=(on - latest).days)
    return Invitation(dossier, slug, status, None)


def _session_of(known: KnownFact, knowledge: Knowledge) -> Subject | None:
    fact = known.fact
    if isinstance(fact, InvitationFact) and fact.session is not None:
        return knowledge.same(session_subject(fact.session, fact.track))
    return None


def _window(dossier: Dossier, attribute: str) -> WindowValue | None:
    value = dossier.value(attribute)
    return value if isinstance(value, WindowValue) else None


def _days(extended: WindowValue | None, held: WindowValue | None) -> int | None:
    if extended is None or held is None:
        return None
    try:
        return days_between(extended.window, held.window)
    except WindowError:
        return None


def _verdicts(facts: list[KnownFact], knowledge: Knowledge, on: date) -> list[Verdict]:
    settling = readers.Settling(facts)

    def session(known: KnownFact) -> TermValue | None:
        subject = _session_of(known, knowledge)
        return TermValue(sessions.track_and_session(subject)[1]) if subject else None

    answer = settling.newest("answer", _answer)

    def answered(known: KnownFact) -> WindowValue | None:
        """When the answer was given that counts; an acceptance of May does not contradict a refusal of June."""
        said, counts = _answer(known), answer.preferred
        return known.when if said and counts and said.key == counts.value.key else None

    return [
        settling.past("by", _inviting),
        settling.past("to", _invited),
        settling.past("session", session),
        settling.past("extended", readers.only(InvitationExtended, readers.when)),
        settling.newest("window", readers.window("window"), readers.still_possible(on)),
        settling.newest("place", readers.place("place")),
        settling.newest("visit", readers.term("visit"), lambda _: False),
        answer,
        settling.past("visited", readers.only(ContactHeld, readers.when)),
        settling.past("answered", answered),
    ]


def _answer(known: KnownFact) -> TermValue | None:
    """What was answered; an answer that is only expected is none yet."""
    return readers.term("answer")(known) if has_happened(known, InvitationAnswered) else None


def _inviting(known: KnownFact) -> NamesValue | None:
    return readers.names("to" if isinstance(known.fact, InvitationAnswered) else "by")(known)


def _invited(known: KnownFact) -> NamesValue | None:
    return readers.names("by" if isinstance(known.fact, InvitationAnswered) else "to")(known)
