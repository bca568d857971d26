"""How does an answer show itself in a notebook? As an HTML table. What was reported is text there, never markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from events.advice import in_words
from timeline.answers.columns import cell_text
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.answers.columns import Column


def html_table(columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as tables show them. Columns without a single value are left out."""
    cells = {column: [_advised(column.key, column.text(row)) for row in rows] for column in columns}
    told = [column for column in columns if any(cells[column])]
    head = "".join(f"<th>{escape(column.header)}</th>" for column in told)
    body = (_line(cells[column][number] for column in told) for number in range(len(rows)))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def html_card(answer: Mapping[str, Any]) -> str:
    """One answer: a line for each attribute that has a value. Of a list of objects, how many it holds."""
    lines = (_line((name, _advised(name, _told(value)))) for name, value in answer.items() if value)
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def _advised(name: str, text: str) -> str:
    """The text, with what may be done next in words."""
    return in_words(text) if name == "hint" else text


def _line(cells: Iterable[str]) -> str:
    # Each cell tells its own direction: a name in Arabic must not turn its neighbours.
    written = (f'<td dir="auto">{escape(harmless(cell))}</td>' for cell in cells)
    return f"<tr>{''.join(written)}</tr>"


def _told(value: Any) -> str:  # noqa: ANN401 - any value that JSON has
    if isinstance(value, list) and isinstance(value[0], dict):
        return str(len(value))
    if isinstance(value, dict) and not value.get("edtf"):
        plain = {name: inner for name, inner in value.items() if inner and not isinstance(inner, list)}
        return ", ".join(f"{name}: {cell_text(inner)}" for name, inner in plain.items())
    return cell_text(value)
