"""How is an answer printed? Rows as a table, JSON, JSON Lines, CSV or Markdown. The same rows for each."""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from textwrap import indent
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from events.errors import BadInputError
from timeline.answers.columns import Column, cell_text, value_at
from timeline.cli.terminal.saying import remark, say, say_besides
from timeline.text.safe_text import Printable, json_safe, spreadsheet_safe

if TYPE_CHECKING:
    from timeline.application.reply import Reply


class OutputFormat(StrEnum):
    """What an answer is printed as."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


class Section:
    """One table of an answer that has several.

    No NamedTuple: to make one takes longer than to make all tables of an answer.

    Attributes:
        title: its heading.
        columns: what is shown.
        rows: of what.

    """

    def __init__(self, title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        self.title = title
        self.columns = columns
        self.rows = rows


def json_text(value: Any, *, pretty: bool = True) -> Printable:  # noqa: ANN401 - any value that JSON has
    """A value as JSON: letters as they are, what a terminal might obey as escapes."""
    return json_safe(json.dumps(value, ensure_ascii=False, indent=2 if pretty else None))


class Output(NamedTuple):
    """How the answer is printed."""

    format_: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="The form of the answer (default: table).", show_default=False),
    ] = None
    json_: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False
    tablefmt: Annotated[
        str | None,
        typer.Option("--tablefmt", metavar="NAME", help="Any table format of tabulate, such as grid, rst or html."),
    ] = None
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            min=40,
            metavar="COLUMNS",
            help="Fit tables to this width (default: the terminal).",
            show_default=False,
        ),
    ] = None

    @property
    def format(self) -> OutputFormat:
        """The format asked for.

        Raises:
            BadInputError: the options contradict each other.

        """
        asked = {
            option: format_
            for option, format_ in (
                (f"--format {self.format_}", self.format_),
                ("--json", OutputFormat.JSON if self.json_ else None),
                (f"--tablefmt {self.tablefmt}", OutputFormat.TABLE if self.tablefmt else None),
            )
            if format_
        }
        if len(set(asked.values())) > 1:
            message = f"{' and '.join(asked)} ask for different things"
            raise BadInputError(message, hint="Keep one of them.")
        return next(iter(asked.values()), OutputFormat.TABLE)

    @property
    def is_for_people(self) -> bool:
        """Whether tables are printed, and not what programs read."""
        return self.format in (OutputFormat.TABLE, OutputFormat.MARKDOWN)

    def reply(self, reply: "Reply", columns: Sequence[Column] | None = None, **about: str) -> None:
        """Print the reply to a question whose answer is a list, after what is to be said beside it.

        Args:
            reply: to a question of the table.
            columns: what tables, Markdown and CSV show. Those of the question where left out.
            about: what it was asked about, for what standard error is told where there is no row.

        """
        say_besides(reply.remarks)
        question = reply.question
        rows: Iterable[Mapping[str, Any]] = reply.rows()
        if self.format not in (OutputFormat.JSON, OutputFormat.JSONL):
            rows = chain.from_iterable(map(question.rows, reply.rows()))
        self.rows(columns or question.columns, rows, empty=question.empty.format(**about))

    def rows(self, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], *, empty: str) -> None:
        """Print a list of rows.

        Args:
            columns: what tables, Markdown and CSV show. JSON has all of each row.
            rows: plain values. Taken one by one where the format allows.
            empty: what standard error is told when there is none.

        """
        count = 0

        def counted() -> Iterable[Mapping[str, Any]]:
            nonlocal count
            for row in rows:
                count += 1
                yield row

        match self.format:
            case OutputFormat.JSON:
                print_array(counted())
            case OutputFormat.JSONL:
                for row in counted():
                    say(json_text(row, pretty=False))
            case OutputFormat.CSV:
                _print_csv(columns, counted())
            case OutputFormat.TABLE | OutputFormat.MARKDOWN:
                self._print_table(columns, list(counted()))
        if not count:
            remark(empty)

    def answer(self, data: Mapping[str, Any], sections: Sequence[Section]) -> None:
        """Print an answer that is more than one list: all of it as JSON, or its sections as tables.

        Raises:
            BadInputError: CSV was asked for, and there is more than one table.

        """
        match self.format:
            case OutputFormat.JSON:
                say(json_text(data))
            case OutputFormat.JSONL:
                say(json_text(data, pretty=False))
            case OutputFormat.CSV:
                titles = ", ".join(section.title for section in sections)
                message = f"CSV holds one table, and this answer has several: {titles}"
                raise BadInputError(message, hint="Use --json, or the command of one of these tables.")
            case OutputFormat.TABLE | OutputFormat.MARKDOWN:
                for number, section in enumerate(section for section in sections if section.rows):
                    heading = f"## {section.title}\n" if self.format is OutputFormat.MARKDOWN else f"{section.title}\n"
                    say(f"\n{heading}" if number else heading)
                    self._print_table(section.columns, section.rows)

    def _print_table(self, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        from timeline.cli.terminal.tables import checked_tablefmt, markdown, table

        tablefmt = checked_tablefmt(self.tablefmt) if self.tablefmt else None
        if not rows:
            return
        by_column = [(column, [column.text(row) for row in rows]) for column in columns]
        # A column without a single value tells nothing and takes the place of one that does.
        told = [(column, texts) for column, texts in by_column if any(texts)]
        columns = [column for column, _ in told]
        cells = [[texts[number] for _, texts in told] for number in range(len(rows))]
        if self.format is OutputFormat.MARKDOWN:
            say(markdown(columns, cells))
        else:
            say(table(columns, cells, tablefmt, width=self.width))


def print_array(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows as one JSON array, row by row."""
    separator = "[\n"
    for row in rows:
        sys.stdout.write(separator + indent(json_text(row), "  "))
        separator = ",\n"
    say("[]" if separator == "[\n" else "\n]")


def _print_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print RFC 4180: a header line, lines end in CR LF."""
    import csv

    writer = csv.writer(sys.stdout)
    writer.writerow(column.header for column in columns)
    for row in rows:
        writer.writerow(_field(value_at(row, column.key)) for column in columns)


def _field(value: Any) -> Any:  # noqa: ANN401 - any value that JSON has
    return value if isinstance(value, int) and not isinstance(value, bool) else spreadsheet_safe(cell_text(value))
