"""Which schedules of a session only recall what had been planned? A recalled plan is no news.

A schedule is retold where

- it is marked `retold`;
- its window had surely passed when its report came out;
- its report also says that the session was postponed or cancelled. This is not so if it agrees with the new window
  given there, names no window, or stands beside a plan of that report that had passed (that one was moved). It is not
  so either if no new window is given, and earlier reports gave another window and none this one (then it is the new
  date);
- its report also says that the session was held or not held, unless its window lies wholly after that time;
- its report gives a second plan that has not passed, and another report gave this one alone earlier than any gave the
  second alone (then the second supersedes it).

A postponement or cancellation without a new window, told beside a firm plan that is not retold, is recalled with the
plan that it moved.

What a reprint tells is recalled where its first print recalled it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Self

from events.facts.session import SessionCancelled, SessionHeld, SessionNotHeld, SessionPostponed
from timeline.claims import modality, plans
from timeline.claims.news import passed
from timeline.claims.plans import planned
from timeline.claims.statements import is_reprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.claims.statements import Statement
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import WindowValue
    from timeline.values.places import PlaceValue

MARKED = "recalled, as the coder marked it"
PASSED = "recalled: its time had passed when the report came out"
MOVED = "recalled in the story of its postponement"
CALLED_OFF = "recalled in the story of its cancellation"
HELD = "recalled in the story of the session held"
NOT_HELD = "recalled in the story of the session that was not held"
REPLACED = "recalled: known before, and the report gives a newer plan"
WITH_THE_PLAN = "recalled with the plan that it moved: the report gives the new one"


def retold(facts: Iterable[KnownFact]) -> dict[str, str]:
    """The ids of the facts of one session that only recall, each with why that is.

    Args:
        facts: of the session, those that deny left out.

    """
    facts = list(facts)
    by_report: dict[str, list[KnownFact]] = defaultdict(list)
    for known in facts:
        if known.report:
            by_report[known.report.id].append(known)
    found = {known.fact_id: PASSED for known in facts if plans.is_schedule(known) and had_passed(known)}
    found |= {known.fact_id: MARKED for known in facts if known.fact.retold and plans.is_plan(known)}
    before = _Before(by_report)
    for told in by_report.values():
        if len(told) > 1:
            story = _Story(told, before)
            found |= {known.fact_id: why for known, why in story.recalled() if known.fact_id not in found}
            found |= {known.fact_id: WITH_THE_PLAN for known in story.moved_with_the_plan(found)}
    return found


def with_prints(found: Mapping[str, str], told: Iterable[Statement]) -> dict[str, str]:
    """What is recalled, with the later prints of it.

    A memory is not yet a claim: who tells the plan itself later is the first to do so, unless it is a reprint. A word
    that was told with the plan that it moved is a claim, as old as its first print.

    Args:
        found: the ids of facts that only recall, each with why that is.
        told: what was told of the plan.

    """
    with_them = dict(found)
    for statement in told:
        first, *prints = (claim.source for claim in statement.claims)
        why = found.get(first.fact_id)
        if why:
            for known in prints:
                if why == WITH_THE_PLAN or is_reprint(known):
                    with_them.setdefault(known.fact_id, why)
    return with_them


def had_passed(known: KnownFact) -> bool:
    """Whether the window of a plan had surely passed when its report came out."""
    return known.dated and passed(planned(known), known.age[1])


class _Story:
    """What one report tells of a session."""

    def __init__(self, told: Sequence[KnownFact], before: _Before) -> None:
        """Take the report's facts, and what all reports gave."""
        done = [known for known in told if not modality.is_to_come(known) and not modality.is_wish(known)]
        self.schedules = [known for known in told if plans.is_schedule(known)]
        # The weightier first, whatever the order of the facts: it is the reason that is told.
        self.moves = _of(SessionCancelled, done) + _of(SessionPostponed, done)
        self.endings = _of(SessionHeld, done) + _of(SessionNotHeld, done)
        self._before = before

    def recalled(self) -> Iterator[tuple[KnownFact, str]]:
        """Its schedules that only recall, each with why that is."""
        for known in self.schedules:
            why = self._moved(known) or self._over(known) or self._replaced(known)
            if why:
                yield known, why

    def moved_with_the_plan(self, found: dict[str, str]) -> Iterator[KnownFact]:
        """Its postponements and cancellations that belong to the plan of before."""
        firm = any(
            planned(known) and known.fact_id not in found and not modality.is_loose(known) for known in self.schedules
        )
        if firm:
            for known in (*self.moves, *self.endings):
                if not isinstance(known.fact, SessionHeld) and planned(known) is None:
                    yield known

    def _moved(self, known: KnownFact) -> str | None:
        window = planned(known)
        if window is None or not self.moves:
            return None
        if any(_is_another(other, known) and had_passed(other) for other in self.schedules):
            return None
        for move in self.moves:
            new = planned(move)
            if new.compatible(window) if new else self._is_new(known):
                continue
            return MOVED if isinstance(move.fact, SessionPostponed) else CALLED_OFF
        return None

    def _is_new(self, known: KnownFact) -> bool:
        """Whether earlier reports gave another window and none this one."""
        window = planned(known)
        if window is None or not known.dated:
            return False
        return self._before.gave_another(window, known.age[1])

    def _over(self, known: KnownFact) -> str | None:
        window = planned(known)
        if window is None:
            return None
        for ending in self.endings:
            time = plans.missed(ending)
            if time is None:  # at the latest on the day of the report
                after = ending.dated and window.window.is_future(ending.known_by)
            else:
                latest = time.window.latest
                after = latest is not None and window.window.is_future(latest)
            if not after:
                return HELD if isinstance(ending.fact, SessionHeld) else NOT_HELD
        return None

    def _replaced(self, known: KnownFact) -> str | None:
        if not known.dated:
            return None
        for other in self.schedules:
            if not _is_another(other, known) or other.fact.retold or had_passed(other):
                continue
            mine, second = self._before.first_alone(known, other), self._before.first_alone(other, known)
            if mine is not None and (second is None or mine < second):
                return REPLACED
        return None


