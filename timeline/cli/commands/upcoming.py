"""`timeline upcoming`: what is to come across dialogues, and what is overdue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import timedelta
from typing import Annotated

import typer

from timeline.cli.options import Store, Times, complete_dialogue, parse_period
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(
    dialogues: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIALOGUE]...", help="Slugs; all dialogues where left out.", autocompletion=complete_dialogue
        ),
    ] = None,
    *,
    within: Annotated[
        timedelta | None,
        typer.Option(
            "--within",
            metavar="PERIOD",
            parser=parse_period,
            help="Only what can take place within 90d, 12w; what has no window is left out.",
        ),
    ] = None,
    overdue: Annotated[
        bool,
        typer.Option("--overdue", help="Also what is overdue for longer than its window was wide, and than 90 days."),
    ] = False,
    times: Times,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print what is to come in order of window, then what is overdue.

    Sessions, visits, signings, measures and changes of office that are planned, deadlines, and sessions that a rhythm
    makes due.
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
