"""How does a reader go from day to day through answers of the past? It reads each chapter once, and each piece once.

Neighbouring days are answered out of the same chapters, and most pieces hold on both. So chapters that were read, and
what was made of each piece, are kept in memory. A chapter is recognized by its packed bytes, so a changed one is
another one. The chapter that was not read for the longest time is dropped first.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from timeline.read_models.past_form import HEAD, PARTS, question_of, stretch_of
from timeline.read_models.stored_form import UnreadableAnswerError, grows, moved, undecoded_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from events.store.read_models import ReadModels

ROOM: Final = 3 * 2**19
"""Packed bytes that are held. Their lines are five to seven times as many, and what is made of some of them is more."""


class HeldPast:
    """The chapters of one store that were read last. One thread uses it at a time."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._chapters: OrderedDict[tuple[str, str, int], _Chapter] = OrderedDict()

    def parts(
        self, read_models: ReadModels, shape: int, dialogue: str, day: date, make: Mapping[str, Callable[[Any], Any]]
    ) -> dict[str, list[tuple[Any, Any]]] | None:
        """The pieces of each part that hold on a day, in order, each with what is made of it.

        Args:
            read_models: of the store.
            shape: of what is read.
            dialogue: slug.
            day: which, with what was known by it.
            make: what makes something of a piece, by part.

        Returns:
            None where no answer is ready, or it was damaged.

        """
        at, on = day.toordinal(), day.isoformat()
        try:
            found = {part: self._part(read_models, shape, dialogue, part, at) for part in PARTS}
            read = {
                part: [one.told(at, on, make.get(part, _as_it_is)) for one in chapter.on(at)]
                for part, chapter in found.items()
            }
        except (UnreadableAnswerError, KeyError, TypeError, ValueError):  # what somebody put there
            return None
        return read if len(read[HEAD]) == 1 else None

    def _part(self, read_models: ReadModels, shape: int, dialogue: str, part: str, at: int) -> _Chapter:
        kept = read_models.answer_of(shape, dialogue, question_of(part), at)
        if kept is None:
            raise UnreadableAnswerError
        since, content = kept
        key = (dialogue, part, since)
        chapter = self._chapters.get(key)
        if chapter is None or chapter.content != content:
            self._forget(key)
            chapter = self._chapters[key] = _Chapter(content)
            self._taken += len(content)
        self._chapters.move_to_end(key)
        while self._taken > self._room and len(self._chapters) > len(PARTS):
            self._forget(next(iter(self._chapters)))
        return chapter

    def _forget(self, key: tuple[str, str, int]) -> None:
        gone = self._chapters.pop(key, None)
        if gone is not None:
            self._taken -= len(gone.content)


def _as_it_is(piece: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    return piece


class _Piece:
    """A piece with its days, and what was made of it last. It is decoded once a day is asked for on which it holds."""

    __slots__ = ("_as_of", "_grows", "_line", "_made", "place", "since", "until")

    def __init__(self, line: bytes) -> None:
        """Take it as a chapter has it."""
        self.since, self.until = stretch_of(line)
        text = line.decode()
        _, unit_ends = _DECODER.raw_decode(text, text.index(',"') + 1)
        self.place, _ = _DECODER.raw_decode(text, unit_ends + 1)
        self._line = line
        self._as_of, self._grows = 0, True
        self._made: tuple[Any, Any] | None = None

    def told(self, at: int, on: str, make: Callable[[Any], Any]) -> tuple[Any, Any]:
        """It on a day, and what is made of that; both are the same objects for as long as it does not change."""
        if self._made is None or (self._grows and self._as_of != at):
            self._grows = grows(self._line)
            _, _, _, _, piece = json.loads(self._line)
            if self._grows:
                moved(piece, at - self.since, on=on)
            self._made, self._as_of = (piece, make(piece)), at
        return self._made

    def forget(self) -> None:
        """Hold no more than its line."""
        self._made = None


_PLACE: Final = attrgetter("place")
_DECODER: Final = json.JSONDecoder()


class _Chapter:
    """The pieces of a chapter, in order."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._pieces = sorted(map(_Piece, undecoded_lines(content)), key=_PLACE)

    def on(self, at: int) -> Iterator[_Piece]:
        """Those that hold on a day. What was made of all others is gone: it takes most of the room."""
        for one in self._pieces:
            if one.since <= at < one.until:
                yield one
            else:
                one.forget()
