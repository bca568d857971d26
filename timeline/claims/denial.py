"""Is a thing told as so, loosely, as planned, or denied? The modality of what several facts say of one thing.

A denial answers what it denies: the newest word wins. On one day the denial, unless more origins say that it is so.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from timeline.claims.claims import Claim, Verdict, supports_of
from timeline.claims.modality import ASSERTED, is_denied, word_of, word_of_all
from timeline.values.agreement import TermValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.knowledge.known_fact import KnownFact


def settle_modality(told: Iterable[KnownFact]) -> Verdict:
    """Settle how firmly it is told. Nothing to settle where everybody asserts it."""
    facts = list(told)
    claims = [Claim(TermValue(word_of(known) or ASSERTED), known) for known in facts]
    if all(claim.value == TermValue(ASSERTED) for claim in claims):
        return Verdict("modality")
    denied = [known for known in facts if is_denied(known)]
    standing = [known for known in facts if not is_denied(known)]
    word = "denied" if denials_win(denied, standing) else word_of_all(standing) or ASSERTED
    supports = supports_of(claims)
    preferred = next(one for one in supports if one.value.text == word)
    others = tuple(one for one in supports if one is not preferred)
    dissent = tuple(one for one in others if "denied" in (word, one.value.text))
    return Verdict("modality", preferred, others, dissent, "newest" if others else "undisputed")


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
        found[known.dated, known.age[1]].add(known.origin or known.fact_id)
    return found
