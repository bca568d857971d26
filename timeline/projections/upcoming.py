"""What is to come, and what is overdue: sessions, planned acts, deadlines, and what a rhythm makes due?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.contact import ContactHeld
from events.facts.invitation import InvitationExtended
from events.facts.session import SessionFact
from timeline.claims.dossier import Evidence
from timeline.claims.overdue import last_day, overdue_days
from timeline.claims.statuses import TO_COME
from timeline.claims.undated import WORDS, undated
from timeline.projections import rhythm
from timeline.projections.event_words import session_name, what_of, who_of
from timeline.projections.order import NO_WINDOW, Order
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.subject import Subject
    from timeline.claims.claims import Verdict
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.commitments import Commitment
    from timeline.projections.documents import Document
    from timeline.projections.invitations import Invitation
    from timeline.projections.planned import Planned
    from timeline.projections.rhythm import Due
    from timeline.projections.session import Session

LEAST_SHOWN: Final = 90
"""For how many days what is overdue is shown among what is to come, or for as many as its window has."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that is to come, or overdue.

    Attributes:
        kind: session, deadline, rhythm, or the kind of the planned fact, such as contact-held or invitation-extended.
        subject: what it is about.
        status: of a session or a deadline its own, of a planned act planned or expected, of a rhythm due; overdue.
        window: when; None where nobody says.
        words: of the reports, where they give no days for it.
        what: it is, in a few words.
        who: takes part, or has to do it.
        place: as written; None where unknown.
        evidence: what it rests on.
        overdue_days: days since the window passed; None unless it has.
        is_long_overdue: whether that is so long ago that it is shown only where it is asked for.
        disputes: the attributes on which reports contradict the preferred value.
        session: the session, where it is one.
        track: of the session, or of the rhythm; None for what belongs to no track.
        basis: how firm the plan is; `rhythm` where nobody planned it.

    """

    kind: str
    subject: Subject
    status: str
    window: WindowValue | None
    what: str
    who: tuple[str, ...]
    place: str | None
    evidence: Evidence
    overdue_days: int | None = None
    is_long_overdue: bool = False
    disputes: tuple[Verdict, ...] = ()
    session: Session | None = None
    track: str | None = None
    basis: str | None = None
    words: str | None = None


def order(coming: Coming) -> Order:
    """Where it stands among what is to come or overdue."""
    is_overdue = int(coming.overdue_days is not None)
    if coming.window is None:
        return Order(is_overdue, NO_WINDOW)
    earliest, latest, text = coming.window.window.sort_key
    return Order(is_overdue, latest) if is_overdue else Order(is_overdue, latest, earliest, text)


def project(  # noqa: PLR0913 - each is one kind of what can be to come
    knowledge: Knowledge,
    on: date,
    *,
    status: str,
    sessions: Sequence[Session],
    plans: Iterable[Planned],
    invitations: Iterable[Invitation],
    commitments: Iterable[Commitment],
    documents: Iterable[Document],
) -> list[Coming]:
    """What is to come in order of window, what has no window last; then what is overdue, the longest first.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        status: of the dialogue. One that is suspended or ended does not go on by its rhythm.
        sessions: every session, as of that day, and so are the others.
        plans: every planned act.
        invitations: every invitation.
        commitments: every commitment.
        documents: every document.

    """
    due_by = (*map(of_commitment, commitments), *map(of_document, documents))
    found = [
        *(of_session(one, on) for one in sessions if is_expected(one)),
        *(of_plan(one, knowledge, on) for one in plans if one.is_to_come),
        *(of_invitation(one, knowledge, on) for one in invitations if is_to_be_answered(one)),
        *(of_deadline(one, on) for one in due_by if one),
    ]
    if has_rhythm(status):
        found += [of_rhythm(one, on) for one in rhythm.project(knowledge, sessions, on)]
    return sorted(found, key=order_of)


def order_of(coming: Coming) -> tuple[Order, bool, str, str]:
    """Where it stands among all that is to come in its dialogue."""
    return order(coming), coming.kind != "session", coming.kind, str(coming.subject)


def is_expected(session: Session) -> bool:
    """Whether a session is to come, or overdue."""
    return session.status in TO_COME or session.status == "overdue"


def has_rhythm(status: str) -> bool:
    """Whether a dialogue that stands there goes on by its rhythm."""
    return status not in ("suspended", "ended")


def of_session(session: Session, on: date) -> Coming:
    """A session as what is to come."""
    dossier, is_overdue = session.dossier, session.status == "overdue"
    host = dossier.text("host")
    return Coming(
        kind="session",
        subject=dossier.subject,
        status=session.status,
        window=session.window,
        what=session_name(dossier.subject),
        who=(host,) if host else (),
        place=dossier.text("place"),
        evidence=dossier.evidence,
        overdue_days=session.overdue_days if is_overdue else None,
        is_long_overdue=is_overdue and _is_long_past(session.window, on),
        disputes=dossier.disputes,
        session=session,
        track=session.track,
        basis=dossier.text("basis"),
        words=dossier.text(WORDS),
    )


def is_to_be_answered(invitation: Invitation) -> bool:
    """Whether an invitation stands among what is to come by itself: to no session, for a time, and not yet declined.

    Where the visit itself is planned, that is what is to come.
    """
    dossier = invitation.dossier
    if invitation.session or invitation.status not in ("open", "accepted", "answered", "overdue"):
        return False
    return bool(dossier.value("window") or dossier.value(WORDS)) and not any(
        isinstance(known.fact, ContactHeld | SessionFact) for known in dossier.facts
    )


def of_invitation(invitation: Invitation, knowledge: Knowledge, on: date) -> Coming:
    """An invitation as what is to come."""
    dossier = invitation.dossier
    window = dossier.value("window")
    window = window if isinstance(window, WindowValue) else None
    told = [known for known in dossier.facts if isinstance(known.fact, InvitationExtended)] or list(dossier.facts)
    return Coming(
        kind="invitation-extended",
        subject=dossier.subject,
        status=invitation.status,
        window=window,
        what=what_of(dossier.subject, told),
        who=who_of(dossier.subject, told, knowledge),
        place=dossier.text("place"),
        evidence=dossier.evidence,
        overdue_days=invitation.overdue_days,
        is_long_overdue=_is_long_past(window, on),
        disputes=dossier.disputes,
        words=dossier.text(WORDS),
    )


def of_plan(plan: Planned, knowledge: Knowledge, on: date) -> Coming:
    """A planned act as what is to come."""
    late = overdue_days(plan.window, on)
    return Coming(
        kind=plan.kind,
        subject=plan.subject,
        status=plan.modality if late is None else "overdue",
        window=plan.window,
        what=what_of(plan.subject, plan.facts),
        who=who_of(plan.subject, plan.facts, knowledge),
        place=plan.place,
        evidence=Evidence.of(plan.facts),
        overdue_days=late,
        is_long_overdue=_is_long_past(plan.window, on),
        words=None if plan.window else _words_of(plan),
    )


def _words_of(plan: Planned) -> str | None:
    """In which words reports tell its time, or by when it is due."""
    told = (undated(plan.facts, attribute).preferred for attribute in ("when", "due"))
    return next((str(one.value.text) for one in told if one), None)


class Deadline(NamedTuple):
    """What is promised, or awaited, by a time.

    Attributes:
        dossier: of the commitment, or of the document.
        status: where that stands.
        what: it is.
        who: has to do it.

    """

    dossier: Dossier
    status: str
    what: str | None
    who: str | None


def of_commitment(commitment: Commitment) -> Deadline | None:
    """A commitment that is to be kept by a time."""
    dossier = commitment.dossier
    if not (commitment.is_pending and dossier.value("due")):
        return None
    return Deadline(dossier, commitment.status, dossier.text("what"), dossier.text("by"))


def of_document(document: Document) -> Deadline | None:
    """A document that is awaited by a time; one that is planned for a day is a planned act."""
    dossier = document.dossier
    if document.status not in ("awaited", "overdue") or not dossier.value("due") or dossier.text("modality"):
        return None
    title = dossier.text("title") or dossier.text("form")
    return Deadline(dossier, document.status, title, dossier.text("parties"))


def of_deadline(deadline: Deadline, on: date) -> Coming:
    """A deadline as what is to come."""
    dossier, status, what, who = deadline
    due = dossier.value("due")
    window = due if isinstance(due, WindowValue) else None
    return Coming(
        kind="deadline",
        subject=dossier.subject,
        status=status,
        window=window,
        what=what or dossier.subject.key,
        who=(who,) if who else (),
        place=None,
        evidence=dossier.evidence,
        overdue_days=overdue_days(window, on),
        is_long_overdue=_is_long_past(window, on),
        disputes=dossier.disputes,
    )


def of_rhythm(due: Due, on: date) -> Coming:
    """A session that a rhythm makes due, as what is to come."""
    return Coming(
        kind="rhythm",
        subject=due.dossier.subject,
        status="due",
        window=due.window,
        what=f"session due, agreed every {due.every}",
        who=(),
        place=None,
        evidence=due.dossier.evidence,
        overdue_days=due.overdue_days,
        is_long_overdue=_is_long_past(due.window, on),
        track=due.track,
        basis="rhythm",
    )


def _is_long_past(window: WindowValue | None, on: date) -> bool:
    """Whether it has passed for longer than it was wide, and for longer than `LEAST_SHOWN`."""
    latest = last_day(window)
    if window is None or latest is None:
        return False
    shown = timedelta(max(LEAST_SHOWN, window.window.width_days or 0))
    return date.max - latest > shown and on > latest + shown
