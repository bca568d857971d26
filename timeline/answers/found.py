"""The answer to `find`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.facts.tracking import ReportFiled
    from events.store.log import RecordedFact


class FoundAnswer(Answer):
    """A fact that speaks of what was looked for."""

    dialogue: str = Field(description="The dialogue, by its short name.")
    position: int = Field(description="The place of the fact in the log.")
    fact: str = Field(description="The id of the fact.")
    kind: str = Field(description="The kind of the fact.")
    summary: str = Field(description="What the fact says, in one line.")
    told: tuple[str, ...] = Field(description="The texts of the fact that speak of what was looked for, as written.")
    report: str | None = Field(description="The id of the report that says it. It is null where none does.")
    outlet: str | None = Field(description="The outlet that published the report.")
    published: str | None = Field(description="The time at which the report was published, as EDTF.")


def found_answer(recorded: RecordedFact, report: ReportFiled | None, told: Sequence[str]) -> FoundAnswer:
    """The answer for one fact."""
    return FoundAnswer(
        dialogue=recorded.dialogue,
        position=recorded.position,
        fact=recorded.fact_id,
        kind=recorded.fact.kind(),
        summary=summary(recorded.fact),
        told=tuple(told),
        report=report.id if report else None,
        outlet=report.outlet if report else None,
        published=report.published.edtf if report and report.published else None,
    )
