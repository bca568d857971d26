"""What does one fact say of one attribute? A reader turns the attribute of a fact into a comparable value."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from events.facts.base import Time
from events.facts.texts import names_of
from timeline.claims.claims import claims_on
from timeline.claims.denial import settle_modality
from timeline.claims.happened import settle
from timeline.claims.modality import is_to_come
from timeline.claims.news import passed, settle_newest
from timeline.values.agreement import NamesValue, TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from timeline.claims.claims import Verdict
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import Value
    from timeline.values.places import PlaceValue

    Reader = Callable[[KnownFact], Value | None]


when: Callable[[KnownFact], WindowValue | None] = attrgetter("when")
"""Reads when it happened."""


def window(attribute: str) -> Callable[[KnownFact], WindowValue | None]:
    """Reads another time: `window`, `due`."""

    def read(known: KnownFact) -> WindowValue | None:
        time = known.fact.said(attribute)
        return WindowValue.of(time) if isinstance(time, Time) else None

    return read


def place(attribute: str) -> Callable[[KnownFact], PlaceValue | None]:
    """Reads a place or a venue."""
    return lambda known: known.place(attribute)


def term(attribute: str) -> Callable[[KnownFact], TermValue | None]:
    """Reads a term: a basis, a grade, a status, a stance."""

    def read(known: KnownFact) -> TermValue | None:
        text = known.fact.said(attribute)
        return TermValue(text) if text else None

    return read


def names(attribute: str) -> Callable[[KnownFact], NamesValue | None]:
    """Reads one name or several."""

    def read(known: KnownFact) -> NamesValue | None:
        found = names_of(known.fact.said(attribute))
        return NamesValue(found) if found else None

    return read


def only(kinds: type | tuple[type, ...], read: Reader) -> Reader:
    """Reads from facts of some kinds only."""
    return lambda known: read(known) if isinstance(known.fact, kinds) else None


def still_possible(on: date) -> Callable[[Value], bool]:
    """Whether a window, seen from a day, could still come true."""
    return lambda value: isinstance(value, WindowValue) and not passed(value, on)


def happened_by(facts: Iterable[KnownFact], on: date) -> list[KnownFact]:
    """Those that, seen from a day with later knowledge, had happened by then. An unknown time counts as the past."""
    return [known for known in facts if known.when is None or not known.when.window.is_future(on)]


def told_by(facts: Iterable[KnownFact], on: date) -> list[KnownFact]:
    """Those that had happened by a day, and those that are planned for whatever day."""
    return [known for known in facts if known.when is None or is_to_come(known) or not known.when.window.is_future(on)]


class Settling:
    """Settles attribute after attribute of one subject's facts."""

    def __init__(self, facts: Iterable[KnownFact]) -> None:
        """Take the facts in order of the log."""
        self._facts = list(facts)

    def past(self, attribute: str, read: Reader) -> Verdict:
        """An attribute of what has happened."""
        return settle(attribute, claims_on(self._facts, read))

    def modality(self) -> Verdict:
        """How firmly all of it is told."""
        return settle_modality(self._facts)

    def newest(self, attribute: str, read: Reader, possible: Callable[[Value], bool] = lambda _: True) -> Verdict:
        """An attribute of what is to come."""
        return settle_newest(attribute, claims_on(self._facts, read), possible=possible)

    def planned(self, attribute: str, read: Reader, on: date | None = None) -> Verdict:
        """When or where something is to be: one office's news supersedes another's.

        Args:
            attribute: its name.
            read: the attribute's value in a fact, or None.
            on: the day after which a time could still come true. None of a place.

        """
        possible = still_possible(on) if on else lambda _: True
        return settle_newest(attribute, claims_on(self._facts, read), possible=possible, of_a_plan=True)
