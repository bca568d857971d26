"""Which times may a question be asked about?

These types are for type checkers and readers. No module imports them at run time: that would take longer than to read
the times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from datetime import date, datetime


class Times(TypedDict, total=False):
    """The times that a question may be asked about.

    Attributes:
        on: the day to stand on: what is upcoming, overdue, in force then. Today, unless `known_at` is given.
        known_at: count only what had been published by that day. The same day as `on` where left out.
        recorded_at: count only what the log held at that instant. A day stands for its end in UTC.

    """

    on: date | str | None
    known_at: date | str | None
    recorded_at: datetime | date | str | None


class Asked(Times, total=False):
    """The times that a question may be asked about, and the language of the answer.

    Attributes:
        language: which spelling, place name and wording is shown (BCP 47: `ar`). English where left out.

    """

    language: str
