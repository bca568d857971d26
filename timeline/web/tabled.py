"""How is an answer shown as a table that can be searched and turned over, whatever the question?"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup, escape

from events.facts.track import MAIN_TRACK
from timeline.answers.columns import cell_text, value_at
from timeline.text.safe_text import harmless
from timeline.values.languages import ENGLISH
from timeline.web.advised import links
from timeline.web.naming import about, about_plainly, about_value, in_words
from timeline.web.telling import CELLS, with_times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from timeline.answers.columns import Column
    from timeline.answers.shapes import Question
    from timeline.web.visit import Visit
    from timeline.wording.words import Words

ROWS: Final = 100
"""Rows of one page."""


REPORTS: Final = 3
"""Reports that one cell names."""


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
    if value and (shown := _SHOWN.get(column.key) or _SHOWN.get((question, column.key))):
        return shown(visit, value)
    text = column.text(row)
    if text and (words.tag != ENGLISH or column.key != "summary") and (question, column.key) in CELLS:
        return CELLS[question, column.key](words, row)
    return _text(words, (question, column.key), text) if text else Markup("")


def _status(visit: Visit, status: Any) -> Markup:  # noqa: ANN401 - any value that JSON has
    return Markup('<span class="status is-{}">{}</span>').format(status, visit.words.word("status", str(status)))


def _reports(visit: Visit, named: Any) -> Markup:  # noqa: ANN401 - any value that JSON has
    """Some reports, or one, each of which leads to its page."""
    ids = [named] if isinstance(named, str) else named
    shown = [Markup('<a href="{}">{}</a>').format(visit.link("report", one), harmless(one)) for one in ids[:REPORTS]]
    more = [Markup('<bdi dir="ltr">+{}</bdi>').format(len(ids) - REPORTS)] if len(ids) > REPORTS else []
    return escape(visit.words("comma")).join([*shown, *more])


_SHOWN: Final[Mapping[str | tuple[str, str], Callable[[Visit, Any], Markup]]] = {
    "status": _status,
    ("find", "report"): _reports,
    ("news", "reports"): _reports,
    ("check", "hint"): lambda visit, value: links(visit, str(value)),
    "subject": lambda visit, value: about(visit.words, str(value)),
    "contradicted": lambda visit, value: escape(visit.words("comma")).join(
        about_value(visit.words, str(one)) for one in value
    ),
}
"""How values are shown, by key, or by question and key."""


def _text(words: Words, place: tuple[str, str], text: str) -> Markup:
    """The text of a cell: in the reader's language as far as it is ours."""
    _, column = place
    if column in _SHORT_NAMES:
        text = in_words(text)
    if place in _SENTENCES:
        found = _LOOKS_LIKE.fullmatch(text)
        text = words.sentence(text)
        text = text.replace(found[1], about_plainly(words, found[1])) if found else with_times(words, text)
    elif column == "summary":
        text = with_times(words, text)
    elif column in _LISTED or place in _LISTED:
        text = words.word(_LISTED.get(column) or _LISTED[place], text)
    shape = Markup('<bdi class="day">{}</bdi>') if _DAY.fullmatch(text) else Markup("<bdi>{}</bdi>")
    return shape.format(harmless(text))


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
"""A day, which no line is to break."""

_SHORT_NAMES: Final = frozenset({"session", "invitation", "commitment", "document", "issue"})
"""Columns of short names that whoever wrote down the facts gave."""

_LOOKS_LIKE: Final = re.compile(r"looks like (\w+:.+)")
"""What a finding says of something that may be the same as another."""

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
