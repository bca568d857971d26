"""`timeline upcoming`: what is to come across dialogues, and what is overdue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import timedelta
from typing import Annotated

import typer

from timeline.cli.options import Store, TimeOptions, complete_dialogue, parse_period
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(
    dialogues: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIALOGUE]...", help="Short names of dialogues (default: all).", autocompletion=complete_dialogue
        ),
    ] = None,
    *,
    within: Annotated[
        timedelta | None,
        typer.Option(
            "--within",
            metavar="PERIOD",
            parser=parse_period,
            help="Only what can take place within this time, such as 90d or 12w.",
        ),
    ] = None,
    overdue: Annotated[
        bool,
        typer.Option("--overdue", help="Also show what has been overdue for more than 90 days."),
    ] = False,
    times: TimeOptions,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print what comes next, then what is overdue.

    This includes planned sessions, visits, signings, measures and changes of office, and also deadlines and sessions
    that are due by a rhythm. The rows are in order of time.
    """
    with store.tracker() as tracker:
        found = tracker.ask(
            "upcoming",
            *(dialogues or ()),
            within=within,
            overdue=overdue,
            language=reader.language(output),
            **times.given(),
        )
        output.reply(found)
