"""A dialogue by one day of knowledge after the other: what is known on it, and what did the step to it change?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from timeline.knowledge.growing import Growing
from timeline.knowledge.known import knowledge
from timeline.projections import diff
from timeline.projections.diff import Difference, compared
from timeline.projections.going_on import GoingOn
from timeline.projections.news import DayOfNews, NewFact, earlier, weighed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.growing import Learnt
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Change, Life
    from timeline.projections.news import News
    from timeline.projections.state import State


def giving(dossiers: Iterable[Dossier]) -> dict[tuple[Subject, str], Collection[str]]:
    """Ids of the facts that give each attribute its value."""
    return {
        (dossier.subject, verdict.attribute): verdict.preferred.facts
        for dossier in dossiers
        for verdict in dossier.verdicts.values()
        if verdict.preferred
    }


class KnowledgeWalk:
    """A dialogue by one day of knowledge after the other, later or earlier. A step costs what it changes.

    Attributes:
        day: on which it stands, and by which a fact must have been public to count.

    """

    def __init__(self, ledger: Ledger, day: date) -> None:
        """Stand on a day."""
        self.day = day
        self._growing = Growing(ledger, day)
        self._made: GoingOn | None = None

    @property
    def _going_on(self) -> GoingOn:
        """The projections of the day. They take most of the time, and who asks only for what is known needs none."""
        if self._made is None:
            self._made = GoingOn(self._growing.known, self.day)
        return self._made

    def state(self) -> State:
        """The state of the day."""
        return self._going_on.state(self._growing.snapshot())

    def next_day(self) -> date | None:
        """The first later day on which a fact became known, as the log is read by this day. None after the last."""
        days = self._growing.days()[0]
        at = bisect_right(days, self.day)
        return days[at] if at < len(days) else None

    def previous_day(self) -> date | None:
        """The last earlier day on which a fact became known, as the log is read by this day. None before the first."""
        days = self._growing.days()[0]
        at = bisect_left(days, self.day)
        return days[at - 1] if at else None

    def stand(self, day: date) -> None:
        """Stand on another day, whatever changes by that."""
        if self._made is not None:
            self._step(day)
        else:
            self.day = day
            self._growing.move(day)

    def move(self, day: date) -> DayOfNews:
        """Stand on another day. Returns what is known there, and was not on the day before this step."""
        since = self.day
        learnt, after, changes = self._step(day)
        news = self._weighed(changes, after, since)
        return DayOfNews(day, len(learnt.new), len(learnt.reports), tuple(news))

    def news_of_all(self, day: date, *, recorded: bool = True) -> list[News]:
        """Stand on another day, with all that is on record. Returns what is known more.

        Args:
            day: where to stand.
            recorded: whether something was recorded since the day before this step. If nothing was, and no fact or
                report became known either, time alone changed what is another value now.

        """
        since = self.day
        learnt, after, changes = self._step(day, known_at=max(day, self._growing.last_day))
        if not (recorded or learnt.new or learnt.withdrawn or learnt.reports or learnt.refiled):
            return []
        return self._weighed(changes, after, since)

    def difference(self, day: date) -> Difference:
        """Stand on a later day. Returns how it differs from the day before this step, as `diff.project` does."""
        learnt, _, changes = self._step(day)
        found = Difference(changes, learnt.reports, learnt.origins, len(learnt.new), learnt.withdrawn)
        return diff.condensed(found)

    @property
    def known(self) -> Knowledge:
        """What is known on the day. It is no copy: it changes with each step, and what was taken back is not in it."""
        return self._growing.known

    def _step(self, day: date, *, known_at: date | None = None) -> tuple[Learnt, list[Life], tuple[Change, ...]]:
        """Stand on another day: what was learnt, what changed as it is now, and how. Known is what was by that day."""
        going_on = self._going_on
        self.day = day
        learnt = self._growing.move(known_at or day)
        going_on.go_on(self._growing.known, learnt, day)
        before, after = going_on.changed()
        return learnt, after, diff.changes(map(compared, before), map(compared, after), learnt.new)

    def _weighed(self, changes: Sequence[Change], after: Iterable[Life], since: date) -> list[News]:
        """What changes tell since an earlier day."""
        ids = {fact for change in changes for fact in change.facts}
        facts = {fact: NewFact.of(known) for fact in ids if (known := self._growing.counting.get(fact))}
        return weighed(changes, facts, giving(life.dossier for life in after), since, self.day)


def days(ledger: Ledger, *, since: date, until: date) -> Iterator[DayOfNews]:
    """Each day of a dialogue on which something became known, from `since` to `until`, in order."""
    everything = knowledge(ledger, known_at=until).facts
    walk = KnowledgeWalk(ledger, earlier(since, 1))
    for day in sorted({fact.known_by for fact in everything if fact.known_by >= since}):
        yield walk.move(day)
