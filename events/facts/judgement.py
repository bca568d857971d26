"""Judgements: ours, appended like facts and never edited. They need no report."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from events.facts.base import Key, ReportedFact
from events.facts.subject import Subject

Sameness = Literal["same", "different", "unsure"]
Whose = Literal["outlet", "coder"]
FactId = Annotated[Key, Field(pattern=r"^[0-9a-f]{32}$")]


class SubjectsLinked(ReportedFact):
    """Two subjects are, or are not, one and the same.

    Attributes:
        subjects_: the two, as `type:key` (`subjects`).
        as_: same, different, unsure (`as`).

    """

    topic: ClassVar = "subjects-linked@1"

    subjects_: Annotated[tuple[Key, Key], Field(alias="subjects")]
    as_: Annotated[Sameness, Field(alias="as")]

    def subjects(self) -> tuple[Subject, ...]:
        """Both subjects."""
        return tuple(map(Subject.parse, self.subjects_))


class JudgementOnFact(ReportedFact):
    """What a correction and a retraction share.

    Attributes:
        target: id of the fact judged.
        whose: the outlet's error, which counts from its own correction on, or the coder's, which never counted.

    """

    target: FactId
    whose: Whose

    def subjects(self) -> tuple[Subject, ...]:
        """The fact judged."""
        return (Subject("fact", self.target),)


class FactCorrected(JudgementOnFact):
    """One attribute of a fact was wrong.

    Attributes:
        field: the attribute, as a fact file writes it.
        old: the wrong value, as a fact file writes it; absent where the attribute was absent.
        new: the right value; absent where there is none.

    """

    topic: ClassVar = "fact-corrected@1"

    field: Key
    old: JsonValue = None
    new: JsonValue = None


class FactRetracted(JudgementOnFact):
    """A fact does not count: it should not have been reported, or not have been typed."""

    topic: ClassVar = "fact-retracted@1"
