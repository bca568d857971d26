"""The answer to `replay`: what each fact changed, and whether every projection comes out the same."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer
from timeline.answers.diff import ChangeAnswer


class StepAnswer(Answer):
    """A fact, and what it changed in the state of its dialogue."""

    position: int = Field(description="The place of the fact in the whole log, from 1.")
    fact: str = Field(description="The id of the fact.")
    kind: str = Field(description="The kind of the fact, as a fact file writes it.")
    summary: str = Field(description="The fact in one line.")
    changes: tuple[ChangeAnswer, ...] = Field(description="The answers that changed.")
    withdrawn: tuple[str, ...] = Field(description="The ids of the facts that counted before and no longer count.")


class RepetitionAnswer(Answer):
    """Whether every projection of a dialogue comes out the same twice and in two halves: a row of `replay --verify`."""

    dialogue: str = Field(description="The short name of the dialogue.")
    facts: int = Field(description="The number of facts of the dialogue in the log.")
    same: bool = Field(description="True if it comes out the same each time.")
    differing: tuple[str, ...] = Field(description="The projections that differ.")
