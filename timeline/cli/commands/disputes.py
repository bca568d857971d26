"""`timeline disputes`: on what do reports contradict each other?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.cli.asking import state_answer_of
from timeline.cli.options import Dialogue, Moment, Store
from timeline.cli.terminal.columns import ORIGINS, REPORTS
from timeline.cli.terminal.output import Column, Format, Output

if TYPE_CHECKING:
    from collections.abc import Iterable

COLUMNS = (
    Column("subject", "subject"),
    Column("attribute", "attribute"),
    Column("value", "value"),
    Column("stands", "stands"),
    REPORTS,
    ORIGINS,
    Column("who says so", "origins"),
)


def command(dialogue: Dialogue, *, moment: Moment, store: Store, output: Output) -> None:
    """Print every attribute on which reports contradict each other, the preferred value first and why it is."""
    found = state_answer_of(store, dialogue, moment)["disputes"]
    whole = output.format in (Format.JSON, Format.JSONL)
    output.rows(COLUMNS, found if whole else claims_of(found), empty=f"No reports of {dialogue} contradict each other.")


def claims_of(disputes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each value of each dispute."""
    return [
        claim
        | {
            "subject": dispute["subject"],
            "attribute": dispute["attribute"],
            "stands": f"preferred ({dispute['reason']})" if claim["value"] == dispute["preferred"] else "contradicts",
        }
        for dispute in disputes
        for claim in dispute["claims"]
    ]
