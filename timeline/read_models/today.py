"""Of which pieces is today's answer made? Those of past days, except where more is recorded than was known by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read_models.past_form import COMING, OF_TODAY, PARTS, UNDIVIDED, part_of, question_of
from timeline.read_models.past_holding import told_as_one
from timeline.read_models.stored_form import moved, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from events.store.read_models import KeptAnswer


class TodayPiece(NamedTuple):
    """A piece of the answer of today.

    Attributes:
        part: of which answer.
        since: the first day on which it is told; numbers of days in it are those of this day.
        until: the first day on which it is not any more.
        unit: what it was made with.
        place: by which pieces of one part are ordered.
        piece: it is.

    """

    part: str
    since: int
    until: int
    unit: str
    place: Any
    piece: Any


def pieces_to_come(answers: Sequence[KeptAnswer]) -> list[TodayPiece]:
    """What is to come, from the first day on that is answered for today, in order.

    Raises:
        UnreadableAnswerError: an answer was damaged.

    """
    found = (line for today in _of_today(answers) for line in _lines(answers, today, {COMING}))
    return sorted(found, key=lambda line: (line.place, line.since))


def told(answers: Sequence[KeptAnswer]) -> dict[tuple[str, str], list[tuple[int, int, bytes]]]:
    """All that is told of the days on which more is on record than is known: digests, by part and place.

    Raises:
        UnreadableAnswerError: an answer was damaged.

    """
    lines = (
        (line.part, line.since, line.until, line.since, [line.unit, line.place], line.piece)
        for today in _of_today(answers)
        if unpacked(today.answer)
        for line in sorted(_lines(answers, today, (*PARTS, *UNDIVIDED)), key=lambda line: line.since)
    )
    return told_as_one(lines)


def _of_today(answers: Iterable[KeptAnswer]) -> Iterator[KeptAnswer]:
    return (one for one in answers if one.question == OF_TODAY)


def _lines(answers: Iterable[KeptAnswer], today: KeptAnswer, parts: Collection[str]) -> Iterator[TodayPiece]:
    """The pieces of some parts on some days of today."""
    besides = unpacked(today.answer) or {"units": {}, "pieces": {}}
    left = besides["units"]
    questions = set(map(question_of, parts))
    for chapter in answers:
        first, end = max(chapter.since, today.since), min(chapter.until, today.until)
        if chapter.question in questions and first < end:
            for line in unpacked(chapter.answer):
                yield from _within(first, min(end, left.get(line[2], end)), part_of(chapter.question), line)
    for part in parts:
        for line in besides["pieces"].get(part, ()):
            yield from _within(today.since, today.until, part, line)


def _within(first: int, end: int, part: str, line: Sequence[Any]) -> Iterator[TodayPiece]:
    """A piece on the days of a stretch."""
    since, until, unit, place, piece = line
    on, last = max(since, first), min(until, end)
    if on < last:
        yield TodayPiece(part, on, last, unit, place, moved(piece, on - since, on=""))
