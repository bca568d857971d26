"""`timeline upcoming`: what is to come across dialogues, and what is overdue?"""

# Without `from __future__ import annotations`: Typer would compile every annotation that is a text at every start.

from datetime import timedelta
from typing import Annotated

import typer

from timeline.cli.options import Moment, Store, complete_dialogue, parse_period
from timeline.cli.terminal.columns import DIALOGUE, DISPUTED, ORIGINS, REPORTS, chain
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    DIALOGUE,
    Column("track", "track"),
    Column("session", "session"),
    Column("status", "status"),
    Column("window", "window"),
    Column("words", "window.wording"),
    Column("place", "place"),
    Column("overdue days", "overdue_days", "right"),
    Column("slips", "slips", shown=chain),
    REPORTS,
    ORIGINS,
    DISPUTED,
)


def command(
    dialogues: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIALOGUE]...", help="Slugs; all dialogues where left out.", autocompletion=complete_dialogue
        ),
    ] = None,
    *,
    within: Annotated[
        timedelta | None,
        typer.Option(
            "--within",
            metavar="PERIOD",
            parser=parse_period,
            help="Only what can take place within 90d, 12w; what has no window is left out.",
        ),
    ] = None,
    moment: Moment,
    store: Store,
    output: Output,
) -> None:
    """Print what is to come in order of window, then what is overdue."""
    # Here, since a status card takes only the columns.
    from timeline.cli.coming import to_come

    before = moment.day + within if within else None
    found = to_come(store, dialogues or (), moment)
    rows = [one.row for one in found if before is None or one.order.can_be_before(before)]
    output.rows(COLUMNS, rows, empty="No session is to come, and none is overdue.")
