"""Which of the kept answers of past days still hold, after an append, and after somebody may have changed them?"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import fields, replace
from datetime import date
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from events.facts.judgement import FactCorrected, JudgementOnFact
from events.facts.tracking import ReportFiled, SourceAssessed
from events.store.read_models import NEVER
from timeline.knowledge.growing import Growing
from timeline.knowledge.known import Background
from timeline.read_models.chapters import Chapters, NotAsKeptError
from timeline.read_models.past import ChapterWalk
from timeline.read_models.past_form import COMING, HEAD, PARTS, UNDIVIDED, days_to_show, is_of_the_past, question_of
from timeline.read_models.stored_form import (
    GROWING,
    UnreadableAnswerError,
    answer_json,
    days_of,
    undecoded_lines,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import KeptAnswer
    from timeline.knowledge.ledger import Ledger


class KeptDays(NamedTuple):
    """What is kept of a dialogue's answers.

    Attributes:
        past: of each day, with what was known by it, chapter by chapter.
        today: what takes the place of units of these where all is known that is on record, and the first day from which
            on it does no more. It is as it is kept. None where nothing does.
        until: the first day of which today is not answered by all this.

    """

    past: tuple[KeptAnswer, ...]
    today: tuple[bytes, int] | None
    until: int


def held_after(ledger: Ledger, first: date, kept: Sequence[KeptAnswer], version: int) -> KeptDays:
    """The answers of a dialogue, gone on with from those of an earlier version.

    Args:
        ledger: of the dialogue.
        first: the first day that is answered for today.
        kept: its answers on past days, as of that version. Those of days on which nothing can be another answer stay.
        version: that they were made from.

    """
    shelves = (getattr(ledger, field.name) for field in fields(ledger))
    new = [one for shelf in shelves if isinstance(shelf, list) for one in shelf if one.version > version]
    ids = {one.fact_id for one in new} if _only_add(ledger, new) else None
    before = stood_on(first_touched(ledger, new), first, only_add=ids is not None)
    later = [one for one in kept if before < one.until]
    if any(one.question == question_of(HEAD) and one.since <= before for one in later):
        day = date.fromordinal(before)
        try:
            chapters = Chapters.resumed(later, before)
            days = days_walked(lambda: ChapterWalk(Growing(ledger, day), day, chapters, ids), first)
            return days._replace(past=(*(one for one in kept if one.until <= before), *days.past))
        except (NotAsKeptError, UnreadableAnswerError, TypeError):  # `timeline verify` names it; the log has the answer
            pass
    return held_of(ledger, first)


def stood_on(touched: date, first: date, *, only_add: bool) -> int:
    """The day from which the days are walked, before the first touched one.

    Args:
        touched: the first day that new facts can touch.
        first: the first day that is answered for today.
        only_add: whether what was known before is read as it was. Else what is no more is let go before today is told.

    """
    return min(touched.toordinal() - 1, first.toordinal() - (not only_add))


def held_of(ledger: Ledger, first: date) -> KeptDays:
    """The answers of a dialogue, made from its log; see `held_after`."""
    return days_walked(lambda: ChapterWalk(Growing(ledger, date.min), date.min, Chapters()), first)


def days_walked(begin: Callable[[], ChapterWalk], first: date) -> KeptDays:
    """What is kept of the days that a walk goes through, to the end of all days; see `held_after`.

    Raises:
        NotAsKeptError: what changed has everything made again.

    """
    walk = begin()
    past = [*walk.answers(first)]
    chapters, today, until = walk.chapters, walk.today, walk.until
    del walk  # what it stands on would lie beside the lines of the last chapter
    return KeptDays((*past, *chapters.end(NEVER)), today, until)


def _only_add(ledger: Ledger, new: Iterable[RecordedFact]) -> bool:
    """Whether all that is new are facts and reports, and which name stands for a person does not depend on them."""
    persons = any(subject.type == "person" for link in ledger.links for subject in link.fact.subjects())
    return not persons and not any(isinstance(one.fact, JudgementOnFact | SourceAssessed) for one in new)


def past_answers(ledger: Ledger) -> Iterator[KeptAnswer]:
    """The answers of a dialogue on every day, with what was known by it, chapter by chapter."""
    yield from held_of(ledger, date.max).past


def parted(answers: Iterable[KeptAnswer]) -> tuple[tuple[KeptAnswer, ...], tuple[KeptAnswer, ...]]:
    """The kept answers of today, and those of past days."""
    found = tuple(answers)
    past = tuple(one for one in found if is_of_the_past(one.question))
    return tuple(one for one in found if one not in past), past


def first_touched(ledger: Ledger, new: Sequence[RecordedFact]) -> date:
    """The first day of which the answer can be another one because of facts that are new in a ledger.

    What a report tells changes nothing before the day from which it was public, and a judgement on it nothing before
    that day, by what is on record with the judgement or without. A link, a heading, a report that was cited before it
    was filed, and a judgement on what is judged otherwise as well can change every day.
    """
    ids = {one.fact_id for one in new}
    filed = {one.fact.id: one for one in new if isinstance(one.fact, ReportFiled)}
    told = [one for one in ledger.facts if one.fact_id in ids]
    judged = [one for one in ledger.judgements if one.fact_id in ids]
    assessed = [one for one in ledger.assessments if one.fact_id in ids]
    cited = {one.fact.said("report") for one in ledger.facts if one.fact_id not in ids}
    cited.update(name for one in ledger.judgements for name in _named(one, reports=one.fact_id not in ids))
    if len(told) + len(filed) + len(judged) + len(assessed) < len(new) or not cited.isdisjoint({*ids, *filed}):
        return date.min
    now = Background.of(ledger, None)
    touched = [*(now.reports[name].known_by for name in filed), *(now.read(one).known_by for one in told)]
    if judged or assessed:
        touched += _judged_from(ledger, judged, {one.fact.said("outlet") for one in assessed})
    return min(touched, default=date.max)


def _named(judgement: RecordedFact, *, reports: bool = True) -> Iterator[str]:
    """What a judgement names: what it judges, the report to which it corrects a fact, and the one that it cites."""
    fact = judgement.fact
    if isinstance(fact, FactCorrected) and fact.new_report is not None:
        yield fact.new_report
    for name in ("target", "new", "report") if reports else ("target", "new"):
        said = fact.said(name)
        if isinstance(said, str):
            yield said


def _judged_from(ledger: Ledger, judged: Collection[RecordedFact], outlets: Collection[object]) -> Iterator[date]:
    """The days from which judgements on facts and reports, and assessments of outlets, can tell, with them or without.

    The first of all days where something else is judged that bears on it.
    """
    ids = {one.fact_id for one in judged}
    standing = [one for one in ledger.judgements if one.fact_id not in ids]
    backgrounds = [Background.of(replace(ledger, judgements=standing), None), Background.of(ledger, None)]
    targets = {one.fact_id: one for one in (*ledger.facts, *ledger.filings)}
    if outlets and not {one.fact_id for one in ledger.filings}.isdisjoint(_targets(ledger.judgements)):
        yield date.min  # a report can have been corrected to be of another outlet
    for background in backgrounds:
        yield from (one.known_by for one in background.reports.values() if one.filed.outlet in outlets)
    filings = defaultdict(set)
    for one in ledger.filings:
        filings[one.fact.said("id")].add(one.fact_id)
    names = Counter(name for one in ledger.judgements for name in _named(one))
    for one in judged:
        target = targets.get(str(one.fact.said("target")))
        if target is None or one.fact.said("field") in ("report", "id"):
            yield date.min
            return
        report = target.fact.said("id" if isinstance(target.fact, ReportFiled) else "report")
        own = Counter(_named(one))
        if any(names[name] > own[name] for name in {target.fact_id, str(report), *filings[report]}):
            yield date.min
            return
        for background in backgrounds:
            known = background.reports[str(report)] if isinstance(target.fact, ReportFiled) else background.read(target)
            yield known.known_by


def _targets(judgements: Iterable[RecordedFact]) -> set[str]:
    """What they judge: facts and reports, and the judgements on these."""
    return {str(one.fact.said("target")) for one in judgements}


def are_of_log(past: Sequence[KeptAnswer], made: Iterable[KeptAnswer]) -> bool:
    """Whether answers of past days are those that are made of the log, on every day.

    Raises:
        UnreadableAnswerError: one of them was damaged.

    """
    days = sorted((one.since, one.until) for one in past if one.question == question_of(HEAD))
    if not past:
        return True
    ends = [1, *(until for _, until in days)]
    chapters = Counter((one.question, one.since, one.until) for one in past)
    if ends != [*(since for since, _ in days), NEVER] or chapters != Counter(
        [
            *((question_of(part), *stretch) for stretch in days for part in PARTS),
            *((question_of(part), 1, NEVER) for part in UNDIVIDED),
        ]
    ):
        return False
    of_coming = (one.answer for one in past if one.question == question_of(COMING))
    if any(days_of(kept) != days_to_show(undecoded_lines(kept)) for kept in of_coming):
        return False
    left = {(one.question, one.since, one.until): one for one in past}
    everything, others = tuple(made), []
    for one in everything:
        key = one.question, one.since, one.until
        if left.get(key) == one:
            del left[key]
        else:
            others.append(one)
    # Mostly nothing is left. Chapters that tell the same differ where days were gone on with, and by the compression.
    return _told(left.values()) == _told(others) or _told(past) == _told(everything)


def _told(chapters: Iterable[KeptAnswer]) -> dict[tuple[str, str], list[tuple[int, int, bytes]]]:
    """What chapters tell, by part and place: each piece with its days, wherever one chapter ends and another begins.

    One chapter at a time: all pieces of a large dialogue take hundreds of megabytes.
    """
    lines = (
        (chapter.question, max(since, chapter.since), min(until, chapter.until), since, [unit, place], piece)
        for chapter in sorted(chapters, key=lambda one: one.since)
        for since, until, unit, place, piece in sorted(unpacked(chapter.answer), key=itemgetter(0))
    )
    return told_as_one(lines)


def told_as_one(
    lines: Iterable[tuple[str, int, int, int, Any, Any]],
) -> dict[tuple[str, str], list[tuple[int, int, bytes]]]:
    """The digests of pieces with their days, by part and place; those of following days that say the same are one.

    Args:
        lines: of each its part, its days, the day of which its numbers of days are, its place, and what it says; those
            of one place ordered by their days.

    """
    told: dict[tuple[str, str], list[tuple[int, int, bytes]]] = defaultdict(list)
    for part, since, until, of, place, piece in lines:
        content = json.dumps(_anchored(piece, of), sort_keys=True).encode()
        digest = blake2b(content, digest_size=_DIGEST_BYTES).digest()
        pieces = told[part, answer_json(place)]
        for number, (first, last, before) in enumerate(pieces):
            if last >= since and before == digest:
                pieces[number] = first, max(until, last), before
                break
        else:
            pieces.append((since, until, digest))
    return {key: sorted(pieces) for key, pieces in told.items()}


_DIGEST_BYTES: Final = 16


def _anchored(value: Any, day: int) -> Any:  # noqa: ANN401 - any value that JSON has
    """A piece as of a day, in such a way that it is the same as of every other day on which it holds."""
    if isinstance(value, dict):
        return {
            key: [one - day] if key in GROWING and one else _anchored(one, day)  # in a list: no number that is kept
            for key, one in value.items()
        }
    return [_anchored(one, day) for one in value] if isinstance(value, list) else value
