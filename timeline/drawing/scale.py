"""Where on the axis does a day lie?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY: Final = timedelta(days=1)

FOLD: Final = 44.0
"""Pixels that a folded stretch takes, whatever its length. Less in a narrow picture."""

_FOLD_SHARE: Final = 0.05
"""A fold takes no larger share of the picture than this."""

_BEYOND: Final = 4.0
"""Pixels by which a mark that goes on outside of the view stands over its edge."""

_AHEAD: Final = timedelta(days=420)
"""What is planned for later than this after the day we stand on does not stretch the whole view."""

Stretch = tuple[date, date]
"""First day, and the day after the last."""


class Frame(NamedTuple):
    """What a picture shows of time.

    Attributes:
        view: first and last day.
        folds: quiet stretches in it that are folded, in order.

    """

    view: tuple[date, date]
    folds: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Days to pixels: linear, but for quiet stretches that are folded.

    Attributes:
        first: day of the view.
        last: day of the view.
        left: pixel of the start of the view.
        right: pixel of its end.
        mirrored: whether time runs from right to left.
        folds: quiet stretches, in order, inside of the view.

    """

    first: date
    last: date
    left: float
    right: float
    mirrored: bool = False
    folds: tuple[Stretch, ...] = ()
    knots: tuple[tuple[int, float], ...] = field(init=False)
    day_width: float = field(init=False)
    _edges: dict[tuple[str | None, str | None], tuple[float, float]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    """Where windows lie that were asked for."""

    def __post_init__(self) -> None:
        days = (self.last - self.first).days + 1
        quiet = sum((end - start).days for start, end in self.folds)
        fold = min(FOLD, (self.right - self.left) * _FOLD_SHARE)
        width = (self.right - self.left - fold * len(self.folds)) / max(days - quiet, 1)
        knots = [(0, self.left)]
        at, place = 0, self.left
        for start, end in self.folds:
            begin, until = (start - self.first).days, (end - self.first).days
            place += (begin - at) * width
            knots += [(begin, place), (until, place + fold)]
            place, at = place + fold, until
        object.__setattr__(self, "day_width", width)
        object.__setattr__(self, "knots", (*knots, (days, self.right)))

    def start(self, day: date) -> float:
        """The place where a day begins. Just beyond the edge for a day outside of the view."""
        return self._place((day - self.first).days)

    def end(self, day: date) -> float:
        """The place where a day ends."""
        return self._place((day - self.first).days + 1)

    def middle(self, first: date, last: date) -> float:
        """The middle of the days from first to last."""
        return (self.start(first) + self.end(last)) / 2

    def shows(self, first: date | None, last: date | None) -> bool:
        """Whether a span reaches into the view. None is an open side."""
        return (last or date.max) >= self.first and (first or date.min) <= self.last

    def edges(self, earliest: str | None, latest: str | None) -> tuple[float, float]:
        """The pixels from the first day of a window, as answers have it, to its last. None is an open side."""
        found = self._edges.get((earliest, latest))
        if found is None:
            edges = self.start(_day(earliest) or self.first), self.end(_day(latest) or self.last)
            found = self._edges[earliest, latest] = min(edges), max(edges)
        return found

    @property
    def forward(self) -> int:
        """1 where later is further right, else -1."""
        return -1 if self.mirrored else 1

    def _place(self, days: int) -> float:
        length = self.knots[-1][0]
        if days <= 0:
            place = self.left - (_BEYOND if days < 0 else 0)
        elif days >= length:
            place = self.right + (_BEYOND if days > length else 0)
        else:
            index = bisect_right(self.knots, (days, float("inf"))) - 1
            (begin, low), (until, high) = self.knots[index], self.knots[index + 1]
            place = low + (days - begin) / (until - begin) * (high - low)
        return self.left + self.right - place if self.mirrored else place


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def view_of(days: Iterable[date], on: date) -> tuple[date, date]:
    """First and last day worth showing: all that is told, up to what is to come within fourteen months."""
    known = sorted(days)
    if not known:
        return on - min(180 * DAY, on - date.min), on + min(60 * DAY, date.max - on)
    first = min(known[0], on)
    ahead = on + min(_AHEAD, date.max - on)
    last = max(day for day in (*known, on) if day <= ahead) if known[0] <= ahead else on
    pad = max((last - first).days // 60, 4) * DAY
    # No day lies before the first of the calendar, or after its last.
    return first - min(pad, first - date.min), last + min(pad, date.max - last)


def quiet_stretches(days: Iterable[date], view: tuple[date, date]) -> tuple[Stretch, ...]:
    """The stretches of a view in which no mark begins or ends, where folding them saves room."""
    first, last = view
    length = (last - first).days
    least, margin = max(75.0, length * 0.07), max(8, length // 70)
    marks = sorted({first, last, *(day for day in days if first <= day <= last)})
    return tuple(
        (start + margin * DAY, end - margin * DAY)
        for start, end in pairwise(marks)
        if (end - start).days > least + 2 * margin
    )
