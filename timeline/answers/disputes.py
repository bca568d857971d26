"""The answer to `disputes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import DisputeAnswer, Sourced
from timeline.projections import disputes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.disputes import Dispute
    from timeline.projections.state import State


class SubjectDisputeAnswer(DisputeAnswer):
    """A dispute with the subject that it is about."""

    dialogue: str = Field(description="The short name of the dialogue.")
    subject: str = Field(description="The subject, as `type:key`.")


class DisputeRow(Sourced):
    """One value of a dispute, as tables have it."""

    dialogue: str = Field(description="The short name of the dialogue.")
    subject: str = Field(description="The subject, as `type:key`.")
    attribute: str = Field(description="The attribute of the subject, such as `window`.")
    reason: str = Field(description="The reason why the preferred claim counts.")
    preferred: bool = Field(description="True if this claim is the preferred one.")
    value: str = Field(description="The value as text.")
    wording: str | None = Field(description="The words of the report.")


def dispute_answer(dispute: Dispute, knowledge: Knowledge) -> SubjectDisputeAnswer:
    """The answer for one dispute."""
    return SubjectDisputeAnswer(
        dialogue=knowledge.dialogue,
        subject=str(dispute.subject),
        **dict(DisputeAnswer.of(dispute.verdict)),
    )


def dispute_answers(state: State) -> Iterator[SubjectDisputeAnswer]:
    """The answers for every dispute."""
    return (dispute_answer(one, state.knowledge) for one in disputes.project(state))
