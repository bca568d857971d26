"""Which schedules of a session only recall what had been planned? A recalled plan is no news.

A schedule is retold where

- it is marked `retold`;
- its window had surely passed when its report came out;
- its report also says that the session was postponed or cancelled, unless it agrees with the new window given there,
  names no window, stands beside a plan of that report that had passed (that one was moved), or no new window is given
  and earlier reports gave another window and none this one (then it is the new date);
- its report also says that the session was held or not held, unless its window lies wholly after that time;
- its report gives a second plan that has not passed, and another report gave this one alone earlier than any gave the
  second alone (then the second supersedes it).

A postponement or cancellation without a new window, told beside a firm plan that is not retold, is recalled with the
plan that it moved.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from events.facts.session import SessionCancelled, SessionHeld, SessionNotHeld, SessionPostponed
from timeline.claims import modality, plans
from timeline.claims.news import passed
from timeline.claims.plans import planned, same_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from timeline.knowledge.known import KnownFact
    from timeline.values.agreement import WindowValue

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
    told_alone = _Alone(by_report)
    for told in by_report.values():
        if len(told) > 1:
            story = _Story(told, told_alone)
            found |= {known.fact_id: why for known, why in story.recalled() if known.fact_id not in found}
            found |= {known.fact_id: WITH_THE_PLAN for known in story.moved_with_the_plan(found)}
    return found


def had_passed(known: KnownFact) -> bool:
    """Whether the window of a plan had surely passed when its report came out."""
    return known.dated and passed(planned(known), known.age[1])


class _Story:
    """What one report tells of a session."""

    def __init__(self, told: Sequence[KnownFact], alone: _Alone) -> None:
        """Take the report's facts, and what all reports gave."""
        done = [known for known in told if not modality.is_to_come(known) and not modality.is_wish(known)]
        self.schedules = [known for known in told if plans.is_schedule(known)]
        self.moves = [known for known in done if isinstance(known.fact, SessionPostponed | SessionCancelled)]
        self.endings = [known for known in done if isinstance(known.fact, SessionHeld | SessionNotHeld)]
        self._alone = alone

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
        if any(other is not known and not same_plan(other, known) and had_passed(other) for other in self.schedules):
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
        earlier = list(self._alone.windows_before(known))
        return bool(earlier) and not any(time.compatible(window) for time in earlier)

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
            if other is known or other.fact.retold or same_plan(other, known) or had_passed(other):
                continue
            mine, second = self._alone.first(known, other), self._alone.first(other, known)
            if mine is not None and (second is None or mine < second):
                return REPLACED
        return None


class _Alone:
    """Which reports gave a plan, and which gave it without another one, in order of publication."""

    def __init__(self, by_report: Mapping[str, Sequence[KnownFact]]) -> None:
        """Take all facts of the session, by report."""
        self._dated = sorted(
            ((told[0].age[1], report, told) for report, told in by_report.items() if told[0].dated),
            key=itemgetter(0, 1),
        )
        self._first: dict[object, list[tuple[date, str]]] = {}

    def windows_before(self, known: KnownFact) -> Iterator[WindowValue]:
        """The windows that reports of earlier days gave."""
        for day, _, told in self._dated:
            if day >= known.age[1]:
                return
            for other in told:
                time = planned(other)
                if time and (plans.is_schedule(other) or isinstance(other.fact, SessionPostponed)):
                    yield time

    def first(self, one: KnownFact, other: KnownFact) -> date | None:
        """When another report first gave one plan of a report without the other, by the day of that report."""
        pair = (_plan(one), _plan(other))
        if pair not in self._first:
            self._first[pair] = [(day, report) for day, report, told in self._dated if _gives_alone(told, one, other)]
        own = one.report.id if one.report else None
        return next((day for day, report in self._first[pair] if report != own and day <= one.age[1]), None)


def _plan(known: KnownFact) -> object:
    time = planned(known)
    return (time and time.key, known.fact.place)


def _gives_alone(told: Iterable[KnownFact], one: KnownFact, other: KnownFact) -> bool:
    schedules = [known for known in told if plans.is_schedule(known)]
    return any(same_plan(known, one) for known in schedules) and not any(same_plan(known, other) for known in schedules)
