"""A commitment: what was promised, by when, and what became of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from events.facts.base import Key, Names, ReportedFact, Text, Time
from events.facts.subject import Subject

Grade = Literal["readiness", "promise", "agreed", "signed"]
CommitmentStatus = Literal["progress", "fulfilled", "unfulfilled", "lapsed", "breached"]


class CommitmentFact(ReportedFact):
    """What facts about a commitment share.

    Attributes:
        commitment: its slug.
        by: who committed, or in an update, whose part it tells of; absent there, it tells of the whole.
        to: to whom.
        what: what was promised, in one sentence.
        grade: how binding: readiness, promise, agreed, signed.
        due: by when.
        condition: on which it depends.

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
    """Somebody promised something."""

    topic: ClassVar = "commitment-made@1"


class CommitmentUpdated(CommitmentFact):
    """Something became of a commitment.

    Attributes:
        status: progress, fulfilled, unfulfilled, lapsed, breached.

    """

    topic: ClassVar = "commitment-updated@1"

    status: CommitmentStatus | None = None


class DeadlineSet(ReportedFact):
    """A day was set by which something is to be done.

    Attributes:
        deadline: its slug; the slug of a commitment or document where it is that one's deadline.
        by: who set it.
        about: what is to be done.
        due: by when.

    """

    topic: ClassVar = "deadline-set@1"

    deadline: Key
    by: Names | None = None
    about: Text | None = None
    due: Time | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The deadline."""
        return (Subject("deadline", self.deadline),)
