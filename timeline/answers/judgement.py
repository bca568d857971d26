"""The answer to `correct`, `retract` and `link`: what was judged, and what it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from timeline.answers.common import Answer
from timeline.answers.diff import ChangeAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.base import Fact
    from timeline.projections.diff import Difference


class JudgementAnswer(Answer):
    """One judgement."""

    fact: str = Field(description="The id of the judgement.")
    kind: str = Field(description="The kind of judgement: fact-corrected, fact-retracted or subjects-linked.")
    payload: dict[str, Any] = Field(description="The judgement, as a fact file writes it.")


class JudgedAnswer(Answer):
    """What was judged, and what it changes in today's state of the dialogue."""

    dialogue: str = Field(description="The short name of the dialogue.")
    recorded: bool = Field(description="True if it was recorded, false for a dry run.")
    judgements: tuple[JudgementAnswer, ...] = Field(description="The judgements that were recorded, or would be.")
    changes: tuple[ChangeAnswer, ...] = Field(description="The answers that changed.")
    withdrawn: tuple[str, ...] = Field(description="The ids of the facts that counted before and no longer count.")
    summaries: dict[str, str] = Field(description="Each of these judgements and facts in one line, by its id.")


def judged_answer(  # noqa: PLR0913 - each is a part of the answer
    judgements: Iterable[Fact],
    fact_ids: Sequence[str],
    difference: Difference,
    *,
    dialogue: str,
    recorded: bool,
    summaries: dict[str, str],
) -> JudgedAnswer:
    """The answer for judgements with their ids, and the difference that they make."""
    return JudgedAnswer(
        dialogue=dialogue,
        recorded=recorded,
        judgements=tuple(
            JudgementAnswer(fact=fact_id, kind=fact.kind(), payload=fact.model_dump(mode="json", exclude_none=True))
            for fact, fact_id in zip(judgements, fact_ids, strict=True)
        ),
        changes=tuple(map(ChangeAnswer.of, difference.changes)),
        withdrawn=difference.withdrawn,
        summaries=summaries,
    )
