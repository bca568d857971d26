"""On which other days would the same have been answered? A day to stand on that remembers what it was compared with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Callable

NEXT = timedelta(days=1)


class Day(date):
    """A day that a projection stands on.

    Every comparison with another day narrows the days on which it would have come out the same. So after a projection,
    which sees of the day only how it compares, its answer is known to be that of every day of `since <= day < until`,
    but for numbers of days up to the day (`on - latest`), which grow with it. Such a difference counts as the
    comparison `on > latest`, so that within those days it either grows from one or more, or is never more than zero.

    Whatever else would show which day it is cannot be followed, and is refused (`UntrackedDayError`): its year, a day
    counted from it, its text.

    Attributes:
        since: the first day on which all comparisons come out the same.
        until: the first day after them. None for all that are to come.

    """

    __slots__ = ("since", "until")

    since: date
    until: date | None

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the day, not yet compared with any other."""
        found = cls.fromordinal(date.toordinal(day))
        found.since, found.until = date.min, None
        return found

    def narrow(self, since: date, until: date | None) -> None:
        """Tell only of the days from `since` on, and before `until`, among which it is. None is a day never to come."""
        self.since = max(self.since, since)
        if until is not None and (self.until is None or until < self.until):
            self.until = until

    def _is_from(self, first: date | None) -> bool:
        """Whether it is this day or a later one. None is a day that never comes."""
        if first is None:
            return False
        if date.__ge__(self, first):
            self.narrow(first, None)
            return True
        self.narrow(date.min, first)
        return False

    def __ge__(self, other: date) -> bool:
        return self._is_from(plain_day(other))

    def __gt__(self, other: date) -> bool:
        return self._is_from(day_after(other))

    def __lt__(self, other: date) -> bool:
        return not self._is_from(plain_day(other))

    def __le__(self, other: date) -> bool:
        return not self._is_from(day_after(other))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self >= other and self <= other

    __hash__ = date.__hash__

    def __sub__(self, other: date) -> timedelta:  # type: ignore[override] # the one of both overloads that is needed
        if not isinstance(other, date):
            raise UntrackedDayError("a day counted back from it")
        self.__gt__(other)
        return date.__sub__(self, plain_day(other))

    def __repr__(self) -> str:
        return f"Day.of({plain_day(self)!r})"


ALWAYS: Final = Day.of(date.min)
"""Stands for any day that was compared with none."""


class UntrackedDayError(TypeError):
    """A projection made more of the day it stands on than a kept answer can follow: a defect of the projection."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"a projection asks for {asked} of the day it stands on, which a kept answer cannot follow:"
            " compare the day with others (`on < due`), or count the days since one (`on - due`)"
        )


def _refused(name: str) -> Callable[..., NoReturn]:
    def refuse(self: Day, *_: object, **__: object) -> NoReturn:  # noqa: ARG001 - the signature of whatever is refused
        raise UntrackedDayError(f"`{name}`")

    return refuse


for _name in ("year", "month", "day"):
    setattr(Day, _name, property(_refused(_name)))
for _name in (
    *("__add__", "__radd__", "__rsub__", "__str__", "__format__", "ctime", "isocalendar", "isoformat", "isoweekday"),
    *("replace", "strftime", "timetuple", "toordinal", "weekday"),
):
    setattr(Day, _name, _refused(_name))


def plain_day(day: date) -> date:
    """The day as any other, of which nothing is remembered."""
    return day if type(day) is date else date.fromordinal(date.toordinal(day))


def day_after(day: date) -> date | None:
    """The next day, as any other. None after the last day there is."""
    return None if date.__eq__(day, date.max) else plain_day(day) + NEXT


def is_of(day: Day, on: date) -> bool:
    """Whether what a projection made for a day holds on another one; nothing of that is remembered."""
    return date.__ge__(on, day.since) and (day.until is None or date.__lt__(on, day.until))
