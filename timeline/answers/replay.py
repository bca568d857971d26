"""The answer to `replay`: what each fact changed, and whether every projection comes out the same."""

from __future__ import annotations

from pydantic import Field

from timeline.answers.common import Answer
from timeline.answers.diff import ChangeAnswer


class StepAnswer(Answer):
    """A fact, and what it changed in the state of its dialogue."""

    position: int = Field(description="place in the whole log, from 1")
    fact: str = Field(description="its id")
    kind: str = Field(description="as a fact file writes it")
    summary: str = Field(description="the fact in a line")
    changes: tuple[ChangeAnswer, ...]
    withdrawn: tuple[str, ...] = Field(description="ids of the facts that counted before and do no more")


class RepetitionAnswer(Answer):
    """Whether every projection of a dialogue comes out the same twice and in two halves: a row of `replay --verify`."""

    dialogue: str
    facts: int = Field(description="how many the log holds of it")
    same: bool
    differing: tuple[str, ...] = Field(description="the projections that differ")
