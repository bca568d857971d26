"""What is known after one more fact? Knowledge of all on record that goes on, and reads again only what changed.

What a report says, and a new report, only add. A judgement, an assessment, a link or a heading has every fact looked at
again, but read again only where its corrections, its report or what it is about have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.tracking import ReportFiled
from timeline.knowledge.ahead import Ahead
from timeline.knowledge.known import Background, known_against
from timeline.knowledge.ledger import evolve
from timeline.knowledge.reports import reports_of

if TYPE_CHECKING:
    from events.store.log import RecordedFact
    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.knowledge.ledger import Ledger


class Growing:
    """What is known of one dialogue, fact after fact.

    Attributes:
        known: so far; what a fact leaves as it was are the same objects before and after.

    """

    def __init__(self, ledger: Ledger) -> None:
        """Take what is on record so far; the ledger grows along."""
        self._ledger = ledger
        self._background = Background.of(ledger, None)
        self._read = {recorded.fact_id: self._background.read(recorded) for recorded in ledger.facts}
        self.known = known_against(self._background, ledger, self._read.values(), None)
        self._ahead = Ahead(self.known.facts)
        self._cited = self._cited_so_far()

    def take(self, recorded: RecordedFact) -> Knowledge:
        """What is known with one more fact, the next of the log."""
        self._ledger = evolve(self._ledger, recorded)
        grown: Knowledge | None = None
        if self._ledger.facts and self._ledger.facts[-1] is recorded:
            grown = self._told(recorded)
        elif isinstance(recorded.fact, ReportFiled):
            grown = self._filed(recorded)
        self.known = grown or self._looked_at_again()
        return self.known

    def _cited_so_far(self) -> set[object]:
        """The ids of reports that a fact, or a judgement, cites, or can have been corrected to cite."""
        judgements = [one.fact for one in self._ledger.judgements]
        corrected = (one.said("new") for one in judgements if one.said("field") == "report")
        cited = {*(one.said("report") for one in judgements), *(known.fact.report for known in self._read.values())}
        return cited | {name for name in corrected if isinstance(name, str)}

    def _told(self, recorded: RecordedFact) -> Knowledge | None:
        """With what a report says; None where it shows that earlier facts told of a day to come."""
        background = self._background
        known = self._read[recorded.fact_id] = background.read(recorded)
        self._cited.add(known.fact.report)
        withdrawn = background.withdrawn(known)
        if withdrawn:
            return self.known.going_on(withdrawn=(*self.known.withdrawn, withdrawn))
        marked = self._ahead.next(known)
        return self.known.with_fact(marked) if marked else None

    def _filed(self, recorded: RecordedFact) -> Knowledge | None:
        """With a report that nothing on record cites yet; None where something does, or its id is taken."""
        judged, background = self._background.judged, self._background
        filed = judged.corrected(recorded)
        assert isinstance(filed, ReportFiled)
        if filed.id in self._cited or filed.id in background.reports:
            return None
        reports = reports_of([(recorded, filed)], background.reliability)
        self._background = background._replace(reports={**background.reports, **reports})
        if recorded.fact_id in judged.retractions:
            return self.known
        return self.known.going_on(reports={**self.known.reports, **reports})

    def _looked_at_again(self) -> Knowledge:
        before, now = self._background, Background.of(self._ledger, None)
        reports = {
            name: earlier if (earlier := before.reports.get(name)) == report else report
            for name, report in now.reports.items()
        }
        self._background = now._replace(reports=reports)
        relinked = now.merged != before.merged
        self._read = {one.fact_id: self._read_again(one, relinked=relinked) for one in self._ledger.facts}
        known = known_against(self._background, self._ledger, self._read.values(), None)
        self._ahead = Ahead(known.facts)
        self._cited = self._cited_so_far()
        return known.sharing(self.known)

    def _read_again(self, recorded: RecordedFact, *, relinked: bool) -> KnownFact:
        """A fact as it was read before, where all that it was read against is the same."""
        background = self._background
        known = self._read.get(recorded.fact_id)
        if (
            known is None
            or known.amendments != background.amendments(recorded)
            or known.report is not (background.reports.get(known.fact.report) if known.fact.report else None)
            or (relinked and known.subjects != background.subjects(known.fact))
        ):
            return background.read(recorded)
        return known
