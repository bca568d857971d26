"""`timeline export`: how do people see this who do not run this program? In their calendars, readers and tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import BadInputError
from timeline.answers.columns import Column
from timeline.application.asking import ledger_of, log_of, require
from timeline.application.moment import Moment
from timeline.cli.commands import export_log
from timeline.cli.options import Store, Times, complete_dialogue, today
from timeline.cli.terminal.files import write_out, write_whole
from timeline.cli.terminal.saying import say
from timeline.exporters.catalogue import (
    DEFAULT_TABLE,
    FORMATS,
    UnknownFormatError,
    UnknownTableError,
    by_ending,
    load,
    named,
    tables,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.accounts.account import Material
    from timeline.exporters.catalogue import Format

COLUMNS = (
    Column("format", "format"),
    Column("endings", "endings"),
    Column("what", "what"),
    Column("needs", "needs"),
)


def complete_words(incomplete: str) -> list[str]:
    """Formats, then dialogues."""
    return [
        name for name in (export_log.NAME, *(one.name for one in FORMATS)) if name.startswith(incomplete)
    ] + complete_dialogue(incomplete)


def complete_table(incomplete: str) -> list[str]:
    """What a table can be of."""
    return [name for name in tables() if name.startswith(incomplete)]


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FORMAT] [DIALOGUE]...",
            help="The format, which may be left out where the ending of -o tells it; then slugs, or all dialogues.",
            autocompletion=complete_words,
        ),
    ] = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write; standard output where left out.", show_default=False
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--of",
            metavar="TABLE",
            help=f"What a table holds: {', '.join(tables())}.",
            autocompletion=complete_table,
            show_default=False,
        ),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Say which formats there are, and leave.")] = False,
    times: Times,
    store: Store,
) -> None:
    """Write a calendar, a feed, slides, a bibliography or a table that other people's tools open.

    The same log and the same day give the same bytes. A file is written whole or not at all. docs/export.md says what
    each format holds, and what becomes of vague windows in it.
    """
    if list_:
        _print_formats()
        return
    logs = export_log.asked_for(words or (), file)
    if logs is not None:
        export_log.export_log(logs, file, times, store)
        return
    format_, dialogues = chosen(words or (), file)
    if of is not None and not format_.has_tables:
        message = f"--of {of} chooses a table, and {format_.name} holds none"
        raise BadInputError(message, hint="Leave --of out, or export csv, jsonl or parquet.")
    if of is not None and of not in tables():
        raise UnknownTableError(of)
    if file is None and not format_.is_text and at_terminal():
        message = f"{format_.name} is no text, and would only upset the terminal"
        raise BadInputError(message, hint=f"Name a file: -o timeline{format_.endings[0]}")
    # Before the store is read: a missing library is said at once.
    exporter = load(format_)
    content = exporter.export(gathered(store, dialogues, Moment.of(today(), **times.given()), of or DEFAULT_TABLE))
    if file is None:
        write_out(content)
    else:
        write_whole(file, [content])


def at_terminal() -> bool:
    """Whether somebody would see the bytes."""
    return sys.stdout.isatty()


def chosen(words: Sequence[str], file: Path | None) -> tuple[Format, Sequence[str]]:
    """The format, and the dialogues.

    Raises:
        UnknownFormatError: no word and no ending tells the format.

    """
    first = named(words[0]) if words else None
    if first is not None:
        return first, words[1:]
    told = by_ending(file.name) if file else None
    if told is None:
        raise UnknownFormatError(repr(words[0]) if words else f"the ending of {file.name!r}" if file else "nothing")
    return told, words


def gathered(store: Store, dialogues: Sequence[str], moment: Moment, of: str) -> Material:
    """The dialogues as of a moment; all of the store, in order of slug, where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    from timeline.accounts.account import Account, Material

    with store.engine() as engine:
        require(engine, dialogues)
        slugs = dict.fromkeys(dialogues) or sorted(engine.versions())
        log = log_of(engine)
        ledgers = (ledger_of(log, dialogue, moment.recorded_at) for dialogue in slugs)
        return Material(tuple(Account.of(ledger, on=moment.on, known_at=moment.known_at) for ledger in ledgers), of)


def _print_formats() -> None:
    from timeline.cli.terminal.tables import table

    rows = [(one.name, " ".join(one.endings), one.line, _needs(one)) for one in FORMATS]
    rows.append((export_log.NAME, export_log.ENDING, export_log.LINE, ""))
    say(table(COLUMNS, rows))


def _needs(format_: Format) -> str:
    return f"dialogue-timeline[{format_.extra}]" if format_.extra else ""
