"""Does what was made of something before still hold? What has not changed need not be projected again.

A projection is a function of facts and of the day we stand on. So what it made of the same facts is the same, object
for object, on every day that compares alike with the days it was compared with (`timeline.values.day`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from timeline.values.day import Day, day_after, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import timedelta

_T = TypeVar("_T")


class Memo:
    """What was made last of each thing, out of what, and for which days. One for each dialogue that is walked along."""

    def __init__(self) -> None:
        """Nothing was made yet."""
        self._made: dict[Hashable, _Made] = {}

    def made(self, key: Hashable, of: tuple[Any, ...], on: date, make: Callable[[date], _T]) -> _T:
        """What `make` makes on a day; the same object as last time where nothing that it depends on has changed.

        Args:
            key: what is made.
            of: all that it is made of, but for the day; compared by value, objects that are the same at once.
            on: the day we stand on.
            make: makes it, for a day that it only compares with others or counts days up to; what it makes is shared,
                and must not be changed.

        """
        last = self._made.get(key)
        if last is None or not last.holds_on(on) or last.of != of:
            day = _Shown.of(on)
            last = self._made[key] = _Made(of, make(day), day)
        if isinstance(on, Day):
            on.narrow(last.day.since, last.day.until)
        return last.what  # type: ignore[no-any-return] # of the type that `make` gave for this key


class _Anew(Memo):
    """Remembers nothing: for a question that is asked once."""

    def made(self, key: Hashable, of: tuple[Any, ...], on: date, make: Callable[[date], _T]) -> _T:  # noqa: ARG002 - as the other one
        return make(on)


ANEW: Final = _Anew()
"""The memo of whoever asks once."""


class _Made(NamedTuple):
    of: tuple[Any, ...]
    what: Any
    day: Day

    def holds_on(self, on: date) -> bool:
        until = self.day.until
        return date.__ge__(on, self.day.since) and (until is None or date.__lt__(on, until))


class _Shown(Day):
    """A day of which a number of days up to it is shown as it is: with such a number, all holds for that day only."""

    def __sub__(self, other: date) -> timedelta:  # type: ignore[override] # as a day has it
        days = super().__sub__(other)
        if days.days > 0:
            self.narrow(plain(self), day_after(self))
        return days
