"""Which of the kept answers of past days still hold, after an append, and after somebody may have changed them?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from events.facts.tracking import ReportFiled
from events.store.read_models import NEVER
from timeline.knowledge.known import Background
from timeline.read_models.past import past_answers
from timeline.read_models.past_form import is_of_the_past
from timeline.read_models.stored_form import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import Answer
    from timeline.knowledge.ledger import Ledger


def parted(answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The kept answers of today, and those of past days."""
    found = tuple(answers)
    past = tuple(one for one in found if is_of_the_past(one.question))
    return tuple(one for one in found if one not in past), past


def before_day(past: Iterable[Answer], day: date) -> tuple[Answer, ...]:
    """The answers for days before this one; the last chapter ends there."""
    at = day.toordinal()
    return tuple(one._replace(until=min(one.until, at)) for one in past if one.since < at)


def first_touched(ledger: Ledger, new: Sequence[RecordedFact]) -> date:
    """The first day of which the answer can be another one because of facts that are new in a ledger.

    What a report tells changes nothing before the day from which it was public. A judgement, a link, an assessment, a
    heading, and a report that was cited before it was filed, can change every day.
    """
    ids = {one.fact_id for one in new}
    told = [one for one in ledger.facts if one.fact_id in ids]
    filed = [one.fact.id for one in new if isinstance(one.fact, ReportFiled)]
    cited = {one.fact.said("report") for one in ledger.facts if one.fact_id not in ids}
    named = (one.fact.said(name) for one in ledger.judgements for name in ("target", "new", "report"))
    judged = {name for name in named if isinstance(name, str)}
    if len(told) + len(filed) < len(new) or not cited.isdisjoint(filed) or not judged.isdisjoint({*ids, *filed}):
        return date.min
    background = Background.of(ledger, None)
    return min(
        [*(background.reports[name].known_by for name in filed), *(background.read(one).known_by for one in told)]
    )


def are_of_log(past: Sequence[Answer], ledger: Ledger) -> bool:
    """Whether answers of past days are those of the log, up to the day up to which they were made.

    Raises:
        UnreadableAnswerError: one of them was damaged.

    """
    made = {(one.question, one.since): one for one in past_answers(ledger)}
    found = {(one.question, one.since): one for one in past}
    ends = {one.until for one in past if one.until != NEVER} - {one.since for one in past}
    if len(ends) > 1 or len(found) != len(past):
        return False
    end = ends.pop() if ends else NEVER
    due = {key: one for key, one in made.items() if one.since < end} if past else {}
    return _told(found, end) == _told(due, end)


def _told(chapters: Mapping[tuple[str, int], Answer], end: int) -> dict[tuple[str, int], tuple[int, list[list[Any]]]]:
    """What chapters tell of the days before one, and until when each holds.

    One that tells of later days only is as good as none: with a later fact it may have come, or gone.
    """
    return {key: (min(one.until, end), told) for key, one in chapters.items() if (told := _clipped(one, end))}


def _clipped(chapter: Answer, end: int) -> list[list[Any]]:
    """The pieces of a chapter on the days before one, in a fixed order."""
    pieces = [[since, min(until, end), place, piece] for since, until, place, piece in unpacked(chapter.answer)]
    return sorted(one for one in pieces if one[0] < end)
