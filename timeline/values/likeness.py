"""Which names look like one name? Suggestions for `timeline check`; what is the same stays a judgement.

Only names in one script are compared: nothing here transliterates. The thresholds were set on the storyline and on
spellings of the same few hundred people in wire reports; they rather ask once too often than miss a pair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WORD_LIKENESS: Final = 50
"""Per cent from which two words may be spellings of one: Qasim and Ghasem have 54, Tom and Thomas 67."""

PERSON_LIKENESS: Final = 77
"""Mean per cent of the words of the shorter name: Qasim and Ghasem al-Araji have 77."""

PHRASE_LIKENESS: Final = 85
"""Per cent of an office or a slug, its words in any order."""

_ARTICLES: Final = frozenset({"al", "el", "the", "of", "for", "and", "in", "to", "de", "la", "le", "der", "von", "van"})
_APOSTROPHES: Final = str.maketrans("", "", "'’`\u02bc\u02bf\u02be")


def persons_alike(one: str, other: str) -> float:
    """How far two names of persons look like one name, 0 to 100; 0 where they do not.

    Each word of the shorter name has to look like a word of its own in the longer one, so a family name agrees with
    the full name, and a first name more or less does not part two spellings.
    """
    words, others = sorted((_words(one), _words(other)), key=len)
    if not words or script(one) != script(other):
        return 0
    left = list(others)
    total = 0.0
    for word in words:
        likeness, best = max((_spellings(word, candidate), candidate) for candidate in left)
        if likeness < WORD_LIKENESS:
            return 0
        total += likeness
        left.remove(best)
    mean = total / len(words)
    return mean if mean >= PERSON_LIKENESS else 0


def phrases_alike(one: str, other: str) -> float:
    """How far two offices or slugs look like one, 0 to 100; 0 where they do not, or their numbers differ."""
    words, others = _words(one), _words(other)
    if not words or not others or script(one) != script(other) or _numbers(words) != _numbers(others):
        return 0
    in_any_order = fuzz.token_sort_ratio(" ".join(words), " ".join(others))
    likeness = max(in_any_order, fuzz.ratio("".join(words), "".join(others)))
    if min(len(words), len(others)) > 1 and (set(words) <= set(others) or set(others) <= set(words)):
        return max(likeness, PHRASE_LIKENESS)
    return likeness if likeness >= PHRASE_LIKENESS else 0


def alike(names: Iterable[str], measure: Callable[[str, str], float]) -> Iterator[tuple[str, str]]:
    """The pairs that look the same, the most alike first."""
    measured = [(measure(one, other), one, other) for one, other in combinations(dict.fromkeys(names), 2)]
    for likeness, one, other in sorted(measured, key=lambda pair: -pair[0]):
        if likeness:
            yield one, other


_spellings = lru_cache(maxsize=2**16)(fuzz.ratio)


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """The first word of the Unicode name of the first letter: LATIN, ARABIC, CYRILLIC, CJK."""
    letter = next((character for character in text if character.isalpha()), "a")
    return unicodedata.name(letter, "LATIN").partition(" ")[0]


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words without case, marks, apostrophes and articles; single letters only where there is nothing else."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
        if not unicodedata.combining(character)
    )
    words = [word.removeprefix("ال") for word in re.findall(r"[^\W_]+", plain) if word not in _ARTICLES]
    return tuple(word for word in words if len(word) > 1 or word.isdigit()) or tuple(words)


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(character.isdigit() for character in word))
