"""Apache Parquet for analysis: the same columns as CSV, with types: days are dates, lists are lists.

pyarrow writes into memory, so that an exporter stays pure; duckdb, a third of its size, only writes files.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from pyarrow import parquet

from timeline.exporters.tables import Kind, table

if TYPE_CHECKING:
    from timeline.accounts.account import Material

TYPES: Final = {
    Kind.TEXT: pa.string(),
    Kind.JSON: pa.string(),
    Kind.NUMBER: pa.int64(),
    Kind.YES_NO: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.INSTANT: pa.timestamp("us", tz="UTC"),
    Kind.TEXTS: pa.list_(pa.string()),
}


def export(material: Material) -> bytes:
    """One row group, the columns in order."""
    columns, rows = table(material)
    held = [*rows]
    arrays = [
        pa.array([_typed(column.value(row), column.kind) for row in held], type=TYPES[column.kind])
        for column in columns
    ]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, names=[column.name for column in columns]), sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _typed(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - whatever a column holds
    match kind:
        case Kind.DAY if value is not None:
            return date.fromisoformat(value)
        case Kind.INSTANT if value is not None:
            return datetime.fromisoformat(value)
        case _:
            return value
