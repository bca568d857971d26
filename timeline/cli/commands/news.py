"""`timeline news`: what became known since a day, across dialogues?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import date
from typing import Annotated

import typer

from timeline.cli.options import Store, complete_dialogue, parse_day
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
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            metavar="DAY",
            parser=parse_day,
            help="The first day of the news, such as friday, -7d or 2025-05-10 (default: seven days ago).",
        ),
    ] = None,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print the news of all dialogues since a day, the weightiest first.

    Each line is one subject with its old and new value, the sources and the reports. A session that only became overdue
    is not news.
    """
    with store.tracker() as tracker:
        output.reply(tracker.ask("news", *(dialogues or ()), since=since, language=reader.language(output)))
