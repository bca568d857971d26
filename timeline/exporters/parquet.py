"""Apache Parquet for analysis: the same columns as CSV, with types: days are dates, lists are lists.

pyarrow writes into memory, so that an exporter stays pure; duckdb, a third of its size, only writes files.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from pyarrow import parquet

from events.lots import lots
from timeline.answers.arrow import arrow_table
from timeline.exporters.spooled import Written
from timeline.exporters.tables import columns_of_table, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

_GROUP_ROWS: Final = 20_000
"""Rows after which a group is written: as many are held. A file of fewer is one group."""


def part(account: Account, of: str) -> pa.Table:
    """The rows of a dialogue."""
    return arrow_table(columns_of_table(of), rows_of(account, of))


def whole(parts: Iterable[pa.Table], of: str) -> Iterator[bytes]:
    """Groups of rows, the columns in order."""
    none = arrow_table(columns_of_table(of), ())
    written = Written()
    with parquet.ParquetWriter(pa.PythonFile(written, mode="w"), none.schema) as writer:
        is_empty = True
        for lot in lots(parts, attrgetter("num_rows"), most=_GROUP_ROWS, size=_GROUP_ROWS):
            writer.write_table(pa.concat_tables(lot).combine_chunks())
            is_empty = False
            yield written.taken()
        if is_empty:
            writer.write_table(none)
    yield written.taken()
