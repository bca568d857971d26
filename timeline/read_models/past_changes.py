"""What changed between two days of knowledge, or on each day of news? What is kept tells, and the log is not read.

Lines that hold on both days are not decoded: what is the same on both changed nothing.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from datetime import date
from functools import cache, cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from events.facts.subject import DIALOGUE, Subject
from events.store.read_models import NEVER
from timeline.projections.diff import Compared, Difference, changes, condensed
from timeline.projections.news import DayOfNews, NewFact, weighed
from timeline.read_models.past_form import (
    BEHIND,
    FACTS,
    HEAD,
    OF_TODAY,
    REPORTS,
    VALUES,
    pieces_on,
    question_of,
    stretch_of,
)
from timeline.read_models.stored_form import UnreadableAnswerError, text_of, text_or_none, undecoded_lines, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from events.store.read_models import ReadModels
    from timeline.projections.diff import Change
    from timeline.projections.news import News

    _Find = Callable[[str, int], tuple[int, bytes] | None]
    _Read = Callable[[bytes], Sequence["Stretch"]]


class _Line(NamedTuple):
    """A piece that holds on one of two days.

    Attributes:
        unit: what it was made of.
        place: by which pieces of one part are ordered.
        told: what it says.

    """

    unit: str
    place: Any
    told: Any


class _Step(NamedTuple):
    """The pieces of a part that hold on one of two days: on the earlier one, or on the later one."""

    gone: list[_Line]
    came: list[_Line]


_PLACE: Final = attrgetter("place")
BROKEN: Final = (AttributeError, LookupError, TypeError, ValueError, OverflowError, RecursionError)
"""What comes of what somebody put there."""

Stretch = tuple[int, int, bytes]
"""The first day of a line, the first on which it holds no more, and the line."""


def stretches(kept: bytes) -> list[Stretch]:
    """The lines of a part, each with its days.

    Raises:
        UnreadableAnswerError, ValueError: it was damaged.

    """
    return [(*stretch_of(line), line) for line in undecoded_lines(kept)]


def difference(  # noqa: PLR0913, PLR0917 - what is read, and how
    read_models: ReadModels,
    shape: int,
    dialogue: str,
    first: date,
    last: date,
    read: _Read = stretches,
) -> Difference | None:
    """What changed between what was known on two days; None where no answer is ready, or it was damaged.

    Args:
        read_models: of the store.
        shape: of what is read.
        dialogue: slug.
        first: the earlier day.
        last: the later day.
        read: gives the lines of a part, for who holds them.

    """
    try:
        return Between(partial(read_models.answer_of, shape, dialogue), [first, last], read=read).difference()
    except BROKEN:
        return None


def news_since(  # noqa: PLR0913 - what is read, and what is asked of it
    read_models: ReadModels, shape: int, dialogue: str, first: date, today: date, *, recorded: bool = True
) -> list[News] | None:
    """What all that is on record tells today, and was not known on an earlier day. See `difference`.

    Args:
        read_models: of the store.
        shape: of what is read.
        dialogue: slug.
        first: the earlier day.
        today: the later one.
        recorded: whether something was recorded since the earlier day. See `KnowledgeWalk.news_of_all`.

    """
    if today <= first:
        return None
    find = partial(read_models.answer_of, shape, dialogue)
    try:
        between = Between(find, [first, today], besides=unpacked(found_on(find, OF_TODAY, today)))
        return between.news(1) if recorded or between.knows_more() else []
    except BROKEN:
        return None


def days_of_news(
    read_models: ReadModels, shape: int, dialogue: str, since: date, until: date
) -> list[DayOfNews] | None:
    """Each day on which something became known, from one day to another, in order. See `difference`."""
    find = partial(read_models.answer_of, shape, dialogue)
    try:
        read = cache(stretches)  # the facts are read for their days, and for what they tell
        days = sorted({day for day, _ in _known(find, until, since, read)})
        before = date.fromordinal(max(since.toordinal() - 1, 1))
        return list(Between(find, [before, *days], read=read).days())
    except BROKEN:
        return None


def heard(
    read_models: ReadModels, shape: int, dialogue: str, day: date, read: _Read = stretches
) -> list[tuple[date, str | None]] | None:
    """The facts that count on a day: from which day each was public, and the report that tells it. See `difference`."""
    try:
        return list(_known(partial(read_models.answer_of, shape, dialogue), day, date.min, read))
    except BROKEN:
        return None


def found_on(find: _Find, question: str, day: date) -> bytes:
    """What is kept of a dialogue for a day.

    Raises:
        UnreadableAnswerError: nothing is.

    """
    found = find(question, day.toordinal())
    if found is None:
        raise UnreadableAnswerError
    return found[1]


def _known(find: _Find, day: date, since: date, read: _Read) -> Iterator[tuple[date, str | None]]:
    """From which day each fact was public that counts on a day, and its report; of those that came since another."""
    at, begin = day.toordinal(), since.toordinal()
    stretches_ = read(found_on(find, question_of(FACTS), day))
    # As it is read on the day, it counts since it was public.
    lines = [line for first, last, line in stretches_ if begin <= first <= at < last]
    for *_, (report, _, known_by, *_) in json.loads(b"[%b]" % b",".join(lines)):
        if known_by >= begin:
            yield date.fromordinal(known_by), text_or_none(report)


class Between:
    """What is kept of a dialogue, on some days in order.

    Raises UnreadableAnswerError, or an error of what was read, where something is missing or was damaged.
    """

    def __init__(
        self,
        find: _Find,
        days: Sequence[date],
        besides: Any = None,  # noqa: ANN401 - any value that JSON has
        read: _Read = stretches,
    ) -> None:
        """Take the days.

        Args:
            find: gives an answer of the dialogue for a day.
            days: those that are compared, each with the one before it.
            besides: what takes the place of units on the last day; see `past_form`. Only where there are two days.
            read: gives the lines of a part.

        """
        self._find = find
        self._read_lines = read
        self._days = days
        self._at = [day.toordinal() for day in days]
        self._besides = besides or {"units": {}, "pieces": {}}
        self._read: dict[str, list[_Step]] = {}
        self._of_dialogue: list[tuple[int, int, _Line]] = []

    # ---- what is asked -------------------------------------------------------------------------------------------

    def difference(self) -> Difference:
        """What changed from the first of two days to the second."""
        step = _Told.of(self, 1)
        was, now = self._steps(REPORTS)[1]
        at = self._at[0]
        before = [line for since, until, line in self._lines(REPORTS) if since <= at < until]
        origins = {origin for *_, (origin, *_) in json.loads(b"[%b]" % b",".join(before))}
        came = sorted(now, key=_PLACE)
        return condensed(
            Difference(
                changes=step.changes,
                reports=_without((_subject(one.unit).key for one in came), {_subject(one.unit).key for one in was}),
                origins=_without((text_of(one.told[0]) for one in came), origins),
                facts=len(step.new),
                withdrawn=step.withdrawn,
            )
        )

    def news(self, number: int) -> list[News]:
        """What the step to one of the days tells, the weightiest first."""
        was, now = self._steps(VALUES)[number]
        if not (was or now) and self.statuses[number - 1] == self.statuses[number]:
            return []
        step = _Told.of(self, number)
        facts = {one.fact_id: one for one in step.new.values()}
        return weighed(step.changes, facts, step.giving, self._days[number - 1], self._days[number])

    def knows_more(self) -> bool:
        """Whether a fact or a report is known on the second of two days that was not on the first, or no more."""
        return any(
            {one.place for one in was} != {one.place for one in now}
            for was, now in (self._steps(part)[1] for part in (FACTS, REPORTS))
        )

    def days(self) -> Iterator[DayOfNews]:
        """Each of the days but the first, with what the step to it tells."""
        for number, day in enumerate(self._days[1:], 1):
            facts, reports = (
                {one.place for one in now} - {one.place for one in was}
                for was, now in (self._steps(part)[number] for part in (FACTS, REPORTS))
            )
            yield DayOfNews(day, len(facts), len(reports), tuple(self.news(number)))

    # ---- what is read --------------------------------------------------------------------------------------------

    def _steps(self, part: str) -> list[_Step]:
        """Of each day, the pieces of a part that hold on it, or on the day before it in the list, and not on both."""
        if part not in self._read:
            self._read[part] = self._steps_of(part)
        return self._read[part]

    def _steps_of(self, part: str) -> list[_Step]:
        days, first, last = self._at, self._at[0], self._at[-1]
        left, pieces = self._besides["units"], self._besides["pieces"].get(part, ())
        lines = [
            text
            for since, until, text in self._lines(part)
            if first < since <= last
            or first < until <= last
            or (left and since <= last < until)
            or (part == VALUES and _OF_DIALOGUE in text)
        ]
        steps = [_Step([], []) for _ in days]
        for since, until, unit, *told in json.loads(b"[%b]" % b",".join(lines)):
            line = _Line(unit, *told)
            begin, end = bisect_left(days, since), bisect_left(days, until)
            if left.get(unit, NEVER) <= last:
                end = min(end, len(days) - 1)
            self._take(part, steps, begin, end, line)
        for since, until, unit, *told in pieces:
            if since <= last < until:
                self._take(part, steps, len(days) - 1, len(days), _Line(unit, *told))
        return steps

    def _lines(self, part: str) -> Sequence[Stretch]:
        """The lines of a part that is not divided."""
        return self._read_lines(found_on(self._find, question_of(part), self._days[-1]))

    def _take(self, part: str, steps: list[_Step], begin: int, end: int, line: _Line) -> None:
        """Take a piece that holds from one of the days on, and from another on no more."""
        if part == VALUES and line.unit == _DIALOGUE:
            self._of_dialogue.append((begin, end, line))
        elif begin < end:
            if begin:
                steps[begin].came.append(line)
            if end < len(steps):
                steps[end].gone.append(line)

    @cached_property
    def statuses(self) -> list[str]:
        """Where the dialogue stands on each of the days."""
        found: list[str] = []
        since, lines = NEVER, list[bytes]()
        for number in reversed(range(len(self._days))):
            day = self._days[number]
            if number == len(self._days) - 1 and self._besides["units"]:
                chapter = found_on(self._find, question_of(HEAD), day)
                ((_, head),) = pieces_on(chapter, day, besides=self._besides, part=HEAD)
            else:
                at = day.toordinal()
                if at < since:
                    kept = self._find(question_of(HEAD), at)
                    if kept is None:
                        raise UnreadableAnswerError
                    since, lines = kept[0], undecoded_lines(kept[1])
                (line,) = (one for one in lines for begin, end in [stretch_of(one)] if begin <= at < end)
                *_, head = json.loads(line)
            found.append(text_of(head["status"]))
        return found[::-1]

    def subjects(self, number: int, *, before: bool) -> list[tuple[str, Subject, dict[str, str], str, str | None]]:
        """The subjects that a step changed, as they stood before it or after it: unit, values, status, last heard."""
        lines = self._steps(VALUES)[number].gone if before else self._steps(VALUES)[number].came
        found = [(one.unit, _subject(one.unit), *one.told) for one in sorted(lines, key=_PLACE)]
        at = number - before
        (own,) = (line for begin, end, line in self._of_dialogue if begin <= at < end)
        return [(_DIALOGUE, DIALOGUE, own.told[0], self.statuses[at], None), *found]

    def facts(self, number: int) -> tuple[dict[int, NewFact], tuple[str, ...]]:
        """The facts that count since a step, by position, and ids of those that do no more."""
        was, now = ({one.place: one for one in lines} for lines in self._steps(FACTS)[number])
        new = {at: _fact(now[at]) for at in sorted(now.keys() - was.keys())}
        return new, tuple(_subject(was[at].unit).key for at in sorted(was.keys() - now.keys()))

    def behind(self, number: int) -> list[_Line]:
        """The facts behind what a step changed, those of all that it made count among them."""
        return sorted(self._steps(BEHIND)[number].came, key=_PLACE)


_DIALOGUE: Final = "dialogue"
_OF_DIALOGUE: Final = b',"dialogue",'


class _Told(NamedTuple):
    """What a step changed.

    Attributes:
        changes: of values.
        new: the facts that count since, by position.
        withdrawn: ids of those that do no more.
        giving: ids of the new facts that give an attribute its value.

    """

    changes: tuple[Change, ...]
    new: dict[int, NewFact]
    withdrawn: tuple[str, ...]
    giving: dict[tuple[Subject, str], tuple[str, ...]]

    @classmethod
    def of(cls, between: Between, number: int) -> Self:
        """The step to one of the days."""
        new, withdrawn = between.facts(number)
        behind: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for line in between.behind(number):
            if line.place in new:
                for attribute in (None, *line.told):
                    behind[line.unit, attribute].append(new[line.place].fact_id)

        def compared(*, before: bool) -> Iterator[Compared]:
            for unit, subject, told, status, last_heard in between.subjects(number, before=before):
                settled = {name: (text_of(text), tuple(behind[unit, name])) for name, text in told.items()}
                yield Compared(subject, settled, text_of(status), text_or_none(last_heard), tuple(behind[unit, None]))

        after = list(compared(before=False))
        ids = {one.fact_id for one in new.values()}
        giving = {(one.subject, name): facts for one in after for name, (_, facts) in one.settled.items()}
        return cls(changes(compared(before=True), after, ids), new, withdrawn, giving)


def _fact(line: _Line) -> NewFact:
    """The fact that a line tells of."""
    report, origin, known_by, last, *_ = line.told
    latest = date.fromordinal(last) if last else None
    known_from = date.fromordinal(known_by)
    return NewFact(_subject(line.unit).key, line.place, text_or_none(report), text_or_none(origin), known_from, latest)


def _subject(unit: str) -> Subject:
    """The subject of a unit."""
    type_, _, key = unit.partition(" ")[2].partition(":")
    return Subject(type_, key)


def _without(names: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name not in seen))
