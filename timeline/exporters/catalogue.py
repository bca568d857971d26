"""Which formats are there, and which one does a name or a file's ending mean? None is imported before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from events.advice import Next
from events.errors import BadInputError, TimelineError
from timeline.answers.catalogue import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account


class Exporter(Protocol):
    """A module of this package: what a dialogue gives to the file is made in any process, and joined in one."""

    def part(self, account: Account, of: str, /) -> Any:  # noqa: ANN401 - whatever the module makes its file of
        """What one dialogue gives. `of` names the table, for a format that holds one."""
        ...

    def whole(self, parts: Iterable[Any], of: str, /) -> Iterator[bytes]:
        """The file, piece by piece, of the parts in the order of the dialogues. No more of them is held than needed."""
        ...


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that can be exported.

    Attributes:
        name: what it is called. Its module too.
        endings: of files, the dot included.
        line: what it is, in one line.
        extra: the extra of this distribution that it needs. "" for none.
        library: that comes with the extra.
        is_text: whether a terminal can show it.
        has_tables: whether it holds one table, chosen by `--of`.

    """

    name: str
    endings: tuple[str, ...]
    line: str
    extra: str = ""
    library: str = ""
    is_text: bool = True
    has_tables: bool = False


FORMATS: Final = (
    ExportFormat("ics", (".ics",), "calendar of sessions and deadlines (iCalendar, RFC 5545)"),
    ExportFormat("html", (".html", ".htm"), "brief of a dialogue to print or mail, one page that stands alone"),
    ExportFormat("markdown", (".md", ".markdown"), "brief of a dialogue as text (CommonMark with tables)"),
    ExportFormat("svg", (".svg",), "drawing of a dialogue that stays sharp at any size (SVG)"),
    ExportFormat("png", (".png",), "drawing of a dialogue as an image (PNG)", is_text=False),
    ExportFormat("atom", (".atom",), "feed of the facts as they became known (RFC 4287)"),
    ExportFormat("timelinejs", (".timeline.json",), "slides for TimelineJS"),
    ExportFormat("csl", (".csl.json",), "the reports as a bibliography (CSL-JSON), for Zotero and pandoc"),
    ExportFormat("jsonld", (".jsonld",), "sessions and their sources as linked data (schema.org, PROV-O)"),
    ExportFormat("cloudevents", (".cloudevents.json",), "the log, one event per fact (CloudEvents 1.0, JSON batch)"),
    ExportFormat("csv", (".csv",), "one table for spreadsheets", has_tables=True),
    ExportFormat("jsonl", (".jsonl", ".ndjson"), "one table for programs, a JSON object a line", has_tables=True),
    ExportFormat(
        "parquet",
        (".parquet",),
        "one table for analysis, with types",
        extra="parquet",
        library="pyarrow",
        is_text=False,
        has_tables=True,
    ),
)
"""Every format. Adding one is a line here, its module, its test, and its section in docs/export.md."""

FACTS: Final = "facts"
"""The table of the log itself, one row per fact. Every other table is of a question."""

DEFAULT_TABLE: Final = "timeline"
"""The table that is taken where nothing is said."""


def tables() -> list[str]:
    """What a table can be of: each question that has one, then the log itself."""
    return [*(question.table for question in QUESTIONS.values() if question.table), FACTS]


class UnknownFormatError(BadInputError):
    """No format has that name, or that ending."""

    def __init__(self, asked: str) -> None:
        listed = "".join(f"\n  {one.name} ({', '.join(one.endings)}): {one.line}" for one in FORMATS)
        super().__init__(
            f"{asked} is not a format that can be exported" if asked else "no format is named",
            hint=f"Choose one of these:{listed}",
        )


class UnknownTableError(BadInputError):
    """There is no table of that name."""

    def __init__(self, asked: str) -> None:
        listed = ", ".join(tables())
        super().__init__(f"there is no table of {asked!r}", hint=f"«:of» takes {listed}.")


class MissingLibraryError(TimelineError):
    """A format needs a library that is not installed."""

    def __init__(self, format_: ExportFormat) -> None:
        super().__init__(
            f"the format {format_.name} needs the library {format_.library}, which is not installed",
            hint=str(Next("install", extra=format_.extra)),
        )


def format_named(name: str) -> ExportFormat | None:
    """The format of that name. None where there is none."""
    return next((one for one in FORMATS if one.name == name), None)


def by_ending(file_name: str) -> ExportFormat | None:
    """The format that a file's name ends in. None where it ends in none."""
    lowered = file_name.lower()
    return next((one for one in FORMATS if lowered.endswith(one.endings)), None)


def load(format_: ExportFormat) -> Exporter:
    """Import the exporter.

    Raises:
        MissingLibraryError: a library that it needs is not installed.

    """
    # Looked for and not loaded: who makes a part of a file may not need it.
    if format_.library and find_spec(format_.library) is None:
        raise MissingLibraryError(format_)
    return cast("Exporter", import_module(f"timeline.exporters.{format_.name}"))
