"""What does a fact say of the plan for a session: a schedule, a change of it, a suggestion, and for which time?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.invitation import InvitationAnswered, InvitationExtended
from events.facts.session import (
    SessionCancelled,
    SessionFact,
    SessionHeld,
    SessionNotHeld,
    SessionPostponed,
    SessionProposed,
    SessionScheduled,
    SessionStarted,
)
from timeline.claims import modality
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from timeline.claims.claims import Claim
    from timeline.knowledge.known_fact import KnownFact

CALLED_OFF: Final = (SessionCancelled, SessionNotHeld)
"""The facts that end a plan."""

_ACTS: Final = frozenset({SessionHeld, SessionStarted})
"""The facts that tell of the session itself. Of one still to come, when it is to be."""

_DATED: Final = frozenset({SessionProposed, SessionScheduled, SessionPostponed, InvitationExtended, InvitationAnswered})
"""The facts whose window is a time to come."""

UNDOING: Final = (SessionPostponed, *CALLED_OFF)
"""The facts that undo the time that was set before."""


def is_plan(known: KnownFact) -> bool:
    """Whether it schedules, moves or calls off."""
    if isinstance(known.fact, UNDOING):
        return not modality.is_wish(known)
    return is_schedule(known)


def is_schedule(known: KnownFact) -> bool:
    """Whether it sets a time or a place. So does a holding that is still to come."""
    kind = type(known.fact)
    if kind is SessionScheduled:
        return not modality.is_wish(known)
    return kind in _ACTS and modality.is_to_come(known) and not modality.is_wish(known)


def is_suggestion(known: KnownFact) -> bool:
    """Whether it proposes, wishes or invites: that counts until somebody schedules."""
    fact = known.fact
    if isinstance(fact, InvitationAnswered):
        return fact.answer != "declined"
    if isinstance(fact, SessionFact) and modality.is_wish(known):
        return not isinstance(fact, CALLED_OFF)
    return isinstance(fact, SessionProposed | InvitationExtended)


def planned(known: KnownFact) -> WindowValue | None:
    """The time that a plan or a suggestion gives."""
    kind = type(known.fact)
    if kind in _ACTS:
        return known.when
    return WindowValue.of(known.fact.said("window")) if kind in _DATED else None


def undoes(claim: Claim) -> bool:
    """Whether it undoes the window that was set before."""
    return isinstance(claim.source.fact, UNDOING)


def missed(known: KnownFact) -> WindowValue | None:
    """The time at which a session was not held, where a fact tells it."""
    fact = known.fact
    return known.when or (WindowValue.of(fact.window) if isinstance(fact, SessionNotHeld) else None)
