"""Which options does a fact of a kind take? One for each attribute of its model. What is typed is read in `forms`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperOption

from events.errors import BadInputError
from events.facts.catalogue import CATALOGUE
from events.intake.draft import COMMAND_LINE, Draft
from events.wording import counted, listed
from timeline.forms.attributes import attributes
from timeline.forms.doubts import refuse_plan_without_window
from timeline.forms.filling import filled
from timeline.forms.short_name import read_short_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from timeline.forms.attributes import Attribute

_DESTINATION = "attribute_"
_METAVARS = {
    "time": "DATE[=WORDING]",
    "time-or-text": "DATE|TEXT",
    "persons": "'NAME | ROLE | SIDE | PART'",
    "json": "VALUE",
    "translation": "LANGUAGE=TEXT",
}


def options_of(kind: str) -> list[TyperOption]:
    """The options of a kind as Typer parses, explains and completes them."""
    return [_option(attribute) for attribute in attributes(CATALOGUE.kinds[kind])]


def _option(attribute: Attribute) -> TyperOption:
    repeated = " Several with ; between them, or the option several times." if attribute.is_list else ""
    required = "  [required]" if attribute.required else ""
    return TyperOption(
        param_decls=[f"{_DESTINATION}{attribute.name}", _option_name(attribute.name)],
        metavar="|".join(attribute.choices) or _METAVARS.get(attribute.sort, "TEXT"),
        multiple=attribute.is_list,
        help=f"{attribute.meaning}{required}{repeated}",
        autocompletion=lambda _context, _words, incomplete: [
            value for value in attribute.choices if value.startswith(incomplete)
        ],
    )


def _option_name(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def draft_of(kind: str, dialogue: str, options: Mapping[str, Any], today: date) -> Draft:
    """The fact that options describe, typed on a day.

    Raises:
        BadInputError: names every option that is wrong.

    """
    model = CATALOGUE.kinds[kind]
    faults: list[str] = []
    try:
        read_short_name(dialogue)
    except BadInputError as error:
        faults.append(f"DIALOGUE: {error.message}. {error.hint}")
    typed = {name.removeprefix(_DESTINATION): given for name, given in options.items() if name.startswith(_DESTINATION)}
    fact, wrong = filled(model, typed, today)
    faults += [_told(*one) for one in wrong]
    if fact is None or faults:
        message = faults[0] if len(faults) == 1 else listed(counted(len(faults), "option") + " cannot be taken", faults)
        raise BadInputError(
            message, hint=f"Nothing was recorded. `timeline append {kind} --help` explains each option."
        )
    refuse_plan_without_window(fact, today)
    return Draft(dialogue, fact, COMMAND_LINE)


def _told(path: Sequence[str], problem: str, advice: str) -> str:
    option = _option_name(path[0]) if path else "the options"
    inside = "".join(f".{step}" for step in path[1:])
    link = " " if problem.startswith(("is missing", "is empty", "has ", "contains ")) else ": "
    return f"{option}{inside}{link}{problem}" + (f". {advice}" if advice else "")
