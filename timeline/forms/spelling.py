"""What value does a typed text stand for? The spellings that people type instead of a fact file's lists and objects.

| text | stands for |
|---|---|
| `2025-05-16/2025-05-31=second half of May`, `=at the appropriate time` | a time with the words it came from |
| `Iraq; NATO` | several names, topics |
| `en=advisory, not combat` | a translation: language and text |
| `true` | true |
| `Tom Goffus | Assistant Secretary-General | NATO | head; …` | persons: name, role, side, part |
| `[…]`, `{…}` | JSON, as in a fact file |
| anything else | itself |

The attribute decides: a text that it takes as it is stays as it is, so a quote may hold `;` and `=`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError

from events.errors import BadInputError
from events.facts.attributes import attributes_of
from events.facts.base import Person
from events.facts.refusals import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.facts.base import Fact
    from events.facts.refusals import Refusal

_PERSON = tuple(Person.model_fields)
_YES_NO = {"true": True, "false": False}


class SpellingError(BadInputError):
    """A text that stands for no value of an attribute.

    Attributes:
        problem: what is wrong, without the name of the attribute.

    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.field}: {refusal.problem}", hint=refusal.advice)
        self.problem = refusal.problem


def value_of(model: type[Fact], attribute: str, text: str) -> JsonValue:
    """The value, as a fact file writes it.

    Raises:
        SpellingError: the attribute cannot have it; in plain words. An attribute that the model lacks takes any text.

    """
    if attribute not in attributes_of(model):
        return text
    refused: list[Refusal] = []
    for value in _readings(text):
        refusal = _refusal(model, attribute, value)
        if refusal is None:
            return value
        refused.append(refusal)
    # The reading that got furthest is the one that was meant.
    raise SpellingError(max(refused, key=lambda refusal: len(refusal.path)))


def check(model: type[Fact], attribute: str, value: JsonValue) -> None:
    """Refuse a value that the attribute cannot have, whatever else the fact holds.

    Raises:
        SpellingError: in plain words.

    """
    refusal = _refusal(model, attribute, value)
    if refusal is not None:
        raise SpellingError(refusal)


def text_of(value: JsonValue) -> str:
    """How the value is typed, so that `value_of` gives it back; JSON where no spelling does."""
    match value:
        case str() | int():
            return str(value).lower() if value is True else str(value)
        case {"language": str(language), "text": str(text)}:
            return f"{language}={text}"
        case {"wording": str(wording), **rest} if not set(rest) - {"edtf"}:
            return f"{rest.get('edtf', '')}={wording}"
        case [*items] if items and all(isinstance(item, str) for item in items):
            plain = not any(";" in str(item) for item in items)
            return "; ".join(map(str, items)) if plain else json.dumps(value, ensure_ascii=False)
        case [*people] if people and all(isinstance(person, dict) and "name" in person for person in people):
            return "; ".join(map(_person_text, people))
        case _:
            return json.dumps(value, ensure_ascii=False)


def _person_text(person: JsonValue) -> str:
    assert isinstance(person, dict)
    return " | ".join(str(person.get(key) or "") for key in _PERSON).rstrip(" |")


def _readings(text: str) -> Iterator[JsonValue]:
    """All that the text may stand for, the likeliest first; what the attribute does not take falls out."""
    if text.startswith(("[", "{")):
        with suppress(ValueError, RecursionError):
            yield json.loads(text)
        yield text
        return
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if "|" in text:
        yield [person_of(part) for part in parts]
    if len(parts) > 1:
        yield list[JsonValue](parts)
    yield text
    if text in _YES_NO:
        yield _YES_NO[text]
    before, equals, after = map(str.strip, text.partition("="))
    if equals:
        yield {"edtf": before, "wording": after} if before else {"wording": after}
        yield {"language": before, "text": after}
    yield list[JsonValue](parts)
    yield [person_of(part) for part in parts]


def person_of(text: str) -> JsonValue:
    """A person typed as `Name | role | side | part`; the later ones may be left out."""
    return {key: part for key, part in zip(_PERSON, map(str.strip, text.split("|")), strict=False) if part}


def _refusal(model: type[Fact], attribute: str, value: JsonValue) -> Refusal | None:
    """Why the attribute cannot have the value, whatever else the fact holds."""
    written = {attribute: value}
    try:
        model.model_validate(written)
    except ValidationError as error:
        own = [one for one in refusals(error, written, model.kind(), model) if one.path[:1] == (attribute,)]
        return next((one for one in own if one.problem.partition(";")[0] != "is missing" or len(one.path) > 1), None)
    return None
