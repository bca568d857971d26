"""How does a status look? By its form first, then its colour. The word stands beside it."""

from __future__ import annotations

from typing import Final

PAST: Final = "past"
BEGUN: Final = "begun"
LATE: Final = "late"
GONE: Final = "gone"
PLANNED: Final = "plan"
FORESEEN: Final = "plan soft"

_LOOKS: Final = {
    PAST: ("held", "fulfilled", "accepted", "agreed"),
    BEGUN: ("started",),
    LATE: ("overdue", "unfulfilled", "breached"),
    GONE: ("lapsed", "cancelled", "denied", "not-held", "declined"),
    PLANNED: ("scheduled", "postponed", "open", "progressing", "conditional", "answered"),
    FORESEEN: ("invited", "proposed", "expected", "planned", "due", "wished"),
}
_BY_STATUS: Final = {status: look for look, statuses in _LOOKS.items() for status in statuses}


def look_of(status: str) -> str:
    """The class of a mark of that status: filled, ring, red, struck out, outlined or dashed."""
    return _BY_STATUS.get(status, PLANNED)
