"""`timeline sessions`: where does each session stand, and how did its time slip?"""

from __future__ import annotations

from timeline.cli.asking import ask
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.output import Column, Output
from timeline.cli.shown import DISPUTED, ORIGINS, REPORTS, chain

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
    from timeline.answers.sessions import session_answer

    state = ask(store, dialogue, moment)
    rows = [session_answer(session, state.knowledge).model_dump(mode="json") for session in state.sessions]
    output.rows(COLUMNS, rows, empty=f"No session of {dialogue} is known.")
