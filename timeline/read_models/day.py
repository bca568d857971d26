"""On which other days would the same have been answered? A day to stand on that remembers what it was compared with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

NEXT = timedelta(days=1)


class Day(date):
    """A day that a projection stands on.

    Every comparison with another day narrows the days on which it would have come out the same. So after a projection,
    which sees of the day only how it compares, its answer is known to be that of every day of `since <= day < until`;
    but for numbers of days up to the day (`on - latest`), which grow with it. Such a difference counts as the
    comparison `on > latest`, so that within those days it either grows from one or more, or is never more than zero.

    Attributes:
        since: the first day on which all comparisons come out the same.
        until: the first day after them; None for all that are to come.

    """

    since: date
    until: date | None

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the day, not yet compared with any other."""
        found = cls(day.year, day.month, day.day)
        found.since, found.until = date.min, None
        return found

    def _is_from(self, first: date | None) -> bool:
        """Whether it is this day or a later one; None is a day that never comes."""
        if first is None:
            return False
        if date.__ge__(self, first):
            self.since = max(self.since, first)
            return True
        self.until = first if self.until is None else min(self.until, first)
        return False

    def __ge__(self, other: date) -> bool:
        return self._is_from(_plain(other))

    def __gt__(self, other: date) -> bool:
        return self._is_from(_day_after(other))

    def __lt__(self, other: date) -> bool:
        return not self._is_from(_plain(other))

    def __le__(self, other: date) -> bool:
        return not self._is_from(_day_after(other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self >= other and self <= other

    __hash__ = date.__hash__

    def __sub__(self, other: date) -> timedelta:  # type: ignore[override] # the one of both overloads that is needed
        self.__gt__(other)
        return date.__sub__(self, other)


def _plain(day: date) -> date:
    return day if type(day) is date else date(day.year, day.month, day.day)


def _day_after(day: date) -> date | None:
    return None if date.__eq__(day, date.max) else _plain(day) + NEXT
