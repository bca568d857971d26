"""How does an answer become a table with types? The model alone decides which columns there are.

A window becomes `<name>_earliest`, `<name>_latest`, `<name>_edtf` and `<name>_wording`. What is a list of objects (the
slips of a session) stays one column, as JSON. Every row ends with what it rests on.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum, auto
from operator import attrgetter
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from timeline.answers.common import WindowAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Item = TypeVar("Item")


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    NUMBER = auto()
    YES_NO = auto()
    DAY = auto()
    INSTANT = auto()
    TEXTS = auto()
    JSON = auto()


class TypedColumn(NamedTuple):
    """A column of a table.

    Attributes:
        name: the path of keys, joined by `_`.
        path: where a row keeps it.
        kind: what it holds.

    """

    name: str
    path: tuple[str, ...]
    kind: Kind

    def value(self, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as many types as there are kinds
        """The value of a row: text, number, truth, list of texts. A day or an instant as ISO text, JSON as text."""
        value: Any = row
        for key in self.path:
            value = None if value is None else value[key]
        if value is None:
            return None
        match self.kind:
            case Kind.JSON:
                return json.dumps(value, ensure_ascii=False)
            case Kind.TEXT:
                return str(value)
            case _:
                return value


def columns_of(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[TypedColumn]:
    """The columns of a model: a window is four of them, what is a list of objects is one."""
    names = _WINDOW if model is WindowAnswer else fields_of(model)
    for name in names:
        inner = (*path, name)
        type_ = _without_none(model.model_fields[name].annotation)
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            yield from columns_of(type_, inner)
        else:
            kind = Kind.DAY if name in _DAYS else _kind(type_)
            yield TypedColumn("_".join(inner), inner, kind)


def fields_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of a model's fields that tables hold: all but what stands beside names of another language."""
    return tuple(name for name in model.model_fields if name != "originals")


_WINDOW: Final = ("earliest", "latest", "edtf", "wording")
_DAYS: Final = frozenset({"earliest", "latest", "known_by"})


def _without_none(annotation: Any) -> Any:  # noqa: ANN401 - what the typing module calls a type has none
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    left = [one for one in get_args(annotation) if one is not NoneType]
    return left[0] if len(left) == 1 else str


def _kind(type_: Any) -> Kind:  # noqa: ANN401 - likewise
    if get_origin(type_) is tuple:
        return Kind.TEXTS if get_args(type_)[0] is str else Kind.JSON
    return {int: Kind.NUMBER, bool: Kind.YES_NO, datetime: Kind.INSTANT}.get(type_, Kind.TEXT)


_EVIDENCE: Final = ("facts", "reports", "origins", "urls")


def evidence_last(items: Iterable[Item], name: Callable[[Item], str] = attrgetter("name")) -> tuple[Item, ...]:
    """What is said before what it rests on."""
    return tuple(sorted(items, key=lambda item: _EVIDENCE.index(name(item)) + 1 if name(item) in _EVIDENCE else 0))


def typed(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - as many types as there are kinds
    """A value of a column as Python has it: days and instants as such."""
    match kind:
        case Kind.DAY if value is not None:
            return date.fromisoformat(value)
        case Kind.INSTANT if value is not None:
            return datetime.fromisoformat(value)
        case _:
            return value
