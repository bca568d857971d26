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

    dialogue: str = Field(description="The short name of the dialogue.")
    finding: str = Field(description="The sort of finding: session-overdue, report-undated, look-alike and so on.")
    subject: str = Field(description="The subject, as `type:key`.")
    message: str = Field(description="A sentence that says what is wrong.")
    facts: tuple[str, ...] = Field(description="The ids of the facts that it rests on, in order of the log.")
    hint: str = Field(description="A command to type next. Fill in the words in capitals.")


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
