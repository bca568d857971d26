"""What do the other sessions of its track make of a session: has it ended, has it lapsed, is it overdue?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from timeline.claims.claims import Claim, supports_of
from timeline.claims.overdue import last_day, overdue_days
from timeline.claims.plans import planned
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from timeline.claims.dossier import Dossier
    from timeline.projections.session import Session
    from timeline.projections.session_status import SessionStatus
    from timeline.values.agreement import WindowValue


class OfTrack(Protocol):
    """What a session tells the others of its track, and the next one that is due."""

    @property
    def track(self) -> str:
        """The series it belongs to."""
        ...

    @property
    def session(self) -> int | str:
        """Its number, or slug."""
        ...

    @property
    def status(self) -> SessionStatus:
        """Where it stands."""
        ...

    @property
    def began(self) -> WindowValue | None:
        """The time it took place, or at least began."""
        ...

    @property
    def time(self) -> WindowValue | None:
        """When it took place, else when it began, else when it is or was planned for."""
        ...

    @property
    def dossier(self) -> Dossier:
        """Its facts."""
        ...


Others = Mapping[str, Sequence[OfTrack]]
"""Sessions by their track."""

NO_OTHERS: Final[Others] = MappingProxyType({})
"""None besides those that are projected."""


def held_by_succession(session: Session, series: Collection[OfTrack], on: date) -> Session:
    """What started counts as held once a later session of its track began."""
    start = session.started
    if session.status != "started" or start is None:
        return session
    last = start.window.latest
    if last is None or not any(_began_after(other, last, on) for other in series if other is not session):
        return session
    verdicts = session.dossier.verdicts
    held = verdicts["started"]._replace(attribute="held")
    facts = [claim.source for claim in held.preferred.claims] if held.preferred else []
    status = verdicts["status"]._replace(preferred=supports_of(Claim(TermValue("held"), known) for known in facts)[0])
    dossier = replace(session.dossier, verdicts={**verdicts, "status": status, "held": held})
    return replace(session, status="held", dossier=dossier)


def _began_after(other: OfTrack, day: date, on: date) -> bool:
    """Whether another session is reported to have begun after a day."""
    if other.status not in BEGUN or other.began is None:
        return False
    began = other.began.window
    return began.is_future(day) and not began.is_future(on)


def lapsed_or_overdue(session: Session, series: Collection[OfTrack], on: date) -> Session:
    """A plan whose time has passed is overdue, and lapsed once a later session of its track is reported."""
    if session.status not in TO_COME:
        return session
    others = (other for other in series if other is not session)
    latest = last_day(session.window)
    if latest is None:
        is_left = any(_left_behind(session, other, on) for other in others)
        return replace(session, status="lapsed") if is_left else session
    days = overdue_days(session.window, on)
    if days is None:
        return session
    lapsed = any(_is_reported_after(other, session, latest, on) for other in others)
    return replace(session, status="lapsed" if lapsed else "overdue", overdue_days=days)


def _left_behind(session: Session, other: OfTrack, on: date) -> bool:
    """Whether another session, of no lower number, began after the last word on one without a window."""
    if session.window is not None or _in_series(session, other) is False:
        return False
    told = max(_first_told(session), default=None)
    return told is not None and _began_after(other, told, on)


def _in_series(session: Session, other: OfTrack) -> bool | None:
    """Whether the other one has the higher number. None where they are not both numbered."""
    if isinstance(other.session, int) and isinstance(session.session, int):
        return other.session > session.session
    return None


def _is_reported_after(other: OfTrack, session: Session, latest: date, on: date) -> bool:
    """Whether the other one comes later in the series, and was reported, or took place, after the time had passed."""
    time = other.time
    later = _in_series(session, other)
    if later is None:
        later = time is not None and time.window.earliest is not None and time.window.earliest > latest
    took_place = other.began is not None and not other.began.window.is_past(latest)
    return later and (took_place or any(latest < day <= on for day in _first_told(other)))


def _first_told(session: OfTrack) -> Iterable[date]:
    """The days on which each thing that an origin said of a session was first public. A reprint is no report of it."""
    first: dict[object, date] = {}
    for known in session.dossier.facts:
        if known.dated:
            time = planned(known)
            said = (known.origin, known.kind, time and time.key)
            first[said] = min(first.get(said, known.known_by), known.known_by)
    return first.values()
