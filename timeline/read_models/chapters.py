"""How are the pieces of past answers gathered? In chapters, each a stretch of days that is answered out of itself."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from events.store.read_models import NEVER, Answer
from timeline.read_models.past_form import PARTS, part_of, question_of
from timeline.read_models.stored_form import listed, moved, packed_parts, unpacked, written

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

LEAST_CHAPTER: Final = 50_000
"""Characters of ended pieces that a chapter has at least."""


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


_PLACE: Final = attrgetter("place")

_GROWING: Final = re.compile(r'"(?:overdue|silent)_days":[1-9]')
"""What tells that it holds a number of days that is another one each day."""


class NotAsKeptError(ValueError):
    """What is kept of a day is not what is made of it."""


class Chapters:
    """The pieces of all parts, gathered in chapters."""

    def __init__(self) -> None:
        self._open: dict[str, dict[Hashable, Piece]] = {part: {} for part in PARTS}
        self._ended: dict[str, list[tuple[Piece, int]]] = {part: [] for part in PARTS}
        self._kept: dict[tuple[str, str], list[Piece]] | None = None
        """The pieces of a day that was kept, by part and place, until each is put again."""
        self._since = 1
        self._open_length = self._ended_length = 0

    @classmethod
    def resumed(cls, kept: Iterable[Answer], day: int) -> Self:
        """Go on from the chapters that hold a day, with the pieces of that day, which are then put once more.

        Raises:
            UnreadableAnswerError: one of them was damaged.

        """
        found = cls()
        found._kept = defaultdict(list)
        for chapter in kept:
            part = part_of(chapter.question)
            found._since = chapter.since
            for since, until, place, told in unpacked(chapter.answer):
                piece = Piece(since, place, written(told))
                if since <= day < until:
                    found._kept[part, written(place)].append(piece)
                elif until <= day:
                    found._ended[part].append((piece, until))
                    found._ended_length += len(piece.text)
        return found

    def go_on(self) -> None:
        """Every piece of the day has been put.

        Raises:
            NotAsKeptError: there are others.

        """
        if self._kept is not None and any(self._kept.values()):
            raise NotAsKeptError("it has pieces besides")
        self._kept = None

    def _as_kept(self, part: str, piece: Piece) -> Piece:
        """A piece of the day as it was kept: it is this since then."""
        assert self._kept is not None
        alike = self._kept.get((part, written(piece.place)), [])
        for number, one in enumerate(alike):
            if one.says(piece):
                del alike[number]
                return one._replace(place=piece.place)
        raise NotAsKeptError("it lacks a piece")

    def put(self, part: str, key: Hashable, piece: Piece | None, on: int) -> None:
        """From a day on, a piece is another one; None where it is no more."""
        pieces = self._open[part]
        before = pieces.get(key)
        if before is not None:
            if piece is not None and before.is_still(piece):
                return
            if before.since < on:
                self._ended[part].append((before, on))
                self._ended_length += len(before.text)
            self._open_length -= len(before.text)
            del pieces[key]
        if piece is not None:
            pieces[key] = piece if self._kept is None else self._as_kept(part, piece)
            self._open_length += len(piece.text)

    def on(self, day: int) -> dict[str, list[tuple[Any, Any]]]:
        """The pieces that stand, by part, in order, each with its place, as of a day."""
        return {
            part: [
                (piece.place, moved(json.loads(piece.text), day - piece.since, on=""))
                for piece in sorted(pieces.values(), key=_PLACE)
            ]
            for part, pieces in self._open.items()
        }

    def next(self, on: int) -> Iterator[Answer]:
        """The chapter that ends before a day, where it is time for another one."""
        if self._ended_length > max(self._open_length, LEAST_CHAPTER):
            yield from self.end(on)

    def end(self, on: int) -> Iterator[Answer]:
        """The chapter that ends before a day; a part in which it has nothing is left out."""
        for part in PARTS:
            pieces = [*self._ended[part], *((piece, NEVER) for piece in self._open[part].values())]
            self._ended[part].clear()
            if pieces:
                texts = (f"[{one.since},{until},{written(one.place)},{one.text}]" for one, until in pieces)
                yield Answer(question_of(part), self._since, on, packed_parts(listed(sorted(texts))))
        self._since, self._ended_length = on, 0
