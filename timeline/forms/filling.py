"""Which fact do typed values make, and what is wrong with which of them? For options and for forms alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic import JsonValue, ValidationError

from events.facts.base import Fact
from events.facts.refusals import refusals
from timeline.forms.attributes import attributes
from timeline.forms.spelling import SpellingError, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

AnyFact = TypeVar("AnyFact", bound=Fact)


class Wrong(NamedTuple):
    """What is wrong with a value.

    Attributes:
        path: the attribute, then the parts inside it; () where the values do not go together.
        problem: in plain words.
        advice: what to type.

    """

    path: tuple[str, ...]
    problem: str
    advice: str


def filled(
    model: type[AnyFact], typed: Mapping[str, str | Sequence[str]], today: date
) -> tuple[AnyFact | None, list[Wrong]]:
    """The fact that typed values make; None, and everything that is wrong, where they make none.

    Args:
        model: the kind of fact.
        typed: what was typed for each attribute; what is empty was not.
        today: the day on which it was typed.

    """
    values: dict[str, JsonValue] = {}
    faults: list[Wrong] = []
    unread: set[str] = set()
    for name in (attribute.name for attribute in attributes(model)):
        given = typed.get(name)
        if not given:
            continue
        try:
            values[name] = value_of(model, name, given, today)
        except SpellingError as error:
            faults.append(Wrong(tuple(error.field.split(".")), error.problem, error.hint))
            unread.add(name)
    try:
        fact = model.model_validate(values)
    except ValidationError as error:
        faults += [
            Wrong(tuple(refusal.field.split(".")) if refusal.path else (), refusal.problem, refusal.advice)
            for refusal in refusals(error, values, model.kind(), model)
            if not refusal.path or refusal.path[0] not in unread
        ]
        return None, faults
    return (None, faults) if faults else (fact, [])
