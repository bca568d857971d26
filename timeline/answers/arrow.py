"""How is an answer handed to Arrow? As a table with types: days are dates, lists are lists. Needs pyarrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from timeline.answers.flat import Kind, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.answers.flat import TypedColumn

TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.JSON: pa.string(),
    Kind.NUMBER: pa.int64(),
    Kind.YES_NO: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.TEXTS: pa.list_(pa.string()),
}


def arrow_schema(columns: Iterable[TypedColumn]) -> pa.Schema:
    """The names and types of columns."""
    return pa.schema([(column.name, TYPES[column.kind]) for column in columns])


def arrow_table(columns: Sequence[TypedColumn], rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """The rows as a `pyarrow.Table`, its columns in order."""
    held = [*rows]
    arrays = [
        pa.array([typed(column.value(row), column.kind) for row in held], type=TYPES[column.kind]) for column in columns
    ]
    return pa.Table.from_arrays(arrays, names=[column.name for column in columns])
