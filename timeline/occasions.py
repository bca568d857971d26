"""On which distinct days in the world was something said or done? Ten prints of one speech are one occasion."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.values import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge import KnownFact


PRINTED_WITHIN: Final = timedelta(days=7)
"""Outlets print a statement within days; an office that is quoted later without a date has spoken again."""


class Occasion(NamedTuple):
    """A day in the world, as vague as the reports left it.

    Attributes:
        time: the narrowest window given; None where no fact tells a time.
        facts: those that tell of it, in order of the log.

    """

    time: WindowValue | None
    facts: tuple[KnownFact, ...]


def by_occasion(facts: Iterable[KnownFact]) -> list[Occasion]:
    """Facts about one thing, gathered by occasion, in order of time; what is of unknown time comes first.

    A window that agrees with an occasion is that occasion. A fact without a time belongs to the occasion on which the
    same origin said the same, else to the one that it told of last, unless its report came out more than
    `PRINTED_WITHIN` later and is no reprint: by then the office has spoken anew, on the day of that publication.
    """
    facts = list(facts)
    timed = [(known, known.when) for known in facts if known.when]
    gathered: list[tuple[WindowValue | None, list[KnownFact]]] = []
    for known, value in sorted(timed, key=lambda pair: (pair[1].breadth, pair[1].window.sort_key, pair[0].position)):
        _shelf(gathered, value).append(known)
    for known in sorted(facts, key=lambda known: (not known.dated, known.known_by, known.position)):
        if known.when is None:
            published = known.report.published if known.report else None
            shelf = _told(gathered, known) or _shelf(gathered, WindowValue(published) if published else None)
            shelf.append(known)
    occasions = [Occasion(time, tuple(sorted(shelf, key=lambda known: known.position))) for time, shelf in gathered]
    return sorted(
        occasions, key=lambda one: (one.time is not None, one.time.window.sort_key if one.time else (0, 0, ""))
    )


def _told(gathered: list[tuple[WindowValue | None, list[KnownFact]]], known: KnownFact) -> list[KnownFact] | None:
    """The occasion that a fact's origin told of last, where the fact can be about it."""
    repeats = not known.dated or (known.report is not None and known.report.filed.kind_ == "reprint")
    told = [
        (_said(known) in map(_said, shelf), time.window.sort_key if time else (0, 0, ""), shelf)
        for time, shelf in gathered
        if any(one.origin == known.origin for one in shelf)
        and (repeats or time is None or not time.window.is_past(known.known_by - PRINTED_WITHIN))
        and (time is None or not known.dated or not time.window.is_future(known.known_by))
    ]
    return max(told, key=lambda one: one[:2])[2] if told else None


def _said(known: KnownFact) -> tuple[object, ...]:
    """What tells a print of one statement from another statement of the same origin."""
    return (known.origin, known.kind, *(known.fact.said(name) for name in _SAYING))


_SAYING: Final = ("stance", "change", "status", "form", "about", "format")


def _shelf(gathered: list[tuple[WindowValue | None, list[KnownFact]]], value: WindowValue | None) -> list[KnownFact]:
    """The shelf of the occasion that a window agrees with; a new one where there is none. An unknown time joins any."""
    for time, shelf in gathered:
        if value is None or time is None or value.compatible(time):
            return shelf
    gathered.append((value, []))
    return gathered[-1][1]
