"""The answer to `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer

if TYPE_CHECKING:
    from timeline.knowledge.known import Knowledge
    from timeline.projections.check import Finding


class FindingAnswer(Answer):
    """One thing that wants somebody's attention."""

    dialogue: str
    finding: str = Field(description="its sort: session-overdue, report-undated, look-alike, ...")
    subject: str = Field(description="what it is about, `type:key`")
    message: str = Field(description="what is the matter")
    facts: tuple[str, ...] = Field(description="ids of the facts it rests on, in order of the log")
    hint: str = Field(description="what to type next; words in capitals are to be filled in")


def finding_answer(finding: Finding, knowledge: Knowledge) -> FindingAnswer:
    """The answer for one finding."""
    return FindingAnswer(
        dialogue=knowledge.dialogue,
        finding=finding.finding,
        subject=str(finding.subject),
        message=finding.message,
        facts=finding.facts,
        hint=finding.hint,
    )
