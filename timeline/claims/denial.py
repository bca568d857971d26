"""How firmly do several facts together tell one thing? As asserted, loose, planned or denied: its modality.

A denial answers what it denies: the newest word wins. On one day the denial, unless more origins say that it is so. It
does not touch what is told of a time that differs from its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from timeline.claims.claims import Claim, Verdict, supports_of
from timeline.claims.modality import ASSERTED, is_denied, is_done, word_of, word_of_all
from timeline.knowledge.ahead import time_of
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.knowledge.known_fact import KnownFact


DENIED: Final = "denied: the denial is the last word"


def settle_modality(told: Iterable[KnownFact]) -> Verdict:
    """Settle how firmly it is told. Nothing to settle where everybody asserts it."""
    facts = list(told)
    claims = [Claim(TermValue(word_of(known) or ASSERTED), known) for known in facts]
    if all(claim.value == TermValue(ASSERTED) for claim in claims):
        return Verdict("modality")
    standing = [known for known in facts if not is_denied(known)]
    denied = _answering([known for known in facts if is_denied(known)], standing)
    word = "denied" if denials_win(denied, standing) else word_of_all(standing) or ASSERTED
    supports = supports_of(claims)
    preferred = next(one for one in supports if one.value.text == word)
    others = tuple(one for one in supports if one is not preferred)
    dissent = tuple(one for one in others if denied and "denied" in (word, one.value.text))
    return Verdict("modality", preferred, others, dissent, "newest" if others else "undisputed")


def _answering(denied: Sequence[KnownFact], standing: Sequence[KnownFact]) -> Sequence[KnownFact]:
    """The denials of what is told now: where it is of another time than theirs, they denied something else."""
    if not denied or not standing:
        return denied
    done = [known for known in standing if is_done(known)]
    last = max(map(_day, standing))
    now = done or [known for known in standing if _day(known) == last]
    return [one for one in denied if any(_agree(one, known) for known in now)]


def _agree(one: KnownFact, other: KnownFact) -> bool:
    mine, theirs = time_of(one), time_of(other)
    return mine is None or theirs is None or mine.compatible(theirs)


def _day(known: KnownFact) -> tuple[bool, date]:
    """When it became known, an undated report older than all."""
    return known.dated, known.age[1]


def denials_win(denied: Sequence[KnownFact], standing: Sequence[KnownFact]) -> bool:
    """Whether those who deny a thing have the last word on it."""
    if not denied or not standing:
        return bool(denied)
    against, for_it = _by_day(denied), _by_day(standing)
    last, day = max(against), max(for_it)
    return last > day or (last == day and len(against[last]) >= len(for_it[day]))


def _by_day(facts: Iterable[KnownFact]) -> dict[tuple[bool, date], set[str]]:
    """The origins of each day, an undated report older than all."""
    found: dict[tuple[bool, date], set[str]] = defaultdict(set)
    for known in facts:
        found[_day(known)].add(known.origin or known.fact_id)
    return found
