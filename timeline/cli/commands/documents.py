"""`timeline documents`: which documents are there, how far did they get, and which are awaited?"""

from __future__ import annotations

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import DISPUTED, ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("document", "document"),
    Column("title", "title"),
    Column("form", "form"),
    Column("status", "status"),
    Column("parties", "parties"),
    Column("issued", "issued"),
    Column("due", "due"),
    Column("overdue days", "overdue_days", "right"),
    REPORTS,
    ORIGINS,
    DISPUTED,
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every document with how far it got: awaited, agreed, signed, published, in force."""
    rows = state_answer_of(store, dialogue, moment)["documents"]
    output.rows(COLUMNS, rows, empty=f"No document of {dialogue} is known.")
