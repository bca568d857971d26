"""`timeline watch`: what is being recorded, by whomever, while we look?"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.errors import BadInputError
from timeline.answers.catalogue import QUESTIONS
from timeline.answers.columns import Column, change, each_change, summarized, without
from timeline.cli.options import OptionalDialogue, Store
from timeline.cli.terminal.output import Output, OutputFormat
from timeline.cli.terminal.saying import remark, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from events.store.port import UnavailableError
    from timeline.application.tracker import Tracker

_WIDTHS = {"position": 6, "recorded_at": 16, "dialogue": 9, "summary": None, "fact": 12}
"""The columns of a line, and how wide each is to begin with. The summary takes what is left."""

_WIDEST = 24
"""So far a column gives way to longer values, for all lines that follow."""

_CHANGES_STAND_AT = 10

_CHANGED = Column("changed", "changes", shown=each_change)

_MOST = 2**62
"""No log has so many facts."""


def command(
    dialogue: OptionalDialogue = None,
    *,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            min=0,
            metavar="POSITION",
            help="Begin after this entry (default: with the next new one).",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="Stop after N facts.", show_default=False),
    ] = None,
    changes: Annotated[bool, typer.Option("--changes", help="Also print the changes that each fact made.")] = False,
    store: Store,
    output: Output,
) -> None:
    """Print facts as others record them, until Ctrl-C.

    For programs, --format jsonl prints each fact as `timeline history` does. Save the position of the last fact that
    you processed, and pass it to --since to continue.
    """
    refuse_without_end(output)
    if changes and dialogue is None:
        raise BadInputError("--changes needs a dialogue", hint="`timeline dialogues` lists them.")
    with store.tracker() as tracker:
        position = tracker.head() if since is None else since
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)  # Also in a pipe whoever reads gets each line at once.
        columns = QUESTIONS["history"].columns
        most = None if limit is None else min(limit, _MOST)
        rows: Iterator[dict[str, Any]] = islice(_rows(tracker, dialogue, position, changes=changes), most)
        if output.format not in (OutputFormat.JSON, OutputFormat.JSONL):
            rows = _summaries(rows)
        if sys.stdout.isatty():
            remark(f"Watching {store.address()} after entry {position}. Ctrl-C ends it.")
        columns = [*(columns if dialogue is None else without(columns, "dialogue")), *([_CHANGED] if changes else ())]
        if output.format is OutputFormat.TABLE:
            print_lines(columns, rows, width=output.width)
        else:
            output.rows(columns, rows, empty="")


def _rows(tracker: Tracker, dialogue: str | None, position: int, *, changes: bool) -> Iterator[dict[str, Any]]:
    """Each fact after a position as JSON has it, with what it changed where that is asked for.

    Raises:
        NotFoundError: at once: there is no such dialogue, or the log does not reach that position.

    """
    if not (changes and dialogue):
        followed = tracker.follow(dialogue, since=position, lost=_say_lost, back=_say_back)
        return (fact.model_dump(mode="json") for fact in followed)
    walked = tracker.follow_changes(dialogue, since=position, lost=_say_lost, back=_say_back)
    return (
        {**fact.model_dump(mode="json"), **step.model_dump(mode="json", include={"changes", "withdrawn"})}
        for fact, step in walked
    )


def _summaries(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield from summarized(row)


def refuse_without_end(output: Output) -> None:
    """Refuse a format that cannot begin before the last row is known.

    Raises:
        BadInputError: says which do.

    """
    if output.tablefmt or output.format in (OutputFormat.JSON, OutputFormat.MARKDOWN):
        asked = f"--tablefmt {output.tablefmt}" if output.tablefmt else f"--format {output.format}"
        message = f"{asked} needs every row before it prints one, and watching has no end"
        raise BadInputError(message, hint="Use --format jsonl or csv, or leave it out.")


def _say_lost(error: UnavailableError) -> None:
    remark(f"{error.message}, trying until it answers")


def _say_back(position: int) -> None:
    remark(f"the store answers again, going on after entry {position}")


def print_lines(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]], *, width: int | None) -> None:
    """Print each row as it comes, with its changes below it."""
    from timeline.cli.terminal.tables import below_row, lone_row

    shown = [column for column in columns if column.key in _WIDTHS]
    widths = [_WIDTHS[column.key] for column in shown]
    for row in rows:
        cells = [column.text(row) for column in shown]
        widths = [least and max(least, min(len(cell), _WIDEST)) for cell, least in zip(cells, widths, strict=True)]
        say(lone_row(shown, cells, widths, width=width))
        for one in row.get("changes", ()):
            say(below_row(change(one), _CHANGES_STAND_AT, width=width))
