"""How firmly is something told: as done, as planned, as a wish, loosely, or as denied?

The one place that reads a fact's modality. What a report tells of a day after its own is planned, whatever its modality
(`KnownFact.ahead`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from events.facts.texts import modality_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge.known_fact import KnownFact

MainModality = Literal["denied", "planned", "expected", "wish", "unconfirmed", "anonymous"]
"""Modality in one word. `asserted` goes without saying."""

ASSERTED: Final = "asserted"
"""What goes without saying."""

_ORDER: Final[tuple[MainModality, ...]] = ("denied", "planned", "expected", "wish", "unconfirmed", "anonymous")
"""Of several words the first that is there is the one word."""

_LOOSE: Final = frozenset({"anonymous", "unconfirmed"})
_TO_COME: Final = frozenset({"planned", "expected"})


def word_of(known: KnownFact) -> MainModality | None:
    """The one word of a fact. None where it is asserted."""
    words = modality_words(known.fact.modality)
    if known.ahead and "denied" not in words and _TO_COME.isdisjoint(words):
        return "planned"
    return next((word for word in _ORDER if word in words), None)


def word_of_all(told: Iterable[KnownFact]) -> MainModality | None:
    """The one word of what several facts tell alike. None where one of them asserts it.

    Of several the firmest: what one report has from nobody and another expects is expected.
    """
    words = [word_of(known) for known in told]
    return None if None in words or not words else min(words, key=lambda word: _ORDER.index(word) if word else 0)


def is_denied(known: KnownFact) -> bool:
    """Whether the fact says that it is not so."""
    return "denied" in modality_words(known.fact.modality)


def is_wish(known: KnownFact) -> bool:
    """Whether somebody wishes for it."""
    return "wish" in modality_words(known.fact.modality)


def is_to_come(known: KnownFact) -> bool:
    """Whether it is planned or expected, or told before its day."""
    return known.ahead or not _TO_COME.isdisjoint(modality_words(known.fact.modality))


def is_loose(known: KnownFact) -> bool:
    """Whether nobody stands for it."""
    return not _LOOSE.isdisjoint(modality_words(known.fact.modality))


def loose_word_of(known: KnownFact) -> MainModality | None:
    """Which word says that nobody stands for it. None where somebody does."""
    words = modality_words(known.fact.modality)
    return next((word for word in _ORDER if word in words and word in _LOOSE), None)


def is_done(known: KnownFact) -> bool:
    """Whether it is told as done: neither denied, nor wished for, nor to come."""
    return not (is_denied(known) or is_wish(known) or is_to_come(known))
