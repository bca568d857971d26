"""What were the lines of a dialogue kept with on a day, past or today, that an append of few facts goes on from?"""

from __future__ import annotations

import json
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.store.read_models import NEVER
from timeline.read_models.chapters import Chapters, Line, NotAsKeptError, Piece, piece_of
from timeline.read_models.kept_leaders import PART as LEADING
from timeline.read_models.past_form import HEAD, OF_TODAY
from timeline.read_models.past_pieces import LEADERS, OF_HEAD, unit_name
from timeline.read_models.stored_form import answer_json, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from events.store.read_models import KeptAnswer

DISPUTES: Final = "disputes"
"""The part of what is kept that lists them."""


class Today(NamedTuple):
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
    def of(cls, kept: Iterable[KeptAnswer], first: date) -> Today:
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

    def with_others(self, made: tuple[bytes, int] | None, own: Collection[str]) -> tuple[bytes, int] | None:
        """It, and what was made of other units; of those that could be made again, and were not, the past pieces do."""
        if made is None:
            return None
        told, end = unpacked(made[0]), made[1]
        left = {unit: since for unit, since in self.units.items() if unit not in own}
        units = {**left, **told["units"]}
        lines = {
            part: [one for one in some if one[2] in left and one[2] not in told["units"]]
            for part, some in self.pieces.items()
        }
        for part, some in told["pieces"].items():
            lines[part] = sorted([*lines.get(part, ()), *some], key=answer_json)
        return packed({"units": units, "pieces": {part: some for part, some in lines.items() if some}}), end


class Heads:
    """What the status card was kept with besides its lists, day by day, and the disputes of what is made again."""

    def __init__(self, chapters: Chapters, today: Today, units: Collection[str]) -> None:
        """Take the chapters before any step, what takes their place today, and the units that are made again."""
        self._today = today
        self._units = units
        self._lines_of: dict[tuple[str, str], list[tuple[int, int, Line]]] = defaultdict(list)
        for since, until, lines in chapters.read():
            for line in lines:
                found = max(since, line.since), min(until, line.until), line
                self._lines_of[line.part, line.unit].append(found)
        self.days_of_today = sorted(
            {
                *(day for part in (HEAD, LEADING) for one in today.pieces.get(part, ()) for day in one[:2]),
                *(day for since, until, _ in self._lines_of[HEAD, answer_json(_OWN)] for day in (since, until)),
            }
        )

    def on(self, day: int, *, of_today: bool) -> dict[str, Any]:
        """The head of a day.

        Raises:
            NotAsKeptError: there is none.

        """
        found = [_piece(one) for one in self._lines(day, HEAD, _OWN, of_today=of_today)]
        if len(found) != 1:
            raise NotAsKeptError("its head is not there")
        head: dict[str, Any] = json.loads(found[0].from_(day).text)
        return head

    def disputes(self, day: int, *, of_today: bool) -> int:
        """How many disputes of the units stood on a day."""
        return sum(1 for unit in self._units for _ in self._lines(day, DISPUTES, unit, of_today=of_today))

    def leaders(self, day: int, *, of_today: bool) -> list[dict[str, Any]]:
        """Who leads each side on a day, in order."""
        found = map(_piece, self._lines(day, LEADING, unit_name(LEADERS), of_today=of_today))
        return [json.loads(one.text) for one in sorted(found, key=attrgetter("place"))]

    def last_counts(self) -> tuple[int, int]:
        """The facts and reports that are told once all is known that was on record."""
        counts = self.on(NEVER - 1, of_today=False)["counts"]
        return counts["facts"], counts["reports"]

    def _lines(self, day: int, part: str, unit: str, *, of_today: bool) -> Iterable[Line | list[Any]]:
        told = self._today.on(day, part, unit) if of_today else None
        if told is not None:
            return told
        found = self._lines_of.get((part, answer_json(unit)), ())
        return [line for since, until, line in found if since <= day < until]


_OWN: Final = unit_name(OF_HEAD)


def _piece(line: Line | list[Any]) -> Piece:
    return piece_of(line) if isinstance(line, Line) else Piece(line[0], line[3], answer_json(line[4]))
