"""What does one dialogue's log hold, sorted for questions? The fold over it: `initial` and `evolve`.

`recorded_at` cuts the log first: what had not been appended by then is not there, judgements included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted, SubjectsLinked
from events.facts.redacted import Redacted, redacted
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from events.facts.base import Fact
    from events.store.log import RecordedFact


@dataclass(slots=True)
class Ledger:
    """One dialogue's log, sorted for questions. Built by `evolve` only.

    Attributes:
        dialogue: slug. "" while empty.
        headings: `DialogueOpened` facts in order.
        filings: `ReportFiled` facts in order.
        assessments: `SourceAssessed` facts in order.
        links: `SubjectsLinked` facts in order.
        judgements: corrections and retractions in order.
        facts: everything that a report says, in order.
        redactions: judgements that took the content of a fact away, in order.
        redacted: what is left of those facts, in order. It counts for nothing.
        version: of the last fact folded in.

    """

    dialogue: str = ""
    headings: list[RecordedFact] = field(default_factory=list)
    filings: list[RecordedFact] = field(default_factory=list)
    assessments: list[RecordedFact] = field(default_factory=list)
    links: list[RecordedFact] = field(default_factory=list)
    judgements: list[RecordedFact] = field(default_factory=list)
    facts: list[RecordedFact] = field(default_factory=list)
    redactions: list[RecordedFact] = field(default_factory=list)
    redacted: list[RecordedFact] = field(default_factory=list)
    version: int = 0


_SHELVES: Final[dict[type[Fact], str]] = {
    DialogueOpened: "headings",
    ReportFiled: "filings",
    SourceAssessed: "assessments",
    SubjectsLinked: "links",
    FactCorrected: "judgements",
    FactRetracted: "judgements",
    FactRedacted: "redactions",
}
"""Where a ledger keeps the kinds that say nothing of the world."""


def initial() -> Ledger:
    """Nothing recorded yet."""
    return Ledger()


def evolve(ledger: Ledger, recorded: RecordedFact) -> Ledger:
    """The ledger with one more fact. Extends and returns the ledger that it is given."""
    fact = recorded.fact
    name = "redacted" if isinstance(fact, Redacted) else _SHELVES.get(type(fact), "facts")
    shelf: list[RecordedFact] = getattr(ledger, name)
    shelf.append(recorded)
    if isinstance(fact, FactRedacted):
        _forget(ledger, fact.target)
    ledger.dialogue = recorded.dialogue
    ledger.version = recorded.version
    return ledger


def _forget(ledger: Ledger, target: str) -> None:
    """Let go of a fact that was folded in while it had its content. A log that is read again has none there."""
    if any(one.fact_id == target for one in ledger.redacted):
        return
    for name in (*set(_SHELVES.values()), "facts"):
        shelf: list[RecordedFact] = getattr(ledger, name)
        for place, one in enumerate(shelf):
            if one.fact_id == target:
                del shelf[place]
                ledger.redacted.append(one._replace(fact=redacted(one.topic)))
                return


def replay(facts: Iterable[RecordedFact], *, recorded_at: datetime | None = None) -> Ledger:
    """Fold one dialogue's facts, those appended at or before `recorded_at` (UTC-aware). None takes all."""
    ledger = initial()
    for recorded in facts:
        if recorded_at is None or recorded.recorded_at <= recorded_at:
            ledger = evolve(ledger, recorded)
    return ledger
