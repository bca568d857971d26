"""Of which dialogues does nothing come out after a day? What is kept of past days tells, and the log is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.read_models.past_form import HEAD, OF_TODAY, question_of, stretch_of
from timeline.read_models.stored_form import UnreadableAnswerError, undecoded_lines, unpacked

if TYPE_CHECKING:
    from datetime import date

    from events.store.read_models import ReadModels


def where_no_more_is_known(read_models: ReadModels, shape: int, first: date, last: date) -> set[str]:
    """The dialogues of which nothing that is on record comes out after a day, by what is kept of their heads.

    Whatever comes out later than it is recorded does so with its report, and a head counts those that are known.

    Args:
        read_models: of the store.
        shape: of what is read.
        first: the day.
        last: today. All that is on record is to be known by then.

    """
    begin, end, head = first.toordinal(), last.toordinal(), question_of(HEAD)
    before, ready = (read_models.answers_on(shape, head, day) for day in (begin, end))
    of_today = read_models.answers_on(shape, OF_TODAY, end)
    return {
        dialogue
        for dialogue, kept in ready.items()
        # Days of two chapters are not compared: that is seldom worth it.
        if kept is not None
        and before.get(dialogue) == kept
        and _is_null(of_today.get(dialogue))
        and _is_same(kept, begin, end)
    }


def _is_same(kept: bytes, begin: int, end: int) -> bool:
    """Whether no piece of a part is another one on some day after the first, up to the last."""
    try:
        return not any(_begins_or_ends(line, begin, end) for line in undecoded_lines(kept))
    except ValueError:  # what somebody put there
        return False


def _begins_or_ends(line: bytes, begin: int, end: int) -> bool:
    return any(begin < day <= end for day in stretch_of(line))


def _is_null(kept: bytes | None) -> bool:
    try:
        return unpacked(kept) is None
    except UnreadableAnswerError:
        return False
