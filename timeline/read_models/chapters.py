"""How are the answers of past days stored? As pieces, gathered in chapters.

A piece is a part of an answer, such as a session or an event, with the days on which it is the same. A chapter covers a
stretch of days and holds every piece of them, so one day is answered out of a few of them. A unit is what is
made at once, such as all pieces of one session. To go on from stored chapters, the units that a step touches are put
anew. The lines of all others stay as they are, also those of days that are still to come. Parts that are not divided
are one chapter of all days.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from events.store.read_models import NEVER, KeptAnswer
from timeline.read_models.kept_lines import KeptLines
from timeline.read_models.past_form import COMING, HEAD, PARTS, UNDIVIDED, days_to_show, part_of, question_of
from timeline.read_models.stored_form import (
    TIMELINE,
    UnreadableAnswerError,
    answer_json,
    moved,
    packed_lines,
    unpacked_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

LEAST_CHAPTER: Final = 50_000
"""Characters of ended pieces that a chapter has at least."""

_DISPUTES: Final = "disputes"

_Key = tuple[str, "Hashable"]
"""Of a piece in its unit: its part, and which one of it."""


class Piece(NamedTuple):
    """A piece of an answer.

    Attributes:
        since: the first day on which it is this; numbers of days in it are those of this day.
        place: by which pieces of one part are ordered.
        text: as JSON.

    """

    since: int
    place: Any
    text: str

    def is_still(self, later: Piece) -> bool:
        """Whether a later piece is the same, but for the numbers of days, which grow."""
        if self.place != later.place:
            return False
        if self.text != later.text and not _GROWING.search(self.text):
            return False
        return self.says(later)

    def says(self, later: Piece) -> bool:
        """Whether a later piece says the same, but for the numbers of days, which grow."""
        days = later.since - self.since
        if self.text == later.text and not (days and _GROWING.search(self.text)):
            return True
        return bool(moved(json.loads(self.text), days, on="") == json.loads(later.text))

    def from_(self, on: int) -> Piece:
        """It as of a day, from which on it is told."""
        if self.since == on:
            return self
        if not _GROWING.search(self.text):
            return self._replace(since=on)
        return Piece(on, self.place, answer_json(moved(json.loads(self.text), on - self.since, on="")))


_GROWING: Final = re.compile(r'"(?:overdue|silent)_days":[1-9]')
"""What tells that it holds a number of days that is another one each day."""


class NotAsKeptError(ValueError):
    """What is kept of a day is not what is made of it, or cannot be gone on with."""


class Line(NamedTuple):
    """A piece as a chapter holds it."""

    part: str
    since: int
    until: int
    unit: str
    text: str


class _Kept:
    """A chapter that is kept, and the lines of it that no step has touched.

    Attributes:
        since: its first day.
        until: the first day after it.
        units: its lines, by unit.
        heads: those of heads, where only some of the lines are read.
        packed: the parts of which only some lines were read.

    """

    def __init__(  # noqa: PLR0913, PLR0917 - its days, its lines, and which of them are read
        self,
        since: int,
        until: int,
        answers: Iterable[KeptAnswer],
        all_parts: Sequence[str],
        only: Collection[str] | None,
        parts: Iterable[str],
    ) -> None:
        self.since, self.until = since, until
        self.units: dict[str, list[Line]] = defaultdict(list)
        self.heads: list[Line] = []
        self._held = {part_of(one.question): one for one in answers}
        if self._held.keys() != set(all_parts):
            raise UnreadableAnswerError
        self.packed: dict[str, KeptLines] = {}
        self._lines: dict[str, list[str]] = {}
        if only is None:
            self._lines = {part: unpacked_lines(one.answer) for part, one in self._held.items()}
        else:
            self.packed = {part: KeptLines(self._held[part].answer) for part in parts if part in all_parts}
            self._lines = {part: lines.of(only) for part, lines in self.packed.items()}
        names = None if only is None else set(map(answer_json, only))
        for part, lines in self._lines.items():
            read = list(map(partial(_line_of, part), lines))
            left = read if names is None else [line for line in read if line.unit in names]
            self._lines[part] = [line.text for line in left]
            for line in left:
                (self.heads if part == HEAD and only is not None else self.units[line.unit]).append(line)
        self._disputes = [line for line in self.lines() if line.part == _DISPUTES]

    def disputes(self, on: int) -> Iterator[Line]:
        """Those that stand on a day."""
        return (one for one in self._disputes if one.since <= on < one.until and one.unit in self.units)

    def lines(self) -> Iterator[Line]:
        """All that are left."""
        for lines in self.units.values():
            yield from lines

    def answer(self, part: str, since: int, until: int, lines: list[str]) -> KeptAnswer | None:
        """The answer of a part: as it was kept, or with other lines where few were read; else None."""
        held = self._held[part]
        if held[1:3] != (since, until):
            if self.packed:
                raise NotAsKeptError("its lines are not all there")
            return None
        before = self._lines.get(part, [])
        if sorted(before) == lines:
            return held
        if part not in self.packed:
            return None
        was, now = set(before), set(lines)
        return held._replace(answer=self.packed[part].with_others(was - now, sorted(now - was)))

    def is_due(self) -> bool:
        """Whether it is time for another chapter, of all lines. Of few of them it is seen whether to look at all."""
        read = sum(
            len(line.text)
            for part, lines in self.packed.items()
            if part != TIMELINE
            for line in map(partial(_line_of, part), lines.all())
            if line.until < NEVER
        )
        if read <= LEAST_CHAPTER or read <= self.packed[TIMELINE].length:
            return False
        standing = ended = 0
        for part, one in self._held.items():
            for line in map(partial(_line_of, part), unpacked_lines(one.answer)):
                if line.until == NEVER:
                    standing += len(line.text)
                else:
                    ended += len(line.text)
        return ended > max(standing, LEAST_CHAPTER)


def _line_of(part: str, text: str) -> Line:
    """A line as it is read."""
    header = _HEADER.match(text)
    if header is None:
        raise UnreadableAnswerError
    return Line(part, int(header[1]), int(header[2]), header[3], text)


_HEADER: Final = re.compile(r'\[(\d+),(\d+),("(?:[^"\\]|\\.)*"),')


class Chapters:
    """The pieces of all parts, gathered in chapters."""

    def __init__(self) -> None:
        self._open: dict[str, dict[_Key, Piece]] = {}
        """The pieces that stand, by unit, as it is written."""
        self._ended: dict[str, list[str]] = defaultdict(list)
        self._kept: list[_Kept] = []
        self._undivided: list[_Kept] = []
        """Of the parts that are not divided: one chapter of all days; none where nothing was kept."""
        self._boundaries: list[int] = []
        self._since = 1
        self._open_length = self._ended_length = 0
        self._open_disputes = 0
        self._ends_chapters = True
        self.heads: Callable[[Line], Iterable[tuple[Piece, int]]] = _as_it_was
        """What becomes of a head that was kept, where only some lines are read; each with its first day after."""

    @classmethod
    def resumed(
        cls, kept: Iterable[KeptAnswer], day: int, only: Collection[str] | None = None, parts: Iterable[str] = ()
    ) -> Self:
        """Go on from the chapters that hold a day, and those that follow.

        Args:
            kept: these.
            day: the day.
            only: the units that are put, where others are not read: all their lines stay. Of all where left out.
            parts: to which the pieces of these units belong, where only some are read; all other parts stay.

        Raises:
            UnreadableAnswerError: one of them was damaged.
            NotAsKeptError: a chapter is missing, or is to end, which takes all lines.

        """
        found = cls()
        stretches: dict[tuple[int, int], list[KeptAnswer]] = defaultdict(list)
        undivided: list[KeptAnswer] = []
        for one in kept:
            of_all_days = part_of(one.question) in UNDIVIDED
            (undivided if of_all_days else stretches[one.since, one.until]).append(one)
        days_of = sorted(stretches)
        if [until for _, until in days_of] != [*(since for since, _ in days_of[1:]), NEVER]:
            raise NotAsKeptError("a chapter is not there")
        read = tuple(parts)
        found._kept = [_Kept(*days, stretches[days], PARTS, only, read) for days in days_of]
        found._undivided = [_Kept(1, NEVER, undivided, UNDIVIDED, only, read)]
        found._ends_chapters = only is None
        found._since = found._kept[0].since
        lines = [line for one in found._kept for line in one.lines()]
        days = {day for line in lines for day in (line.since, line.until)}
        days.update(one.until for one in found._kept)
        found._boundaries = sorted(one for one in days if day < one < NEVER)
        for line in found._kept[0].lines():
            if line.until <= day:
                found._ended_length += len(line.text)
            else:
                found._open_length += len(line.text)
        if only is not None and found._kept[-1].is_due():
            raise NotAsKeptError("a chapter is to end")
        return found

    def read(self) -> list[tuple[int, int, list[Line]]]:
        """The days of each kept chapter, with the lines of it that were read and that no step has touched."""
        return [(one.since, one.until, [*one.lines(), *one.heads]) for one in self._kept]

    def holding(self, part: str, text: str) -> Iterator[Line]:
        """The lines of a part that is read in part in which a text stands."""
        return (_line_of(part, line) for one in self._kept for line in one.packed[part].holding(text))

    @property
    def is_resumed(self) -> bool:
        """Whether there are lines that no step has touched."""
        return bool(self._kept)

    def next_boundary(self, on: int) -> int | None:
        """The next day on which a line that was kept begins or ends."""
        at = bisect_right(self._boundaries, on)
        return self._boundaries[at] if at < len(self._boundaries) else None

    def holds(self, unit: str, part: str, piece: Piece) -> bool:
        """Whether a piece is the one of its unit that was kept of its day."""
        lines = self._kept[0].units.get(answer_json(unit), ())
        found = [one for one in lines if one.part == part and one.since <= piece.since < one.until]
        return len(found) == 1 and piece_of(found[0]).says(piece)

    def disputes(self, on: int, besides: Collection[str] = ()) -> int:
        """How many disputes stand on a day, without those of some units."""
        if not besides and not self._kept:
            return self._open_disputes
        left = {answer_json(unit) for unit in besides}
        put = sum(key[0] == _DISPUTES for unit, open_ in self._open.items() if unit not in left for key in open_)
        return put + sum(line.unit not in left for one in self._kept[:1] for line in one.disputes(on))

    def put(self, unit: str, pieces: Mapping[_Key, Piece], on: int) -> None:
        """From a day on, the pieces of a unit are these."""
        name = answer_json(unit)
        before = self._open.pop(name, None)
        was = before or {}
        if before is None and self.is_resumed:
            was = self._taken(name, pieces, on)
        now: dict[_Key, Piece] = {}
        for key, piece in pieces.items():
            earlier = was.pop(key, None)
            if earlier is not None:
                if earlier is piece or earlier.is_still(piece):
                    now[key] = earlier
                    continue
                self._end(name, key[0], earlier, on)
            now[key] = later = piece.from_(on)
            self._stands(key[0], later, 1)
        for (part, _), piece in was.items():
            self._end(name, part, piece, on)
        self._open[name] = now

    def _stands(self, part: str, piece: Piece, times: int) -> None:
        """Count a piece of a chapter that stands since now, or take it off."""
        if part not in UNDIVIDED:
            self._open_length += times * len(piece.text)
            self._open_disputes += times * (part == _DISPUTES)

    def let_go(self, on: int) -> None:
        """From a day on there are no pieces but those that were put."""
        for unit in {unit for kept in (*self._kept, *self._undivided) for unit in kept.units}:
            self.put(json.loads(unit), {}, on)

    def _end(self, unit: str, part: str, piece: Piece, on: int) -> None:
        self._stands(part, piece, -1)
        if piece.since < on:
            self._ended[part].append(_line(piece, on, unit))
            self._ended_length += len(piece.text) if part not in UNDIVIDED else 0

    def _taken(self, unit: str, pieces: Mapping[_Key, Piece], on: int) -> dict[_Key, Piece]:
        """The pieces of a unit that were kept of a day, by the keys of those that they still are.

        They are not kept any more as they are.
        """
        standing: dict[tuple[str, str], list[Piece]] = defaultdict(list)
        for kept in self._kept[1:]:
            kept.units.pop(unit, None)
        for kept in (*self._kept[:1], *self._undivided):
            for line in kept.units.pop(unit, ()):
                if line.until <= on:
                    self._ended[line.part].append(line.text)
                    continue
                self._open_length -= len(line.text) if line.part not in UNDIVIDED else 0
                if line.since <= on:
                    piece = piece_of(line)
                    self._stands(line.part, piece, 1)
                    standing[line.part, answer_json(piece.place)].append(piece)
        found: dict[_Key, Piece] = {}
        for key, piece in pieces.items():
            alike = standing.get((key[0], answer_json(piece.place)), [])
            for number, one in enumerate(alike):
                if one.says(piece.from_(on)):
                    found[key] = one._replace(place=piece.place)
                    del alike[number]
                    break
        for (part, place), left in standing.items():
            found.update(((part, ("as kept", place, number)), one) for number, one in enumerate(left))
        return found

    def next(self, on: int) -> Iterator[KeptAnswer]:
        """The chapters that end by a day: those that did, and one where it is time for another."""
        while self._kept and self._kept[0].until <= on:
            yield from self.end(self._kept[0].until)
        is_last = not self._kept or self._kept[0].until == NEVER
        if self._ends_chapters and is_last and self._ended_length > max(self._open_length, LEAST_CHAPTER):
            yield from self.end(on)

    def end(self, on: int) -> Iterator[KeptAnswer]:
        """The chapter that ends before a day. It has every part, also those with nothing in them: none can get lost."""
        kept = self._kept[0] if self._kept else None
        yield from self._chapter(PARTS, self._since, on, self._kept[:1])
        if on == NEVER:
            yield from self._chapter(UNDIVIDED, 1, NEVER, self._undivided)
        self._since, self._ended_length = on, 0
        if kept and kept.until <= on:
            del self._kept[0]
            self._open_length += sum(len(line.text) for one in self._kept[:1] for line in one.lines())
        elif kept:
            for unit, some in list(kept.units.items()):
                kept.units[unit] = [line for line in some if line.until > on]

    def _chapter(self, parts: Sequence[str], since: int, until: int, kept: Sequence[_Kept]) -> Iterator[KeptAnswer]:
        """Some parts of a stretch of days, each with what was kept of it and stays."""
        left: dict[str, list[str]] = defaultdict(list)
        for line in (line for one in kept for line in one.lines() if line.since < until):
            left[line.part].append(line.text)
        for head in (head for one in kept for head in one.heads):
            told = ((piece, end) for piece, end in self.heads(head) if piece.since < until and since < end)
            left[HEAD] += (_line(piece, end, head.unit) for piece, end in told)
        for part, lines in self._lines(parts):
            found = sorted([*lines, *left.pop(part, ())])
            same = kept[0].answer(part, since, until, found) if kept else None
            if same is None:
                days = days_to_show(map(str.encode, found)) if part == COMING else b""
                same = KeptAnswer(question_of(part), since, until, packed_lines(found, days))
            yield same

    def told(self) -> Iterator[str]:
        """All pieces by part, as JSON, line by line: those of 10,000 facts take 16 MiB parsed, and 20 at once."""
        begins = "{"
        for part, lines in self._lines((*PARTS, *UNDIVIDED)):
            for line in sorted(lines):
                yield f'{begins}"{part}":[' if begins else ","
                yield line
                begins = ""
            begins = begins or "],"
        yield "{}" if begins == "{" else "]}"

    def _lines(self, parts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """The lines of one part after the other, since those of all take much room: what ended, and what stands."""
        standing: dict[str, list[tuple[Piece, int, str]]] = defaultdict(list)
        for unit, pieces in self._open.items():
            for (part, _), piece in pieces.items():
                if part in parts:
                    standing[part].append((piece, NEVER, unit))
        for part in parts:
            yield part, [*self._ended.pop(part, ()), *starmap(_line, standing.pop(part, ()))]


def _line(piece: Piece, until: int, unit: str) -> str:
    place = piece.place if type(piece.place) is int else answer_json(piece.place)
    return f"[{piece.since},{until},{unit},{place},{piece.text}]"


def _as_it_was(line: Line) -> Iterable[tuple[Piece, int]]:
    return [(piece_of(line), line.until)]


def piece_of(line: Line) -> Piece:
    """The piece that a line holds."""
    _, _, _, place, told = json.loads(line.text)
    return Piece(line.since, place, answer_json(told))
