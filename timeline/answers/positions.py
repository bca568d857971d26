"""The answer to `positions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Sourced, WindowAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.positions import Change, Position
    from timeline.projections.state import State


class ChangeAnswer(Sourced):
    """A reported change of position."""

    change: str | None = Field(description="widened, narrowed, reversed, withdrawn; null where not said")
    stance: str | None
    when: WindowAnswer | None
    published: WindowAnswer | None

    @classmethod
    def of(cls, change: Change) -> ChangeAnswer:
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

    dialogue: str
    actor: str
    issue: str
    stance: str | None
    first_stated: WindowAnswer | None
    last_reaffirmed: WindowAnswer | None = Field(description="the last time it was heard")
    times: int = Field(description="number of facts")
    occasions: int = Field(description="number of distinct days in the world: ten prints of one speech are one")
    changes: tuple[ChangeAnswer, ...]
    modality: str | None = Field(description="as last said: planned, expected, wish, ...; null for asserted")
    in_force: bool = Field(description="false once it was withdrawn, and where it is denied or still to be taken")
    silent_days: int | None = Field(description="days since it was last heard; null where no time is known")


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
        changes=tuple(map(ChangeAnswer.of, position.changes)),
        modality=position.modality,
        in_force=position.in_force,
        silent_days=position.silent_days,
        **Sourced.sources(position.dossier.evidence),
    )


def position_answers(state: State) -> Iterator[PositionAnswer]:
    """The answers for every position."""
    return (position_answer(one, state.knowledge) for one in state.positions)
