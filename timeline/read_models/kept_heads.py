"""What do the heads of the status cards tell once few facts are new? What was kept of them, and what these add.

From one day on which something new is told to the next one, the same is added to each head. So none is made anew for
the days between, of which there are thousands where a fact is years old.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read_models.chapters import Piece, piece_of
from timeline.read_models.stored_form import answer_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.read_models.chapters import Line


class Shift(NamedTuple):
    """What a head tells otherwise than it was kept, from a day on.

    Attributes:
        counts: how much more is counted, by what.
        heard: the day from which the newest of the new reports was public. None where none is dated.
        sessions: the counts of sessions, as they are now; none where they stay as they were kept.
        told: what else stands in the head now.

    """

    counts: dict[str, int]
    heard: date | None
    sessions: dict[str, int]
    told: dict[str, Any]

    def of(self, head: dict[str, Any], day: date) -> dict[str, Any]:
        """A head that was kept of a day, with this."""
        more = {name: head["counts"][name] + count for name, count in self.counts.items()}
        found = {**head, "counts": {**head["counts"], **more, **self.sessions}, **self.told}
        if self.heard is not None:
            before = [date.fromisoformat(head["last_heard"])] if head["last_heard"] else []
            heard = max(self.heard, *before, date.min)
            found["last_heard"], found["silent_days"] = heard.isoformat(), max((day - heard).days, 0)
        return found


class ShiftedHeads:
    """The heads of past days, while what is told otherwise in them becomes known day by day."""

    def __init__(self) -> None:
        """Nothing is told otherwise yet."""
        self._days: list[int] = []
        self._shifts: list[Shift] = []

    def put(self, on: int, shift: Shift) -> None:
        """From a day on, this is told otherwise."""
        if not self._shifts or self._shifts[-1] != shift:
            self._days.append(on)
            self._shifts.append(shift)

    def pieces(self, line: Line) -> Iterator[tuple[Piece, int]]:
        """What becomes of a kept head, each with the first day on which it is another one."""
        piece = piece_of(line)
        days = {*self._days, *(one.heard.toordinal() + 1 for one in self._shifts if one.heard)}
        stretches = pairwise([line.since, *sorted(day for day in days if line.since < day < line.until), line.until])
        standing, since = piece, line.since
        for begin, _ in stretches:
            kept = piece.from_(begin)
            at = bisect_right(self._days, begin)
            head = json.loads(kept.text)
            shifted = self._shifts[at - 1].of(head, date.fromordinal(begin)) if at else head
            now = kept if shifted == head else Piece(begin, piece.place, answer_json(shifted))
            if begin > since and not standing.is_still(now):
                yield standing, begin
                standing, since = now, begin
            elif begin == since:
                standing = now
        yield standing, line.until
