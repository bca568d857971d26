"""`timeline sources`: what does it all rest on?"""

from __future__ import annotations

from timeline.cli.asking import ask
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.output import Column, Output

COLUMNS = (
    Column("report", "report"),
    Column("outlet", "outlet"),
    Column("kind", "kind"),
    Column("published", "published"),
    Column("lag days", "lag_days", "right"),
    Column("origin", "origin"),
    Column("prints of it", "origin_reports", "right"),
    Column("reprint of", "reprint_of"),
    Column("reliability", "reliability"),
    Column("credibility", "credibility"),
    Column("facts", "times", "right"),
    Column("contradicted on", "contradicted"),
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every report with its origin, its lag behind the event, its reliability and its computed credibility.

    Reliability (A-F) is what you assessed the outlet to be; credibility (1-6) is computed from independent origins:
    both on the scales of STANAG 2511.
    """
    from timeline.answers.sources import source_answer
    from timeline.projections import sources

    state = ask(store, dialogue, moment)
    rows = [
        source_answer(one, state.knowledge).model_dump(mode="json")
        for one in sources.project(state.knowledge, state.on)
    ]
    output.rows(COLUMNS, rows, empty=f"No report of {dialogue} is known.")
