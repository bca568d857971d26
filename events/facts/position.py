"""A position: what an actor holds on an issue, from first statement to reversal."""

from typing import ClassVar, Literal

from events.facts.base import ReportedFact
from events.facts.subject import Subject
from events.facts.texts import Key, Names, Text, names_of

Direction = Literal["widened", "narrowed", "reversed", "withdrawn"]


class PositionFact(ReportedFact):
    """The attributes that the three facts about a position share.

    Attributes:
        actor: The party that holds the position. A joint position is a position of each.
        issue: A short name for the issue, which you choose. Statements on one issue use the same.
        stance: The position, in one sentence.

    """

    actor: Names
    issue: Key
    stance: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The position of each actor on the issue."""
        return tuple(Subject("position", f"{actor}/{self.issue}") for actor in names_of(self.actor))


class PositionStated(PositionFact):
    """A party stated a position."""

    topic: ClassVar = "position-stated@1"


class PositionReaffirmed(PositionFact):
    """A party repeated a position that it held before."""

    topic: ClassVar = "position-reaffirmed@1"


class PositionChanged(PositionFact):
    """A party changed its position.

    Attributes:
        change: How the position changed: widened, narrowed, reversed or withdrawn.

    """

    topic: ClassVar = "position-changed@1"

    change: Direction | None = None
