"""How do commands share groups of options? A parameter whose type is an `OptionGroup` stands for all its fields.

    @dataclass(frozen=True)
    class Moment(OptionGroup):
        on: Annotated[date | None, typer.Option("--on", ...)] = None

    def command(dialogue: str, *, moment: Moment) -> None: ...

Typer is shown the function with the fields in place of the group, so help, completion and errors are its own.
"""

from __future__ import annotations

import inspect
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable


class OptionGroup:
    """Options that belong together: a dataclass whose fields are annotated as Typer options and have defaults."""


def ungrouped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as Typer is to see it: each group replaced by its fields."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, type[Any]] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if isinstance(hints[name], type) and issubclass(hints[name], OptionGroup):
            groups[name] = hints[name]
            parameters += _parameters_of(hints[name])
        else:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(function)
    def gathered(**values: Any) -> Any:  # noqa: ANN401 - whatever the options of the function are
        for name, group in groups.items():
            values[name] = group(**{field.name: values.pop(field.name) for field in fields(group)})
        return function(**values)

    vars(gathered)["__signature__"] = inspect.Signature(parameters)
    gathered.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return gathered


def _parameters_of(group: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in fields(group)
    ]
