"""CSV for spreadsheets and databases (RFC 4180): UTF-8 with a byte order mark, lines end in CR LF.

The mark is for Excel, which takes a file without one for the code page of the machine and ruins every Arabic name.
A text that a spreadsheet would run as a formula gets a `'` in front (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

from timeline.exporters.tables import columns_of_table, rows_of
from timeline.text.safe_text import spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

BETWEEN = "; "
"""What stands between the items of a list."""


class _Lines(list[str]):
    """What the csv module can write to."""

    write = list.append


def part(account: Account, of: str) -> bytes:
    """One line a row."""
    columns = columns_of_table(of)
    return _written([_field(column.value(row)) for column in columns] for row in rows_of(account, of))


def whole(parts: Iterable[bytes], of: str) -> Iterator[bytes]:
    """A header, and the lines."""
    yield BOM_UTF8 + _written([[column.name for column in columns_of_table(of)]])
    yield from parts


def _written(rows: Iterable[list[str | int]]) -> bytes:
    lines = _Lines()
    csv.writer(lines).writerows(rows)
    return "".join(lines).encode()


def _field(value: Any) -> str | int:  # noqa: ANN401 - whatever a column holds
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return value
        case list():
            return spreadsheet_safe(BETWEEN.join(value))
        case _:
            return spreadsheet_safe(value)
