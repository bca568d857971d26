"""What do reports say of one attribute? Claims, gathered by value, and the verdict on them.

`timeline.claims.happened` settles what has happened, `timeline.claims.news` what is to come (docs/rules.md).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from timeline.claims import modality
from timeline.values.languages import ENGLISH, primary
from timeline.values.place_names import best_spelling
from timeline.values.places import PlaceValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import Value

GRADES = "ABCFDE"
"""Reliability from best to worst: an outlet that cannot be judged (F) stands between fair and poor."""


class Claim(NamedTuple):
    """One fact's word on one attribute.

    Attributes:
        value: what it says. None where it only undoes what was said before.
        source: the fact that says it.

    """

    value: Value | None
    source: KnownFact


age_of = attrgetter("source.age")
"""Orders claims: what was public first comes first, whatever the order of the log."""


@dataclass(frozen=True)
class Support:
    """A value with everything that speaks for it.

    Attributes:
        value: what is claimed.
        claims: those that claim just this value, in order of the log.

    """

    value: Value
    claims: tuple[Claim, ...]

    @property
    def key(self) -> object:
        """What its claims have in common. Not that of `value`: a place may be shown by a name that others have too."""
        value = self.claims[0].value
        assert value is not None
        return value.key

    @cached_property
    def first_told(self) -> tuple[bool, date, str]:
        """The age of the claim that was public first."""
        return min(claim.source.age for claim in self.claims)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts, in order of the log."""
        return tuple(dict.fromkeys(claim.source.fact_id for claim in self.claims))

    @cached_property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports, in order of the log."""
        return tuple(dict.fromkeys(claim.source.report.id for claim in self.claims if claim.source.report))

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """The independent origins, in order of the log."""
        return tuple(dict.fromkeys(claim.source.origin for claim in self.claims if claim.source.origin))

    @cached_property
    def grade(self) -> str:
        """The best reliability among the outlets."""
        return min((claim.source.grade for claim in self.claims), key=GRADES.index)


Reason = Literal["undisputed", "refinement", "origins", "reliability", "first-told", "precision", "newer", "newest"]
"""Why a value is preferred, by the rule that decided."""

REASONS: Final[dict[Reason, str]] = {
    "undisputed": "nobody gave another value",
    "refinement": "the narrowest of values that agree",
    "origins": "more independent origins",
    "reliability": "as many origins, but a more reliable outlet",
    "first-told": "as many origins, as reliable, but told nearer to the event",
    "precision": "as many origins, as reliable, told as early, but more precise",
    "newer": "as many origins, as reliable, as precise, but newer",
    "newest": "the newest word",
}
"""The same in words."""

Stands = Literal["preferred", "agrees", "contradicts", "superseded", "retold"]
"""How a claim stands to the preferred value. Of several facts with one value, the first of these counts."""

STANDS: Final[tuple[Stands, ...]] = ("preferred", "agrees", "contradicts", "superseded", "retold")


class Bearing(NamedTuple):
    """How one fact bears on the preferred value.

    Attributes:
        stands: in one word.
        because: in words.

    """

    stands: Stands
    because: str


class Verdict(NamedTuple):
    """All values of one attribute, settled.

    Attributes:
        attribute: its name, as in the answers.
        preferred: the value that counts. None where nobody gave one, or the last word undid it.
        others: the other values, compatible or not, in order of first claim.
        dissent: those among them that contradict the preferred value.
        reason: why the preferred one is preferred.
        bearings: tells how single facts stand, by fact id, where more is known than their value tells. Asked for only
            where somebody wants it explained.

    """

    attribute: str
    preferred: Support | None = None
    others: tuple[Support, ...] = ()
    dissent: tuple[Support, ...] = ()
    reason: Reason = "undisputed"
    bearings: Callable[[], Mapping[str, Bearing]] = dict

    @property
    def supports(self) -> tuple[Support, ...]:
        """Every value, the preferred one first."""
        return self.others if self.preferred is None else (self.preferred, *self.others)

    def bearings_of(self, support: Support) -> dict[str, Bearing]:
        """How each fact that gives one of the values stands, by fact id."""
        told, usual = self.bearings(), self._bearing_of(support)
        return {fact: told.get(fact, usual) for fact in support.facts}

    def bearing_of(self, support: Support) -> Bearing:
        """How one of the values stands: as the best of its facts does.

        Of facts that stand alike as a firm one does, then as the newest, then by content: the order of the log decides
        nothing.
        """
        told = self.bearings_of(support)

        def place(claim: Claim) -> tuple[object, ...]:
            stands, (_, day, content) = told[claim.source.fact_id].stands, claim.source.age
            return STANDS.index(stands), modality.is_loose(claim.source), -day.toordinal(), content

        return told[min(support.claims, key=place).source.fact_id]

    def _bearing_of(self, support: Support) -> Bearing:
        if support is self.preferred:
            return Bearing("preferred", REASONS[self.reason])
        if any(one is support for one in self.dissent):
            return Bearing("contradicts", _AGAINST.get(self.reason, "says otherwise, and could still come true"))
        if self.preferred is None:
            return Bearing("superseded", "undone by the newest word")
        if support.value.compatible(self.preferred.value):
            return Bearing("agrees", "agrees with it, and says no more")
        return Bearing("superseded", "newer word has replaced it")

    def with_others(self, supports: Iterable[Support], bearings: Callable[[], Mapping[str, Bearing]] = dict) -> Verdict:
        """The verdict with more that was said beside it. Values that it has already gain the claims.

        Args:
            supports: of the values.
            bearings: how facts stand of which the verdict does not know yet.

        """
        added = {one.key: one for one in supports}
        if not added:
            return self
        own, settled = self.bearings, {fact for one in self.supports for fact in one.facts}

        def joined(support: Support) -> Support:
            more = added.pop(support.key, None)
            return support if more is None else _joined(support, more)

        renewed = {id(one): joined(one) for one in self.supports}
        others = (*(renewed[id(one)] for one in self.others), *added.values())
        return self._replace(
            preferred=renewed[id(self.preferred)] if self.preferred else None,
            others=others,
            dissent=tuple(renewed[id(one)] for one in self.dissent),
            reason="newest" if self.reason == "undisputed" and others else self.reason,
            bearings=lambda: {fact: one for fact, one in bearings().items() if fact not in settled} | {**own()},
        )


_AGAINST: Final[dict[Reason, str]] = {
    "origins": "fewer independent origins say so",
    "reliability": "as many origins, but a less reliable outlet",
    "first-told": "as many origins, as reliable, but told longer after the event",
    "precision": "as many origins, as reliable, told as early, but less precise",
    "newer": "as many origins, as reliable, as precise, but older",
    "newest": "said on the day of the newest word or after it, and could still come true",
}
"""Why a value that contradicts the preferred one is not preferred."""


def _joined(one: Support, other: Support) -> Support:
    by_position = {claim.source.position: claim for claim in (*other.claims, *one.claims)}
    claims = tuple(by_position[position] for position in sorted(by_position))
    return Support(_told_best(claims) if isinstance(one.value, PlaceValue) else one.value, claims)


def supports_of(claims: Iterable[Claim], before: Iterable[Support] = ()) -> list[Support]:
    """The claims gathered by value, values in order of first claim, of equal values the first one with a wording.

    A wording of a report in English goes before the others.

    Args:
        claims: in order of the log.
        before: what was found of fewer claims. What nothing came to is the same object.

    """
    gathered: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            gathered[claim.value.key].append(claim)
    made = {support.key: support for support in before}
    found = [
        same if (same := made.get(key)) is not None and same.claims == alike else Support(_told_best(alike), alike)
        for key, told in gathered.items()
        for alike in [tuple(told)]
    ]
    return found if len(found) == 1 else sorted(found, key=_FIRST_TOLD)


_FIRST_TOLD = attrgetter("first_told")


def _told_best(alike: Sequence[Claim]) -> Value:
    if len(alike) > 1:
        if any(isinstance(claim.value, PlaceValue) for claim in alike):
            # Of one age by their letters: the order of the log decides nothing.
            in_order = sorted(alike, key=lambda claim: (age_of(claim), str(claim.value and claim.value.text)))
            return best_spelling(
                [(one.value, one.source.origin or "") for one in in_order if isinstance(one.value, PlaceValue)]
            )
        worded = [claim for claim in alike if claim.value and claim.value.wording]
        alike = [claim for claim in worded if _is_english(claim)] or worded or alike
    best = min(alike, key=age_of).value
    assert best is not None
    return best_spelling([(best, "")]) if isinstance(best, PlaceValue) else best


def _is_english(claim: Claim) -> bool:
    report = claim.source.report
    return report is not None and primary(report.filed.language) == ENGLISH


def claims_on(facts: Iterable[KnownFact], read: Callable[[KnownFact], Value | None]) -> list[Claim]:
    """The claims that facts make on one attribute. Those that say nothing of it make none.

    Args:
        facts: in order of the log.
        read: the attribute's value in a fact, or None.

    """
    return [Claim(value, source) for source in facts if (value := read(source)) is not None]


def in_voices(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims, where two people contradict each other in one report each with an origin of his own.

    Only there, else ten ways of naming one spokesman were ten origins.
    """
    if not any(claim.source.fact.said_by for claim in claims):
        return claims
    shelves: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.source.report and claim.value:
            shelves[claim.source.report.id].append(claim)
    opposed = {
        claim.source.fact_id
        for shelf in shelves.values()
        if len(shelf) > 1
        for claim in shelf
        if _opposed(claim, shelf)
    }
    if not opposed:
        return claims
    return [
        claim._replace(source=claim.source._replace(origin=claim.source.fact.said_by))
        if claim.source.fact_id in opposed
        else claim
        for claim in claims
    ]


def _opposed(claim: Claim, shelf: Sequence[Claim]) -> bool:
    """Whether somebody else says otherwise in the same report, in a fact of the same kind."""
    value, fact = claim.value, claim.source.fact
    if not fact.said_by or fact.origin or value is None:
        return False
    return any(
        other.source.kind == claim.source.kind
        and other.source.fact.said_by not in (None, fact.said_by)
        and other.value is not None
        and not other.value.compatible(value)
        for other in shelf
    )
