"""What does a refusal by a model mean in plain words?

Pydantic speaks of types and validators. A coder of reports reads attributes, values and what to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.attributes import attributes_of
from events.facts.base import Person, Time, Translation
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from events.facts.base import Fact

_NAME: Final = re.compile(r"[a-z_]{1,60}")
_PARTS: Final[dict[str, tuple[str, type[BaseModel]]]] = {
    "persons": ("a person", Person),
    "quote_in": ("a translation", Translation),
}
"""What the attributes hold that are objects, and no times."""
Path = tuple[str | int, ...]


class Refusal(NamedTuple):
    """One thing that a model refused.

    Attributes:
        path: keys and list indexes (from 0) from the object to what was refused.
        problem: what is wrong.
        advice: what to do. Empty where the problem says it.

    """

    path: Path
    problem: str
    advice: str

    @property
    def field(self) -> str:
        """The path as a reader counts, list items from 1: `persons.2.name`."""
        return ".".join(str(step + 1) if isinstance(step, int) else _harmless(step) for step in self.path)


def _harmless(name: str) -> str:
    return name if _NAME.fullmatch(name) else shown(name)


def refusals(error: ValidationError, value: object, kind: str, model: type[Fact]) -> list[Refusal]:
    """Each refusal of the model, in the order of its attributes, then unknown ones as written."""
    told = []
    for detail in error.errors(include_url=False):
        path = _path(detail, value)
        if detail["type"] == "extra_forbidden":
            owner, owned = _owner(path, kind, model)
            told.append(Refusal(path, *_unknown(path, owner, owned, detail["input"])))
        elif detail["type"] == "missing":
            owner, _ = _owner(path, kind, model)
            told.append(Refusal(path, f"is missing; {owner} needs it", ""))
        else:
            told.append(Refusal(path, *_WORDS.get(detail["type"], _as_told)(detail)))
    return told


def _path(detail: ErrorDetails, value: object) -> Path:
    """The way to the refused value in the file, without the names that unions and shorthands add to it."""
    path: list[str | int] = []
    for step in detail["loc"]:
        if isinstance(value, dict) and step in value:
            path.append(step)
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return (*path, detail["loc"][-1]) if detail["type"] == "missing" else tuple(path)


def _owner(path: Path, kind: str, model: type[Fact]) -> tuple[str, type[BaseModel]]:
    if len(path) == 1 or isinstance(path[-1], int):
        return kind, model
    return _PARTS.get(str(path[0]), ("a time", Time))


def _unknown(path: Path, owner: str, owned: type[BaseModel], value: object) -> tuple[str, str]:
    known = attributes_of(owned)
    name = str(path[-1])
    advice = did_you_mean(name, known) or f"It has {', '.join(known)}."
    if value is None:  # in `{wording: soon, in May}` YAML finds an attribute without a value behind the comma
        advice = f"{advice} Put a text with a comma in quotes."
    return f"no attribute {shown(name)} in {owner}", advice


def _not_text(detail: ErrorDetails) -> tuple[str, str]:
    advice = "Put it in quotes." if isinstance(detail["input"], bool | float) else "Write one text."
    return f"{shown(detail['input'])} is not a text", advice


def _too_long_text(detail: ErrorDetails) -> tuple[str, str]:
    count, limit = len(str(detail["input"])), detail["ctx"]["max_length"]
    return f"{shown(detail['input'])} has {count:,} characters, more than {limit:,}", "Shorten it."


def _empty(_detail: ErrorDetails) -> tuple[str, str]:
    return "is empty", "Leave the attribute out where nothing is known."


def _pattern(detail: ErrorDetails) -> tuple[str, str]:
    if detail["ctx"]["pattern"].startswith("^P"):
        advice = "A period is written as P3M (every quarter), P1Y (every year) or P2W (every two weeks)."
        return f"{shown(detail['input'])} is not a period", advice
    if "a-f" in detail["ctx"]["pattern"]:
        return f"{shown(detail['input'])} is not a fact id", "A fact id has 32 hex digits; «history» prints it."
    advice = "Use small letters a to z and digits, with - . or _ between them: iraq-nato."
    return f"{shown(detail['input'])} is not a short name", advice


def _none_of(detail: ErrorDetails) -> tuple[str, str]:
    words = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    guess = did_you_mean(str(detail["input"]), words)
    return f"{shown(detail['input'])} is none of {', '.join(words)}", guess


def _window(detail: ErrorDetails) -> tuple[str, str]:
    return detail["ctx"]["refusal"], detail["ctx"]["hint"]


def _as_told(detail: ErrorDetails) -> tuple[str, str]:
    problem = detail["msg"].removeprefix("Value error, ")
    return (f"{shown(detail['input'])} {problem}" if problem.startswith("must") else problem), ""


def _surrogate(_detail: ErrorDetails) -> tuple[str, str]:
    return "contains half a character (a lone surrogate)", "Remove it, or write the whole character."


def _no_session(detail: ErrorDetails) -> tuple[str, str]:
    return (
        f"{shown(detail['input'])} is not a session",
        "Write its number, or a short name if sessions are not numbered.",
    )


def _not_list(detail: ErrorDetails) -> tuple[str, str]:
    return f"{shown(detail['input'])} is not a list", "Write a list, also of one."


def _too_long_list(detail: ErrorDetails) -> tuple[str, str]:
    return f"has more than {detail['ctx']['max_length']:,} items", "Split the fact."


def _not_object(detail: ErrorDetails) -> tuple[str, str]:
    if detail["ctx"]["class_name"] == "Time":
        return f"{shown(detail['input'])} is not a time", "Write EDTF (2025-05-21) or {edtf: ..., wording: ...}."
    if detail["ctx"]["class_name"] == "Translation":
        return f"{shown(detail['input'])} is not a translation", "Write {language: en, text: ...}."
    return f"{shown(detail['input'])} is not a person", "Write {name: ..., role: ..., side: ..., part: ...}."


def _not_yes(detail: ErrorDetails) -> tuple[str, str]:
    return f"{shown(detail['input'])} is neither true nor false", "Write true, or leave the attribute out."


_WORDS: Final[dict[str, Callable[[ErrorDetails], tuple[str, str]]]] = {
    "string_type": _not_text,
    "string_unicode": _surrogate,
    "string_too_long": _too_long_text,
    "string_too_short": _empty,
    "string_pattern_mismatch": _pattern,
    "literal_error": _none_of,
    "window": _window,
    "int_type": _no_session,
    "greater_than_equal": _no_session,
    "less_than": _no_session,
    "tuple_type": _not_list,
    "too_long": _too_long_list,
    "too_short": _empty,
    "model_type": _not_object,
    "bool_type": _not_yes,
}
