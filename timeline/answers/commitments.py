"""The answer to `commitments`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of, modality_of
from timeline.claims.undated import WORDS
from timeline.projections.commitments import CommitmentStatus
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.commitments import Commitment
    from timeline.projections.state import State


class PartAnswer(Answer):
    """What became of one party's part."""

    by: str = Field(description="The party that promised.")
    status: CommitmentStatus = Field(description="The status of this part of the commitment.")
    facts: tuple[str, ...] = Field(description="The ids of the facts that say so, or else those of the promise.")


class CommitmentAnswer(Sourced):
    """A commitment, or a deadline that belongs to none, as of a day."""

    dialogue: str = Field(description="The short name of the dialogue.")
    type: Literal["commitment", "deadline"] = Field(description="The type: commitment or deadline.")
    commitment: str = Field(description="The short name of the commitment.")
    by: str | None = Field(description="The party that promised.")
    to: str | None = Field(description="The party to which it was promised.")
    what: str | None = Field(description="The promise, in one sentence.")
    grade: str | None = Field(description="How binding it is: readiness, promise, agreed or signed.")
    made: WindowAnswer | None = Field(description="The time at which it was promised.")
    due: WindowAnswer | None = Field(description="The time by which it is due.")
    words: str | None = Field(description="The words of the reports, where they name no days: at the appropriate time.")
    condition: str | None = Field(description="The condition on which it depends.")
    status: CommitmentStatus = Field(description="The status. A joint commitment has the worst status of its parts.")
    parts: tuple[PartAnswer, ...] = Field(description="The part of each party that promised.")
    modality: str | None = Field(
        description="How firmly it is said, such as planned, expected, wish or denied. It is null for asserted."
    )
    overdue_days: int | None = Field(description="The days since it was due. It is null unless it is overdue.")
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")


def commitment_answer(commitment: Commitment, knowledge: Knowledge) -> CommitmentAnswer:
    """The answer for one commitment."""
    dossier = commitment.dossier
    made, due = dossier.value("made"), dossier.value("due")
    return CommitmentAnswer(
        dialogue=knowledge.dialogue,
        type=commitment.type,
        commitment=commitment.commitment,
        by=dossier.text("by"),
        to=dossier.text("to"),
        what=dossier.text("what"),
        grade=dossier.text("grade"),
        made=WindowAnswer.of(made) if isinstance(made, WindowValue) else None,
        due=WindowAnswer.of(due) if isinstance(due, WindowValue) else None,
        words=dossier.text(WORDS),
        condition=dossier.text("condition"),
        status=commitment.status,
        parts=tuple(PartAnswer(by=part.by, status=part.status, facts=part.facts) for part in commitment.parts),
        modality=modality_of(dossier),
        overdue_days=commitment.overdue_days,
        disputes=disputes_of(dossier.disputes),
        **Sourced.sources(dossier.evidence),
    )


def commitment_answers(state: State) -> Iterator[CommitmentAnswer]:
    """The answers for every commitment and every lone deadline."""
    return (commitment_answer(one, state.knowledge) for one in state.commitments)
