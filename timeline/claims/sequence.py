"""How far did something get? Each later step supersedes the one before, so steps are a sequence and no dispute.

A step is as old as the day on which it was taken (`when`), not as the report that tells of it. Where no day is told, as
its first print. Of one day's steps the one further on counts. All of them stay in the history. A step
that is denied was not taken, where the denial is the last word on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.claims.claims import Bearing, Verdict, supports_of
from timeline.claims.denial import DENIED, denials_win
from timeline.claims.statements import statements
from timeline.knowledge.ahead import time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from timeline.claims.claims import Claim, Reason, Support
    from timeline.claims.statements import Statement
    from timeline.knowledge.known_fact import KnownFact


def settle_sequence(
    attribute: str,
    claims: Sequence[Claim],
    *,
    rank: Callable[[Claim], int],
    contradicts: Callable[[Statement, Statement], bool] = lambda _other, _current: False,
    denied: Sequence[KnownFact] = (),
) -> Verdict:
    """Settle how far something got.

    Args:
        attribute: its name.
        claims: of all steps that were taken.
        rank: how far on a step is.
        contradicts: whether a statement, given the one that counts, cannot be a step on the way.
        denied: facts that deny a step. Who has the last word on the last step tells whether it was taken.

    """
    news = [claim for claim in claims if not claim.source.fact.retold] or list(claims)
    taken = sorted(statements(news), key=lambda one: (one.said_on, rank(one.claims[0]), _content(one)))
    supports = supports_of(claims)
    taken, refuted = _without_what_is_denied(taken, denied)
    if not taken:
        return Verdict(attribute, None, tuple(supports), bearings=lambda: _bearings(supports, refuted))
    current = taken[-1]
    value = current.value
    assert value is not None
    preferred = next(one for one in supports if one.value.key == value.key)
    others = tuple(one for one in supports if one is not preferred)
    against = {one.value.key for one in taken if one.value and contradicts(one, current)} | refuted
    dissent = tuple(one for one in others if one.value.key in against)
    reason: Reason = "newest" if others else "undisputed"
    return Verdict(attribute, preferred, others, dissent, reason, lambda: _bearings(others, refuted))


def _bearings(supports: Iterable[Support], refuted: set[object]) -> dict[str, Bearing]:
    """How those stand who tell of a step that is denied."""
    told = (fact for one in supports if one.value.key in refuted for fact in one.facts)
    return dict.fromkeys(told, Bearing("contradicts", DENIED))


def _without_what_is_denied(taken: list[Statement], denied: Sequence[KnownFact]) -> tuple[list[Statement], set[object]]:
    """The steps without the last ones, as far as those who deny them have the last word. And what these came to."""
    refuted: set[object] = set()
    while taken and denied:
        last = taken[-1].source
        against = [one for one in denied if _is_that(one, last)]
        saying_so = [one for one in taken if _is_that(one.source, last)]
        if not denials_win(against, [claim.source for one in saying_so for claim in one.claims]):
            break
        refuted |= {one.value.key for one in saying_so if one.value}
        taken = [one for one in taken if one not in saying_so]
    return taken, refuted


def _is_that(one: KnownFact, other: KnownFact) -> bool:
    """Whether two facts tell of one step: of the same kind, of times that agree."""
    mine, theirs = time_of(one), time_of(other)
    return one.kind == other.kind and (mine is None or theirs is None or mine.compatible(theirs))


def _content(statement: Statement) -> str:
    """Breaks ties by what was said, so that the order of the log decides nothing."""
    return min(claim.source.fact_id for claim in statement.claims)
