"""Since when is something overdue? The one place that measures a window by the day we stand on.

A window with an open end does not pass. One that is only about a time (`2025-05~`) passes one unit of its precision
later.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from timeline.values.agreement import Value


def last_day(value: Value | None) -> date | None:
    """The last day on which what was to come in a window can be in time. None where it can be at any later time."""
    if not isinstance(value, WindowValue) or value.window.latest is None:
        return None
    if not value.window.approximate:
        return value.window.latest
    return date.fromordinal(min(value.window.reach[1], date.max.toordinal()))


def is_overdue(value: Value | None, on: date) -> bool:
    """Whether a window has passed."""
    latest = last_day(value)
    return latest is not None and latest < on


def overdue_days(value: Value | None, on: date) -> int | None:
    """Days since a window has passed. None unless it has."""
    latest = last_day(value)
    return (on - latest).days if latest is not None and latest < on else None
