"""On which distinct days in the world was something said or done? Ten prints of one speech are one occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline import reading
from timeline.values import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge import KnownFact


class Occasion(NamedTuple):
    """A day in the world, as vague as the reports left it.

    Attributes:
        time: the narrowest window given; None where no fact tells a time.
        facts: those that tell of it, in order of the log.

    """

    time: WindowValue | None
    facts: tuple[KnownFact, ...]


def by_occasion(facts: Iterable[KnownFact]) -> list[Occasion]:
    """Facts about one thing, gathered by occasion, in order of time.

    A window that agrees with an occasion is that occasion. A fact without a time belongs to the occasion that the same
    origin told of; where there is none, the day of the origin's first publication stands for it.
    """
    read = reading.window("when")
    facts = list(facts)
    timed = [(known, value) for known in facts if (value := read(known))]
    gathered: list[tuple[WindowValue | None, list[KnownFact]]] = []
    for known, value in sorted(timed, key=lambda pair: (pair[1].breadth, pair[1].window.sort_key, pair[0].position)):
        _shelf(gathered, value).append(known)
    told = {known.origin: shelf for _, shelf in reversed(gathered) for known in shelf}
    for known in sorted(facts, key=lambda known: (not known.dated, known.known_by, known.position)):
        if read(known) is None:
            published = known.report.published if known.report else None
            shelf = told.get(known.origin) or _shelf(gathered, WindowValue(published) if published else None)
            told.setdefault(known.origin, shelf)
            shelf.append(known)
    occasions = [Occasion(time, tuple(sorted(shelf, key=lambda known: known.position))) for time, shelf in gathered]
    return sorted(occasions, key=lambda one: (one.time is None, one.time.window.sort_key if one.time else (0, 0, "")))


def _shelf(gathered: list[tuple[WindowValue | None, list[KnownFact]]], value: WindowValue | None) -> list[KnownFact]:
    """The shelf of the occasion that a window agrees with; a new one where there is none. An unknown time joins any."""
    for time, shelf in gathered:
        if value is None or time is None or value.compatible(time):
            return shelf
    gathered.append((value, []))
    return gathered[-1][1]


def occasions(facts: Iterable[KnownFact]) -> list[WindowValue]:
    """The times of the distinct occasions, in order; occasions of unknown time are left out."""
    return [occasion.time for occasion in by_occasion(facts) if occasion.time]
