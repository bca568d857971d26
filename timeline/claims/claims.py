"""What is to be believed: all values that reports give for one attribute, and the one that is preferred.

Two rules, one mechanism (docs/rules.md):

- `settle`, for what has happened. Compatible values refine each other and the narrowest counts; between incompatible
  ones the value with more independent origins is preferred, then the one with the more reliable outlet, then the newer.
- `settle_newest`, for what is to come. The newest claim counts, where a claim is as old as the first print of the same
  value from the same origin. A newer but vaguer value undoes nothing. What another origin said last, if it is
  incompatible and could still come true, is a dispute.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from timeline.knowledge.known import KnownFact
    from timeline.values.agreement import Value

GRADES = "ABCFDE"
"""Reliability from best to worst: an outlet that cannot be judged (F) stands between fair and poor."""


class Claim(NamedTuple):
    """One fact's word on one attribute.

    Attributes:
        value: what it says; None where it only undoes what was said before.
        source: the fact that says it.

    """

    value: Value | None
    source: KnownFact


_age = attrgetter("source.age")


@dataclass(frozen=True)
class Support:
    """A value with everything that speaks for it.

    Attributes:
        value: what is claimed.
        claims: those that claim just this value, in order of the log.

    """

    value: Value
    claims: tuple[Claim, ...]

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
    def newest(self) -> tuple[date, int]:
        """When an origin last claimed the value for the first time."""
        return max(statement.age for statement in statements(self.claims))

    @cached_property
    def grade(self) -> str:
        """The best reliability among the outlets."""
        return min((claim.source.grade for claim in self.claims), key=GRADES.index)


Reason = Literal["undisputed", "refinement", "origins", "reliability", "newer", "newest"]


class Verdict(NamedTuple):
    """All values of one attribute, settled.

    Attributes:
        attribute: its name, as in the answers.
        preferred: the value that counts; None where nobody gave one, or the last word undid it.
        others: the other values, compatible or not, in order of first claim.
        dissent: those among them that contradict the preferred value.
        reason: why the preferred one is preferred.

    """

    attribute: str
    preferred: Support | None = None
    others: tuple[Support, ...] = ()
    dissent: tuple[Support, ...] = ()
    reason: Reason = "undisputed"

    @property
    def supports(self) -> tuple[Support, ...]:
        """Every value, the preferred one first."""
        return self.others if self.preferred is None else (self.preferred, *self.others)


@dataclass(slots=True)
class Statement:
    """One thing that one origin said once, however often it was printed.

    Attributes:
        value: what was said.
        origin: who said it; a fact without a report speaks for itself.
        age: when the first print was public, then its place in the log.
        claims: its prints, the first one first.

    """

    value: Value | None
    origin: str
    age: tuple[date, int]
    claims: list[Claim]

    @property
    def said_on(self) -> date:
        """When it was said, where a print tells the day (`when`), at the latest when the first print was public."""
        told = [claim.source.when.window.latest for claim in self.claims if claim.source.when]
        return min([self.age[0], *(latest for latest in told if latest)])


def statements(claims: Iterable[Claim]) -> list[Statement]:
    """Gather prints into statements, in order of age.

    A claim is as old as the first publication of that same claim from that same origin. It is the same claim when
    origin, kind and value agree and the day on which it was made, where given, does too. One exception: "postponed"
    without a new date can be said anew; a report that is no reprint, after its origin had set another date, says so.
    """
    told: dict[object, list[Statement]] = defaultdict(list)
    latest: dict[str, Statement] = {}
    for claim in sorted(claims, key=_age):
        value, source = claim
        origin = source.origin or source.fact_id
        alike = told[origin, source.kind, value and value.key]
        statement = next((one for one in alike if _same_statement(one, claim, latest)), None)
        if statement is None:
            latest[origin] = statement = Statement(value, origin, source.age[1:], [claim])
            alike.append(statement)
        else:
            statement.claims.append(claim)
    return sorted((one for alike in told.values() for one in alike), key=attrgetter("age"))


def _same_statement(statement: Statement, claim: Claim, latest: dict[str, Statement]) -> bool:
    """Whether a claim that says the same from the same origin was made on the same occasion too."""
    if claim.value is None:
        return latest[statement.origin] is statement or _is_reprint(claim)
    return _same_day(statement.claims[0], claim)


def _is_reprint(claim: Claim) -> bool:
    return claim.source.report is not None and claim.source.report.filed.kind_ == "reprint"


def _same_day(one: Claim, other: Claim) -> bool:
    """Whether both can have been made on one day; where no day is given, they can."""
    day, other_day = one.source.when, other.source.when
    return day is None or other_day is None or day.compatible(other_day)


def supports_of(claims: Iterable[Claim]) -> list[Support]:
    """The claims gathered by value, values in order of first mention; of equal values the first one with a wording."""
    gathered: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            gathered[claim.value.key].append(claim)
    return [Support(_told_best(found), tuple(found)) for found in gathered.values()]


def _told_best(alike: Sequence[Claim]) -> Value:
    if len(alike) > 1:
        alike = [claim for claim in alike if claim.value and claim.value.wording] or alike
    best = min(alike, key=_age).value
    assert best is not None
    return best


def settle(attribute: str, claims: Sequence[Claim]) -> Verdict:
    """Settle an attribute of what has happened."""
    supports = supports_of(claims)
    if not supports:
        return Verdict(attribute)
    if len(supports) == 1:
        return Verdict(attribute, supports[0])
    finest = [one for one in supports if not any(other.value.refines(one.value) for other in supports)]

    def weight(support: Support) -> Weight:
        camp = [one for one in supports if one.value.compatible(support.value)]
        return Weight(
            origins=len({origin for one in camp for origin in one.origins}),
            own_origins=len(support.origins),
            reliability=-GRADES.index(support.grade),
        )

    weights = [weight(one) for one in finest]
    heaviest = max(weights)
    first, *rivals = (one for one, own in zip(finest, weights, strict=True) if own == heaviest)
    preferred = max(first, *rivals, key=attrgetter("newest")) if rivals else first
    others = tuple(one for one in supports if one is not preferred)
    dissent = tuple(one for one in others if not one.value.compatible(preferred.value))
    return Verdict(attribute, preferred, others, dissent, _reason(heaviest, [weight(one) for one in dissent]))


class Weight(NamedTuple):
    """What speaks for a value, the weightier first: larger is better. Of values of one weight the newest counts.

    Attributes:
        origins: independent origins of all claims that agree with it.
        own_origins: independent origins that say just this.
        reliability: of the best outlet that says it.

    """

    origins: int
    own_origins: int
    reliability: int


def _reason(preferred: Weight, dissent: list[Weight]) -> Reason:
    if not dissent:
        return "refinement"
    strongest = max(dissent)
    if preferred[:2] > strongest[:2]:
        return "origins"
    return "reliability" if preferred.reliability > strongest.reliability else "newer"


def settle_newest(
    attribute: str,
    claims: Sequence[Claim],
    *,
    undoes: Callable[[Claim], bool] = lambda _: False,
    possible: Callable[[Value], bool] = lambda _: True,
) -> Verdict:
    """Settle an attribute of what is to come.

    Args:
        attribute: its name.
        claims: all claims, among them those without a value that only undo.
        undoes: whether a claim undoes what was said before (a postponement): its value replaces even a narrower one,
            and where it has none, none is left.
        possible: whether a value could still come true.

    """
    if not claims:
        return Verdict(attribute)
    supports = supports_of(claims)
    if len(supports) == 1 and len(supports[0].claims) == len(claims):  # all say the same
        return Verdict(attribute, supports[0])
    news = in_order_of_news(claims)
    changes = changing(news, undoes)
    current = changes[-1].value if changes else None
    if current is None:
        return Verdict(attribute, None, tuple(supports))
    preferred = next(one for one in supports if one.value.key == current.key)
    others = tuple(one for one in supports if one is not preferred)
    last_words = {statement.origin: statement.value for statement in news}
    contradicting = {
        value.key for value in last_words.values() if value and not value.compatible(current) and possible(value)
    }
    dissent = tuple(one for one in others if one.value.key in contradicting)
    return Verdict(attribute, preferred, others, dissent, "newest" if others else "undisputed")


def changing(news: Iterable[Statement], undoes: Callable[[Claim], bool]) -> list[Statement]:
    """Those of the news that changed what was to be expected.

    An echo does not, nor does a postponement that another origin tells of more vaguely.
    """
    found: list[Statement] = []
    current: Value | None = None
    undone_by: str | None = None
    for statement in news:
        echo = echoes(statement.value, current)
        if undoes(statement.claims[0]):
            if echo and undone_by not in (None, statement.origin):
                continue
            undone_by = statement.origin
        elif echo or statement.value is None:
            continue
        current = statement.value
        found.append(statement)
    return found


def echoes(value: Value | None, current: Value | None) -> bool:
    """Whether a value, said after the current one, agrees with it and adds nothing: it changes nothing."""
    if value is None or current is None or not value.compatible(current) or value.refines(current):
        return False
    return not (isinstance(value, WindowValue) and isinstance(current, WindowValue) and value.moves_limit(current))


def in_order_of_news(claims: Iterable[Claim]) -> list[Statement]:
    """The statements in the order in which they became news.

    What is told later of what was said or done before is no later news: a postponement of May, first told by some
    outlet in June, does not undo a date set in between. Of one day's news the value that more origins give comes last,
    then the one from the better outlet, then the one later in the log.
    """
    found = statements(claims)
    origins: dict[object, set[str]] = defaultdict(set)
    for statement in found:
        if statement.value:
            origins[statement.value.key].add(statement.origin)

    def news(statement: Statement) -> tuple[date, int, int, int]:
        _, position = statement.age
        backing = len(origins[statement.value.key]) if statement.value else 1
        return (statement.said_on, backing, -GRADES.index(statement.claims[0].source.grade), position)

    return sorted(found, key=news)


def claims_on(facts: Iterable[KnownFact], read: Callable[[KnownFact], Value | None]) -> list[Claim]:
    """The claims that facts make on one attribute; those that say nothing of it make none.

    Args:
        facts: in order of the log.
        read: the attribute's value in a fact, or None.

    """
    return [Claim(value, source) for source in facts if (value := read(source)) is not None]
