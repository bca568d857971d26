"""What is said of the trust in a store: whether its log holds, and whether it is well."""

from __future__ import annotations

from timeline.answers.common import Answer


class HeadAnswer(Answer):
    """The head of a log, as a checkpoint has it.

    Attributes:
        origin: what the log is called.
        size: how many facts it held.
        root: of the Merkle tree over them, 64 hex digits.

    """

    origin: str
    size: int
    root: str


class FaultAnswer(Answer):
    """What does not hold.

    Attributes:
        position: where; null where no single fact can be named.
        problem: what is wrong there.

    """

    position: int | None
    problem: str


class VerificationAnswer(Answer):
    """Whether a log is what was recorded.

    Attributes:
        holds: whether nothing was found.
        log_holds: whether nothing was found of the log itself, whatever is kept beside it.
        size: facts that were looked at.
        dialogues: in how many dialogues they are.
        root: of the Merkle tree over them, 64 hex digits.
        since: the checkpoint since which it only grew; null where none was given.
        newer: topics that only a newer release reads, each with its first position; their content was not looked at.
        faults: what does not hold, the first first; then of the answers that are kept beside the log.

    """

    holds: bool
    log_holds: bool
    size: int
    dialogues: int
    root: str
    since: HeadAnswer | None
    newer: dict[str, int]
    faults: tuple[FaultAnswer, ...]


class ProvedAnswer(Answer):
    """What a proof proves: that a fact is in the log of a checkpoint.

    Attributes:
        holds: true; what does not hold is refused.
        fact: its id.
        position: place in that log.
        origin: what that log is called.
        dialogue: slug.
        topic: `kind@version` of the stored shape.
        recorded_at: when it was appended, as the log writes it.
        recorded_by: who appended it.

    """

    holds: bool
    fact: str
    position: int
    origin: str
    dialogue: str
    topic: str
    recorded_at: str
    recorded_by: str


class CopiedAnswer(Answer):
    """A whole log that was copied, and verified where it is now.

    Attributes:
        size: facts that it holds.
        root: of the Merkle tree over them, 64 hex digits.

    """

    size: int
    root: str


class FindingAnswer(Answer):
    """One thing that `doctor` looked at.

    Attributes:
        what: was looked at.
        value: that it has.
        problem: why that matters; null where all is well.

    """

    what: str
    value: str
    problem: str | None = None
