"""`timeline days`: on which days did a dialogue have news?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import date
from typing import Annotated

import typer

from timeline.cli.options import Dialogue, Store, parse_day
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(
    dialogue: Dialogue,
    *,
    since: Annotated[
        date | None, typer.Option("--since", metavar="DAY", parser=parse_day, help="The first day to show.")
    ] = None,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """List the days with news of a dialogue, and how much each changed."""
    with store.tracker() as tracker:
        output.reply(tracker.ask("days", dialogue, since=since, language=reader.language(output)))
