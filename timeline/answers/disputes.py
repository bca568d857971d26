"""The answer to `disputes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import DisputeAnswer

if TYPE_CHECKING:
    from timeline.knowledge.known import Knowledge
    from timeline.projections.disputes import Dispute


class SubjectDisputeAnswer(DisputeAnswer):
    """A dispute with the subject that it is about."""

    dialogue: str
    subject: str = Field(description="what it is about, `type:key`")


def dispute_answer(dispute: Dispute, knowledge: Knowledge) -> SubjectDisputeAnswer:
    """The answer for one dispute."""
    return SubjectDisputeAnswer(
        dialogue=knowledge.dialogue,
        subject=str(dispute.subject),
        **dict(DisputeAnswer.of(dispute.verdict)),
    )
