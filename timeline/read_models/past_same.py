"""Is a dialogue the same on two days, as known on each? What is kept of past days tells, and the log is not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.read_models.past_form import OF_TODAY, PARTS, question_of
from timeline.read_models.stored_form import UnreadableAnswerError, undecoded_lines, unpacked

if TYPE_CHECKING:
    from datetime import date

    from events.store.read_models import ReadModels


def is_same(read_models: ReadModels, shape: int, dialogue: str, first: date, last: date) -> bool:
    """Whether every answer of a dialogue is the same from one day to another, but for the numbers of days.

    Its head counts facts and reports, so it is the same only where as many are known.

    Args:
        read_models: of the store.
        shape: of what is read.
        dialogue: slug.
        first: the earlier day, with what was known by it.
        last: the later day, likewise.

    Returns:
        False also where no answer is ready, or it was damaged.

    """
    begin, end = first.toordinal(), last.toordinal()
    if end < begin:
        return False
    for part in PARTS:
        kept = read_models.answer_of(shape, dialogue, question_of(part), end)
        if kept is None or kept[0] > begin:
            return False
        try:
            if any(_begins_or_ends(line, begin, end) for line in undecoded_lines(kept[1])):
                return False
        except ValueError:  # what somebody put there
            return False
    return True


def _begins_or_ends(line: bytes, begin: int, end: int) -> bool:
    """Whether a piece is another one on some day after the first, up to the last."""
    since, until, _ = line.split(b",", 2)
    return begin < int(since[1:]) <= end or begin < int(until) <= end


def is_all_known(read_models: ReadModels, shape: int, dialogue: str, day: date) -> bool:
    """Whether all that is on record of a dialogue was public by a day; False also where no answer is ready."""
    kept = read_models.answer_of(shape, dialogue, OF_TODAY, day.toordinal())
    try:
        return kept is not None and unpacked(kept[1]) is None
    except UnreadableAnswerError:
        return False
