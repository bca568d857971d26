"""How do commands share groups of options? A parameter whose type is a NamedTuple stands for all its fields.

    class Moment(NamedTuple):
        on: Annotated[date | None, typer.Option("--on", ...)] = None

    def command(dialogue: str, *, moment: Moment) -> None: ...

Typer is shown the function with the fields in place of the group, so help, completion and errors are its own.
(A dataclass would do as well, and takes a twentieth of a command's start to make.)
"""

from __future__ import annotations

import inspect
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeGuard, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NamedTuple


def is_group(hint: object) -> TypeGuard[type[NamedTuple]]:
    """Whether a type stands for options that belong together, each with a default."""
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_field_defaults")


def ungrouped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function as Typer is to see it: each group replaced by its fields."""
    hints = get_type_hints(function, include_extras=True)
    groups: dict[str, type[Any]] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if is_group(hints[name]):
            groups[name] = hints[name]
            parameters += _parameters_of(hints[name])
        else:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))

    @wraps(function)
    def gathered(**values: Any) -> Any:  # noqa: ANN401 - whatever the options of the function are
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group._fields})
        return function(**values)

    vars(gathered)["__signature__"] = inspect.Signature(parameters)
    gathered.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return gathered


def _parameters_of(group: type[NamedTuple]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hints[name])
        for name, default in group._field_defaults.items()
    ]
