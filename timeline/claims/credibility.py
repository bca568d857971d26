"""How far is a value to be believed? Credibility on the scale of STANAG 2511, computed and never typed.

The number comes from who says so and who contradicts:

- A value that contradicts the preferred one is doubtful (4), or improbable (5) where fewer independent origins say so.
- A value that two or more independent origins agree on is confirmed (1).
- A value from one origin only is as good as its best outlet: A and B make it probable (2), C possible (3),
  D doubtful (4), E improbable (5). An outlet that nobody assessed, or that is graded F, cannot be judged (6).
- Where others contradict it, a value that counts all the same is one step lower, but not below 5. What cannot be
  judged stays so.

Two values agree where both can be true. A value that news has superseded is not contradicted: it was right in its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from timeline.claims.claims import Support, Verdict

CONFIRMED: Final = 1
DOUBTFUL: Final = 4
IMPROBABLE: Final = 5
UNJUDGED: Final = 6

WORDS: Final = {
    1: "confirmed by other independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The scale in words."""

_ALONE: Final = {"A": 2, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}
"""What the reliability of its best outlet makes of a value from one origin."""


class Credibility(NamedTuple):
    """A place on the scale.

    Attributes:
        number: 1 (best) to 5, and 6 for what cannot be judged.

    """

    number: int

    @property
    def words(self) -> str:
        """What the number means."""
        return WORDS[self.number]


def credibility(support: Support, verdict: Verdict) -> Credibility:
    """The credibility of one value of an attribute.

    Args:
        support: the value with its claims, one of the verdict's.
        verdict: the attribute as settled.

    """
    origins = _agreeing(support, verdict)
    if any(one is support for one in verdict.dissent):
        outnumbered = verdict.preferred is not None and origins < _agreeing(verdict.preferred, verdict)
        return Credibility(IMPROBABLE if outnumbered else DOUBTFUL)
    number = CONFIRMED if origins > 1 else _ALONE[support.grade]
    contradicted = any(not one.value.compatible(support.value) for one in verdict.dissent)
    return Credibility(min(number + 1, IMPROBABLE) if contradicted and number != UNJUDGED else number)


def _agreeing(support: Support, verdict: Verdict) -> int:
    """The number of independent origins of all values that agree with this one."""
    return len({origin for one in verdict.supports if one.value.compatible(support.value) for origin in one.origins})
