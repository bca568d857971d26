"""`timeline positions`: who holds which position, since when, how often said, and when last?"""

from __future__ import annotations

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import ORIGINS
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("actor", "actor"),
    Column("issue", "issue"),
    Column("stance", "stance"),
    Column("first stated", "first_stated"),
    Column("last heard", "last_reaffirmed"),
    Column("facts", "times", "right"),
    Column("occasions", "occasions", "right"),
    ORIGINS,
    Column("in force", "in_force"),
    Column("silent days", "silent_days", "right"),
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every position with how often it was said: by facts, by occasions, by independent origins."""
    rows = state_answer_of(store, dialogue, moment)["positions"]
    output.rows(COLUMNS, rows, empty=f"No position in {dialogue} is known.")
