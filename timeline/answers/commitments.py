"""The answer to `commitments`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of, modality_of
from timeline.projections.commitments import Status
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.commitments import Commitment
    from timeline.projections.state import State


class PartAnswer(Answer):
    """What became of one party's part."""

    by: str
    status: Status
    facts: tuple[str, ...] = Field(description="ids of the facts that say so; of the promise where none does")


class CommitmentAnswer(Sourced):
    """A commitment, or a deadline that belongs to none, as of a day."""

    dialogue: str
    type: Literal["commitment", "deadline"]
    commitment: str
    by: str | None
    to: str | None
    what: str | None
    grade: str | None = Field(description="readiness, promise, agreed, signed")
    made: WindowAnswer | None
    due: WindowAnswer | None
    condition: str | None
    status: Status = Field(description="of a joint one fulfilled when all parts are, else the worst of them")
    parts: tuple[PartAnswer, ...] = Field(description="of each party that committed")
    modality: str | None = Field(
        description="planned, expected, wish, anonymous, unconfirmed, denied; null for asserted"
    )
    overdue_days: int | None
    disputes: tuple[DisputeAnswer, ...]


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
