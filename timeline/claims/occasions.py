"""On which distinct days in the world was something said or done? Ten prints of one speech are one occasion."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from math import inf
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge.known import KnownFact


PRINTED_WITHIN: Final = timedelta(days=7)
"""Outlets print a statement within days. An office that is quoted later without a date has spoken again."""


class Occasion(NamedTuple):
    """A day in the world, as vague as the reports left it.

    Attributes:
        time: the narrowest window given. None where no fact tells a time.
        facts: those that tell of it, in order of the log.

    """

    time: WindowValue | None
    facts: tuple[KnownFact, ...]


def by_occasion(facts: Iterable[KnownFact]) -> list[Occasion]:
    """Facts about one thing, gathered by occasion, in order of time. What is of unknown time comes first.

    A window that agrees with an occasion is that occasion. A fact without a time belongs to the occasion on which the
    same origin said the same, else to the one that it told of last, unless its report came out more than
    `PRINTED_WITHIN` later and is no reprint: by then the office has spoken anew, on the day of that publication.
    """
    facts, shelves = list(facts), _Shelves()
    timed = [(value.breadth, value.window.sort_key, known.position, known) for known in facts if (value := known.when)]
    for *_, known in sorted(timed):
        shelves.put(known, shelves.at(known.when))
    for known in sorted(facts, key=lambda known: (not known.dated, known.known_by, known.position)):
        if known.when is None:
            published = known.report.published if known.report else None
            shelves.put(known, shelves.told_by(known) or shelves.at(WindowValue(published) if published else None))
    return sorted(
        (Occasion(shelf.time, tuple(sorted(shelf.facts, key=_POSITION))) for shelf in shelves.all),
        key=lambda one: (one.time is not None, _sort_key(one.time)),
    )


_POSITION: Final = attrgetter("position")


class _Shelf(NamedTuple):
    """An occasion while its facts are gathered."""

    time: WindowValue | None
    facts: list[KnownFact]


class _Shelves:
    """The occasions of one thing while its facts are gathered. Lives for one call."""

    def __init__(self) -> None:
        self.all: list[_Shelf] = []
        self._at: dict[tuple[int, int] | None, _Shelf] = {}
        self._told: dict[str | None, dict[int, tuple[_Shelf, list[KnownFact]]]] = defaultdict(dict)
        self._last_day: float = 0

    def at(self, value: WindowValue | None) -> _Shelf:
        """The first shelf that a window agrees with. A new one where there is none. An unknown time joins any."""
        days = value.window.reach if value else None
        if days not in self._at:
            self._at[days] = self._agreeing(value) or self._new(value)
        return self._at[days]

    def _agreeing(self, value: WindowValue | None) -> _Shelf | None:
        if value is None:
            return self.all[0] if self.all else None
        if value.window.reach[0] > self._last_day:  # so it is with most, since days are put in order
            return None
        return next((one for one in self.all if one.time is None or value.compatible(one.time)), None)

    def _new(self, time: WindowValue | None) -> _Shelf:
        self._last_day = max(self._last_day, time.window.reach[1] if time else inf)
        self.all.append(_Shelf(time, []))
        return self.all[-1]

    def put(self, known: KnownFact, shelf: _Shelf) -> None:
        """Lay a fact on a shelf."""
        shelf.facts.append(known)
        self._told[known.origin].setdefault(id(shelf), (shelf, []))[1].append(known)

    def told_by(self, known: KnownFact) -> _Shelf | None:
        """The occasion that a fact's origin told of last, where the fact can be about it."""
        repeats = not known.dated or (known.report is not None and known.report.filed.kind_ == "reprint")
        said = _said(known)
        told = [
            (said in map(_said, own), _sort_key(time), shelf)
            for shelf, own in self._told[known.origin].values()
            for time in [shelf.time]
            if (repeats or time is None or not time.window.is_past(known.known_by - PRINTED_WITHIN))
            and (time is None or not known.dated or not time.window.is_future(known.known_by))
        ]
        return max(told, key=itemgetter(0, 1))[2] if told else None


def _sort_key(time: WindowValue | None) -> tuple[int, int, str]:
    return time.window.sort_key if time else (0, 0, "")


def _said(known: KnownFact) -> tuple[object, ...]:
    """What tells a print of one statement from another statement of the same origin."""
    return (known.origin, known.kind, *map(known.fact.said, _SAYING))


_SAYING: Final = ("stance", "change", "status", "form", "about", "format")
