"""Where can a session stand, and where does one more piece of news leave it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from events.facts.session import SessionCancelled, SessionFact, SessionNotHeld, SessionPostponed, SessionScheduled
from timeline.claims import modality, plans

if TYPE_CHECKING:
    from timeline.claims.claims import Claim
    from timeline.values.agreement import Value

SessionStatus = Literal[
    "proposed",
    "invited",
    "expected",
    "scheduled",
    "postponed",
    "started",
    "held",
    "cancelled",
    "not-held",
    "denied",
    "overdue",
    "lapsed",
]

OFF: Final = frozenset({"cancelled", "not-held"})
"""The statuses of a plan that came to an end."""

ON: Final = frozenset({"expected", "scheduled", "postponed"})
"""The statuses of a plan that stands."""


def next_status(status: SessionStatus | None, window: Value | None, claim: Claim) -> SessionStatus | None:
    """The status after one more piece of news. None where it changes nothing."""
    value, source = claim
    fact = source.fact
    match fact:
        case SessionPostponed():
            return "postponed"
        case SessionCancelled():
            return "cancelled"
        case SessionNotHeld():
            missed = plans.missed(source)
            return None if missed and window and not window.compatible(missed) else "not-held"
        case SessionScheduled() if value is None and status == "postponed":
            return None  # "at the appropriate time" sets no new date
    is_expected = (isinstance(fact, SessionScheduled) and fact.basis == "expected") or (
        isinstance(fact, SessionFact) and modality.word_of(source) == "expected"
    )
    if is_expected:
        agrees = value is None or (window is not None and value.compatible(window))
        return None if status == "scheduled" and agrees else "expected"
    return "scheduled"


def status_of(claim: Claim) -> SessionStatus:
    """What a claim makes of the session by itself."""
    status = next_status(None, None, claim)
    assert status is not None
    return status
