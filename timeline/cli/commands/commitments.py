"""`timeline commitments`: what was promised, by when, and what became of it?"""

from __future__ import annotations

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import DISPUTED, ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("commitment", "commitment"),
    Column("by", "by"),
    Column("to", "to"),
    Column("what", "what"),
    Column("grade", "grade"),
    Column("made", "made"),
    Column("due", "due"),
    Column("status", "status"),
    Column("overdue days", "overdue_days", "right"),
    REPORTS,
    ORIGINS,
    DISPUTED,
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every commitment, and every deadline that belongs to none."""
    rows = state_answer_of(store, dialogue, moment)["commitments"]
    output.rows(COLUMNS, rows, empty=f"No commitment in {dialogue} is known.")
