"""How does a mapping say a value: a constant, a column, a template over columns, an interval, or things made of these?

A value that a row does not give is None, which a fact file takes for an attribute left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from events.importing.dates import ENGLISH, window_of
from events.windows.window import Window, WindowError
from events.wording import shown, slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from events.importing.dates import Pattern

Row = dict[str, str]
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


class Value(Protocol):
    """What a mapping says of an attribute."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it comes from."""
        ...

    def of(self, row: Row) -> object:
        """The value that a row gives; None where it gives none."""
        ...


@dataclass(frozen=True)
class Constant:
    """The same for every row."""

    value: object
    columns: tuple[str, ...] = ()

    def of(self, row: Row) -> object:  # noqa: ARG002 - the protocol's shape
        """The constant."""
        return self.value


@dataclass(frozen=True)
class Column:
    """A cell.

    Attributes:
        column: its name.
        date: forms of dates it is converted from; empty where it is no date, or EDTF already.
        months: their names.
        words: what to take for what is written.
        split: what its items are parted by; "" where it is one thing.
        slug: whether it is made a slug.
        default: what stands for an empty cell; None for nothing.

    """

    column: str
    date: tuple[Pattern, ...] = ()
    months: Sequence[str] = ENGLISH
    words: Mapping[str, object] = field(default_factory=dict)
    split: str = ""
    slug: bool = False
    default: object = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The one."""
        return (self.column,)

    def of(self, row: Row) -> object:
        """The cell, converted.

        Raises:
            CellError: it has none of the forms.

        """
        cell = row[self.column]
        if not cell:
            return self.default
        if self.split:
            parts = (part.strip() for part in cell.split(self.split))
            items = [self._one(part) for part in parts if part]
            return items or None
        return self._one(cell)

    def _one(self, cell: str) -> object:
        if cell in self.words:
            return self.words[cell]
        if self.slug:
            return slug_of(cell)
        return self._window(cell) if self.date else cell

    def _window(self, cell: str) -> object:
        """The window; of a day the words say no more than it does."""
        text = window_of(cell, self.date, self.months)
        if text is None:
            forms = ", ".join(one.text for one in self.date)
            raise CellError(self.column, f"{shown(cell)} has none of the forms {forms}", "Correct it, or add its form.")
        try:
            window = Window.parse(text)
        except WindowError as error:
            raise CellError(self.column, f"{shown(cell)} is no date: {error.message}", error.hint) from None
        return text if window.is_day else {"edtf": text, "wording": cell}


@dataclass(frozen=True)
class Template:
    """A text with columns in it; none where one of them is empty."""

    template: str
    slug: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those in braces."""
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.template)))

    def of(self, row: Row) -> object:
        """The text, filled in."""
        if not all(row[name] for name in self.columns):
            return None
        filled = PLACEHOLDER.sub(lambda found: row[found[1]], self.template)
        return slug_of(filled) if self.slug else filled


@dataclass(frozen=True)
class Span:
    """A time from the first day of one value to the last of another; only one of them where the other is empty."""

    start: Value
    end: Value

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of both."""
        return (*self.start.columns, *self.end.columns)

    def of(self, row: Row) -> object:
        """The interval."""
        ends = [one["edtf"] if isinstance(one, dict) else one for one in (self.start.of(row), self.end.of(row)) if one]
        return "/".join(map(str, dict.fromkeys(ends))) or None


@dataclass(frozen=True)
class Object:
    """Attributes, each a value.

    Attributes:
        attributes: by name.
        needed: whether it is there also where all the columns that it comes from are empty, so that it can be refused.

    """

    attributes: Mapping[str, Value]
    needed: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of all."""
        return tuple(name for value in self.attributes.values() for name in value.columns)

    def of(self, row: Row) -> object:
        """The object."""
        if self.columns and not self.needed and not any(row[name] for name in self.columns):
            return None
        return {name: found for name, value in self.attributes.items() if (found := value.of(row)) is not None}


@dataclass(frozen=True)
class Items:
    """A list of values; what a row does not give is left out."""

    items: tuple[Value, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of all."""
        return tuple(name for value in self.items for name in value.columns)

    def of(self, row: Row) -> object:
        """The list."""
        return [found for value in self.items if (found := value.of(row)) is not None] or None


@dataclass(frozen=True)
class Condition:
    """What a row is measured by.

    Attributes:
        column: its name.
        texts: it is one of these; None where that is not asked.
        holds: it holds this text; "" where that is not asked.
        empty: it is empty, or is not; None where that is not asked.

    """

    column: str
    texts: tuple[str, ...] | None = None
    holds: str = ""
    empty: bool | None = None

    def met(self, row: Row) -> bool:
        """Whether the row meets all that is asked."""
        cell = row[self.column]
        return (
            (self.texts is None or cell in self.texts)
            and self.holds in cell
            and (self.empty is None or self.empty is not bool(cell))
        )
