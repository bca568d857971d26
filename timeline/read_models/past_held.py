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

from timeline.read_models.past_form import HEAD, PARTS, question_of
from timeline.read_models.stored_form import UnreadableAnswerError, grows, moved, undecoded_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from events.store.read_models import ReadModels

ROOM: Final = 3 * 2**19
"""Packed bytes that are held. Unpacked they are some thirty times as many."""


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
    """A piece with the days on which it holds, and what was made of it last."""

    __slots__ = ("_as_of", "_grows", "_made", "piece", "place", "since", "until")

    def __init__(self, line: Sequence[Any], *, grows: bool) -> None:
        """Take it as a chapter has it, and whether it tells the day, or how many days have passed."""
        self.since, self.until, _, self.place, self.piece = line
        self._grows = grows
        self._as_of = 0
        self._made: tuple[Any, Any] | None = None

    def told(self, at: int, on: str, make: Callable[[Any], Any]) -> tuple[Any, Any]:
        """It on a day, and what is made of that; both are the same objects for as long as it does not change."""
        if self._made is None or (self._grows and self._as_of != at):
            piece = moved(_copied(self.piece), at - self.since, on=on) if self._grows else self.piece
            self._made, self._as_of = (piece, make(piece)), at
        return self._made


_PLACE: Final = attrgetter("place")


class _Chapter:
    """The pieces of a chapter, in order."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        lines = undecoded_lines(content)
        read = json.loads(b"[%b]" % b",".join(lines))
        self._pieces = sorted(
            (_Piece(line, grows=grows(text)) for text, line in zip(lines, read, strict=True)), key=_PLACE
        )

    def on(self, at: int) -> Iterator[_Piece]:
        """Those that hold on a day."""
        return (one for one in self._pieces if one.since <= at < one.until)


def _copied(value: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return list(map(_copied, value)) if isinstance(value, list) else value
