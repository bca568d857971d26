"""The answer to `rebuild`: how much was prepared, and what is left."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer


class RebuildAnswer(Answer):
    """The dialogues whose answers were prepared."""

    dialogues: int = Field(description="The number of dialogues whose answers were prepared.")
    facts: int = Field(description="The number of facts in these dialogues.")
    stale: int = Field(
        description="The number of dialogues that others appended to meanwhile."
        " Their answers are prepared with the next facts."
    )
