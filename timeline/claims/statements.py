"""What was said, by whom, and in which order did it become news? Prints of one claim are one statement."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from events.facts.session import SessionCancelled, SessionPostponed, SessionProposed, SessionScheduled
from timeline.claims import modality
from timeline.claims.claims import GRADES, age_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from timeline.claims.claims import Claim
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import Value


@dataclass(slots=True, eq=False)
class Statement:
    """One thing that one origin said once, however often it was printed.

    Attributes:
        value: what was said.
        origin: who said it. A fact without a report speaks for itself.
        age: the first day on which the first print can have come out, then what settles ties.
        claims: its prints, the first one first.
        said_on: the day on which it was said, where a print tells it (`when`). Otherwise that of the first print.
        is_loose: whether nobody stands for it, in any print.

    """

    value: Value | None
    origin: str
    age: tuple[date, str]
    claims: list[Claim]
    said_on: date = field(init=False)
    is_loose: bool = field(init=False)

    def __post_init__(self) -> None:
        self.said_on = self.age[0]
        self.is_loose = False

    @property
    def source(self) -> KnownFact:
        """The fact of the first print."""
        return self.claims[0].source


def statements(claims: Iterable[Claim]) -> list[Statement]:
    """Gather prints into statements, in order of age.

    A claim is as old as the first publication of that same claim from that same origin. It is the same claim when
    origin, kind and value agree. It is said anew where its own day lies after that publication, and a plan also where
    the office publishes it again itself. "postponed" without a new date where its origin had set another date since.
    """
    told: dict[object, list[Statement]] = defaultdict(list)
    latest: dict[str, Statement] = {}
    for claim in sorted(claims, key=age_of):
        value, source = claim
        origin = source.origin or source.fact_id
        alike = told[origin, source.kind, value and value.key]
        statement = next((one for one in alike if _is_same(one, claim, latest)), None)
        if statement is None:
            latest[origin] = statement = Statement(value, origin, source.age[1:], [claim])
            alike.append(statement)
        else:
            statement.claims.append(claim)
    found = [one for alike in told.values() for one in alike]
    for statement in found:
        days = [day for claim in statement.claims if (day := _said_on(claim))]
        statement.said_on = min(days, default=statement.age[0])
        statement.is_loose = all(modality.is_loose(claim.source) for claim in statement.claims)
    return sorted(found, key=attrgetter("age"))


def _said_on(claim: Claim) -> date | None:
    """The day on which a print tells that it was said, else the first on which it can have come out."""
    source = claim.source
    told = source.when.window.latest if source.when else None
    if told is not None:
        return min(told, source.known_by)
    return source.age[1] if source.dated or source.report is None else None


def _is_same(statement: Statement, claim: Claim, latest: dict[str, Statement]) -> bool:
    """Whether a claim that says the same from the same origin was made on the same occasion too."""
    first, source = statement.source, claim.source
    if source.when and first.when:
        if not source.when.compatible(first.when):
            return False
    elif source.when and first.dated and source.when.window.is_future(first.known_by):
        return False
    since = latest[statement.origin].age[0] > statement.age[0]
    if claim.value is None and since and not is_reprint(source):
        return False
    return not _is_published_again(statement, source)


_REPEATABLE: Final = (SessionProposed, SessionScheduled, SessionPostponed, SessionCancelled)
"""The plans to which an office can hold on by publishing them again."""


def _is_published_again(statement: Statement, source: KnownFact) -> bool:
    """Whether the office itself publishes a plan again, on a later day."""
    if source.report is None or source.report.filed.kind_ not in ("ministry", "igo"):
        return False
    return isinstance(source.fact, _REPEATABLE) and source.dated and source.age[1] > statement.claims[-1].source.age[1]


def is_reprint(source: KnownFact) -> bool:
    """Whether its report is filed as a reprint."""
    return source.report is not None and source.report.filed.kind_ == "reprint"


# ---- the order of news --------------------------------------------------------------------------------------------


_FIRMNESS: Final[dict[str | None, int]] = {"ministry": 2, "igo": 2, "agency": 1}
"""Kinds of report, the firmer the higher. All others have 0."""

PLANNED_BEFORE, SAID, MOVED, DENIED, NEW_TIME = range(5)
"""The order of what one day says: what was planned before, what moves, cancels or denies it, then a new time."""


def in_order_of_news(claims: Iterable[Claim], undoes: Callable[[Claim], bool] = lambda _: False) -> list[Statement]:
    """The statements of claims in the order in which they became news."""
    return in_order(statements(claims), undoes)


def in_order(
    found: Sequence[Statement],
    undoes: Callable[[Claim], bool] = lambda _: False,
    *,
    recalled: Iterable[Claim] = (),
    denials: Sequence[Statement] = (),
) -> list[Statement]:
    """Statements in the order in which they became news.

    By the day on which they were said. Of one day first the loose, then the firm. Of these what was planned before,
    then what moves, cancels or denies it, then a new time. Of alike ones the one with more origins that day, the firmer
    kind of report, the better outlet, the narrower comes last.

    Args:
        found: in order of age.
        undoes: whether a claim undoes what was said before.
        recalled: what some report of a day recalls as the plan of before.
        denials: statements that deny.

    """
    by_day: dict[date, list[Statement]] = defaultdict(list)
    for statement in (*found, *denials):
        by_day[statement.said_on].append(statement)
    if len(by_day) == len(found) + len(denials):
        return [by_day[day][0] for day in sorted(by_day)]
    order = _OfOneDay(found, undoes, recalled, denials)
    return [one for day in sorted(by_day) for one in order.of(by_day[day])]


class _OfOneDay:
    """The order of what was said on one day."""

    def __init__(
        self,
        found: Iterable[Statement],
        undoes: Callable[[Claim], bool],
        recalled: Iterable[Claim],
        denials: Iterable[Statement],
    ) -> None:
        """Take all that was said, on any day."""
        self._undoes = undoes
        self._recalled = {(claim.source.age[1], claim.value.key) for claim in recalled if claim.value}
        self._denying = set(map(id, denials))
        self._first: dict[object, tuple[date, Value]] = {}
        for statement in found:
            value = statement.value
            if value is not None:
                first = self._first.get(value.key)
                if first is None or statement.said_on < first[0]:
                    self._first[value.key] = (statement.said_on, value)

    def of(self, day: Sequence[Statement]) -> Sequence[Statement]:
        """The statements of a day in order."""
        if len(day) == 1:
            return day
        origins: dict[object, set[str]] = defaultdict(set)
        for statement in day:
            origins[_subject(statement)].add(statement.origin)

        def place(statement: Statement) -> tuple[object, ...]:
            value = statement.value
            reports = [claim.source.report for claim in statement.claims]
            return (
                not statement.is_loose,
                self._course(statement),
                len(origins[_subject(statement)]),
                max(_FIRMNESS.get(report.filed.kind_, 0) if report else 0 for report in reports),
                -min(GRADES.index(claim.source.grade) for claim in statement.claims),
                -value.breadth if value else 0,
                str(value.text) if value else statement.source.kind,
                statement.age[1],
            )

        return sorted(day, key=place)

    def _course(self, statement: Statement) -> int:
        value = statement.value
        if id(statement) in self._denying:
            return DENIED
        if self._undoes(statement.claims[0]):
            return MOVED if value is None else NEW_TIME
        if value is None:
            return SAID
        if any((claim.source.age[1], value.key) in self._recalled for claim in statement.claims):
            return PLANNED_BEFORE
        earlier = [first for day, first in self._first.values() if day < statement.said_on]
        return NEW_TIME if earlier and not any(first.compatible(value) for first in earlier) else SAID


def _subject(statement: Statement) -> object:
    """What origins agree on by saying it."""
    return statement.value.key if statement.value else statement.source.kind
