"""What does an attribute of a fact take: a time, persons, one name or several, words of a list, or a text?

Read from the models once, for every shell: options, `correct --set`, the questions of `timeline add`.
"""

from __future__ import annotations

from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import JsonValue

from events.facts.attributes import attributes_of
from events.facts.base import Person, Time, Translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.facts.base import Fact

Sort = Literal[
    "time",
    "time-or-text",
    "persons",
    "names",
    "topics",
    "texts",
    "words",
    "translation",
    "flag",
    "session",
    "json",
    "text",
]
"""How what is typed is read: `names` may hold commas, `topics` and fixed `words` are parted by them, `texts` not."""

_AHEAD = frozenset({"window", "due"})
"""Attributes of what is to come: a weekday typed there is the next one."""


class Attribute:
    """One attribute of a kind of fact.

    Attributes:
        model: the kind.
        name: as a fact file writes it.
        meaning: what it says.
        required: no fact of the kind is without it.
        sort: how what is typed is read.
        is_list: it may be typed several times.
        is_one_or_list: a single name stays a name, as a fact file writes it.
        choices: all values it takes. Empty where it takes any.
        is_ahead: it is of what is to come.

    """

    def __init__(self, model: type[Fact], name: str, meaning: str = "") -> None:
        field = field_of(model, name)
        leaves = list(_leaves(field.annotation))
        self.model = model
        self.name = name
        self.meaning = meaning
        self.required: bool = field.is_required()
        self.is_list = tuple in leaves
        self.is_one_or_list = self.is_list and leaves[0] is not tuple
        words = (value for leaf in leaves if get_origin(leaf) is Literal for value in get_args(leaf))
        self.choices = ("true", "false") if bool in leaves else tuple(dict.fromkeys(words))
        self.is_ahead = name in _AHEAD
        self.sort: Sort = _sort(name, leaves)


def _sort(name: str, leaves: list[Any]) -> Sort:
    if Time in leaves:
        return "time-or-text" if str in leaves else "time"
    if tuple in leaves and Person not in leaves:
        fixed = any(get_origin(leaf) is Literal for leaf in leaves)
        return "words" if fixed else _LISTS.get(name, "names")
    if name == "session" and int in leaves:
        return "session"
    return next((sort for leaf, sort in _BY_LEAF if leaf in leaves), "text")


_LISTS: dict[str, Sort] = {"topics": "topics", "names": "texts"}
_BY_LEAF: tuple[tuple[Any, Sort], ...] = (
    (Person, "persons"),
    (Translation, "translation"),
    (bool, "flag"),
    (JsonValue, "json"),
)


def attributes(model: type[Fact]) -> list[Attribute]:
    """Every attribute of a kind, its own before those that any fact may carry."""
    return [Attribute(model, name, meaning) for name, meaning in attributes_of(model).items()]


def field_of(model: type[Fact], name: str) -> Any:  # noqa: ANN401 - pydantic's FieldInfo
    """The field that a fact file calls so."""
    return next(field for key, field in model.model_fields.items() if (field.alias or key) == name)


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The types inside an annotation. `tuple` stands before what a list holds."""
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
