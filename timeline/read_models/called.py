"""By which of several names is a person called? By the one that stands for all, unless only others are in English.

Which one it is can differ from day to day, and by one more report. Here it is told where it cannot.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from events.facts.base import ReportedFact
from events.facts.subject import Subject
from events.facts.tracking import ReportFiled
from timeline.knowledge.known import persons_named
from timeline.read_models.sides import filings, public_from, reports_cited
from timeline.values.languages import ENGLISH, primary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.store.log import RecordedFact
    from timeline.read_models.rows import Rows


def persons_of(told: Iterable[RecordedFact], log: Rows) -> set[str]:
    """The persons whom facts name, also as they are corrected."""
    facts = (fact for one in told for fact in log.read_as(one) if isinstance(fact, ReportedFact))
    return {name for fact in facts for name in persons_named(fact)}


def settling(
    person: Subject, merged: Mapping[Subject, Subject], log: Rows, new: Sequence[RecordedFact]
) -> list[RecordedFact] | None:
    """The facts that tell that a person is called by the name that stands for all, on every day.

    So it is where the others are in no English report, or that one was in an earlier one. None where it can be
    otherwise, with new facts or without.

    Args:
        person: under one of their names.
        merged: each linked subject with the one that stands for it.
        log: the facts on record.
        new: the new facts.

    """
    standing = merged.get(person, person).key
    others = {one.key for one, stands in merged.items() if stands == Subject("person", standing)} - {standing}
    rows = {row.version: row for name in others for row in log.naming(name)}
    told = [one for one in (*map(log.decode, rows.values()), *new) if not others.isdisjoint(persons_of([one], log))]
    first = min((day for one in told if (day := _in_english_from(one, log, new)) is not None), default=None)
    if first is None:
        return []
    for one in map(log.decode, log.naming(standing)):
        is_judged = bool(log.judged.on(one.fact_id))
        if not is_judged and standing in persons_of([one], log) and _is_public_by(one, first, log):
            return [one]
    return None


def _is_public_by(one: RecordedFact, day: date, log: Rows) -> bool:
    """Whether the English report of a fact was public by a day, whatever is told later."""
    filed = filings(str(one.fact.said("report")), log, log.decode)
    if len(filed) != 1 or log.judged.on(filed[0].fact_id) or not _is_english(filed[0], log):
        return False
    return public_from(filed) <= day


def _in_english_from(one: RecordedFact, log: Rows, new: Sequence[RecordedFact]) -> date | None:
    """The first day from which a fact was public in an English report, or an earlier one; None where in none."""
    names = reports_cited(one, log)
    filed = [filing for name in names for filing in filings(name, log, log.decode)]
    filed += [filing for filing in new if isinstance(filing.fact, ReportFiled) and filing.fact.id in names]
    if not any(_is_english(filing, log) for filing in filed):
        return None
    return date.min if any(log.judged.on(filing.fact_id) for filing in filed) else public_from(filed)


def _is_english(filing: RecordedFact, log: Rows) -> bool:
    return any(primary(fact.said("language")) == ENGLISH for fact in log.read_as(filing))
