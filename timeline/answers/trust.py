"""What is said of the trust in a store: whether its log holds, and whether it is well."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer


class HeadAnswer(Answer):
    """The head of a log, as a checkpoint has it.

    Attributes:
        origin: what the log is called.
        size: how many facts it held.
        root: of the Merkle tree over them, 64 hex digits.

    """

    origin: str = Field(description="The name of the log.")
    size: int = Field(description="The number of facts.")
    root: str = Field(description="The root of the tree over the log, in hex.")


class FaultAnswer(Answer):
    """What does not hold.

    Attributes:
        position: where. Null where no single fact can be named.
        problem: what is wrong there.

    """

    position: int | None = Field(description="The position in the log at which the fault was found.")
    problem: str = Field(description="A sentence that says what is wrong.")


class VerificationAnswer(Answer):
    """Whether a log is what was recorded.

    Attributes:
        holds: whether nothing was found.
        log_holds: whether nothing was found of the log itself, whatever is kept beside it.
        size: facts that were looked at.
        dialogues: in how many dialogues they are.
        root: of the Merkle tree over them, 64 hex digits.
        since: the checkpoint since which it only grew. Null where none was given.
        newer: topics that only a newer release reads, each with its first position. Their content was not looked at.
        faults: what does not hold, the first first. Then of the answers that are kept beside the log.
        redacted: facts whose content was taken away, each by a redaction of the log.

    """

    holds: bool = Field(description="True if all that was checked holds.")
    log_holds: bool = Field(description="True if the log itself holds, whatever becomes of the answers beside it.")
    size: int = Field(description="The number of facts.")
    dialogues: int = Field(description="The number of dialogues in the log.")
    root: str = Field(description="The root of the tree over the log, in hex.")
    since: HeadAnswer | None = Field(description="The checkpoint that the log was compared with, or null.")
    newer: dict[str, int] = Field(description="The number of facts that a newer release wrote.")
    faults: tuple[FaultAnswer, ...] = Field(description="The faults that were found, in order of the log.")
    redacted: int = Field(description="The number of facts whose content was taken away by a redaction.")


class ProvedAnswer(Answer):
    """What a proof proves: that a fact is in the log of a checkpoint.

    Attributes:
        holds: true. What does not hold is refused.
        fact: its id.
        position: place in that log.
        origin: what that log is called.
        dialogue: slug.
        topic: `kind@version` of the stored shape.
        recorded_at: when it was appended, as the log writes it.
        recorded_by: who appended it.
        redacted: whether the proof is without the content: what the fact said was taken away.

    """

    holds: bool = Field(description="True if all that was checked holds.")
    fact: str = Field(description="The id of the fact.")
    position: int = Field(description="The place of the fact in the whole log, from 1.")
    origin: str = Field(description="The statement or office whose words it carries.")
    dialogue: str = Field(description="The short name of the dialogue.")
    topic: str = Field(description="The name and version of the stored form.")
    recorded_at: str = Field(description="The moment at which the fact was recorded, in UTC.")
    recorded_by: str = Field(description="The person who recorded the fact.")
    redacted: bool = Field(description="True if the proof has no content, because the fact is redacted.")


class CopiedAnswer(Answer):
    """A whole log that was copied, and verified where it is now.

    Attributes:
        size: facts that it holds.
        root: of the Merkle tree over them, 64 hex digits.

    """

    size: int = Field(description="The number of facts.")
    root: str = Field(description="The root of the tree over the log, in hex.")


class HealthAnswer(Answer):
    """One thing that `doctor` looked at.

    Attributes:
        what: was looked at.
        value: that it has.
        problem: why that matters. Null where all is well.

    """

    what: str = Field(description="A few words that tell what it is.")
    value: str = Field(description="The value as text.")
    problem: str | None = Field(default=None, description="A sentence that says what is wrong.")
