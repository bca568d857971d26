"""What does a fact refer to? The log must hold it before the fact is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.base import ReportedFact
from events.facts.judgement import FactCorrected, JudgementOnFact
from events.facts.tracking import DialogueOpened, ReportFiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from events.facts.base import Fact
    from events.intake.draft import Draft

REPORT: Final = "report:"
"""What the `once` key of a report begins with (`ReportFiled.once`). Its id follows."""


def cited(fact: Fact) -> Iterator[str]:
    """The reports that a fact cites: as its own, and as what a correction says is another fact's."""
    if isinstance(fact, ReportedFact) and fact.report is not None:
        yield fact.report
    if isinstance(fact, FactCorrected) and fact.new_report is not None:
        yield fact.new_report


def refers_ahead(groups: Sequence[Sequence[Draft]]) -> bool:
    """Whether drafts refer to something that only a later group of them brings: a dialogue, a report, a fact."""
    told = [(number, draft) for number, drafts in enumerate(groups) for draft in drafts]
    judged = {draft.fact.target for _, draft in told if isinstance(draft.fact, JudgementOnFact)}
    brought: dict[tuple[str, str], int] = {}
    for number, draft in told:
        fact = draft.fact
        if isinstance(fact, DialogueOpened):
            brought.setdefault((draft.dialogue, ""), number)
        elif isinstance(fact, ReportFiled):
            brought.setdefault((draft.dialogue, REPORT + fact.id), number)
        if judged and (fact_id := draft.entry().fact_id) in judged:
            brought.setdefault((draft.dialogue, fact_id), number)
    return any(
        brought.get((draft.dialogue, reference), number) > number
        for number, draft in told
        for reference in _referred_to(draft.fact)
    )


def _referred_to(fact: Fact) -> Iterator[str]:
    """What must be in its dialogue, which is "", before a fact."""
    yield ""
    yield from (REPORT + report for report in cited(fact))
    if isinstance(fact, JudgementOnFact):
        yield fact.target
