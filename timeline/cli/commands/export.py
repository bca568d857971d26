"""`timeline export`: how do people see this who do not run this program? In their calendars, readers and tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from events.errors import BadInputError
from timeline.answers.columns import Column
from timeline.application.sharing import exporter_of
from timeline.cli.options import Store, TimeOptions, complete_dialogue
from timeline.cli.terminal.files import STANDARD_OUTPUT, write_whole
from timeline.cli.terminal.saying import say
from timeline.exporters.catalogue import (
    FORMATS,
    UnknownFormatError,
    by_ending,
    format_named,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.exporters.catalogue import ExportFormat

LOG = "log"
LOG_ENDING = ".log.jsonl"
_LOG_LINE = "the log itself, every id and digest kept (JSON Lines), for `timeline append --from` elsewhere"

COLUMNS = (
    Column("format", "format"),
    Column("endings", "endings"),
    Column("what", "what"),
    Column("needs", "needs"),
)


def complete_words(incomplete: str) -> list[str]:
    """Formats, then dialogues."""
    return [name for name in (LOG, *(one.name for one in FORMATS)) if name.startswith(incomplete)] + complete_dialogue(
        incomplete
    )


def complete_table(incomplete: str) -> list[str]:
    """What a table can be of."""
    return [name for name in tables() if name.startswith(incomplete)]


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORMAT] [DIALOGUE]...",
            help="The format, unless the ending of -o tells it. Then short names of dialogues (default: all).",
            autocompletion=complete_words,
        ),
    ] = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The file to write (default: standard output).", show_default=False
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="TABLE",
            help=f"The table to write: {', '.join(tables())}.",
            autocompletion=complete_table,
            show_default=False,
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    times: TimeOptions,
    store: Store,
) -> None:
    """Write a file that other programs open: a calendar, a page, a feed, a bibliography or a table.

    The same log and the same day give the same bytes. If anything fails, an old file stays as it was.
    """
    if list_:
        _print_formats()
        return
    logs = _asked_for_log(words or (), file)
    if logs is not None:
        _refuse_other_name(LOG, (LOG_ENDING, ".jsonl"), file)
        _export_log(logs, file, times, store)
        return
    format_, dialogues = chosen(words or (), file)
    _refuse_other_name(format_.name, format_.endings, file)
    exporter_of(format_.name, of)  # before the store is opened: a missing library is said at once
    if file is None and not format_.is_text and at_terminal():
        message = f"{format_.name} is not text, and would only upset the terminal"
        raise BadInputError(message, hint=f"Name a file: -o timeline{format_.endings[0]}")
    with store.tracker() as tracker:
        write_whole(file or STANDARD_OUTPUT, tracker.export_in_pieces(format_.name, dialogues, of=of, **times.given()))


def _asked_for_log(words: Sequence[str], file: Path | None) -> Sequence[str] | None:
    """The dialogues whose log is to be exported. None where it is another format."""
    if words and words[0] == LOG:
        return words[1:]
    told = file is not None and file.name.lower().endswith(LOG_ENDING)
    return words if told and not (words and format_named(words[0])) else None


def _export_log(dialogues: Sequence[str], file: Path | None, times: TimeOptions, store: Store) -> None:
    """Write the log, all of it or that of some dialogues, in the order of recording.

    Raises:
        BadInputError: it was to be as of a day: the log is what was recorded, and knows no other day.

    """
    if any(times):
        raise BadInputError("the log is exported as it is, not as of a day", hint="Leave --on and --known-at out.")
    with store.tracker() as tracker:
        write_whole(file or STANDARD_OUTPUT, tracker.export_log(dialogues))


_FOREIGN: Final = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".xls", ".xlsx", ".ods", ".tsv", ".ppt", ".pptx"),
    *(".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".zip", ".gz", ".tar", ".7z"),
    *(".yaml", ".yml", ".toml", ".ini", ".bib", ".ris", ".eml", ".msg", ".mp4"),
)
"""Endings of files that other programs would take for what we do not write."""


def _refuse_other_name(format_: str, endings: Sequence[str], file: Path | None) -> None:
    """Refuse a file whose name says that it is of another format.

    Raises:
        BadInputError: says how it may be called, and, where we write what its name says, how that is asked for.

    """
    if file is None or file == STANDARD_OUTPUT or file.name.lower().endswith(tuple(endings)):
        return
    told = by_ending(file.name)
    if told is None and file.suffix.lower() not in _FOREIGN:
        return
    message = f"{file.name!r} is the name of another format than {format_}"
    hint = f"Name it {file.with_suffix(endings[0]).name}"
    if told is not None:
        raise BadInputError(message, hint=f"{hint}, or ask for {told.name} in place of {format_}.")
    prints = ". A browser prints a page of html as PDF" if file.suffix.lower() == ".pdf" else ""
    raise BadInputError(message, hint=f"{hint}{prints}. «export list» lists what there is.")


def at_terminal() -> bool:
    """Whether somebody would see the bytes."""
    return sys.stdout.isatty()


def chosen(words: Sequence[str], file: Path | None) -> tuple[ExportFormat, Sequence[str]]:
    """The format, and the dialogues.

    Raises:
        UnknownFormatError: no word and no ending tells the format.

    """
    first = format_named(words[0]) if words else None
    if first is not None:
        return first, words[1:]
    told = by_ending(file.name) if file else None
    if told is None:
        raise UnknownFormatError(repr(words[0]) if words else f"the ending of {file.name!r}" if file else "")
    return told, words


def _print_formats() -> None:
    from timeline.cli.terminal.tables import table

    rows = [(one.name, " ".join(one.endings), one.line, _needs(one)) for one in FORMATS]
    rows.append((LOG, LOG_ENDING, _LOG_LINE, ""))
    say(table(COLUMNS, rows))


def _needs(format_: ExportFormat) -> str:
    return f"dialogue-timeline[{format_.extra}]" if format_.extra else ""
