"""`timeline invitations`: what became of each invitation?"""

from __future__ import annotations

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import DISPUTED, ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("invitation", "invitation"),
    Column("by", "by"),
    Column("to", "to"),
    Column("session", "session"),
    Column("extended", "extended"),
    Column("window", "window"),
    Column("place", "place"),
    Column("status", "status"),
    Column("fulfilled", "fulfilled.window"),
    Column("after days", "fulfilled.after_days", "right"),
    REPORTS,
    ORIGINS,
    DISPUTED,
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print the life of every invitation: open, answered, scheduled, fulfilled after so many days, overdue, lapsed."""
    rows = state_answer_of(store, dialogue, moment)["invitations"]
    output.rows(COLUMNS, rows, empty=f"No invitation in {dialogue} is known.")
