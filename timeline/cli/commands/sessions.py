"""`timeline sessions`: where does each session stand, and how did its time slip?"""

from __future__ import annotations

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import DISPUTED, ORIGINS, REPORTS, chain
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("track", "track"),
    Column("session", "session"),
    Column("status", "status"),
    Column("window", "window"),
    Column("held", "held"),
    Column("place", "place"),
    Column("slips", "slips", shown=chain),
    REPORTS,
    ORIGINS,
    DISPUTED,
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every session with its status, its window, when it was held, and how its time slipped."""
    rows = state_answer_of(store, dialogue, moment)["sessions"]
    output.rows(COLUMNS, rows, empty=f"No session of {dialogue} is known.")
