"""Which statuses mean that something is still to be done? Words of the domain that projections and commands share."""

from __future__ import annotations

from typing import Final

TO_COME: Final = frozenset({"proposed", "invited", "expected", "scheduled", "postponed"})
"""A session that may still take place."""

BEGUN: Final = frozenset({"held", "started"})
"""A session that took place, or at least began."""

OPEN: Final = frozenset({"open", "accepted", "scheduled", "overdue"})
"""An invitation that still waits for an answer or a session."""

PENDING: Final = frozenset({"open", "progressing", "overdue"})
"""A commitment that is still to be kept."""
