"""The answer to `redact`: whose content is taken away, and where it may still be."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer


class RedactedFactAnswer(Answer):
    """A fact whose content is taken away."""

    fact: str = Field(description="The id of the fact.")
    dialogue: str = Field(description="The short name of the dialogue.")
    position: int = Field(description="The place of the fact in the whole log, from 1.")
    kind: str = Field(description="The kind of the fact, as a fact file writes it.")
    summary: str | None = Field(description="The fact in one line. It is null once its content is gone.")
    guessable: bool = Field(
        description="True if the fact holds no text of its own, such as a quote or a note."
        " Names can be tried against the digest that is left."
    )


class CopyAnswer(Answer):
    """A store beside this one in which redacted facts still have their content."""

    file: str = Field(description="The path of the file.")
    facts: int = Field(description="The number of redacted facts that have their content there.")


class RedactionAnswer(Answer):
    """What is redacted."""

    recorded: bool = Field(description="False for a dry run, and where nothing was left to take away.")
    reason: str = Field(description="The reason, which stays in the log.")
    facts: tuple[RedactedFactAnswer, ...] = Field(description="The facts, in order of the log.")
    stays: tuple[str, ...] = Field(description="What this program cannot take away, in words.")
    swept: bool = Field(description="True if the store was written anew, so that no freed bytes are left in it.")
    copies: tuple[CopyAnswer, ...] = Field(description="The stores in the same folder that still have the content.")
