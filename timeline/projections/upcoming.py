"""What is to come, and what is overdue: sessions, planned acts, deadlines, and what a rhythm makes due?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from timeline.claims.dossier import Evidence
from timeline.claims.overdue import last_day, overdue_days
from timeline.claims.statuses import TO_COME
from timeline.projections import rhythm
from timeline.projections.order import NO_WINDOW, Order
from timeline.projections.timeline import name_of, place_of, what_of, who_of
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.facts.subject import Subject
    from timeline.claims.claims import Verdict
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.planned import Planned
    from timeline.projections.rhythm import Due
    from timeline.projections.session import Session
    from timeline.projections.state import State

LEAST_SHOWN: Final = 90
"""For how many days what is overdue is shown among what is to come, or for as many as its window has."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that is to come, or overdue.

    Attributes:
        kind: session, deadline, rhythm, or the kind of the planned fact, such as contact-held.
        subject: what it is about.
        status: of a session or a deadline its own, of a planned act planned or expected, of a rhythm due; overdue.
        window: when; None where nobody says.
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


def order(coming: Coming) -> Order:
    """Where it stands among what is to come or overdue."""
    is_overdue = int(coming.overdue_days is not None)
    if coming.window is None:
        return Order(is_overdue, NO_WINDOW)
    earliest, latest, text = coming.window.window.sort_key
    return Order(is_overdue, latest) if is_overdue else Order(is_overdue, latest, earliest, text)


def project(state: State) -> list[Coming]:
    """What is to come in order of window, what has no window last; then what is overdue, the longest first."""
    knowledge, on = state.knowledge, state.on
    found = [
        *(_session(one, on) for one in state.sessions if one.status in TO_COME or one.status == "overdue"),
        *(_act(one, knowledge, on) for one in state.planned if one.is_to_come),
        *_deadlines(state),
    ]
    if state.status not in ("suspended", "ended"):
        found += [_rhythm(one, on) for one in rhythm.project(knowledge, state.sessions, on)]
    return sorted(found, key=lambda one: (order(one), one.kind != "session", one.kind, str(one.subject)))


def _session(session: Session, on: date) -> Coming:
    dossier, is_overdue = session.dossier, session.status == "overdue"
    host = dossier.text("host")
    return Coming(
        kind="session",
        subject=dossier.subject,
        status=session.status,
        window=session.window,
        what=name_of(dossier.subject),
        who=(host,) if host else (),
        place=dossier.text("place"),
        evidence=dossier.evidence,
        overdue_days=session.overdue_days if is_overdue else None,
        is_long_overdue=is_overdue and _is_long_past(session.window, on),
        disputes=dossier.disputes,
        session=session,
        track=session.track,
        basis=dossier.text("basis"),
    )


def _act(plan: Planned, knowledge: Knowledge, on: date) -> Coming:
    late = overdue_days(plan.window, on)
    return Coming(
        kind=plan.kind,
        subject=plan.subject,
        status=plan.modality if late is None else "overdue",
        window=plan.window,
        what=what_of(plan.subject, plan.facts),
        who=who_of(plan.subject, plan.facts, knowledge),
        place=place_of(plan.facts),
        evidence=Evidence.of(plan.facts),
        overdue_days=late,
        is_long_overdue=_is_long_past(plan.window, on),
    )


def _deadlines(state: State) -> Iterator[Coming]:
    """What is promised, or awaited, by a time; a document that is planned for a day is a planned act."""
    for commitment in state.commitments:
        dossier = commitment.dossier
        if commitment.is_pending and dossier.value("due"):
            by = dossier.text("by")
            yield _deadline(dossier, commitment.status, dossier.text("what"), by, state.on)
    for document in state.documents:
        dossier = document.dossier
        if document.status in ("awaited", "overdue") and dossier.value("due") and dossier.text("modality") is None:
            title = dossier.text("title") or dossier.text("form")
            yield _deadline(dossier, document.status, title, dossier.text("parties"), state.on)


def _deadline(dossier: Dossier, status: str, what: str | None, who: str | None, on: date) -> Coming:
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


def _rhythm(due: Due, on: date) -> Coming:
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
