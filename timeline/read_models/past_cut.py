"""How do the kept answers of a dialogue go on after an append that touches little of it?

Only the facts that the new ones can touch are read (`cut`). The days are walked as in `past`, and only the subjects of
the new facts are made. The counts of the status card are those that were kept, and what the new facts add.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.store.read_models import NEVER
from timeline.knowledge.growing import Growing, Learnt
from timeline.projections import happenings
from timeline.read_models.chapters import Chapters, Line, NotAsKeptError, Piece, piece_of
from timeline.read_models.past import AHEAD, ChapterWalk
from timeline.read_models.past_form import COMING, HEAD, OF_TODAY, is_of_the_past, question_of
from timeline.read_models.past_holding import KeptDays, first_touched
from timeline.read_models.past_pieces import OF_HEAD, PLANS, unit_name
from timeline.read_models.stored_form import TIMELINE, UnreadableAnswerError, answer_json, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from events.store.read_models import KeptAnswer
    from timeline.read_models.cut import Cut
    from timeline.read_models.past_pieces import Unit
    from timeline.values.day import Day

_DISPUTES: Final = "disputes"
_NOT_DONE: Final = ("planned", "expected", "wish")
"""The words of an event of which it is not told that it took place."""


def stands_on(cut: Cut, first: date) -> int:
    """The day before the first one that new facts can touch, from which their walk goes on; see `held_after`."""
    shelves = (cut.ledger.filings, cut.ledger.facts)
    new = [one for shelf in shelves for one in shelf if one.fact_id in cut.new]
    return min(first_touched(cut.ledger, new).toordinal() - 1, first.toordinal())


def held_after_few(cut: Cut, first: date, before: int, kept: Sequence[KeptAnswer]) -> KeptDays | None:
    """The answers of a dialogue, gone on with from those of an earlier version; see `held_after`.

    None where all of its facts are to be read: what is kept has been edited, or a chapter is to end, or somebody
    planned what the new facts can have done.

    Args:
        cut: what the new facts touch.
        first: the first day that is answered for today.
        before: the day on which the walk begins.
        kept: what was kept of the dialogue, at least all of it that ends after that day and all of today.

    """
    past = [one for one in kept if is_of_the_past(one.question)]
    later = [one for one in past if before < one.until]
    if before < 1 or not any(one.question == question_of(HEAD) and one.since <= before for one in later):
        return None
    own = units_of(cut)
    units = set(map(unit_name, own))
    try:
        today = _Today.of(kept, first)
        chapters = Chapters.resumed(later, before, {*units, unit_name(OF_HEAD)}, _parts_of(own))
        heads = _Heads(chapters, today, units)
        if heads.last_counts() != (cut.counts or heads.last_counts()) or _may_be_planned(cut.acts, chapters, today):
            return None
        walk = _WalkOfFew(cut, own, date.fromordinal(before), first, chapters, heads, today.until)
        answers = (*(one for one in past if one.until <= before), *walk.answers(first))
        return KeptDays(answers, today.with_others(walk.today, units), NEVER)
    except (NotAsKeptError, UnreadableAnswerError, KeyError, TypeError, ValueError):  # the log has the answer
        return None


def units_of(cut: Cut) -> set[Unit]:
    """What is made with the subjects that new facts touch."""
    own = {(_KIND_OF_UNIT.get(subject.type, subject.type), subject) for subject in cut.subjects}
    return {*own, *(("events", subject) for subject in cut.subjects)}


_KIND_OF_UNIT: Final = {"deadline": "commitment"} | dict.fromkeys(happenings.TYPES, "happening")

_PARTS: Final = {
    "position": ("positions",),
    "commitment": ("commitments", COMING),
    "document": ("documents", COMING),
}
"""The parts that the pieces of a unit belong to, besides those of all units."""


def _parts_of(units: Collection[Unit]) -> set[str]:
    return {HEAD, TIMELINE, _DISPUTES, *(part for kind, _ in units for part in _PARTS.get(kind, ()))}


class _Today(NamedTuple):
    """What takes the place of past answers today; see `past_form`.

    Attributes:
        until: the first day on which it does no more. None where nothing does.
        units: with the first day on which each is another one.
        pieces: by part.

    """

    until: int | None
    units: dict[str, int]
    pieces: dict[str, list[list[Any]]]

    @classmethod
    def of(cls, kept: Iterable[KeptAnswer], first: date) -> _Today:
        """What is kept of it, from the first day on that is answered for today.

        Raises:
            NotAsKeptError: it is of other days.

        """
        found = sorted((one for one in kept if one.question == OF_TODAY), key=lambda one: one.since)
        if not found or found[-1].until != NEVER or unpacked(found[-1].answer) is not None:
            raise NotAsKeptError("today is not answered for all days to come")
        since = first.toordinal()
        if found[0].since > since:
            raise NotAsKeptError("it is a day before those that were kept")
        earlier = [one for one in found[:-1] if since < one.until]
        if not earlier:
            return cls(None, {}, {})
        if len(earlier) > 1 or earlier[0].since != since:
            raise NotAsKeptError("today begins on another day")
        besides = unpacked(earlier[0].answer)
        return cls(earlier[0].until, besides["units"], besides["pieces"])

    def on(self, day: int, part: str, unit: str) -> list[list[Any]] | None:
        """The lines of a unit that stand on a day in place of past ones; None where the past ones do."""
        if self.until is None or day >= self.until or self.units.get(unit, NEVER) > day:
            return None
        return [one for one in self.pieces.get(part, ()) if one[2] == unit and one[0] <= day < one[1]]

    def with_others(
        self, made: tuple[dict[str, Any], int] | None, own: Collection[str]
    ) -> tuple[dict[str, Any], int] | None:
        """It, and what was made of other units; of those that could be made again, and were not, the past pieces do."""
        if made is None:
            return None
        told, end = made
        left = {unit: since for unit, since in self.units.items() if unit not in own}
        units = {**left, **told["units"]}
        lines = {
            part: [one for one in some if one[2] in left and one[2] not in told["units"]]
            for part, some in self.pieces.items()
        }
        for part, some in told["pieces"].items():
            lines[part] = sorted([*lines.get(part, ()), *some], key=answer_json)
        return {"units": units, "pieces": {part: some for part, some in lines.items() if some}}, end


class _Heads:
    """What the status card was kept with besides its lists, day by day, and the disputes of what is made again."""

    def __init__(self, chapters: Chapters, today: _Today, units: Collection[str]) -> None:
        self._chapters = chapters.read()
        self._today = today
        self._units = units
        heads = (one for one in today.pieces.get(HEAD, ()) if one[2] == unit_name(OF_HEAD))
        self.days_of_today = sorted({day for one in heads for day in one[:2]})

    def on(self, day: int, *, of_today: bool) -> dict[str, Any]:
        """The head of a day, without the disputes of the units.

        Raises:
            NotAsKeptError: there is none.

        """
        own = unit_name(OF_HEAD)
        found = [_piece(one) for one in self._lines(day, HEAD, own, of_today=of_today)]
        if len(found) != 1:
            raise NotAsKeptError("its head is not there")
        head: dict[str, Any] = json.loads(found[0].from_(day).text)
        disputes = (one for unit in self._units for one in self._lines(day, _DISPUTES, unit, of_today=of_today))
        head["counts"]["disputes"] -= sum(1 for _ in disputes)
        return head

    def last_counts(self) -> tuple[int, int]:
        """The facts and reports that are told once all is known that was on record."""
        counts = self.on(NEVER - 1, of_today=False)["counts"]
        return counts["facts"], counts["reports"]

    def _lines(self, day: int, part: str, unit: str, *, of_today: bool) -> Iterable[Line | list[Any]]:
        told = self._today.on(day, part, unit) if of_today else None
        if told is not None:
            return told
        name = answer_json(unit)
        return [
            line
            for since, until, lines in self._chapters
            if since <= day < until
            for line in lines
            if (line.part, line.unit) == (part, name) and line.since <= day < line.until
        ]


def _piece(line: Line | list[Any]) -> Piece:
    return piece_of(line) if isinstance(line, Line) else Piece(line[0], line[3], answer_json(line[4]))


def _may_be_planned(acts: Collection[str], chapters: Chapters, today: _Today) -> bool:
    """Whether somebody planned, expected or wished for an act of some types, and it is not told as done."""
    of_acts = tuple(f"events {act}:" for act in acts)
    told = (
        json.loads(line.unit)
        for word in _NOT_DONE
        for line in chapters.holding(TIMELINE, f'"modality":{answer_json(word)}')
    )
    ahead = (one[2] for one in today.pieces.get(TIMELINE, ()) if one[4]["modality"] in _NOT_DONE)
    return any(unit.startswith(of_acts) for unit in (*told, *ahead))


class _WalkOfFew(ChapterWalk):
    """A dialogue, day after day, of which only the subjects of a few new facts are known."""

    def __init__(  # noqa: PLR0913, PLR0917 - what was kept, and what is new
        self, cut: Cut, own: set[Unit], on: date, first: date, chapters: Chapters, heads: _Heads, until: int | None
    ) -> None:
        """Stand on a day, with what is known by it.

        Args:
            cut: what is new, and what it touches.
            own: what of it is made again.
            on: the day.
            first: the first day that is answered for today.
            chapters: that hold the day, of which only these subjects are read.
            heads: that were kept.
            until: the first day from which on other facts are known as today; None where that is before `first`.

        Raises:
            NotAsKeptError: it takes all facts.

        """
        self._cut = cut
        self._first = first
        self._heads = heads
        self._others_until = until
        self._filed = [one.fact.said("id") for one in cut.ledger.filings if one.fact_id in cut.new]
        self._own = own
        super().__init__(Growing(cut.ledger, on), on, chapters, cut.new)

    def _resume(self) -> None:
        known = Learnt(came=tuple(self._growing.known.facts))
        self._pieces.go_on(known, self._on, renamed=True)
        self._pieces.changes_plans(known)
        if self._pieces.has_plans and self._cut.acts:
            raise NotAsKeptError("an act was planned")

    def _last_day(self) -> date:
        last = super()._last_day()
        others = date.min if self._others_until is None else date.fromordinal(self._others_until)
        if last > others > date.min or last - self._first > AHEAD:
            raise NotAsKeptError("more days are answered for today")
        return max(last, others)

    def _next(self, *, knows_more: bool = True) -> date | None:
        days = [super()._next(knows_more=knows_more)]
        on, others = self._on.toordinal(), self._others_until
        if knows_more:
            days += [date.fromordinal(others)] if others is not None and on < others else []
        else:
            days += [date.fromordinal(day) for day in self._heads.days_of_today if on < day < NEVER]
        return min((day for day in days if day is not None), default=None)

    def _that_differ(self, again: set[Unit]) -> set[Unit]:
        """Only what is new bears on anything: what else a step looks at is as it was kept."""
        return super()._that_differ(again & self._own)

    def _put(self, unit: Unit) -> None:
        if unit == PLANS and not self._cut.acts:
            return
        super()._put(unit)

    def _made(self, unit: Unit, day: Day) -> dict[tuple[str, Hashable], Piece]:
        if unit == OF_HEAD:
            return {(HEAD, ""): Piece(self._on.toordinal(), 0, answer_json(self._head(day)))}
        if unit == PLANS:
            raise NotAsKeptError("an act is planned")
        return super()._made(unit, day)

    def _head(self, day: Day) -> dict[str, Any]:
        """What was kept of the day, with what is new."""
        of_today = self._chapters is not self._past
        head = self._heads.on(self._on.toordinal(), of_today=of_today)
        known, counts = self._growing.known, head["counts"]
        reports = [known.reports[name] for name in self._filed if name in known.reports]
        told = {one.origin for one in reports}
        counts["facts"] += len(self._cut.new & self._growing.counting.keys())
        counts["reports"] += len(reports)
        counts["origins"] += sum(
            one.name in told and (one.known_by is None or (not of_today and self._on < one.known_by))
            for one in self._cut.origins
        )
        counts["disputes"] += self._pieces.disputes
        if dated := [one.known_by for one in reports if one.dated]:
            before = [date.fromisoformat(head["last_heard"])] if head["last_heard"] else []
            heard = max(*dated, *before, date.min)
            head["last_heard"], head["silent_days"] = heard.isoformat(), max((day - heard).days, 0)
        return head
