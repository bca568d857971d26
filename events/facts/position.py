"""A position: what an actor holds on an issue, from first statement to reversal."""

from __future__ import annotations

from typing import ClassVar, Literal

from events.facts.base import Key, Names, ReportedFact, Text, names_of
from events.facts.subject import Subject

Change = Literal["widened", "narrowed", "reversed", "withdrawn"]


class PositionFact(ReportedFact):
    """What the three facts about a position share.

    Attributes:
        actor: who holds it; a joint position is a position of each.
        issue: slug of the issue.
        stance: what is held, in one sentence.

    """

    actor: Names
    issue: Key
    stance: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The position of each actor on the issue."""
        return tuple(Subject("position", f"{actor}/{self.issue}") for actor in names_of(self.actor))


class PositionStated(PositionFact):
    """An actor stated a position."""

    topic: ClassVar = "position-stated@1"


class PositionReaffirmed(PositionFact):
    """An actor said again what it held before."""

    topic: ClassVar = "position-reaffirmed@1"


class PositionChanged(PositionFact):
    """An actor changed its position.

    Attributes:
        change: widened, narrowed, reversed, withdrawn.

    """

    topic: ClassVar = "position-changed@1"

    change: Change | None = None
