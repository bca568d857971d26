"""What does a correction make of a fact, and when can it make nothing of it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from events.errors import BadInputError
from events.facts.attributes import attributes_of
from events.facts.judgement import FactRedacted, JudgementOnFact
from events.facts.redacted import Redacted
from events.facts.refusals import refusals
from events.facts.tracking import ReportFiled
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from pydantic import JsonValue

    from events.facts.base import Fact


class CorrectionError(BadInputError):
    """A correction that no fact of this content can take."""


def written_attributes(fact: Fact) -> dict[str, JsonValue]:
    """The attributes that a fact has, as a fact file writes them."""
    return fact.model_dump(mode="json", exclude_none=True)


def corrected(fact: Fact, field: str, new: JsonValue) -> Fact:
    """The fact with one attribute set to another value, or, where that is None, removed.

    Raises:
        CorrectionError: the fact has no such attribute, or cannot have that value. Says what it can have.

    """
    kind = fact.kind()
    if isinstance(fact, Redacted):
        raise CorrectionError(
            "the fact is redacted: nothing is left that could be corrected", hint="Append it again as a new fact."
        )
    if isinstance(fact, FactRedacted):
        raise CorrectionError("a redaction cannot be corrected: what it took away is gone")
    if isinstance(fact, JudgementOnFact):
        raise CorrectionError(f"a {kind} cannot be corrected", hint="Retract it, then judge again.")
    known = attributes_of(type(fact))
    if field not in known:
        advice = did_you_mean(field, known) or f"It has {', '.join(known)}."
        raise CorrectionError(f"no attribute {shown(field)} in {kind}", hint=advice)
    if isinstance(fact, ReportFiled) and field == "id":
        advice = "Retract the report, and file it under another id together with its facts."
        raise CorrectionError("the id of a report cannot be corrected: its facts cite it", hint=advice)
    attributes = {**written_attributes(fact), field: new}
    if new is None:
        del attributes[field]
    try:
        return type(fact).model_validate(attributes)
    except ValidationError as error:
        refusal = refusals(error, attributes, kind, type(fact))[0]
        raise CorrectionError(f"{refusal.field}: {refusal.problem}", hint=refusal.advice) from None
