"""For whom does somebody take part, who holds an office? Whoever says so first in the log, of what is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.base import ReportedFact
from events.facts.texts import modality_words
from events.facts.tracking import ReportFiled
from timeline.knowledge.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact
    from timeline.read_models.rows import Rows


_FEW: Final = 100
"""Facts that name somebody, up to which all are read."""


class ToldOfSide(NamedTuple):
    """A fact that tells for whom somebody takes part.

    Attributes:
        recorded: the fact.
        known_by: the day from which on it counts, whatever is told later. None where it need not.

    """

    recorded: RecordedFact
    known_by: date | None


class Sides:
    """What is on record of it."""

    def __init__(self, log: Rows, decode: Callable[[StoredFact], RecordedFact]) -> None:
        """Take the rows of the dialogue, with what reads one."""
        self._log = log
        self._decode = decode

    def are_few(self, name: str) -> bool:
        """Whether few facts name somebody, so that all of them can be read that tell for whom they take part."""
        return len(self._log.naming(name)) <= _FEW

    def told_of(self, name: str, *, all_: bool = False) -> Iterator[ToldOfSide]:
        """The facts that tell for whom somebody takes part, in order.

        Args:
            name: who.
            all_: not only up to the first that counts whatever is told later.

        """
        for row in self._log.naming(name):
            recorded = self._decode(row)
            readings = self._log.read_as(recorded)
            if any(_gives_side(fact, name) for fact in readings):
                known_by = self._known_by(recorded)
                yield ToldOfSide(recorded, known_by)
                if known_by is not None and not all_:
                    return

    def known_by(self, names: Iterable[str], before: int | None = None) -> date | None:
        """The day by which it was known for whom somebody takes part, whatever is told later. None if unsure.

        Args:
            names: of one person.
            before: a version of the dialogue: facts from it on are left out. Of all where left out.

        """
        told = (one for name in names for one in self.told_of(name) if before is None or one.recorded.version < before)
        sure = ((one.recorded.version, one.known_by) for one in told if one.known_by is not None)
        return min(sure, default=(0, None))[1]

    def _known_by(self, recorded: RecordedFact) -> date | None:
        """See `ToldOfSide`; None where it is denied or judged, or its report is, or was filed twice."""
        fact = recorded.fact
        if self._log.judged.on(recorded.fact_id) or is_denied(fact):
            return None
        when = fact.said("when")
        day = when.window.latest if when is not None and when.window else date.min
        if day is None:
            return None
        name = fact.said("report")
        if name is None:
            return max(recorded.recorded_at.date(), day)
        filed = filings(name, self._log, self._decode)
        if len(filed) != 1 or self._log.judged.on(filed[0].fact_id):
            return None
        assert isinstance(filed[0].fact, ReportFiled)
        return max(reports_of([(filed[0], filed[0].fact)], {})[name].known_by, day)


def is_denied(fact: Fact) -> bool:
    """Whether it is told that something was not so."""
    return "denied" in modality_words(fact.said("modality"))


def filings(report: str, log: Rows, decode: Callable[[StoredFact], RecordedFact]) -> list[RecordedFact]:
    """What filed a report: more than one fact, where it was filed again."""
    return [one for one in map(decode, log.filing(report)) if one.fact.said("id") == report]


def reports_cited(one: RecordedFact, log: Rows) -> set[str]:
    """The report that a fact cites, also as it is corrected."""
    return {report for fact in log.read_as(one) if (report := fact.said("report"))}


def public_from(filed: Iterable[RecordedFact]) -> date:
    """The first day from which one of some reports was public."""
    told = [(one, one.fact) for one in filed if isinstance(one.fact, ReportFiled)]
    return min(reports_of([one], {})[one[1].id].known_by for one in told)


def _gives_side(fact: Fact, name: str) -> bool:
    persons = fact.persons or () if isinstance(fact, ReportedFact) else ()
    return any(person.name == name and person.side for person in persons)
