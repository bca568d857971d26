"""Apache Parquet for analysis: the same columns as CSV, with types: days are dates, lists are lists.

pyarrow writes into memory, so that an exporter stays pure; duckdb, a third of its size, only writes files.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from events.lots import lots
from timeline.answers.flat import typed
from timeline.exporters.catalogue import MissingLibraryError, format_named
from timeline.exporters.spooled import Written
from timeline.exporters.tables import columns_of_table, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

_GROUP_ROWS: Final = 5_000
"""Rows after which a group is written: as many are held. A file of fewer is one group."""


def part(account: Account, of: str) -> list[tuple[Any, ...]]:
    """The rows of a dialogue. Here and not in `whole`, so that only one process loads pyarrow: it takes 100 MiB."""
    columns = columns_of_table(of)
    return [tuple(typed(column.value(row), column.kind) for column in columns) for row in rows_of(account, of)]


def whole(parts: Iterable[list[tuple[Any, ...]]], of: str) -> Iterator[bytes]:
    """Groups of rows, the columns in order.

    Raises:
        MissingLibraryError: pyarrow is there and cannot be loaded.

    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        format_ = format_named("parquet")
        assert format_ is not None
        raise MissingLibraryError(format_) from None

    from timeline.answers.arrow import arrow_schema

    schema = arrow_schema(columns_of_table(of))
    written = Written()
    with parquet.ParquetWriter(pa.PythonFile(written, mode="w"), schema) as writer:
        is_empty = True
        for lot in lots(chain.from_iterable(parts), lambda _: 0, most=_GROUP_ROWS, size=1):
            in_columns = zip(zip(*lot, strict=True), schema, strict=True)
            arrays = [pa.array(column, type=field.type) for column, field in in_columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            is_empty = False
            yield written.taken()
        if is_empty:
            writer.write_table(schema.empty_table())
    yield written.taken()
