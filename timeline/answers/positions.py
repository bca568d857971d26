"""The answer to `positions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Sourced, WindowAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.positions import Position, PositionChange
    from timeline.projections.state import State


class PositionChangeAnswer(Sourced):
    """A reported change of position."""

    change: str | None = Field(
        description="The change: widened, narrowed, reversed or withdrawn. It is null if not told."
    )
    stance: str | None = Field(description="The position, in one sentence.")
    when: WindowAnswer | None = Field(description="The time at which it was said.")
    published: WindowAnswer | None = Field(description="The time at which the report of it was published.")

    @classmethod
    def of(cls, change: PositionChange) -> PositionChangeAnswer:
        """The answer for one change."""
        return cls(
            change=change.change,
            stance=change.stance,
            when=WindowAnswer.of(change.when),
            published=WindowAnswer.of_window(change.published),
            **Sourced.sources(change.evidence),
        )


class PositionAnswer(Sourced):
    """A position as of a day. `times`, `occasions` and `origins` are three different counts."""

    dialogue: str = Field(description="The short name of the dialogue.")
    actor: str = Field(description="The party that holds the position.")
    issue: str = Field(description="The short name of the issue.")
    stance: str | None = Field(description="The position, in one sentence.")
    first_stated: WindowAnswer | None = Field(description="The time at which the position was first stated.")
    last_reaffirmed: WindowAnswer | None = Field(description="The last time at which the position was heard.")
    times: int = Field(description="The number of facts.")
    occasions: int = Field(
        description="The number of different days on which it was said. Ten prints of one speech are one occasion."
    )
    changes: tuple[PositionChangeAnswer, ...] = Field(description="The changes of the position, in order.")
    modality: str | None = Field(
        description="How firmly it was last said: planned, expected, wish and so on. It is null for asserted."
    )
    in_force: bool = Field(
        description="True while the position is held. It is false if it was withdrawn, is denied or is only planned."
    )
    silent_days: int | None = Field(description="The days since it was last heard. It is null if no time is known.")


def position_answer(position: Position, knowledge: Knowledge) -> PositionAnswer:
    """The answer for one position."""
    return PositionAnswer(
        dialogue=knowledge.dialogue,
        actor=position.actor,
        issue=position.issue,
        stance=position.dossier.text("stance"),
        first_stated=WindowAnswer.of(position.first_stated),
        last_reaffirmed=WindowAnswer.of(position.last_reaffirmed),
        times=position.times,
        occasions=position.occasions,
        changes=tuple(map(PositionChangeAnswer.of, position.changes)),
        modality=position.modality,
        in_force=position.in_force,
        silent_days=position.silent_days,
        **Sourced.sources(position.dossier.evidence),
    )


def position_answers(state: State) -> Iterator[PositionAnswer]:
    """The answers for every position."""
    return (position_answer(one, state.knowledge) for one in state.positions)
