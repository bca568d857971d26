"""What has happened, where reports differ?

Values that agree refine each other and the narrowest counts. Of values that contradict each other the preferred one
has more independent origins, then the more reliable outlet, then was told first where more than a week lies between,
then is more precise, then newer. How many reports print it decides nothing, nor does the order of the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from timeline.claims.claims import GRADES, Reason, Support, Verdict, age_of, in_voices, supports_of
from timeline.claims.modality import is_loose
from timeline.claims.statements import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.claims.claims import Claim

TOLD_WITHIN: Final = 7
"""Days within which reports of an event are as good as each other. What is told later is a memory."""


def settle(attribute: str, claims: Sequence[Claim]) -> Verdict:
    """Settle an attribute of what has happened."""
    supports = supports_of(claims)
    if not supports:
        return Verdict(attribute)
    if len(supports) == 1:
        return Verdict(attribute, supports[0])
    supports = supports_of(in_voices(claims))
    finest = [one for one in supports if not any(other.value.refines(one.value) for other in supports)]
    weights: dict[int, Weight] = {}
    if len(finest) == 1:
        preferred = finest[0]
    else:
        weights = _weights(finest, supports)
        in_order = sorted(finest, key=lambda one: str(one.value.text))  # of two alike the earlier day
        preferred = max(in_order, key=lambda one: weights[id(one)])
    others = tuple(one for one in supports if one is not preferred)
    dissent = tuple(one for one in others if not one.value.compatible(preferred.value))
    if not dissent:
        return Verdict(attribute, preferred, others, reason="refinement")
    if not all(id(one) in weights for one in (preferred, *dissent)):
        weights = _weights([preferred, *dissent], supports)
    strongest = max(weights[id(one)] for one in dissent)
    return Verdict(attribute, preferred, others, dissent, _reason(weights[id(preferred)], strongest))


class Weight(NamedTuple):
    """What speaks for a value, the weightier first: larger is better.

    Attributes:
        origins: independent origins of all claims that agree with it.
        own_origins: independent origins that say just this.
        reliability: of the best outlet that says it.
        told_first: whether it was told within a week of what was told first of all.
        precision: how little it leaves open.
        newest: when an origin last claimed it for the first time.
        firm: whether somebody stands for it.

    """

    origins: int
    own_origins: int
    reliability: int
    told_first: bool
    precision: int
    newest: date
    firm: bool


def _weights(weighed: Sequence[Support], supports: Sequence[Support]) -> dict[int, Weight]:
    """The weight of each value, among all that agree with it."""
    camps = {id(one): [other for other in supports if other.value.compatible(one.value)] for one in weighed}
    told = {key: _first_told(camp) for key, camp in camps.items()}
    first = min((day for day in told.values() if day is not None), default=None)

    def weight(support: Support) -> Weight:
        camp, day = camps[id(support)], told[id(support)]
        return Weight(
            origins=len({origin for one in camp for origin in one.origins}),
            own_origins=len(support.origins),
            reliability=-GRADES.index(support.grade),
            told_first=first is None or (day is not None and day - first <= TOLD_WITHIN),
            precision=-support.value.breadth,
            newest=max(statement.age[0] for statement in statements(support.claims)),
            firm=not all(is_loose(claim.source) for claim in support.claims),
        )

    return {id(one): weight(one) for one in weighed}


def _first_told(camp: Iterable[Support]) -> int | None:
    """The day, as an ordinal, on which something of this kind was first told. None where nobody knows."""
    dated = (age_of(claim)[1].toordinal() for one in camp for claim in one.claims if claim.source.dated)
    return min(dated, default=None)


def _reason(preferred: Weight, strongest: Weight) -> Reason:
    """The first thing in which the preferred value outweighs the strongest that contradicts it."""
    if preferred[:2] > strongest[:2]:
        return "origins"
    reasons: dict[str, Reason] = {"reliability": "reliability", "told_first": "first-told", "precision": "precision"}
    for attribute, reason in reasons.items():
        mine, theirs = getattr(preferred, attribute), getattr(strongest, attribute)
        if mine != theirs:
            return reason if mine > theirs else "newer"
    return "newer"
