"""What goes out: the bytes of a page or an answer, with their type and what else its headers say."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.columns import cell_text, value_at
from timeline.text.safe_text import json_safe, spreadsheet_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.answers.columns import Column

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8; header=present"
MEDIA_TYPES: Final = {
    "": HTML,
    "json": JSON,
    "csv": CSV,
    "svg": "image/svg+xml",
    "md": "text/markdown; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
"""What an ending of an address stands for. None is the page itself."""


@dataclass(frozen=True)
class Body:
    """What is answered to a request.

    Attributes:
        content: the bytes.
        media_type: of them.
        headers: what is said besides.
        code: of HTTP.

    """

    content: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int = 200


def as_json(answer: Any) -> Body:  # noqa: ANN401 - any value that JSON has
    """An answer as the command line prints it with `json`: the same bytes."""
    text = json_safe(json.dumps(answer, ensure_ascii=False, indent=2))
    return Body(f"{text}\n".encode(), JSON)


def as_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> Body:
    """Rows as the command line prints them with `csv` (RFC 4180): no field of them is a formula to a spreadsheet."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(column.header for column in columns)
    for row in rows:
        writer.writerow(_field(value_at(row, column.key)) for column in columns)
    return Body(written.getvalue().encode(), CSV)


def _field(value: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    return value if isinstance(value, int) and not isinstance(value, bool) else spreadsheet_safe(cell_text(value))
