"""What was the answer on each past day? All answers of a dialogue, for the stretches of days for which they hold.

The days of a dialogue are walked once, from before the first report to after the last. On each, only what was known by
it counts. A piece of an answer (a session, an event, what is to come) is written down with the first day on which it is
so, and the first on which it is otherwise. Pieces are gathered in chapters, so that a day is answered out of a few of
them: a chapter ends once more pieces have ended in it than it began with.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from events.facts.subject import DIALOGUE
from events.store.read_models import NEVER
from timeline.knowledge.growing import Learnt
from timeline.projections import planned
from timeline.projections.going_on import PROMISED, GoingOn
from timeline.projections.session_series import NO_OTHERS
from timeline.read_models.chapters import Chapters, NotAsKeptError
from timeline.read_models.past_pieces import (
    LEADERS,
    OF_DIALOGUE,
    OF_HEAD,
    PLANS,
    RHYTHM,
    Pieces,
    of_fact,
    of_report,
    unit_name,
)
from timeline.read_models.stored_form import answer_json, packed_text
from timeline.values.day import ALWAYS, Day

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Sequence

    from events.store.read_models import KeptAnswer
    from timeline.knowledge.growing import Growing
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.reports import Report
    from timeline.projections.session_series import Others
    from timeline.read_models.chapters import Piece
    from timeline.read_models.past_pieces import Unit


AHEAD: Final = timedelta(days=31)
"""For so many days what takes the place of past answers is made ahead. A month of a vague publication passes in it."""


class ChapterWalk:
    """A dialogue, day after day.

    Attributes:
        today: what takes the place of units of the answers of past days where all is known that is on record, from the
            first day of `answers` on, and the first day on which it does no more. It is as it is kept. None where
            nothing becomes known after the first day.
        until: the first day on which today is answered neither in this way nor by the answers of past days.

    """

    def __init__(self, growing: Growing, on: date, chapters: Chapters, new: Collection[str] | None = None) -> None:
        """Stand on a day, with what is known by it, and go on with its chapters.

        Args:
            growing: the knowledge.
            on: the day.
            chapters: that hold the day, or new ones before the first.
            new: ids of the facts that came since the chapters were kept, where nothing else is read otherwise since.
                Then what these cannot touch stays as it was kept. None where anything can be another piece.

        Raises:
            NotAsKeptError: the chapters tell of another day.

        """
        self.today: tuple[bytes, int] | None = None
        self.until = NEVER
        self._growing = growing
        self._on = self._stood_on = on
        self._chapters = self._past = chapters
        self._going_on = GoingOn(self._growing.known, on, lazily=new is not None, others=self._others())
        self._days: dict[Unit, Day] = {}
        """For which days each was made. What is the same on all days shares one of them."""
        self._ends: list[tuple[date, int, Unit]] = []
        self._number = count()
        self._names = growing.known.names_that_stand
        self._pieces = Pieces(growing, self._going_on, on)
        self._of_today: dict[Unit, int] = {}
        """What was made for today, each with the first day of it, and is to be made for the past day that follows."""
        self._new = new
        self._begins = new is None
        self._differ: set[Unit] = set()
        """What can be another piece than the kept one, since it depends on new facts."""
        if chapters.is_resumed:
            self._resume()
        else:
            self._write(Learnt(came=tuple(self._growing.known.facts)), renamed=True)

    def _resume(self) -> None:
        """Take up what steps compare with; the pieces of a unit are made once a step touches it."""
        known = Learnt(came=tuple(self._growing.known.facts))
        self._pieces.go_on(known, self._on, renamed=True)
        self._pieces.changes_plans(known)
        if self._pieces.has_plans:
            self._put(PLANS)
        self._pieces.disputes = self._disputes()
        (((part, _), head),) = self._pieces.of(OF_HEAD, Day.of(self._on)).items()
        if not self._chapters.holds(unit_name(OF_HEAD), part, head):
            raise NotAsKeptError("its head is another one")

    def answers(self, first: date) -> Iterator[KeptAnswer]:
        """Those of the chapters that end on the way. `chapters` has the last one.

        Args:
            first: the first day that is answered for today.

        Raises:
            NotAsKeptError: what changed has everything made again.

        """
        last = self._last_day()
        is_told = last <= first
        while (day := self._next()) is not None:
            if not is_told and day > first:
                self._tell_of_today(first, last)
                is_told = True
            yield from self._chapters.next(day.toordinal())
            self._step(self._growing.move(day), day)

    @property
    def chapters(self) -> Chapters:
        """The chapter in which it stands, and those that were kept of later days."""
        return self._past

    def _last_day(self) -> date:
        """A day on which all that is on record is known, as on every later one."""
        return self._growing.last_day

    def _tell_of_today(self, first: date, last: date) -> None:
        """Tell of the days that are made ahead, from the first one on, with all that is known on the last one."""
        end = first + AHEAD if last - first > AHEAD else last
        stood_on, self._chapters = self._on, Chapters()
        day: date | None = first
        learnt = self._growing.move(last)
        while day is not None and day < end:
            self._step(learnt, day)
            learnt, day = Learnt(), self._next(knows_more=False)
        units = {unit_name(unit): since for unit, since in self._of_today.items()}
        told = chain(['{"units":', answer_json(units), ',"pieces":'], self._chapters.told(), ["}"])
        self.today = packed_text(told), end.toordinal()
        if end < last:
            self.until = end.toordinal()
        self._chapters = Chapters()  # nobody reads the way back
        self._step(self._growing.move(stood_on), stood_on)
        self._chapters = self._past

    def _step(self, learnt: Learnt, day: date) -> None:
        """Go to a day: first with what was known of it before, then with what is new."""
        self._on = day
        self._going_on.others = self._others()
        for some in self._parted(learnt):
            before, status = self._names, self._going_on.status
            self._names = self._growing.known.names_that_stand
            self._going_on.thorough = self._chapters is not self._past or self._can_differ(some)
            self._going_on.go_on(self._growing.known, some, day)
            self._write(some, renamed=self._names != before, otherwise=self._going_on.status != status)

    def _others(self) -> Others:
        """The sessions of each track of which no facts are known; see `GoingOn`."""
        return NO_OTHERS

    def _parted(self, learnt: Learnt) -> Sequence[Learnt]:
        """The facts that were on record when the chapters were kept, and the new ones, where there are both."""
        new = [one for one in learnt.came if self._is_new(one)]
        if not new or len(new) == len(learnt.came) or self._chapters is not self._past:
            return (learnt,)
        others = tuple(one for one in learnt.came if not self._is_new(one))
        return Learnt(came=others, gone=learnt.gone), learnt._replace(came=tuple(new), gone=())

    def _is_new(self, known: KnownFact | Report) -> bool:
        return self._new is not None and known.fact_id in self._new

    def _can_differ(self, learnt: Learnt) -> bool:
        """Whether what depends on a step can come out otherwise than in the kept pieces, or stay as it was."""
        facts = (*learnt.came, *learnt.gone)
        reports = map(self._growing.known.reports.__getitem__, learnt.reports)
        if any(map(self._is_new, facts)) or any(map(self._is_new, reports)):
            if any(map(planned.is_act, facts)):
                self._differ.add(PLANS)  # what is planned later can be done by it
            return True
        differ = {subject for _, subject in self._differ if subject is not None}
        if any(one.type in PROMISED for one in differ) and any(one.type in PROMISED for one in learnt.subjects):
            return True
        if any(one.type == "session" for one in differ) or not differ.isdisjoint(learnt.subjects):
            return True
        return PLANS in self._differ and any(map(planned.is_act, facts))

    def _next(self, *, knows_more: bool = True) -> date | None:
        """The next day on which anything can change, also where nothing more becomes known."""
        known = self._growing.days() if knows_more else ()
        days = [found[at] for found in known if (at := bisect_right(found, self._on)) < len(found)]
        boundary = self._past.next_boundary(self._on.toordinal())
        if boundary is not None:
            days.append(date.fromordinal(boundary))
        if (lapse := self._lapse()) is not None:
            days.append(lapse)
        return min(days, default=None)

    def _lapse(self) -> date | None:
        """The next day on which something changes by itself."""
        lapse = self._going_on.until
        while self._ends and (
            self._ends[0][2] not in self._days or self._days[self._ends[0][2]].until != self._ends[0][0]
        ):
            heappop(self._ends)
        return min([*([lapse] if lapse else []), *(until for until, *_ in self._ends[:1])], default=None)

    def _write(self, learnt: Learnt, *, renamed: bool, otherwise: bool = False) -> None:
        """Write down what a step changed.

        Args:
            learnt: by it.
            renamed: whether what all pieces are made of has changed.
            otherwise: whether the dialogue stands elsewhere.

        """
        if renamed and self._new is not None:
            raise NotAsKeptError("other names stand")
        begins = self._begins and self._chapters is self._past
        self._begins = self._begins and not begins
        renamed = renamed or begins
        self._pieces.go_on(learnt, self._on, renamed=renamed)
        again = self._touched(learnt, everything=renamed)
        if otherwise:
            again.add(RHYTHM)
        if self._chapters is self._past and self._of_today:
            again |= self._of_today.keys()
            self._of_today = {}
        if self._pieces.changes_plans(learnt) or renamed or PLANS in again:
            self._put(PLANS)
            again.update(("events", subject) for subject in self._pieces.fulfilling)
            again.add(PLANS)
        for unit in self._that_differ(again) - {PLANS}:
            self._put(unit)
        if begins:
            self._chapters.let_go(self._on.toordinal())
        self._pieces.disputes = self._disputes()
        self._put(OF_HEAD)

    def _disputes(self) -> int:
        """How many disputes stand on the day."""
        on = self._on.toordinal()
        disputes = self._chapters.disputes(on)
        if self._chapters is not self._past:
            disputes += self._past.disputes(on, besides=set(map(unit_name, self._of_today)))
        return disputes

    def _that_differ(self, again: set[Unit]) -> set[Unit]:
        """Which of the units that a step looks at can be other pieces than the kept ones."""
        if self._new is None:
            return again
        if not self._going_on.thorough:
            return again & self._days.keys()
        self._differ |= again
        return again

    def _touched(self, learnt: Learnt, *, everything: bool) -> set[Unit]:
        """What a step makes again, and what has lapsed."""
        again = (
            {unit for unit, day in self._days.items() if self._on < day.since} if self._on < self._stood_on else set()
        )
        self._stood_on = self._on
        while self._ends and self._ends[0][0] <= self._on:
            until, _, unit = heappop(self._ends)
            if unit in self._days and self._days[unit].until == until:
                again.add(unit)
        for kind, shelf in self._pieces.shelves.items():
            again.update((kind, subject) for subject in (*shelf.before, *(shelf.made if everything else ())))
        met = self._going_on.sessions.before
        events = {*learnt.subjects, *met, *self._going_on.positions.before}
        if everything:
            events.update(self._growing.known.by_subject)
        again.update(("events", subject) for subject in events)
        told = (*learnt.came, *learnt.gone)
        facts = self._growing.counting if everything else [one.fact_id for one in told]
        reports = (*learnt.reports, *learnt.refiled, *(self._growing.known.reports if everything else ()))
        again.update(map(of_fact, facts), map(of_report, reports))
        if (
            everything
            or met
            or any(map(self._pieces.tells_of_leaders, told))
            or any(one.fact.persons and self._is_new(one) for one in told)
        ):
            again.add(LEADERS)
        if everything or met or DIALOGUE in events or self._going_on.life_of_dialogue.before:
            again.update((RHYTHM, OF_DIALOGUE))
        return again

    def _put(self, unit: Unit) -> None:
        """Make the pieces of a unit, and note for how long they hold."""
        day = Day.of(self._on)
        self._chapters.put(unit_name(unit), self._made(unit, day), self._on.toordinal())
        if self._chapters is not self._past:
            self._of_today.setdefault(unit, self._on.toordinal())
        self._days[unit] = day if day.until is not None or day.since > date.min else ALWAYS
        if day.until is not None:
            heappush(self._ends, (day.until, next(self._number), unit))

    def _made(self, unit: Unit, day: Day) -> dict[tuple[str, Hashable], Piece]:
        """The pieces of a unit, by part and key."""
        return self._pieces.of(unit, day)
