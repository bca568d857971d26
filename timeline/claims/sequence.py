"""How far did something get? Steps of which each later one supersedes the one before: a sequence, not a dispute.

A step is as old as the day on which it was taken (`when`), not as the report that tells of it. Where no day is told, as
its first print. Of one day's steps the one further on counts. All of them stay in the history.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.claims.claims import Verdict, supports_of
from timeline.claims.statements import statements

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.claims.claims import Claim
    from timeline.claims.statements import Statement


def settle_sequence(
    attribute: str,
    claims: Sequence[Claim],
    *,
    rank: Callable[[Claim], int],
    contradicts: Callable[[Statement, Statement], bool] = lambda _other, _current: False,
) -> Verdict:
    """Settle how far something got.

    Args:
        attribute: its name.
        claims: of all steps that were taken.
        rank: how far on a step is.
        contradicts: whether a statement, given the one that counts, cannot be a step on the way.

    """
    news = [claim for claim in claims if not claim.source.fact.retold] or list(claims)
    taken = sorted(statements(news), key=lambda one: (one.said_on, rank(one.claims[0]), _content(one)))
    if not taken:
        return Verdict(attribute)
    current = taken[-1]
    supports = supports_of(claims)
    value = current.value
    assert value is not None
    preferred = next(one for one in supports if one.value.key == value.key)
    others = tuple(one for one in supports if one is not preferred)
    against = {one.value.key for one in taken if one.value and contradicts(one, current)}
    dissent = tuple(one for one in others if one.value.key in against)
    return Verdict(attribute, preferred, others, dissent, "newest" if others else "undisputed")


def _content(statement: Statement) -> str:
    """Breaks ties by what was said, so that the order of the log decides nothing."""
    return min(claim.source.fact_id for claim in statement.claims)
