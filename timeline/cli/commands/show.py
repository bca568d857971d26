"""`timeline show`: what happened and what is to come, in order of time?"""

from __future__ import annotations

from typing import Any

from timeline.cli.asking import timeline_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Output

SHOWN_PEOPLE = 3
"""Names that a row of the table shows; JSON and CSV have all."""


def _who(names: Any) -> str:  # noqa: ANN401 - the names of an answer
    more = len(names) - SHOWN_PEOPLE
    return "; ".join(names[:SHOWN_PEOPLE]) + (f" +{more}" if more > 0 else "")


COLUMNS = (
    Column("window", "window"),
    Column("", "time_is", shown=lambda time_is: "" if time_is == "happened" else time_is),
    Column("what", "what"),
    Column("who", "who", shown=_who),
    Column("where", "place"),
    REPORTS,
    ORIGINS,
    Column("", "disputed", shown=lambda disputed: "disputed" if disputed else ""),
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print the projected timeline: one row per event, however many reports tell of it."""
    print_timeline(timeline_answer_of(store, dialogue, moment), output, dialogue)


def print_timeline(rows: list[dict[str, Any]], output: Output, dialogue: str) -> None:
    """Print the timeline of a dialogue."""
    output.rows(COLUMNS, rows, empty=f"Nothing is known of {dialogue}.")
