"""Apache Parquet for analysis: the same columns as CSV, with types: days are dates, lists are lists.

pyarrow writes into memory, so that an exporter stays pure; duckdb, a third of its size, only writes files. Rows wait on
the disk until all are there, and only then pyarrow is loaded: it takes 40 MiB, and 90 where pandas is installed, which
it loads. By then the processes that made the rows are gone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from events.lots import lots
from timeline.answers.flat import typed
from timeline.exporters.catalogue import MissingLibraryError, format_named
from timeline.exporters.spooled import Written, spool
from timeline.exporters.tables import columns_of_table, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.accounts.account import Account
    from timeline.answers.flat import TypedColumn

_GROUP_ROWS: Final = 5_000
"""Rows after which a group is written: as many are held. A file of fewer is one group."""


def part(account: Account, of: str) -> bytes:
    """The rows of a dialogue, each a line with the JSON of its values. Only who joins the parts loads pyarrow."""
    columns = columns_of_table(of)
    return b"".join(
        json.dumps([column.value(row) for column in columns]).encode() + b"\n" for row in rows_of(account, of)
    )


def whole(parts: Iterable[bytes], of: str) -> Iterator[bytes]:
    """Groups of rows, the columns in order.

    Raises:
        MissingLibraryError: pyarrow is there and cannot be loaded.

    """
    with spool() as waiting:
        for rows in parts:  # `writelines` would look at its end only whether it is too much for memory
            waiting.write(rows)
        waiting.seek(0)
        yield from _written(waiting, columns_of_table(of))


def _written(rows: Iterable[bytes], columns: Sequence[TypedColumn]) -> Iterator[bytes]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        format_ = format_named("parquet")
        assert format_ is not None
        raise MissingLibraryError(format_) from None

    from timeline.answers.arrow import arrow_schema

    schema, written = arrow_schema(columns), Written()
    with parquet.ParquetWriter(pa.PythonFile(written, mode="w"), schema) as writer:
        is_empty = True
        for lot in lots(map(json.loads, rows), lambda _: 0, most=_GROUP_ROWS, size=1):
            arrays = [
                pa.array([typed(value, column.kind) for value in values], type=field.type)
                for column, values, field in zip(columns, zip(*lot, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            is_empty = False
            yield written.taken()
        if is_empty:
            writer.write_table(schema.empty_table())
    yield written.taken()
