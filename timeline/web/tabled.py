"""How is an answer shown as a table that can be searched and turned over, whatever the question?"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from events.facts.track import MAIN_TRACK
from timeline.answers.columns import cell_text, value_at
from timeline.text.safe_text import harmless
from timeline.values.languages import ENGLISH
from timeline.web.advised import links
from timeline.web.telling import CELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from timeline.answers.columns import Column
    from timeline.answers.shapes import Question
    from timeline.web.visit import Visit
    from timeline.wording.words import Words

ROWS: Final = 100
"""Rows of one page."""


class ShownRow(NamedTuple):
    """One row as it is shown.

    Attributes:
        cells: the text of each column that is shown.
        leads_to: where its first cell leads. "" where nowhere.
        subject: what it is about, `type:key`. "" where that is nothing that has evidence.

    """

    cells: tuple[Markup, ...]
    leads_to: str
    subject: str


class Paged(NamedTuple):
    """A page of rows.

    Attributes:
        headings: of the columns that have a value in any of the rows.
        rows: those of this page.
        of: how many there are in all that were searched for.
        page: its number, from 1.
        pages: how many there are.
        sought: what was searched for.

    """

    headings: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    of: int
    page: int
    pages: int
    sought: str


def paged(
    visit: Visit, question: Question, answer: Iterable[dict[str, Any]], columns: Sequence[Column] | None = None
) -> Paged:
    """The page of an answer that is asked for, of the rows that have every word sought. In these columns, or in all."""
    columns = question.columns if columns is None else columns
    sought = (visit.given("q") or "").split()
    every = list(chain.from_iterable(map(question.rows, answer)))
    found = [row for row in every if _has(columns, row, sought)]
    pages = max(-(-len(found) // ROWS), 1)
    page = min(max(page_number(visit.given("page")), 1), pages)
    rows = found[(page - 1) * ROWS : page * ROWS]
    told = [one for one in columns if any(one.text(row) for row in rows)]
    headings = tuple(visit.words.word("heading", column.header) for column in told)
    shown = tuple(_row(visit, question, told, row) for row in rows)
    return Paged(headings, shown, len(found), page, pages, " ".join(sought))


def page_number(text: str | None) -> int:
    """A number of an address. 1 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < len(str(2**31)) else 1


def _has(columns: Sequence[Column], row: Mapping[str, Any], sought: Sequence[str]) -> bool:
    if not sought:
        return True
    text = " ".join(column.text(row) for column in columns).casefold()
    return all(word.casefold() in text for word in sought)


def _row(visit: Visit, question: Question, columns: Sequence[Column], row: Mapping[str, Any]) -> ShownRow:
    subject = subject_of(question.name, row)
    dialogue = row.get("dialogue") or visit.request.path_params.get("dialogue", "")
    if question.name in ("history", "find", "replay"):
        leads_to = visit.link("fact", row["fact"])
    elif question.name == "sources":
        leads_to = visit.link("report", row["report"])
    elif question.name == "people":
        leads_to = visit.link("person", row["person"])
    elif question.name == "days":
        leads_to = visit.link("d", dialogue, on=row["day"], known=None)
    else:
        leads_to = visit.link("d", dialogue, "why", subject) if subject else ""
    return ShownRow(tuple(_cell(visit, question.name, column, row) for column in columns), leads_to, subject)


def _cell(visit: Visit, question: str, column: Column, row: Mapping[str, Any]) -> Markup:
    """A value as people read it: a window in words, a status as one, advice as links, all else as tables show it."""
    words = visit.words
    value = value_at(row, column.key)
    if isinstance(value, dict) and value.get("edtf"):
        text = words.window(value["edtf"], value["earliest"], value["latest"])
        return Markup('<time class="window" title="{}">{}</time>').format(value["edtf"], text)
    if column.key == "status" and isinstance(value, str):
        return Markup('<span class="status is-{}">{}</span>').format(value, words.word("status", value))
    if (question, column.key) == ("check", "hint"):
        return links(visit, str(value))
    text = column.text(row)
    if text and words.tag != ENGLISH and (question, column.key) in CELLS:
        return CELLS[question, column.key](words, row)
    return _text(words, (question, column.key), text) if text else Markup("")


def _text(words: Words, place: tuple[str, str], text: str) -> Markup:
    """The text of a cell: in the reader's language as far as it is ours."""
    _, column = place
    if column == "subject" and ":" in text:
        type_, _, key = text.partition(":")
        return Markup("{} <bdi>{}</bdi>").format(words.word("type", type_), harmless(key))
    if place in _SENTENCES:
        text = words.sentence(text)
    elif column in _LISTED or place in _LISTED:
        text = words.word(_LISTED.get(column) or _LISTED[place], text)
    shape = Markup('<bdi class="day">{}</bdi>') if _DAY.fullmatch(text) else Markup("<bdi>{}</bdi>")
    return shape.format(harmless(text))


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
"""A day, which no line is to break."""

_SENTENCES: Final = frozenset(
    {("show", "what"), ("check", "message"), ("sessions", "disputes"), ("disputes", "stands")}
)
"""Columns in which answers speak in our own words, by question and key."""

_LISTED: Final[Mapping[str | tuple[str, str], str]] = {
    "finding": "finding",
    ("history", "kind"): "kind",
    ("sources", "kind"): "status",
    "modality": "modality",
    "time_is": "time",
    "disputed": "sign",
    "in_force": "sign",
}
"""Columns of words of a closed list, with its name."""


def subject_of(question: str, row: Mapping[str, Any]) -> str:
    """What a row of an answer is about, as its evidence is asked for. "" where it is about nothing that has any."""
    named = _SUBJECTS.get(question)
    return named(row) if named else cell_text(row.get("subject"))


def _session(row: Mapping[str, Any]) -> str:
    track = "" if row["track"] == MAIN_TRACK else f"{row['track']}/"
    return f"session:{track}{row['session']}"


def _attribute(row: Mapping[str, Any]) -> str:
    return f"{row['subject']}.{row['attribute']}"


_SUBJECTS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "sessions": _session,
    "invitations": lambda row: f"invitation:{row['invitation']}",
    "positions": lambda row: f"position:{row['actor']}/{row['issue']}",
    "commitments": lambda row: f"{row['type']}:{row['commitment']}",
    "documents": lambda row: f"document:{row['document']}",
    "disputes": _attribute,
    "diff": _attribute,
    "check": lambda _: "",  # a finding may be about what has no evidence
}
"""How the subject of a row is called, where no key of the row says it."""
