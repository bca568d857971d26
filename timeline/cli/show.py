"""`timeline show`: what happened and what is to come, in order of time?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.cli.asking import ask
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.output import Column, Output
from timeline.cli.shown import ORIGINS, REPORTS

if TYPE_CHECKING:
    from timeline.projections.state import State

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
    print_timeline(ask(store, dialogue, moment), output)


def print_timeline(state: State, output: Output) -> None:
    """Print the timeline of a dialogue as of a day."""
    from timeline.answers.timeline import timeline_answer
    from timeline.projections import timeline

    entries = timeline.project(state.knowledge, state.on)
    rows = [timeline_answer(entry, state.knowledge).model_dump(mode="json") for entry in entries]
    output.rows(COLUMNS, rows, empty=f"Nothing is known of {state.knowledge.dialogue}.")
