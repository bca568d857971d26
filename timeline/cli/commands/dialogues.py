"""`timeline dialogues`: what is tracked?"""

from __future__ import annotations

from timeline.cli.options import Store
from timeline.cli.terminal.output import Output


def command(*, store: Store, output: Output) -> None:
    """List the dialogues that are tracked.

    One line each: title, parties, how many facts and reports the log holds of it, and when the last one was recorded.
    """
    with store.tracker() as tracker:
        output.reply(tracker.ask("dialogues"))
