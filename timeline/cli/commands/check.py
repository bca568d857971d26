"""`timeline check`: what wants somebody's attention?"""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Any

import typer

from timeline.answers.catalogue import QUESTIONS
from timeline.answers.columns import without
from timeline.cli.exits import ExitCode
from timeline.cli.options import OptionalDialogue, Store, TimeOptions
from timeline.cli.terminal.output import Output, OutputFormat
from timeline.cli.terminal.saying import as_commands, say
from timeline.text.safe_text import harmless_lines


def complete_finding(incomplete: str) -> list[str]:
    """The sorts of findings, for the shell's completion."""
    from timeline.application.asking import findings

    return [name for name in findings() if name.startswith(incomplete)]


def command(
    dialogue: OptionalDialogue = None,
    *,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="FINDING", help="Look only for this. May be repeated.", autocompletion=complete_finding
        ),
    ] = None,
    times: TimeOptions,
    store: Store,
    output: Output,
) -> int:
    """List what needs attention: overdue, undated, unsourced, possible duplicates.

    \b
    session-overdue, invitation-overdue,      its time has passed, and no report
    commitment-overdue, document-overdue      says what became of it
    report-undated                            the day of publication is unknown
    fact-uncited                              the fact cites no report
    plan-without-window                       a plan without the time that it is for
    name-list                                 one name that is a list: "Iraq; NATO"
    look-alike                                possible duplicates: `timeline link` joins them
    dispute-undecided                         reports disagree, and no value is preferred
    dispute-newer                             preferred only because it was said later

    The command exits with status 1 if it finds anything.
    """  # noqa: D301 - the backspace tells click to keep the lines
    with store.tracker() as tracker:
        reply = tracker.ask("check", *([dialogue] if dialogue else []), only=only or (), **times.given())
        rows = map(as_typed, reply.rows())  # one by one: an old store has tens of thousands
        first = next(rows, None)
        if first is None:
            if output.format is OutputFormat.JSON:
                say("[]")
            return ExitCode.DONE
        found = chain([first], rows)
        if output.format is OutputFormat.TABLE and not (output.format_ or output.tablefmt):
            # One long line each, which a terminal wraps and still copies whole; a table would cut it into cells.
            for row in found:
                say(_lines(row))
            return ExitCode.FAILED
        columns = QUESTIONS["check"].columns
        output.rows(columns if dialogue is None else without(columns, "dialogue"), found, empty="")
        return ExitCode.FAILED


def as_typed(row: dict[str, Any]) -> dict[str, Any]:
    """A finding whose hint can be typed."""
    return row | {"hint": as_commands(row["hint"], quoted=False)}


def _lines(row: dict[str, Any]) -> str:
    """A finding, and under it what to type next."""
    return harmless_lines(f"{row['dialogue']}: {row['finding']}: {row['subject']}: {row['message']}\n    {row['hint']}")
