"""Apache Parquet for analysis: the same columns as CSV, with types: days are dates, lists are lists.

pyarrow writes into memory, so that an exporter stays pure; duckdb, a third of its size, only writes files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from timeline.answers.arrow import arrow_table
from timeline.exporters.tables import table

if TYPE_CHECKING:
    from timeline.accounts.account import Material


def export(material: Material) -> bytes:
    """One row group, the columns in order."""
    sink = pa.BufferOutputStream()
    parquet.write_table(arrow_table(*table(material)), sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written
