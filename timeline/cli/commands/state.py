"""`timeline state`: where does the dialogue stand?"""

from __future__ import annotations

from timeline.cli.options import Dialogue, Store, Times
from timeline.cli.terminal.cards import state_sections
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.reader import Reader


def command(dialogue: Dialogue, *, times: Times, reader: Reader, store: Store, output: Output) -> None:
    """Print the status card of a dialogue.

    Parties, status, last and next session, open invitations, positions in force, open and overdue commitments, who
    leads each side, disputes, how much it rests on, and since when nothing was heard.
    """
    with store.tracker() as tracker:
        answer = tracker.ask("state", dialogue, language=reader.language(output), **times.given()).plain
    output.answer(answer, state_sections(answer))
