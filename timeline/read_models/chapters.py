"""How are the pieces of past answers gathered? In chapters, each a stretch of days that is answered out of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.store.read_models import NEVER, Answer
from timeline.read_models.past_form import PARTS, question_of
from timeline.read_models.stored_form import listed, packed_parts, written

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

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


class Chapters:
    """The pieces of all parts, gathered in chapters."""

    def __init__(self) -> None:
        self._open: dict[str, dict[Hashable, Piece]] = {part: {} for part in PARTS}
        self._ended: dict[str, list[tuple[Piece, int]]] = {part: [] for part in PARTS}
        self._since = 1
        self._open_length = self._ended_length = 0

    def put(self, part: str, key: Hashable, piece: Piece | None, on: int) -> None:
        """From a day on, a piece is another one; None where it is no more."""
        pieces = self._open[part]
        before = pieces.get(key)
        if before is not None:
            if (
                piece is not None
                and (before.place, before.text) == (piece.place, piece.text)
                and not _grows(piece.text)
            ):
                return
            if before.since < on:
                self._ended[part].append((before, on))
                self._ended_length += len(before.text)
            self._open_length -= len(before.text)
            del pieces[key]
        if piece is not None:
            pieces[key] = piece
            self._open_length += len(piece.text)

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


_GROWING = re.compile(r'"(?:overdue|silent)_days":[1-9]')


def _grows(text: str) -> bool:
    """Whether it holds a number of days that is another one each day."""
    return _GROWING.search(text) is not None
