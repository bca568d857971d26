"""On how many distinct days in the world was something said? Ten prints of one speech are one occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline import reading
from timeline.values import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge import KnownFact


def occasions(facts: Iterable[KnownFact]) -> list[WindowValue]:
    """The distinct occasions, in order of time.

    A window that agrees with an occasion is that occasion, the narrowest telling its time. A fact without a time
    belongs to any occasion that the same origin told of; only where there is none, or the fact cites no report of
    known date, does the first publication stand for the day.
    """
    read = reading.window("when")
    timed = [(known, value) for known in facts if (value := read(known))]
    found: list[WindowValue] = []
    for _, value in sorted(timed, key=lambda pair: (pair[1].breadth, pair[1].window.sort_key, pair[0].position)):
        if not any(value.compatible(one) for one in found):
            found.append(value)
    told = {known.origin for known, _ in timed}
    for known in sorted(facts, key=lambda known: (known.known_by, known.position)):
        published = known.report.published if known.report else None
        if read(known) is None and published is not None and known.origin not in told:
            told.add(known.origin)
            value = WindowValue(published)
            if not any(value.compatible(one) for one in found):
                found.append(value)
    return sorted(found, key=lambda value: value.window.sort_key)
