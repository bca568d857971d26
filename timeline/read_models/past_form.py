"""How is the answer of a day, today or past, read from what is kept? `past` makes what is kept.

Kept are the answers of all past days, each with what was known by that day. They are divided into parts: a part for
each list of the status card, one for the timeline, and `head` for what else the status card has. A part consists of
pieces, which are items of the list or events. A piece is kept once, with the days on which it is the same:
`[since, until, unit, place, piece]`. Its unit is what it was made of, such as a session.

Pieces lie in chapters. A chapter covers a stretch of days, and has every piece that holds on one of them. It has all
parts, also empty ones: where a part is missing, somebody took it out, and no answer is ready. What two days are
compared by lies in parts of its own, which are not divided into chapters. Before a chapter of what is to come stand
the days on which some of it is not long overdue, so that it is unpacked for these days only.

Today's answer is read from the same chapters, and counts all that is on record. Some of that may come out after today.
Units that it changes are kept apart, in `today`: `{units, pieces}`, each unit with the first day on which it differs
from what is known by that day. Once all that is on record has come out, `today` is null.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from timeline.read_models.stored_form import (
    LONG_OVERDUE,
    STATE,
    TIMELINE,
    UnreadableAnswerError,
    days_of,
    grows,
    moved,
    undecoded_lines,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from events.store.read_models import ReadModels

HEAD: Final = "head"
COMING: Final = "coming"
LISTS: Final = ("sessions", "invitations", "positions", "commitments", "documents", "leaders", "disputes")
PARTS: Final = (HEAD, COMING, *LISTS, TIMELINE)

VALUES: Final = "values"
BEHIND: Final = "behind"
FACTS: Final = "facts"
REPORTS: Final = "reports"
UNDIVIDED: Final = (VALUES, BEHIND, FACTS, REPORTS)
"""Parts by which two days are compared; see `past_values`. Most facts count for ever, and each chapter would repeat
them, so each of these parts is one chapter of all days."""


def question_of(part: str) -> str:
    """What a store calls the question that a part answers."""
    return _PAST + part


def part_of(question: str) -> str:
    """The part that answers what a store calls so."""
    return question.removeprefix(_PAST)


def is_of_the_past(question: str) -> bool:
    """Whether a store calls so the question that a part answers."""
    return question.startswith(_PAST)


_PAST: Final = "past "

OF_TODAY: Final = "today"
"""What a store calls the question what takes the place of past answers today."""


def past_answer(read_models: ReadModels, shape: int, dialogue: str, kept: str, day: date) -> Any:  # noqa: ANN401 - any value that JSON has
    """The answer of a dialogue on a day, with what was known by it; None where none is ready.

    Args:
        read_models: of the store.
        shape: of what is read.
        dialogue: slug.
        kept: where the answer stands in what is kept of a day; see `Question.kept`.
        day: which.

    Raises:
        UnreadableAnswerError: it was damaged.

    """
    return _answer(partial(read_models.answer_of, shape, dialogue), kept, day, None)


def answer_of_today(read_models: ReadModels, shape: int, dialogue: str, kept: str, day: date) -> Any:  # noqa: ANN401 - any value that JSON has
    """The answer of a dialogue on a day, with all that is on record; None where none is ready. See `past_answer`."""
    find = partial(read_models.answer_of, shape, dialogue)
    found = find(OF_TODAY, day.toordinal())
    if found is None:
        return None
    answer = _answer(find, kept, day, unpacked(found[1]))
    return {**answer, "known_at": None} if kept == STATE and answer else answer


def is_all_known(read_models: ReadModels, shape: int, dialogue: str, day: date) -> bool:
    """Whether all that is on record is known by today, as it is kept: then today is answered as a past day."""
    found = read_models.answer_of(shape, dialogue, OF_TODAY, day.toordinal())
    try:
        return found is not None and unpacked(found[1]) is None
    except UnreadableAnswerError:
        return False


def _answer(find: Callable[[str, int], tuple[int, bytes] | None], kept: str, day: date, besides: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    at, on = day.toordinal(), day.isoformat()

    name, _, key = kept.partition(".")
    chapters: dict[str, bytes] = {}
    for part in (key or TIMELINE,) if name == TIMELINE or key else (HEAD, COMING, *LISTS):
        found = find(question_of(part), at)
        if found is None:
            return None
        chapters[part] = found[1]
    parts = {
        part: [piece for _, piece in pieces_on(chapter, day, besides=besides, part=part)]
        for part, chapter in chapters.items()
    }
    if HEAD not in parts:
        return parts[key or TIMELINE]
    return card(parts[HEAD][0], parts, on) if len(parts[HEAD]) == 1 else None


def pieces_on(
    chapter: object,
    day: date,
    *,
    besides: Any = None,  # noqa: ANN401 - any value that JSON has
    part: str = "",
    but: bytes = b"",
) -> list[tuple[Any, Any]]:
    """The pieces of a chapter that hold on a day, each with its place, in order. No line of another day is decoded.

    Args:
        chapter: as it is kept.
        day: which.
        besides: the units that others take the place of, with these. None where none do.
        part: of the chapter.
        but: what stands in the JSON of pieces that are left out. Nothing where none are.

    Raises:
        UnreadableAnswerError: it was damaged.

    """
    at, on = day.toordinal(), day.isoformat()
    try:
        held = [line for line in undecoded_lines(chapter) if _holds(line, at)]
        if but:
            held = [line for line in held if but not in line]
        if not held and besides is None:
            return []
        left = besides["units"] if besides else {}
        found = [
            (place, moved(piece, at - since, on=on) if grows(line) else piece)
            for line, (since, _, unit, place, piece) in zip(held, json.loads(b"[%b]" % b",".join(held)), strict=True)
            if at < left.get(unit, at + 1)
        ]
        found += [
            (place, moved(piece, at - since, on=on))
            for since, until, _, place, piece in (besides["pieces"].get(part, ()) if besides else ())
            if since <= at < until
        ]
        return sorted(found, key=_place)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:  # what somebody put there
        raise UnreadableAnswerError from error


def stretch_of(line: bytes) -> tuple[int, int]:
    """The first day on which the piece of a line holds, and the first on which it does no more; nothing else is read.

    Raises:
        ValueError: it begins otherwise.

    """
    middle = line.index(b",")
    return int(line[1:middle]), int(line[middle + 1 : line.index(b",", middle + 1)])


def days_to_show(lines: Iterable[bytes]) -> bytes:
    """The stretches of days on which one of the lines tells of something that is not long overdue, in order."""
    told: list[tuple[int, int]] = []
    for since, until in sorted(stretch_of(line) for line in lines if LONG_OVERDUE not in line):
        if told and since <= told[-1][1]:
            told[-1] = told[-1][0], max(until, told[-1][1])
        else:
            told.append((since, until))
    return b" ".join(b"%d,%d" % stretch for stretch in told) + b"\n"


def has_to_show(chapter: object, at: int) -> bool:
    """Whether a chapter of what is to come tells on a day of something that is not long overdue. It is not unpacked.

    Raises:
        UnreadableAnswerError: it was damaged.

    """
    days = days_of(chapter)
    try:
        if not days:
            raise UnreadableAnswerError
        for stretch in days.split():
            since, _, until = stretch.partition(b",")
            if int(since) <= at < int(until):
                return True
    except ValueError as error:  # what somebody put there
        raise UnreadableAnswerError from error
    return False


def _holds(line: bytes, at: int) -> bool:
    middle = line.index(b",")  # as `stretch_of` reads it, and it is read of every line
    return int(line[1:middle]) <= at < int(line[middle + 1 : line.index(b",", middle + 1)])


_place: Callable[[tuple[Any, Any]], Any] = lambda one: one[0]  # noqa: E731 - no function has to be made at each start


def card(head: dict[str, Any], parts: Mapping[str, list[Any]], on: str) -> dict[str, Any]:
    """The status card, its keys in order: of the head, what is to come and the pieces of each list."""
    items = {name: parts[name] for name in LISTS}
    coming = parts[COMING]
    following = next(
        ([one["track"], one["session"]] for one in coming if one["kind"] == "session" and one["status"] != "overdue"),
        None,
    )
    sessions = {(one["track"], one["session"]): one for one in items["sessions"]}
    last = head["last_session"]
    return {
        "dialogue": head["dialogue"],
        "title": head["title"],
        "on": on,
        "known_at": on,
        "parties": head["parties"],
        "names": head["names"],
        "status": head["status"],
        "last_session": sessions[tuple(last)] if last else None,
        "next_session": sessions[tuple(following)] if following else None,
        "upcoming": [one for one in coming if not one["long_overdue"]],
        **items,
        "counts": head["counts"],
        "last_heard": head["last_heard"],
        "silent_days": head["silent_days"],
    }
