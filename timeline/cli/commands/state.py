"""`timeline state`: where does the dialogue stand?"""

from __future__ import annotations

from timeline.cli.options import Dialogue, Store, TimeOptions
from timeline.cli.terminal.cards import state_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader
from timeline.cli.terminal.saying import say_besides


def command(dialogue: Dialogue, *, times: TimeOptions, reader: Reader, store: Store, output: Output) -> None:
    """Print the status card of a dialogue.

    It shows parties, status, last and next session, open invitations, positions and promises. It also shows leaders,
    disputes, and the day of the last news.
    """
    with store.tracker() as tracker:
        answer = tracker.ask("state", dialogue, language=reader.language(output), **times.given()).plain
        output.answer(answer, state_sections(answer))
        say_besides(tracker.redacted(dialogue))
