"""What facts would say and change, before they are recorded."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer
from timeline.answers.diff import ChangeAnswer


class EffectAnswer(Answer):
    """What the facts of one dialogue would say and change, if they were recorded now."""

    dialogue: str = Field(description="The short name of the dialogue.")
    summaries: tuple[str, ...] = Field(description="Each fact that the log does not hold yet, in one line.")
    known: int = Field(description="How many of the facts the log holds already.")
    changes: tuple[ChangeAnswer, ...] = Field(description="What would change in today's answers.")
