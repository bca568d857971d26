"""`timeline positions`: who holds which position, and who holds what on one issue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from typing import Annotated

import typer

from timeline.cli.options import Dialogue, Store, Times
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(
    dialogue: Dialogue,
    *,
    issue: Annotated[
        str | None,
        typer.Option("--issue", metavar="SLUG", help="Only the stances on this issue, beside each other."),
    ] = None,
    times: Times,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print who holds which position, how often it was said, and when last.

    How often is counted by facts, by occasions and by independent origins.
    """
    with store.tracker() as tracker:
        output.reply(
            tracker.ask("positions", dialogue, issue=issue, language=reader.language(output), **times.given()),
            dialogue=dialogue,
        )
