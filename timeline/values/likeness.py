"""Which names look like one name? Suggestions for `timeline check`. What is the same stays a judgement.

Only names in one script are compared: nothing here transliterates. The thresholds were set on the storyline and on
spellings of the same few hundred people in wire reports. They rather ask once too often than miss a pair.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from timeline.values.folding import folded, script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WORD_LIKENESS: Final = 50
"""Per cent from which two words may be spellings of one: Qasim and Ghasem have 54, Tom and Thomas 67."""

PERSON_LIKENESS: Final = 77
"""Mean per cent of the words of the shorter name: Qasim and Ghasem al-Araji have 77."""

PHRASE_LIKENESS: Final = 85
"""Per cent of an office or a slug, its words in any order."""

MOST_PAIRS: Final = 500
"""Pairs that are told of one sort of names. More come up once those are judged."""

BLOCK: Final = 16
"""Names that share a word, or nearly so, up to which each is compared with each."""

NEIGHBOURS: Final = 8
"""Names that follow in the alphabet with which one is compared, where more share its word."""

SHORTEST_SPELT: Final = 4
"""Letters of a word from which a spelling of it is looked for: with fewer everything looks alike."""

_VOWELS: Final = frozenset("aeiouy\u0627\u0648\u064a")
_REPEATED: Final = re.compile(r"(.)\1+")
_ARTICLES: Final = frozenset({"al", "el", "the", "of", "for", "and", "in", "to", "de", "la", "le", "der", "von", "van"})
_WORD: Final = re.compile(r"[^\W_]+")


def persons_alike(one: str, other: str) -> float:
    """How far two names of persons look like one name, 0 to 100. 0 where they do not.

    Each word of the shorter name has to look like a word of its own in the longer one, so a family name agrees with
    the full name, and a first name more or less does not part two spellings.
    """
    words, others = sorted((_words(one), _words(other)), key=len)
    if not words or script(one) != script(other):
        return 0
    left = list(others)
    total = 0.0
    for word in words:
        likeness, best = max((fuzz.ratio(word, candidate), candidate) for candidate in left)
        if likeness < WORD_LIKENESS:
            return 0
        total += likeness
        left.remove(best)
    mean = total / len(words)
    return mean if mean >= PERSON_LIKENESS else 0


def phrases_alike(one: str, other: str) -> float:
    """How far two offices or slugs look like one, 0 to 100. 0 where they do not, or their numbers differ."""
    words, others = _words(one), _words(other)
    if not words or not others or script(one) != script(other) or _numbers(words) != _numbers(others):
        return 0
    in_any_order = fuzz.token_sort_ratio(" ".join(words), " ".join(others))
    likeness = max(in_any_order, fuzz.ratio("".join(words), "".join(others)))
    if min(len(words), len(others)) > 1 and (set(words) <= set(others) or set(others) <= set(words)):
        return max(likeness, PHRASE_LIKENESS)
    return likeness if likeness >= PHRASE_LIKENESS else 0


def alike(
    names: Iterable[str],
    measure: Callable[[str, str], float],
    *,
    keys: Callable[[str], Iterable[str]] = lambda _: (),
) -> Iterator[tuple[str, str]]:
    """The pairs that look the same, the most alike first, at most `MOST_PAIRS` of them.

    Not every name is compared with every other: only those that share a word, or words that differ in a letter or in
    their vowels, or one of `keys`. Of a word that very many names have, names are compared with their neighbours in the
    alphabet. So the work grows with the number of names, and not with its square.
    """
    listed = list(dict.fromkeys(names))
    found = [
        (likeness, one, other)
        for one, other in _candidates(listed, keys)
        if (likeness := measure(listed[one], listed[other]))
    ]
    for _, one, other in heapq.nsmallest(MOST_PAIRS, found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        yield listed[one], listed[other]


def _candidates(names: Sequence[str], keys: Callable[[str], Iterable[str]]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list that may be alike, each once, the earlier name first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        words = _words(name)
        traces = {trace for word in (*words, "".join(words)) for trace in _traces(word)}
        for trace in {*traces, *keys(name)}:
            blocks[trace].append(number)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) <= BLOCK:
            pairs: Iterable[tuple[int, int]] = combinations(block, 2)
        else:
            beside = sorted(block, key=lambda number: sorted(_words(names[number])))
            pairs = (
                (number, other) for at, number in enumerate(beside) for other in beside[at + 1 : at + 1 + NEIGHBOURS]
            )
        for one, other in pairs:
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                yield pair


@lru_cache(maxsize=2**10)  # a kilobyte each
def _traces(word: str) -> frozenset[str]:
    """What a word shares with its spellings: the word, what is left without one of its letters, its consonants."""
    if len(word) < SHORTEST_SPELT:
        return frozenset({word})
    left_out = {word[:at] + word[at + 1 :] for at in range(len(word))}
    consonants = _REPEATED.sub(r"\1", "".join(letter for letter in word if letter not in _VOWELS))
    return frozenset({word, *left_out, *({f"~{consonants}"} if len(consonants) >= SHORTEST_SPELT - 1 else ())})


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words without case, marks, apostrophes and articles. Single letters only where there is nothing else."""
    words = [word.removeprefix("\u0627\u0644") for word in _WORD.findall(folded(text)) if word not in _ARTICLES]
    return tuple(word for word in words if len(word) > 1 or word.isdigit()) or tuple(words)


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(character.isdigit() for character in word))
