"""Judgements: ours, appended like facts and never edited. They need no report."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from events.facts.base import Fact, ReportedFact
from events.facts.subject import Subject
from events.facts.texts import Key, Text
from events.limits import LIST_ITEMS, NESTING

Sameness = Literal["same", "different", "unsure"]
Whose = Literal["outlet", "coder"]
FactId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]

_TEXT = TypeAdapter[str](Text)
_KEY = TypeAdapter[str](Key, config=ConfigDict(defer_build=True))


def _storable_value(value: JsonValue, depth: int = 1) -> JsonValue:
    """Hold a value to the limits of the attributes that it can stand for: it is whatever a fact file can write."""
    if depth > NESTING:
        message = f"must not be nested deeper than {NESTING}"
        raise ValueError(message)
    if isinstance(value, float):
        message = "must not hold fractions; put them in quotes"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns a ValueError into a refusal, a TypeError into a crash
    if isinstance(value, str):
        _TEXT.validate_python(value)
    if isinstance(value, dict | list):
        if len(value) > LIST_ITEMS:
            message = f"must not have more than {LIST_ITEMS} items"
            raise ValueError(message)
        for item in (*value, *value.values()) if isinstance(value, dict) else value:
            _storable_value(item, depth + 1)
    return value


AnyValue = Annotated[JsonValue, AfterValidator(_storable_value)]
"""The value of any attribute, as a fact file writes it."""


class SubjectsLinked(ReportedFact):
    """You decide whether two names mean one and the same thing.

    Attributes:
        subjects_: The two things, each as `type:key`, such as `session:2` or `person:Ann Lee`.
        as_: The judgement: same, different or unsure.

    """

    topic: ClassVar = "subjects-linked@1"

    subjects_: Annotated[tuple[Key, Key], Field(alias="subjects")]
    as_: Annotated[Sameness, Field(alias="as")]

    def subjects(self) -> tuple[Subject, ...]:
        """Both subjects."""
        return tuple(map(Subject.parse, self.subjects_))


class JudgementOnFact(ReportedFact):
    """The attributes that a correction and a retraction share.

    Attributes:
        target: The id of the fact.
        whose: The side that made the error: `outlet` (it counted until its own correction), or `coder` for us (it never
            counted).

    """

    target: FactId
    whose: Whose

    def subjects(self) -> tuple[Subject, ...]:
        """The fact judged."""
        return (Subject("fact", self.target),)


class FactCorrected(JudgementOnFact):
    """You correct one attribute of a fact.

    Attributes:
        field: The attribute that was wrong, as a fact file writes it.
        old: The wrong value, as a fact file writes it. It is left out if the attribute was absent.
        new: The right value. It is left out if there is none.

    """

    topic: ClassVar = "fact-corrected@1"

    field: Key
    old: AnyValue = None
    new: AnyValue = None

    @property
    def new_report(self) -> str | None:
        """The id of the report that the fact cites once it is corrected. None where it is no report that was wrong."""
        if self.field != "report" or self.new is None:
            return None
        try:
            return _KEY.validate_python(self.new)  # a number, as YAML reads it, is an id too
        except ValidationError:
            return None  # no fact can be corrected so


class FactRedacted(Fact):
    """The content of a fact was taken away for good. Its digest is left. Recorded by `timeline redact` alone.

    Attributes:
        target: id of the fact whose content was taken away.
        reason: why, without what was to be forgotten.

    """

    topic: ClassVar = "fact-redacted@1"

    target: FactId
    reason: Text

    def subjects(self) -> tuple[Subject, ...]:
        """The fact whose content was taken away."""
        return (Subject("fact", self.target),)


class FactRetracted(JudgementOnFact):
    """You decide that a fact does not count, because it should not have been reported or recorded."""

    topic: ClassVar = "fact-retracted@1"
