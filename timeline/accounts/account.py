"""What is there to be exported: a dialogue as of a day, and the facts of its log that were known by then."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from events.facts.judgement import JudgementOnFact
from events.facts.tracking import ReportFiled
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from events.store.log import RecordedFact
    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Logged:
    """A fact of the log, as recorded and as it counts.

    Attributes:
        recorded: with its envelope. Its payload is what was stored.
        known_by: the day from which it was public. The day of recording for what is public nowhere else.
        known: the fact as it counts, corrected. None for what only tracks and judges.
        withdrawn: whether it was taken back.
        changed_at: when our log last learnt something of it: its recording, a correction, its being taken back.

    """

    recorded: RecordedFact
    known_by: date
    known: KnownFact | None
    withdrawn: bool
    changed_at: datetime


@dataclass(frozen=True)
class Account:
    """One dialogue.

    Attributes:
        state: its projections.
        log: its facts that were known by the day, in order of the log.

    """

    state: State
    log: tuple[Logged, ...]

    @classmethod
    def of(cls, ledger: Ledger, *, on: date, known_at: date | None) -> Account:
        """The account that a ledger gives, as of a day."""
        state = State.of(ledger, on=on, known_at=known_at)
        return cls(state, tuple(_entries(ledger, state.knowledge)))

    @cached_property
    def known(self) -> dict[str, KnownFact]:
        """The facts that count, by id."""
        return {known.fact_id: known for known in self.state.knowledge.facts}

    def facts(self, ids: Iterable[str]) -> list[KnownFact]:
        """The facts that count among these, in their order."""
        return [self.known[one] for one in ids if one in self.known]

    def changed_at(self, dossier: Dossier) -> datetime:
        """When our log last learnt something of a subject: its facts, their reports, and what was taken back of it."""
        gone = (one for one in self.state.knowledge.withdrawn if dossier.subject in one.subjects)
        facts = (*dossier.facts, *gone)
        ids = {one.fact_id for one in facts} | {one.report.fact_id for one in facts if one.report}
        return max(changed_at for one in ids if (changed_at := self._changes.get(one)))

    @cached_property
    def _changes(self) -> dict[str, datetime]:
        return {entry.recorded.fact_id: entry.changed_at for entry in self.log}


def _entries(ledger: Ledger, knowledge: Knowledge) -> Iterable[Logged]:
    """The facts that were known by the day, each with the day from which it was public, as corrected."""
    withdrawn = {one.fact_id: one for one in knowledge.withdrawn}
    counting = {one.fact_id: one for one in knowledge.facts} | withdrawn
    filed = {one.report.fact_id: one.report.known_by for one in counting.values() if one.report}
    filed |= {report.fact_id: report.known_by for report in knowledge.reports.values()}
    days = {fact_id: one.known_by for fact_id, one in counting.items()} | filed
    judged = (ledger.links, ledger.judgements, ledger.redactions, ledger.redacted)
    tracking = (ledger.headings, ledger.filings, ledger.assessments, *judged)
    days |= {
        recorded.fact_id: known_by
        for shelf in tracking
        for recorded in shelf
        if recorded.fact_id not in days and (known_by := _known_by(recorded, knowledge)) is not None
    }
    changed_at: dict[str, datetime] = {}
    for recorded in ledger.judgements:
        if recorded.fact_id in days and isinstance(recorded.fact, JudgementOnFact):
            changed_at[recorded.fact.target] = recorded.recorded_at
    for recorded in sorted(itertools.chain(*tracking, ledger.facts), key=lambda recorded: recorded.version):
        if recorded.fact_id in days:
            yield Logged(
                recorded=recorded,
                known_by=days[recorded.fact_id],
                known=counting.get(recorded.fact_id),
                withdrawn=recorded.fact_id in withdrawn,
                changed_at=changed_at.get(recorded.fact_id, recorded.recorded_at),
            )


def _known_by(recorded: RecordedFact, knowledge: Knowledge) -> date | None:
    """The day of a filing that no known fact cites, or of a judgement. None where it was not yet known.

    What we decided ourselves counts for every day, so it is known whatever the day.
    """
    fact, known_by = recorded.fact, recorded.recorded_at.date()
    if isinstance(fact, ReportFiled):
        published = fact.published.window if fact.published else None
        known_by = (published and published.latest) or known_by
    elif isinstance(fact, JudgementOnFact) and fact.whose == "outlet":
        report = knowledge.reports.get(fact.report or "")
        known_by = report.known_by if report else known_by
    else:
        return known_by
    return known_by if knowledge.known_at is None or known_by <= knowledge.known_at else None
