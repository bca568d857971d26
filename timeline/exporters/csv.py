"""CSV for spreadsheets and databases (RFC 4180): UTF-8 with a byte order mark, lines end in CR LF.

The mark is for Excel, which takes a file without one for the code page of the machine and ruins every Arabic name.
A text that a spreadsheet would run as a formula gets a `'` in front (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any

from timeline.exporters.tables import table
from timeline.text.safe_text import spreadsheet_safe

if TYPE_CHECKING:
    from timeline.accounts.account import Material

BETWEEN = "; "
"""What stands between the items of a list."""


class _Lines(list[str]):
    """What the csv module can write to."""

    write = list.append


def export(material: Material) -> bytes:
    """A header and one line a row."""
    columns, rows = table(material)
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(column.name for column in columns)
    writer.writerows([_field(column.value(row)) for column in columns] for row in rows)
    return BOM_UTF8 + "".join(lines).encode()


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
