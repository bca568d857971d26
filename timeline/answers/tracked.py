"""What is said of a dialogue in the list of those that are tracked."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer, Instant


class TrackedDialogueAnswer(Answer):
    """A dialogue that is tracked. One row of `dialogues`.

    Attributes:
        dialogue: slug.
        title: what it is called here. Null where nobody opened it.
        parties: who takes part.
        facts: how many the log holds, reports and headings included.
        reports: how many are on file.
        last_recorded: when the last fact was appended, UTC.

    """

    dialogue: str = Field(description="The short name of the dialogue.")
    title: str | None = Field(description="The title of the dialogue.")
    parties: tuple[str, ...] = Field(description="The states and organisations that take part.")
    facts: int = Field(description="The number of facts in the log.")
    reports: int = Field(description="The number of reports in the log.")
    last_recorded: Instant = Field(description="The moment at which the last fact was recorded.")
