"""Which corrections and retractions count, and what do they make of a fact?

- A coder's correction or retraction counts for every day: the public knew right, we typed wrong.
- An outlet's correction or retraction counts from its own publication on.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from events.facts.judgement import FactCorrected, FactRetracted
from events.facts.tracking import ReportFiled, SourceAssessed
from timeline.knowledge.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from timeline.knowledge.ledger import Ledger
    from timeline.knowledge.reports import Report


@dataclass(frozen=True, slots=True)
class Amendment:
    """A judgement that changed a fact, or took it back.

    Attributes:
        fact_id: of the judgement.
        judgement: the correction or retraction.
        known_by: the day from which it counts. None where it counts for every day.

    """

    fact_id: str
    judgement: FactCorrected | FactRetracted
    known_by: date | None


class Judged(NamedTuple):
    """The judgements that count on the day: corrections and the retraction of each fact id."""

    corrections: defaultdict[str, list[Amendment]]
    retractions: dict[str, Amendment]

    def corrected(self, recorded: RecordedFact) -> Fact:
        """The fact with every correction that counts, checked again as a whole."""
        amendments = self.corrections.get(recorded.fact_id)
        if not amendments:
            return recorded.fact
        attributes = recorded.fact.model_dump(mode="json", exclude_none=True)
        for amendment in amendments:
            judgement = amendment.judgement
            if isinstance(judgement, FactCorrected):
                attributes.pop(judgement.field, None)
                if judgement.new is not None:
                    attributes[judgement.field] = judgement.new
        return type(recorded.fact).model_validate(attributes)

    def filings(self, ledger: Ledger) -> Iterator[tuple[RecordedFact, ReportFiled]]:
        """Every filing, taken back or not, with its corrected content."""
        for recorded in ledger.filings:
            filed = self.corrected(recorded)
            assert isinstance(filed, ReportFiled)
            yield recorded, filed

    def standing(self, shelf: Iterable[RecordedFact]) -> Iterable[tuple[RecordedFact, Fact]]:
        """Those not taken back, each with its corrected content."""
        return ((recorded, self.corrected(recorded)) for recorded in shelf if recorded.fact_id not in self.retractions)


def judged_by(ledger: Ledger, known_at: date | None) -> Judged:
    """Settle whose judgements count: first the coder's, since they may correct when a report was published."""
    if not ledger.judgements:
        return Judged(defaultdict(list), {})
    return _effective(ledger, reports_of(judged_by_coders(ledger).filings(ledger), {}), known_at)


def judged_by_coders(ledger: Ledger) -> Judged:
    """The coders' judgements alone, which count for every day."""
    return _effective(ledger, None, None)


def _effective(ledger: Ledger, reports: Mapping[str, Report] | None, known_at: date | None) -> Judged:
    """The judgements that count. The coder's alone where no reports are given to date the outlets' by.

    Newest first, so that a judgement which was itself corrected or taken back, or whose report was, counts as such.
    Corrections of one fact apply in the order in which they became known, the coder's before all.
    """
    judged = Judged(defaultdict(list), {})
    for recorded in reversed(ledger.judgements):
        judgement = judged.corrected(recorded)
        assert isinstance(judgement, FactCorrected | FactRetracted)
        known_by: date | None = None
        if judgement.whose == "outlet":
            if reports is None:
                continue
            report = reports.get(judgement.report) if judgement.report else None
            known_by = report.known_by if report else recorded.recorded_at.date()
            if (known_at is not None and known_by > known_at) or (report and report.fact_id in judged.retractions):
                continue
        if recorded.fact_id in judged.retractions:
            continue
        amendment = Amendment(recorded.fact_id, judgement, known_by)
        if isinstance(judgement, FactRetracted):
            judged.retractions.setdefault(judgement.target, amendment)
        else:
            corrections = judged.corrections[judgement.target]
            corrections.insert(0, amendment)
            corrections.sort(key=lambda one: one.known_by or date.min)
    return judged


class FactToday(NamedTuple):
    """A recorded fact as it stands today.

    Attributes:
        fact: with every correction that counts.
        retraction: that took it back. None while it counts.

    """

    fact: Fact
    retraction: Amendment | None


def fact_today(ledger: Ledger, recorded: RecordedFact) -> FactToday:
    """What the judgements of a ledger make of one of its facts, of whatever kind."""
    judged = judged_by(ledger, None)
    return FactToday(judged.corrected(recorded), judged.retractions.get(recorded.fact_id))


def cited_by(judgement: Fact) -> set[object]:
    """The report that a judgement cites, and the one that it corrects a fact to cite."""
    return {judgement.said("report"), judgement.new_report if isinstance(judgement, FactCorrected) else None}


def turns_of(ledger: Ledger, judged: Judged) -> Iterator[date]:
    """The days on which judgements that are on record can begin to count, with those that count now.

    An outlet's counts from the publication of the report that tells of it, as the coders have it on file; which report
    that is can itself have been corrected. An assessment counts from the day that it names.
    """
    if ledger.judgements:
        reports = reports_of(judged_by_coders(ledger).filings(ledger), {})
        cited = {name for one in ledger.judgements for name in cited_by(one.fact)}
        for name in cited:
            if isinstance(name, str) and name in reports:
                yield reports[name].known_by
        yield from {one.recorded_at.date() for one in ledger.judgements}
    for recorded in ledger.assessments:
        for fact in (recorded.fact, judged.corrected(recorded)):
            assert isinstance(fact, SourceAssessed)
            since = fact.from_.window if fact.from_ else None
            if since is not None and since.earliest is not None:
                yield since.earliest
