"""`timeline dialogues`: what is tracked?"""

from __future__ import annotations

from timeline.cli.options import Store
from timeline.cli.terminal.output import Output


def command(*, store: Store, output: Output) -> None:
    """List your dialogues.

    One line each: title, parties, the numbers of facts and reports, and the moment of the last entry.
    """
    with store.tracker() as tracker:
        output.reply(tracker.ask("dialogues"))
