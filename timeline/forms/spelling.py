"""What value does a typed text stand for? The one reader of typed values, for every shell.

| typed | stands for |
|---|---|
| `12 March 2026`, `12.3.2026`, `yesterday`, `last friday`, `-7d` | a time: see `timeline.forms.days` |
| `2025-05-16/2025-05-31=second half of May`, `=at the appropriate time` | a time with the words it came from |
| `Iraq; NATO` | several names, topics |
| `"Korea, Republic of"; Iraq` | two names, the first of which has a comma |
| `training, borders` | two topics. Of names a comma is asked about, for it may belong to one |
| `Tom Goffus | Assistant Secretary-General | NATO | head; …` | persons: name, role, side, part |
| `en=advisory, not combat` | a translation: language and text |
| `true` | true |
| `1st`, `round 1`, `Session 1`, `٢` | the number of a session |
| `[…]`, `{…}` | JSON, as in a fact file |
| anything else | itself |

The attribute decides: a quote may hold `;`, `,` and `=`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable  # noqa: TC003 - read where the table of readers is made
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

from pydantic import JsonValue, ValidationError

from events.errors import BadInputError
from events.facts.attributes import attributes_of
from events.facts.base import Person
from events.facts.ordinals import session_number
from events.facts.refusals import Refusal, refusals
from events.wording import shown
from timeline.forms.attributes import Attribute
from timeline.forms.days import DayError, typed_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from events.facts.base import Fact

_PERSON: Final = tuple(Person.model_fields)
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}
_ITEM: Final = re.compile(r'\s*(?:"([^"]*)"\s*(?=[;؛；]|$)|([^;؛；]*))(?:[;؛；]|$)')  # noqa: RUF001 - signs of other scripts
_COMMA: Final = re.compile(r"\s*[,،、，]\s*")  # noqa: RUF001 - signs of other scripts


class SpellingError(BadInputError):
    """A text that stands for no value of an attribute.

    Attributes:
        problem: what is wrong, without the name of the attribute.

    """

    def __init__(self, field: str, problem: str, advice: str) -> None:
        super().__init__(f"{field}: {problem}", hint=advice)
        self.field = field
        self.problem = problem


class CommaError(SpellingError):
    """A name with a comma in it that may be several names.

    Attributes:
        one: how it is typed where it is one name.
        several: how it is typed where it is several.

    """

    def __init__(self, field: str, text: str, parts: Sequence[str]) -> None:
        self.one, self.several = f'"{text}"', "; ".join(parts)
        problem = f"{shown(text)} can be one name or {len(parts)}"
        super().__init__(field, problem, f"Write '{self.several}' for {len(parts)}, or '{self.one}' for one.")


def value_of(model: type[Fact], name: str, typed: str | Sequence[str], today: date) -> JsonValue:
    """The value, as a fact file writes it.

    Args:
        model: the kind of fact.
        name: of the attribute. One that the model lacks takes any text.
        typed: what was typed, or for a list what was typed for each time that it was given.
        today: the day on which it was typed.

    Raises:
        SpellingError: the attribute cannot have it. In plain words.

    """
    texts = [typed] if isinstance(typed, str) else list(typed)
    if name not in attributes_of(model):
        return texts[-1]
    attribute = Attribute(model, name)
    value = _read(attribute, texts, today)
    refuse_wrong(model, name, value)
    return value


def _read(attribute: Attribute, texts: list[str], today: date) -> JsonValue:
    if attribute.is_list:
        return _list(attribute, texts)
    text = texts[-1]
    if attribute.sort in ("time", "time-or-text"):
        return _time(attribute, text, today)
    return _READERS[attribute.sort](text) if attribute.sort in _READERS else text


def _session(text: str) -> JsonValue:
    return cast("int | str", session_number(text))


def _translation(text: str) -> JsonValue:
    language, equals, translated = (part.strip() for part in text.partition("="))
    return {"language": language, "text": translated} if equals else _json(text, text)


def _time(attribute: Attribute, text: str, today: date) -> JsonValue:
    written = _json(text, None) if text.startswith("{") else None
    if isinstance(written, dict):
        return written
    try:
        value = typed_time(text, today, ahead=attribute.is_ahead).value
    except DayError as error:
        if attribute.sort == "time-or-text" and _refusal(attribute.model, attribute.name, text) is None:
            return text  # an office, a place or a party
        raise SpellingError(attribute.name, error.message, error.hint) from None
    return value if isinstance(value, str) else dict[str, JsonValue](value)


def _list(attribute: Attribute, texts: list[str]) -> JsonValue:
    items: list[JsonValue] = []
    for text in texts:
        written = _json(text, None) if text.startswith(("[", "{")) else None
        if isinstance(written, list):
            items += written
        elif written is not None:
            items.append(written)
        elif text.startswith("["):
            raise SpellingError(attribute.name, f"{shown(text)} is not readable as JSON", 'Write a list as ["a", "b"].')
        else:
            items += _items(attribute, text)
    one = len(items) == 1 and not any(text.startswith("[") for text in texts)
    return items[0] if one and attribute.is_one_or_list else items


def _items(attribute: Attribute, text: str) -> list[JsonValue]:
    if len(text) > 1 and text[0] == text[-1] == "'":  # as a shell takes it, typed where there is none
        text = text[1:-1]
    found = [(quoted, plain.strip()) for quoted, plain in _ITEM.findall(text)]
    items: list[JsonValue] = []
    for quoted, plain in found:
        if attribute.sort == "persons" and (plain or quoted):
            items.append(_person(attribute.name, plain) if plain else {"name": quoted})
        elif quoted:
            items.append(quoted)
        elif plain:
            items += _parted(attribute, plain, alone=len(found) <= 2)  # noqa: PLR2004 - an empty one is found at the end
    return items or [text]


def _parted(attribute: Attribute, text: str, *, alone: bool) -> list[JsonValue]:
    """An item, or the items that commas part: topics are words of a list, names are asked about."""
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) < 2 or attribute.sort == "texts" or not alone:  # noqa: PLR2004 - a comma has two sides
        return [text]
    if attribute.sort in ("topics", "words"):
        return list[JsonValue](parts)
    raise CommaError(attribute.name, text, parts)


def _person(name: str, text: str) -> JsonValue:
    """A person typed as `Name | role | side | part`. The later ones may be left out."""
    parts = [part for part in _COMMA.split(text) if part]
    if "|" not in text and len(parts) > 1:
        raise CommaError(name, text, parts)
    return {key: part for key, part in zip(_PERSON, map(str.strip, text.split("|")), strict=False) if part}


def _json(text: str, otherwise: JsonValue) -> JsonValue:
    with suppress(ValueError, RecursionError):
        written: JsonValue = json.loads(text)
        return written
    return otherwise


_READERS: Final[dict[str, Callable[[str], JsonValue]]] = {
    "session": _session,
    "translation": _translation,
    "flag": lambda text: _FLAGS.get(text.casefold(), text),
    "json": lambda text: _json(text, text),
}


def refuse_wrong(model: type[Fact], attribute: str, value: JsonValue) -> None:
    """Refuse a value that the attribute cannot have, whatever else the fact holds.

    Raises:
        SpellingError: in plain words.

    """
    refusal = _refusal(model, attribute, value)
    if refusal is not None:
        raise SpellingError(refusal.field, refusal.problem, refusal.advice)


def _refusal(model: type[Fact], attribute: str, value: JsonValue) -> Refusal | None:
    """Why the attribute cannot have the value, whatever else the fact holds."""
    written = {attribute: value}
    try:
        model.model_validate(written)
    except ValidationError as error:
        own = [one for one in refusals(error, written, model.kind(), model) if one.path[:1] == (attribute,)]
        return next((one for one in own if one.problem.partition(";")[0] != "is missing" or len(one.path) > 1), None)
    return None


def typed_text(value: JsonValue) -> str:
    """How the value is typed, so that `value_of` gives it back. JSON where no spelling does."""
    match value:
        case str():
            text = value
        case {"wording": str(wording), **rest} if not set(rest) - {"edtf"}:
            text = f"{rest.get('edtf', '')}={wording}"
        case {"language": str(language), "text": str(translated), **rest} if not rest:
            text = f"{language}={translated}"
        case [*items] if items and all(isinstance(item, str) and _is_plain(item) for item in items):
            text = "; ".join(map(str, items))
        case [*people] if people and all(_is_plain_person(person) for person in people):
            text = "; ".join(map(_person_text, people))
        case _:
            text = json.dumps(value, ensure_ascii=False)
    return text


def _is_plain(text: str) -> bool:
    return bool(text) and not set(text) & set(';؛；,،、，"[{')  # noqa: RUF001 - signs of other scripts


def _is_plain_person(person: JsonValue) -> bool:
    if not isinstance(person, dict) or "name" not in person:
        return False
    return all(isinstance(part, str) and _is_plain(part) and "|" not in part for part in person.values())


def _person_text(person: JsonValue) -> str:
    assert isinstance(person, dict)
    return " | ".join(str(person.get(key) or "") for key in _PERSON).rstrip(" |")
