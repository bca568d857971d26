"""`timeline positions`: who holds which position, and who holds what on one issue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from typing import Annotated

import typer

from timeline.cli.options import Dialogue, Store, TimeOptions
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader
from timeline.cli.terminal.saying import say_besides


def command(
    dialogue: Dialogue,
    *,
    issue: Annotated[
        str | None,
        typer.Option("--issue", metavar="SLUG", help="Only the positions on this issue."),
    ] = None,
    times: TimeOptions,
    reader: Reader,
    store: Store,
    output: Output,
) -> None:
    """Print the positions: holder, issue, how often it was said, and when last.

    Each is counted three times: in how many facts, on how many days, and by how many independent sources.
    """
    with store.tracker() as tracker:
        output.reply(
            tracker.ask("positions", dialogue, issue=issue, language=reader.language(output), **times.given()),
            dialogue=dialogue,
        )
        say_besides(tracker.redacted(dialogue))
