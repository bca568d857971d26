"""What does one fact say of one attribute? Readers that turn an attribute of a fact into a comparable value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.base import Time, names_of
from timeline.claims import claims_on, settle, settle_newest
from timeline.values import NamesValue, PlaceValue, TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from timeline.claims import Verdict
    from timeline.knowledge import KnownFact
    from timeline.values import Value

    Reader = Callable[[KnownFact], Value | None]


def window(attribute: str) -> Callable[[KnownFact], WindowValue | None]:
    """Reads a time: `when`, `window`, `due`."""

    def read(known: KnownFact) -> WindowValue | None:
        time = getattr(known.fact, attribute, None)
        return WindowValue.of(time) if isinstance(time, Time) else None

    return read


def place(attribute: str) -> Callable[[KnownFact], PlaceValue | None]:
    """Reads a place or a venue."""

    def read(known: KnownFact) -> PlaceValue | None:
        text = getattr(known.fact, attribute, None)
        return PlaceValue(text) if text else None

    return read


def term(attribute: str) -> Callable[[KnownFact], TermValue | None]:
    """Reads a term: a basis, a grade, a status, a stance."""

    def read(known: KnownFact) -> TermValue | None:
        text = getattr(known.fact, attribute, None)
        return TermValue(text) if text else None

    return read


def names(attribute: str) -> Callable[[KnownFact], NamesValue | None]:
    """Reads one name or several."""

    def read(known: KnownFact) -> NamesValue | None:
        found = names_of(getattr(known.fact, attribute, None))
        return NamesValue(found) if found else None

    return read


def only(kinds: type | tuple[type, ...], read: Reader) -> Reader:
    """Reads from facts of some kinds only."""
    return lambda known: read(known) if isinstance(known.fact, kinds) else None


def still_possible(on: date) -> Callable[[Value], bool]:
    """Whether a window, seen from a day, could still come true."""
    return lambda value: isinstance(value, WindowValue) and not value.window.is_past(on)


def happened_by(facts: Iterable[KnownFact], on: date) -> list[KnownFact]:
    """Those that, seen from a day with later knowledge, had happened by then; an unknown time counts as the past."""
    read = window("when")
    return [known for known in facts if (when := read(known)) is None or not when.window.is_future(on)]


class Settling:
    """Settles attribute after attribute of one subject's facts."""

    def __init__(self, facts: Iterable[KnownFact], grades: Mapping[str, str]) -> None:
        """Take the facts in order of the log, and the reliability of each assessed outlet."""
        self._facts = list(facts)
        self._grades = grades

    def past(self, attribute: str, read: Reader) -> Verdict:
        """An attribute of what has happened."""
        return settle(attribute, claims_on(self._facts, read, self._grades))

    def newest(self, attribute: str, read: Reader, possible: Callable[[Value], bool] = lambda _: True) -> Verdict:
        """An attribute of what is to come."""
        return settle_newest(attribute, claims_on(self._facts, read, self._grades), possible=possible)
