"""What was made of each subject, and for which days does it hold? What did a step change, and what is due on a day?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from timeline.projections.documents import Document
from timeline.projections.invitations import Invitation
from timeline.projections.session import Session
from timeline.values.day import plain_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.facts.subject import Subject
    from timeline.projections.diff import Life
    from timeline.values.day import Day

_T = TypeVar("_T")


class Made(NamedTuple, Generic[_T]):
    """What was made of a subject.

    Attributes:
        what: it is. None where nothing of it had happened by the day.
        place: by which it is ordered among those of its kind.
        on: the day that it was made for. Numbers of days in it are those of this day.
        day: the days for which it holds.

    """

    what: _T | None
    place: Any
    on: date
    day: Day


class LivesOfKind(Generic[_T]):
    """What was made of each subject of a kind.

    Attributes:
        made: by subject.
        before: what stood there before this step, of each subject that it changed. None where nothing did.
        life: how one of them is compared.

    """

    def __init__(self, life: Callable[[_T], Life]) -> None:
        """Take how one of them is compared."""
        self.made: dict[Subject, Made[_T]] = {}
        self.before: dict[Subject, Made[_T] | None] = {}
        self.life = life
        self._ends: list[tuple[date, int, Subject]] = []
        self._begins: list[tuple[int, int, Subject]] = []
        self._number = count()

    def get(self, subject: Subject) -> _T | None:
        """What it is now."""
        made = self.made.get(subject)
        return made.what if made else None

    def was(self, subject: Subject) -> _T | None:
        """What it was before this step."""
        made = self.before[subject] if subject in self.before else self.made.get(subject)
        return made.what if made else None

    def put(self, subject: Subject, what: _T | None, place: Any, day: Day) -> None:  # noqa: ANN401 - whatever orders it
        """Put what was made of a subject for a day."""
        self.before.setdefault(subject, self.made.get(subject))
        self.made[subject] = Made(what, place, plain_day(day), day)
        if day.until is not None:
            heappush(self._ends, (day.until, next(self._number), subject))
        if day.since > date.min:
            heappush(self._begins, (-day.since.toordinal(), next(self._number), subject))

    def holds(self, subject: Subject, day: Day) -> None:
        """What was made of a subject stays as it is, now for the days of another day."""
        made, before = self.made[subject], self.before.get(subject, self)
        self.put(subject, made.what, made.place, day)
        self.made[subject] = made._replace(day=day)
        if before is self:
            del self.before[subject]

    def drop(self, subject: Subject) -> None:
        """Nothing tells of a subject any more."""
        self.before.setdefault(subject, self.made.pop(subject, None))

    def due(self, on: date) -> set[Subject]:
        """The subjects of which something else is to be made on a day than was made last."""
        found = set()
        while self._ends and self._ends[0][0] <= on:
            until, _, subject = heappop(self._ends)
            if subject in self.made and self.made[subject].day.until == until:
                found.add(subject)
        while self._begins and -self._begins[0][0] > on.toordinal():
            since, _, subject = heappop(self._begins)
            if subject in self.made and self.made[subject].day.since.toordinal() == -since:
                found.add(subject)
        return found

    def until(self) -> date | None:
        """The first day on which something lapses by itself. None where nothing does."""
        while self._ends:
            until, _, subject = self._ends[0]
            if subject in self.made and self.made[subject].day.until == until:
                return until
            heappop(self._ends)
        return None

    def items(self, on: date) -> list[_T]:
        """Everything as of a day for which it holds, in order."""
        made = [one for one in self.made.values() if one.what is not None]
        return [aged(one.what, one.on, on) for one in sorted(made, key=lambda one: one.place) if one.what is not None]

    def changed(self) -> tuple[list[Life], list[Life]]:
        """What this step changed, as it was and as it is, each in order."""
        before, after = [], []
        for subject, was in self.before.items():
            now = self.made.get(subject)
            old = self.life(was.what) if was and was.what is not None else None
            new = self.life(now.what) if now and now.what is not None else None
            if old and new and old.dossier is new.dossier and old.status == new.status:
                continue
            if old and was:
                before.append((was.place, old))
            if new and now:
                after.append((now.place, new))
        return _in_place(before), _in_place(after)


def _in_place(lives: list[tuple[Any, Life]]) -> list[Life]:
    return [life for _, life in sorted(lives, key=lambda one: one[0])]


def aged(what: _T, made: date, on: date) -> _T:
    """What was made for a day, as of another one for which it holds: the days since it was due grow."""
    if not isinstance(what, Session | Invitation | Document) or not what.overdue_days or made == on:
        return what
    return replace(what, overdue_days=what.overdue_days + (on - made).days)
