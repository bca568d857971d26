"""Of which parts is a brief made, in any format?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from timeline.accounts.citing import PRODUCT

Form = Literal["text", "time", "status", "quote", "note"]


class Said(NamedTuple):
    """A value as it is shown.

    Attributes:
        text: its words.
        exact: the window that the words mean, shown behind them. "" where the text says it.
        language: of the text (BCP 47). "" where unknown.
        form: what it is: a text, a window as EDTF, a status of our vocabulary, a quote, a remark of ours.
        sources: numbers of the sources that say it.

    """

    text: str
    exact: str = ""
    language: str = ""
    form: Form = "text"
    sources: tuple[int, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The numbers as first and last of each unbroken run: 1, 3, 4, 5 is (1, 1), (3, 5)."""
        runs = groupby(enumerate(self.sources), key=lambda pair: pair[1] - pair[0])
        found = [[number for _, number in run] for _, run in runs]
        return tuple((run[0], run[-1]) for run in found)


OutlineCell = tuple[Said, ...]
"""What stands in one place, one after the other."""


class OutlineRow(NamedTuple):
    """A row of a table, an entry of a list.

    Attributes:
        cells: as many as there are columns. The first one names the row.
        facts: ids of the facts it rests on.

    """

    cells: tuple[OutlineCell, ...]
    facts: tuple[str, ...]


class OutlineTable(NamedTuple):
    """Rows under headings.

    Attributes:
        caption: what it shows, in a sentence.
        columns: their headings.
        rows: may be none.

    """

    caption: Said
    columns: tuple[str, ...]
    rows: tuple[OutlineRow, ...]


class Group(NamedTuple):
    """A part of a section with a heading of its own: a year of the timeline, a dispute."""

    heading: Said
    table: OutlineTable


class CitedSource(NamedTuple):
    """A report as the list of sources shows it.

    Attributes:
        number: what values cite, from 1.
        outlet: who published it.
        title: in its language. None where there is none.
        published: as vague as it is.
        notes: kind, origin where it is not the outlet, reliability of the outlet.
        url: where it can be read. "" where nowhere.
        shown_url: the same as people read it, letters of all scripts as letters.
        facts: the beginnings of the ids of the facts that it says, as `timeline explain` takes them.

    """

    number: int
    outlet: str
    title: Said | None
    published: Said
    notes: tuple[str, ...]
    url: str
    shown_url: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """One dialogue as of a day.

    Attributes:
        dialogue: slug.
        title: what it is called here.
        as_of: the day we stand on, and what was known.
        card: where it stands: a name and its value.
        upcoming: sessions to come and overdue.
        timeline: what happened and is to come, a group for each year.
        invitations: their lives.
        positions: who holds which.
        commitments: what was promised.
        disputes: on what reports contradict each other, a group for each.
        sources: the reports, numbered.
        product: what wrote the brief.

    """

    dialogue: str
    title: str
    as_of: str
    card: tuple[tuple[str, OutlineCell], ...]
    upcoming: OutlineTable
    timeline: tuple[Group, ...]
    invitations: OutlineTable
    positions: OutlineTable
    commitments: OutlineTable
    disputes: tuple[Group, ...]
    sources: tuple[CitedSource, ...]
    product: str = PRODUCT
