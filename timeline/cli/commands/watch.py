"""`timeline watch`: what is being recorded, by whomever, while we look?"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from itertools import islice, tee
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.errors import BadInputError
from timeline.cli.commands.history import BEYOND_ALL, columns_of, require_dialogue, rows_of
from timeline.cli.commands.replay import changes_of, told
from timeline.cli.options import OptionalDialogue, Store, today
from timeline.cli.terminal.output import Column, Format, Output
from timeline.cli.terminal.saying import remark, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from events.store.port import Engine, StoredFact, UnavailableError

_WIDTHS = {"position": 6, "recorded_at": 16, "dialogue": 9, "summary": None, "fact": 12}
"""The columns of a line, and how wide each is to begin with; the summary takes what is left."""

_WIDEST = 24
"""So far a column gives way to longer values, for all lines that follow."""

_CHANGES_STAND_AT = 10

_CHANGED = Column("changed", "changes", shown=lambda changes: "; ".join(map(told, changes)))


def command(
    dialogue: OptionalDialogue = None,
    *,
    since: Annotated[
        int | None,
        typer.Option(
            "--since",
            min=0,
            metavar="POSITION",
            help="Begin after this position, with what was missed; with what is new where left out.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="Leave after so many facts.", show_default=False),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Print also what each fact changed in the state of the dialogue.")
    ] = False,
    store: Store,
    output: Output,
) -> None:
    """Print facts as others append them: a line for each, at once, until Ctrl-C.

    For programs, --format jsonl holds each fact as `timeline history` does. Who remembers the position of the last one
    goes on after it with --since: nothing is left out, and nothing comes twice.
    """
    refuse_without_end(output)
    if changes and dialogue is None:
        raise BadInputError("--changes needs a dialogue", hint="`timeline dialogues` lists them.")
    with store.engine() as engine:
        if dialogue is not None:
            require_dialogue(engine, dialogue)
        position = engine.head() if since is None else min(since, BEYOND_ALL)
        facts = islice(followed(engine, dialogue, position), None if limit is None else min(limit, BEYOND_ALL))
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(line_buffering=True)  # Also in a pipe whoever reads gets each line at once.
        if sys.stdout.isatty():
            remark(f"Watching {store.address()} after position {position}; Ctrl-C ends.")
        columns = columns_of(dialogue)
        if changes and dialogue is not None:
            columns.append(_CHANGED)
            rows = rows_with_changes(engine, dialogue, position, facts, output.format)
        else:
            rows = rows_of(facts, output.format)
        if output.format is Format.TABLE:
            print_lines(columns, rows, width=output.width)
        else:
            output.rows(columns, rows, empty="")


def refuse_without_end(output: Output) -> None:
    """Refuse a format that cannot begin before the last row is known.

    Raises:
        BadInputError: says which do.

    """
    if output.tablefmt or output.format in (Format.JSON, Format.MARKDOWN):
        asked = f"--tablefmt {output.tablefmt}" if output.tablefmt else f"--format {output.format}"
        message = f"{asked} needs every row before it prints one, and watching has no end"
        raise BadInputError(message, hint="Take --format jsonl or csv, or leave it out: a line for each fact.")


def followed(engine: Engine, dialogue: str | None, position: int) -> Iterator[StoredFact]:
    """Facts of one dialogue or of all after a position, without end.

    Raises:
        NotFoundError: the log does not reach that position.

    """
    from events.store.following import follow

    facts = follow(engine, position, lost=_say_lost, back=_say_back)
    return facts if dialogue is None else (fact for fact in facts if fact.dialogue == dialogue)


def _say_lost(error: UnavailableError) -> None:
    remark(f"{error.message}; trying until it answers")


def _say_back(position: int) -> None:
    remark(f"the store answers again; going on after position {position}")


def rows_with_changes(
    engine: Engine, dialogue: str, position: int, facts: Iterable[StoredFact], format_: Format
) -> Iterator[dict[str, Any]]:
    """Facts of a dialogue after a position, each with what it changed; taken one by one."""
    from events.store.log import FactLog
    from timeline.application.replaying import steps

    log = FactLog(engine)
    earlier = (recorded for recorded in log.stream(dialogue) if recorded.position <= position)
    printed, projected = tee(facts)
    walked = steps(map(log.decoded, projected), today(), earlier=earlier)
    for row, step in zip(rows_of(printed, format_), walked, strict=True):
        yield row | changes_of(step)


def print_lines(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]], *, width: int | None) -> None:
    """Print each row as it comes, with its changes below it."""
    from timeline.cli.terminal.tables import below_row, lone_row

    shown = [column for column in columns if column.key in _WIDTHS]
    widths = [_WIDTHS[column.key] for column in shown]
    for row in rows:
        cells = [column.text(row) for column in shown]
        widths = [least and max(least, min(len(cell), _WIDEST)) for cell, least in zip(cells, widths, strict=True)]
        say(lone_row(shown, cells, widths, width=width))
        for change in row.get("changes", ()):
            say(below_row(told(change), _CHANGES_STAND_AT, width=width))
