"""Which of the kept answers of past days still hold, after an append, and after somebody may have changed them?"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import fields, replace
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from events.facts.tracking import ReportFiled
from events.store.read_models import NEVER
from timeline.knowledge.growing import Growing
from timeline.knowledge.known import Background
from timeline.read_models.chapters import Chapters, NotAsKeptError
from timeline.read_models.past import Walk
from timeline.read_models.past_form import HEAD, is_of_the_past, question_of
from timeline.read_models.stored_form import GROWING, UnreadableAnswerError, unpacked, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from events.store.log import RecordedFact
    from events.store.read_models import Answer
    from timeline.knowledge.ledger import Ledger


def past_answers(ledger: Ledger) -> Iterator[Answer]:
    """The answers of a dialogue on every day, with what was known by it, chapter by chapter."""
    return resumed(ledger)[1].answers()


def resumed(ledger: Ledger, kept: Sequence[Answer] = (), since: date = date.min) -> tuple[list[Answer], Walk]:
    """The kept answers that stay, and the walk that gives the others.

    Args:
        ledger: of the dialogue.
        kept: the answers, of what was on record before. Of the days before `since` they hold, and are not made again.
        since: the first day of which another answer may be due than the kept one.

    """
    before = since.toordinal() - 1
    last = [one for one in kept if one.since <= before < one.until]
    if any(one.question == question_of(HEAD) for one in last):
        day = date.fromordinal(before)
        try:
            walk = Walk(Growing(ledger, day), day, Chapters.resumed(last, before))
            return [one for one in kept if one.until <= before], walk
        except (NotAsKeptError, UnreadableAnswerError, TypeError):  # `timeline verify` names it; the log has the answer
            pass
    return [], Walk(Growing(ledger, date.min), date.min, Chapters())


def parted(answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The kept answers of today, and those of past days."""
    found = tuple(answers)
    past = tuple(one for one in found if is_of_the_past(one.question))
    return tuple(one for one in found if one not in past), past


def resumed_after(past: Sequence[Answer], ledger: Ledger, version: int) -> tuple[Sequence[Answer], Walk | None]:
    """The answers of past days that stay since an earlier version, and the walk that gives the others, if there are."""
    shelves = (getattr(ledger, field.name) for field in fields(ledger))
    new = [one for shelf in shelves if isinstance(shelf, list) for one in shelf if one.version > version]
    return resumed(ledger, past, first_touched(ledger, new)) if new else (past, None)


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
    for name in ("target", "new", "report") if reports else ("target", "new"):
        said = judgement.fact.said(name)
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
    if outlets and any(one.fact.said("target") in targets for one in ledger.judgements):
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


def are_of_log(past: Sequence[Answer], ledger: Ledger) -> bool:
    """Whether answers of past days are those of the log, on every day.

    Raises:
        UnreadableAnswerError: one of them was damaged.

    """
    days = sorted((one.since, one.until) for one in past if one.question == question_of(HEAD))
    if not past:
        return True
    ends = [1, *(until for _, until in days)]
    if ends != [*(since for since, _ in days), NEVER] or not {(one.since, one.until) for one in past} <= set(days):
        return False
    if len({(one.question, one.since) for one in past}) < len(past):
        return False
    left = {(one.question, one.since, one.until): one for one in past}
    others = []
    for made in past_answers(ledger):
        key = made.question, made.since, made.until
        if left.get(key) == made:
            del left[key]
        else:
            others.append(made)
    # Mostly nothing is left. Chapters that tell the same differ where days were gone on with, and by the compression.
    return _told(left.values()) == _told(others) or _told(past) == _told(past_answers(ledger))


def _told(chapters: Iterable[Answer]) -> dict[tuple[str, str], list[tuple[int, int, bytes]]]:
    """What chapters tell, by part and place: each piece with its days, wherever one chapter ends and another begins.

    Of a piece its digest, and one chapter at a time: all pieces of a large dialogue take hundreds of megabytes.
    """
    told: dict[tuple[str, str], list[tuple[int, int, bytes]]] = defaultdict(list)
    for chapter in sorted(chapters, key=lambda one: one.since):
        for since, until, place, piece in unpacked(chapter.answer):
            content = json.dumps(_anchored(piece, since), sort_keys=True).encode()
            digest = blake2b(content, digest_size=_DIGEST_BYTES).digest()
            pieces, end = told[chapter.question, written(place)], min(until, chapter.until)
            for number, (first, last, before) in enumerate(pieces):
                if last >= max(since, chapter.since) and before == digest:
                    pieces[number] = first, max(end, last), before
                    break
            else:
                pieces.append((since, end, digest))
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
