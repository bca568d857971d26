"""Where does a mapping take a value from: a constant, a column, a template, an interval, or several of these?

A value that a row does not give is None, which a fact file takes for an attribute left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from events.importing.dates import ENGLISH, window_of
from events.importing.precision import as_vague_as, without_unknown_parts
from events.windows.window import Window, WindowError
from events.wording import shown, slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from events.importing.dates import DatePattern

TableRow = dict[str, str]
"""The cells of a row by column, without white space around them."""

PLACEHOLDER: Final = re.compile(r"\{([^{}]+)\}")
"""A column in a template."""


class CellError(ValueError):
    """A cell that cannot be what the mapping takes it for."""

    def __init__(self, column: str, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.column = column
        self.problem = problem
        self.advice = advice


class FromColumns(Protocol):
    """What a mapping says of an attribute."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it comes from."""
        ...

    def of(self, row: TableRow) -> object:
        """The value that a row gives. None where it gives none."""
        ...


@dataclass(frozen=True)
class Constant:
    """The same for every row."""

    value: object
    columns: tuple[str, ...] = ()

    def of(self, row: TableRow) -> object:  # noqa: ARG002 - the protocol's shape
        """The constant."""
        return self.value


@dataclass(frozen=True)
class Precision:
    """How vague a date is, as another column says it.

    Attributes:
        column: its name.
        words: the unit that each word of it means.

    """

    column: str
    words: Mapping[str, str]

    def of(self, row: TableRow) -> str:
        """The unit. A day where nothing is said.

        Raises:
            CellError: the word means no unit.

        """
        cell = row[self.column]
        if not cell:
            return "day"
        unit = self.words.get(cell) or self.words.get(cell.removesuffix(".0"))
        if unit is None:
            known = ", ".join(map(shown, self.words))
            raise CellError(self.column, f"{shown(cell)} is none of the precisions {known}", "Add it to the words.")
        return unit


@dataclass(frozen=True)
class FromCell:
    """A cell.

    Attributes:
        column: its name.
        date: forms of dates it is converted from. Empty where it is no date, or EDTF already.
        months: their names.
        precision: how vague the date is. None where it is as it is written.
        words: what to take for what is written. For a time what is written is kept beside it.
        is_time: whether the attribute is one.
        split: what its items are parted by. "" where it is one thing.
        slug: whether it is made a slug.
        host: whether only the host of an address is taken.
        default: what stands for an empty cell. None for nothing.
        blank: words that mean an empty cell.

    """

    column: str
    date: tuple[DatePattern, ...] = ()
    months: Sequence[str] = ENGLISH
    precision: Precision | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    is_time: bool = False
    split: str = ""
    slug: bool = False
    host: bool = False
    default: object = None
    blank: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        """The one, and that of its precision."""
        return (self.column, self.precision.column) if self.precision else (self.column,)

    def of(self, row: TableRow) -> object:
        """The cell, converted.

        Raises:
            CellError: it has none of the forms.

        """
        cell = row[self.column]
        if not cell or cell in self.blank:
            return self.default
        if self.split:
            parts = (part.strip() for part in cell.split(self.split))
            items = [self._one(part, row) for part in parts if part and part not in self.blank]
            return items or None
        return self._one(cell, row)

    def _one(self, cell: str, row: TableRow) -> object:
        if cell in self.words:
            return _worded(self.words[cell], cell) if self.is_time else self.words[cell]
        if self.host:
            cell = host_of(cell)
        if self.slug:
            return slug_of(cell)
        if self.date or self.precision:
            return self._window(cell, self.precision.of(row) if self.precision else "")
        return (_in_words(cell, self.column) or cell) if self.is_time else cell

    def _window(self, cell: str, unit: str) -> object:
        """The window. Of a day the words say no more than it does, of what a precision made vague they say too much."""
        if self.date:
            text = window_of(cell, self.date, self.months)
            if text is None and (words := _in_words(cell, self.column, self.date)):
                return words
            if text is None:
                forms = ", ".join(one.text for one in self.date)
                problem = f"{shown(cell)} has none of the forms {forms}"
                raise CellError(self.column, problem, "Correct it, or add its form.")
        else:
            text = without_unknown_parts(cell)
        try:
            window = Window.parse(text)
        except WindowError as error:
            raise CellError(self.column, f"{shown(cell)} is not a date: {error.message}", error.hint) from None
        if unit:
            vague = as_vague_as(window, unit)
            if vague != text or window.is_day:
                return vague
        return text if window.is_day or not self.date else {"edtf": text, "wording": cell}


def _worded(meaning: object, cell: str) -> object:
    """A time that a mapping gives for words, with the words of the cell."""
    if isinstance(meaning, str) and meaning and meaning != cell:
        return {"edtf": meaning, "wording": cell}
    return {"wording": cell, **meaning} if isinstance(meaning, dict) else meaning