def _of(kind: type, facts: Iterable[KnownFact]) -> list[KnownFact]:
    return [known for known in facts if isinstance(known.fact, kind)]


class _Told(NamedTuple):
    """A plan as one fact tells it, quick to compare.

    Attributes:
        first: the first day that it can mean, as an ordinal.
        last: the last one. Both as wide as can be where no time is told.
        place: as written. None where it is not told.

    """

    first: int
    last: int
    place: PlaceValue | None

    @classmethod
    def by(cls, known: KnownFact) -> Self:
        """What a fact tells."""
        time = planned(known)
        first, last = time.window.reach if time else (0, date.max.toordinal() + 1)
        return cls(first, last, known.place("place"))

    def agrees(self, other: _Told) -> bool:
        """Whether both can mean one plan: time and place agree, as far as both tell them."""
        if self.first > other.last or other.first > self.last:
            return False
        return not (self.place and other.place) or self.place == other.place or _agree(self.place, other.place)


def _is_another(other: KnownFact, known: KnownFact) -> bool:
    """Whether it is another plan, which cannot be the same."""
    return other is not known and not _Told.by(other).agrees(_Told.by(known))


@lru_cache(maxsize=1024)
def _agree(place: PlaceValue, other: PlaceValue) -> bool:
    return place.compatible(other)


class _Before:
    """What reports gave, in order of publication: which windows, and which plans without which others."""

    def __init__(self, by_report: Mapping[str, Sequence[KnownFact]]) -> None:
        """Take all facts of the session, by report."""
        dated = sorted(
            ((told[0].age[1], told) for told in by_report.values() if told[0].dated),
            key=itemgetter(0),
        )
        self._plans: list[tuple[date, list[_Told]]] = []
        self._windows: dict[tuple[int, int], date] = {}
        for day, told in dated:
            schedules = [known for known in told if plans.is_schedule(known)]
            self._plans.append((day, list(map(_Told.by, schedules))))
            for known in (*schedules, *(one for one in told if isinstance(one.fact, SessionPostponed))):
                time = planned(known)
                if time:
                    self._windows.setdefault(time.window.reach, day)

    def gave_another(self, window: WindowValue, day: date) -> bool:
        """Whether reports of earlier days gave other windows and none that agrees."""
        first, last = window.window.reach
        earlier = [reach for reach, given in self._windows.items() if given < day]
        return bool(earlier) and not any(one <= last and first <= other for one, other in earlier)

    def first_alone(self, one: KnownFact, other: KnownFact) -> date | None:
        """When another report first gave one plan of a report, which gives both, without the other, by its own day."""
        mine, second = _Told.by(one), _Told.by(other)
        for day, told in self._plans:
            if day > one.age[1]:
                return None
            if any(map(mine.agrees, told)) and not any(map(second.agrees, told)):
                return day
        return None
