"""What does a fact say of the plan for a session: a schedule, a change of it, a suggestion, and for which time?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.invitation import InvitationAnswered, InvitationExtended, InvitationFact
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
from timeline.values.places import PlaceValue

if TYPE_CHECKING:
    from timeline.claims.claims import Claim
    from timeline.knowledge.known import KnownFact

CALLED_OFF: Final = (SessionCancelled, SessionNotHeld)
"""The facts that end a plan."""

_ACTS: Final = (SessionHeld, SessionStarted)
"""The facts that tell of the session itself; of one still to come, when it is to be."""

_DATED: Final = (SessionFact, InvitationFact)
"""The facts that can have a window."""

UNDOING: Final = (SessionPostponed, *CALLED_OFF)
"""The facts that undo the time that was set before."""


def is_plan(known: KnownFact) -> bool:
    """Whether it schedules, moves or calls off."""
    if isinstance(known.fact, UNDOING):
        return not modality.is_wish(known)
    return is_schedule(known)


def is_schedule(known: KnownFact) -> bool:
    """Whether it sets a time or a place; so does a holding that is still to come."""
    if isinstance(known.fact, SessionScheduled):
        return not modality.is_wish(known)
    return isinstance(known.fact, _ACTS) and modality.is_to_come(known) and not modality.is_wish(known)


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
    fact = known.fact
    if isinstance(fact, _ACTS):
        return known.when
    if isinstance(fact, CALLED_OFF) or not isinstance(fact, _DATED):
        return None
    return WindowValue.of(fact.window)


def undoes(claim: Claim) -> bool:
    """Whether it undoes the window that was set before."""
    return isinstance(claim.source.fact, UNDOING)


def missed(known: KnownFact) -> WindowValue | None:
    """The time at which a session was not held, where a fact tells it."""
    fact = known.fact
    return known.when or (WindowValue.of(fact.window) if isinstance(fact, SessionNotHeld) else None)


def same_plan(one: KnownFact, other: KnownFact) -> bool:
    """Whether two facts can mean one plan: time and place agree, as far as both tell them."""
    time, other_time = planned(one), planned(other)
    if time and other_time and not time.compatible(other_time):
        return False
    place, other_place = one.fact.place, other.fact.place
    return not (place and other_place) or PlaceValue(place).compatible(PlaceValue(other_place))