def _in_words(cell: str, column: str, forms: Sequence[DatePattern] = ()) -> object:
    """The time that words mean, such as "mid-May 2026", with the words. None for what is no words.

    Raises:
        CellError: they mean none that is certain.

    """
    from events.windows.spoken import reading_of, stored_form  # here, since most cells are dates

    if stored_form(cell) is None:
        return None
    read = reading_of(cell)
    if read is not None:
        return {"edtf": read.edtf, "wording": cell}
    toml = json.dumps(cell, ensure_ascii=False)
    problem = f"{shown(cell)} has none of the forms {', '.join(one.text for one in forms)}"
    advice = (
        f'Say in the mapping what it means, as in words = {{{toml} = "2026-05"}}, or for words that name no days'
        f" {{{toml} = {{wording = {toml}}}}}; or correct it{', or add its form' if forms else ''}."
    )
    raise CellError(column, problem if forms else f"{shown(cell)} is not a date", advice)


@dataclass(frozen=True)
class Template:
    """A text with columns in it. None where one of them is empty."""

    template: str
    slug: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those in braces."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.template)))

    def of(self, row: TableRow) -> object:
        """The text, filled in."""
        if not all(row[name] for name in self.columns):
            return None
        filled = PLACEHOLDER.sub(lambda found: row[found[1]], self.template)
        return slug_of(filled) if self.slug else filled


@dataclass(frozen=True)
class SpanFromColumns:
    """A time from the first day of one value to the last of another. Only one of them where the other is empty."""

    start: FromColumns
    end: FromColumns

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of both."""
        return (*self.start.columns, *self.end.columns)

    def of(self, row: TableRow) -> object:
        """The interval: from the beginning of the first to the end of the second, where these are intervals too."""
        found = [value.of(row) for value in (self.start, self.end)]
        first, last = (str(one.get("edtf", "") if isinstance(one, dict) else one or "") for one in found)
        whole = f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if first and last and first != last else ""
        edtf = whole or first or last
        words = [str(one["wording"]) for one in found if isinstance(one, dict) and "wording" in one]
        if not words:
            return edtf or None
        return ({"edtf": edtf} if edtf else {}) | {"wording": " – ".join(dict.fromkeys(words))}


@dataclass(frozen=True)
class Joined:
    """Texts put together. Those that a row does not give are left out.

    Attributes:
        parts: the texts.
        between: what stands between them.
        ordered: whether they stand in order of the alphabet, so that A and B are the same pair as B and A.
        slug: whether a slug is made of them.

    """

    parts: tuple[FromColumns, ...]
    between: str = " "
    ordered: bool = False
    slug: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of all."""
        return tuple(name for value in self.parts for name in value.columns)

    def of(self, row: TableRow) -> object:
        """The text. None where no part is given."""
        found = [str(part) for value in self.parts if (part := value.of(row)) is not None]
        text = self.between.join(sorted(found) if self.ordered else found)
        return slug_of(text) if self.slug else text or None


@dataclass(frozen=True)
class ObjectFromColumns:
    """Attributes, each a value.

    Attributes:
        attributes: by name.
        needed: whether it is there also where all the columns that it comes from are empty, so that it can be refused.

    """

    attributes: Mapping[str, FromColumns]
    needed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of all."""
        return tuple(name for value in self.attributes.values() for name in value.columns)

    def of(self, row: TableRow) -> object:
        """The object."""
        if self.columns and not self.needed and not any(row[name] for name in self.columns):
            return None
        return {name: found for name, value in self.attributes.items() if (found := value.of(row)) is not None}


@dataclass(frozen=True)
class ListFromColumns:
    """A list of values. What a row does not give is left out."""

    items: tuple[FromColumns, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of all."""
        return tuple(name for value in self.items for name in value.columns)

    def of(self, row: TableRow) -> object:
        """The list."""
        return [found for value in self.items if (found := value.of(row)) is not None] or None


@dataclass(frozen=True)
class Condition:
    """What a row is measured by.

    Attributes:
        column: its name.
        texts: it is one of these. None where that is not asked.
        others: it is none of these. None where that is not asked.
        holds: it holds this text. "" where that is not asked.
        empty: it is empty, or is not. None where that is not asked.

    """

    column: str
    texts: tuple[str, ...] | None = None
    others: tuple[str, ...] | None = None
    holds: str = ""
    empty: bool | None = None

    def met(self, row: TableRow) -> bool:
        """Whether the row meets all that is asked."""
        cell = row[self.column]
        return (
            (self.texts is None or cell in self.texts)
            and (self.others is None or cell not in self.others)
            and self.holds in cell
            and (self.empty is None or self.empty is not bool(cell))
        )


def host_of(url: str) -> str:
    """The host of an address, which names its outlet: `https://www.agency.example/1` is `agency.example`."""
    host = re.match(r"[a-z]+://(?:[^/?#@]*@)?([^/?#:]+)", url, re.IGNORECASE)
    return host[1].lower().removeprefix("www.") if host else url


_RDF_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?')
_RDF_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_RDF_LETTERS: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def rdf_term(cell: str) -> str:
    """The text of a term as SPARQL writes it in a table (SPARQL 1.1 TSV): `"Paris"@fr` is Paris, `<…>` the address."""
    if cell.startswith("<") and cell.endswith(">"):
        return cell[1:-1]
    text = _RDF_TEXT.fullmatch(cell)
    return _RDF_ESCAPE.sub(_unescaped, text[1]) if text else cell


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or "0", 16)
    if not code:
        return _RDF_LETTERS.get(found[3] or "", found[3] or "\ufffd")
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"  # noqa: PLR2004 - of Unicode
