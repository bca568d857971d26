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
            metavar="[DIALOGUE]...", help="Slugs; all dialogues where left out.", autocompletion=complete_dialogue
        ),
    ] = None,
    *,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            metavar="DAY",
            parser=parse_day,
            help="The first day of the news: friday, -7d, 2025-05-10; seven days ago where left out.",
        ),
    ] = None,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print what became known since a day, across all dialogues, the weightiest first.

    A line for each subject of which an answer changed: what it was, what it is now, who said so, in which reports. What
    only time changed, such as a session that became overdue, is no news.
    """
    with store.tracker() as tracker:
        output.reply(tracker.ask("news", *(dialogues or ()), since=since, language=reader.language(output)))
