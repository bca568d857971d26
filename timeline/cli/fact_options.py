"""Which options does a fact of a kind take? One for each attribute of its model, and the way from text to fact.

A time is typed as `2025-05-21`, `2025-05-16/2025-05-31=second half of May`, or `=at the appropriate time`; a person as
`Name | role | side | part`, of which the later ones may be left out; a translation as `en=its text`; what can be a list
is typed once for each item.
"""

from __future__ import annotations

import json
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import JsonValue, TypeAdapter, ValidationError
from typer.core import TyperOption

from events.errors import BadInputError
from events.facts.attributes import attributes_of
from events.facts.base import Person, Slug, Time, Translation
from events.facts.catalogue import CATALOGUE
from events.facts.refusals import refusals
from events.intake.draft import Draft
from events.wording import counted, listed
from timeline.forms.spelling import person_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from events.facts.base import Fact

_DESTINATION = "attribute_"


class Attribute:
    """One attribute of a kind, as an option.

    Attributes:
        name: as a fact file writes it.
        option: as it is typed.
        is_list: it may be typed several times.

    """

    def __init__(self, model: type[Fact], name: str, meaning: str) -> None:
        field = next(field for key, field in model.model_fields.items() if (field.alias or key) == name)
        self.name = name
        self.option = f"--{name.replace('_', '-')}"
        self._leaves = list(_leaves(field.annotation))
        self.is_list = tuple in self._leaves
        self._meaning = f"{meaning}{'  [required]' if field.is_required() else ''}"

    @property
    def choices(self) -> tuple[str, ...]:
        """All values it takes; empty where it takes any."""
        if bool in self._leaves:
            return ("true", "false")
        found = (value for leaf in self._leaves if get_origin(leaf) is Literal for value in get_args(leaf))
        return tuple(dict.fromkeys(found))

    @property
    def metavar(self) -> str:
        """How its value is typed, for the help."""
        if Time in self._leaves:
            return "EDTF[=WORDING]"
        if Person in self._leaves:
            return "'NAME | ROLE | SIDE | PART'"
        if Translation in self._leaves:
            return "LANGUAGE=TEXT"
        return "|".join(self.choices) or ("VALUE" if JsonValue in self._leaves else "TEXT")

    def typer_option(self) -> TyperOption:
        """The option as Typer parses, explains and completes it."""
        repeated = " May be given several times." if self.is_list else ""
        return TyperOption(
            param_decls=[f"{_DESTINATION}{self.name}", self.option],
            metavar=self.metavar,
            multiple=self.is_list,
            help=f"{self._meaning}{repeated}",
            autocompletion=lambda _context, _words, incomplete: [
                value for value in self.choices if value.startswith(incomplete)
            ],
        )

    def value(self, typed: Any) -> Any:  # noqa: ANN401 - a text or a list of texts, and any value that JSON has
        """What the model is given for what was typed."""
        if not self.is_list:
            return self._item(typed)
        items = [self._item(text) for text in typed]
        # A single name stays a name, as a fact file writes it; only what is always a list becomes a list of one.
        return items[0] if len(items) == 1 and str in self._leaves[:1] else items

    def _item(self, text: str) -> Any:  # noqa: ANN401 - any value that JSON has
        if Time in self._leaves:
            edtf, equals, wording = text.partition("=")
            return {"edtf": edtf or None, "wording": wording} if equals else text
        if Person in self._leaves:
            return person_of(text)
        if Translation in self._leaves:
            language, equals, translated = text.partition("=")
            return {"language": language, "text": translated} if equals else text
        if JsonValue in self._leaves or bool in self._leaves:
            return _json_or_text(text)
        return text


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The types inside an annotation; `tuple` stands before what a list holds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif origin in (Union, UnionType, tuple):
        if origin is tuple:
            yield tuple
        for inner in get_args(annotation):
            yield from _leaves(inner)
    else:
        yield annotation


def _json_or_text(text: str) -> Any:  # noqa: ANN401 - any value that JSON has
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def attributes(kind: str) -> list[Attribute]:
    """Every attribute of a kind, its own before those that any fact may carry."""
    model = CATALOGUE.kinds[kind]
    return [Attribute(model, name, meaning) for name, meaning in attributes_of(model).items()]


def draft_of(kind: str, dialogue: str, options: Mapping[str, Any]) -> Draft:
    """The fact that options describe.

    Raises:
        BadInputError: names every option that is wrong.

    """
    model = CATALOGUE.kinds[kind]
    typed = {
        attribute.name: attribute.value(options[f"{_DESTINATION}{attribute.name}"])
        for attribute in attributes(kind)
        if options.get(f"{_DESTINATION}{attribute.name}") not in (None, (), [])
    }
    faults: list[str] = []
    try:
        TypeAdapter[str](Slug).validate_python(dialogue)
    except ValidationError as error:
        faults += [
            f"DIALOGUE: {refusal.problem}. {refusal.advice}" for refusal in refusals(error, dialogue, kind, model)
        ]
    try:
        fact = model.model_validate(typed)
    except ValidationError as error:
        faults += [
            _told(refusal.path, refusal.problem, refusal.advice) for refusal in refusals(error, typed, kind, model)
        ]
    if faults:
        message = faults[0] if len(faults) == 1 else listed(counted(len(faults), "option") + " cannot be taken", faults)
        raise BadInputError(
            message, hint=f"Nothing was recorded. `timeline append {kind} --help` explains each option."
        )
    return Draft(dialogue, fact, "command line")


def _told(path: Sequence[str | int], problem: str, advice: str) -> str:
    option = f"--{str(path[0]).replace('_', '-')}" if path else "the options"
    inside = "".join(f".{step + 1 if isinstance(step, int) else step}" for step in path[1:])
    link = " " if problem.startswith(("is missing", "is empty", "has ", "contains ")) else ": "
    return f"{option}{inside}{link}{problem}" + (f". {advice}" if advice else "")
