"""`timeline history`: what does the log itself hold?"""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.answers.catalogue import QUESTIONS
from timeline.answers.columns import without
from timeline.cli.options import OptionalDialogue, Store
from timeline.cli.terminal.output import Output


def command(
    dialogue: OptionalDialogue = None,
    *,
    limit: Annotated[
        int | None, typer.Option("--limit", min=0, metavar="N", help="Print at most N entries.", show_default=False)
    ] = None,
    since: Annotated[
        int, typer.Option("--since", min=0, metavar="ENTRY", help="Begin after this entry.", show_default=False)
    ] = 0,
    store: Store,
    output: Output,
) -> None:
    """Print the log itself: every entry in the order in which it was recorded.

    Nothing is merged or corrected here. JSON holds each entry exactly as stored.
    """
    columns = QUESTIONS["history"].columns
    with store.tracker() as tracker:
        reply = tracker.ask("history", dialogue, since=since, limit=limit)
        output.reply(reply, columns if dialogue is None else without(columns, "dialogue"))
