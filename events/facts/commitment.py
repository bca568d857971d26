"""A commitment: what was promised, by when, and what became of it."""

from typing import ClassVar, Literal

from events.facts.base import ReportedFact, Time
from events.facts.subject import Subject
from events.facts.texts import Key, Names, Text

Grade = Literal["readiness", "promise", "agreed", "signed"]
CommitmentProgress = Literal["progress", "fulfilled", "unfulfilled", "lapsed", "breached"]


class CommitmentFact(ReportedFact):
    """The attributes that facts about a commitment share.

    Attributes:
        commitment: A short name for the commitment, which you choose. Later news about it uses the same.
        by: The party that promised. In an update it is the party whose part is meant, or everybody if left out.
        to: The party to which it was promised.
        what: The promise, in one sentence.
        grade: How binding the promise is: readiness, promise, agreed or signed.
        due: The time by which it must be done.
        condition: The condition on which it depends.

    """

    commitment: Key
    by: Names | None = None
    to: Names | None = None
    what: Text | None = None
    grade: Grade | None = None
    due: Time | None = None
    condition: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The commitment."""
        return (Subject("commitment", self.commitment),)


class CommitmentMade(CommitmentFact):
    """A party promised something."""

    topic: ClassVar = "commitment-made@1"


class CommitmentUpdated(CommitmentFact):
    """A report tells how far a commitment was kept.

    Attributes:
        status: The state of the commitment: progress, fulfilled, unfulfilled, lapsed or breached.

    """

    topic: ClassVar = "commitment-updated@1"

    status: CommitmentProgress | None = None


class DeadlineSet(ReportedFact):
    """A time was set by which something must be done.

    Attributes:
        deadline: A short name for the deadline. Use that of a commitment or document if the deadline belongs to
            it.
        by: The party or person that set the deadline.
        about: The task that must be done.
        due: The time by which it must be done.

    """

    topic: ClassVar = "deadline-set@1"

    deadline: Key
    by: Names | None = None
    about: Text | None = None
    due: Time | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The deadline."""
        return (Subject("deadline", self.deadline),)
