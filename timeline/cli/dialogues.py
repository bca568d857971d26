"""`timeline dialogues`: what is tracked?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.cli.history import short_instant
from timeline.cli.options import Store
from timeline.cli.output import Column, Output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.store.port import StoredFact

COLUMNS = (
    Column("dialogue", "dialogue"),
    Column("title", "title"),
    Column("parties", "parties"),
    Column("facts", "facts", "right"),
    Column("reports", "reports", "right"),
    Column("last recorded", "last_recorded", shown=short_instant),
)


def command(*, store: Store, output: Output) -> None:
    """List the dialogues that are tracked.

    One line each: title, parties, how many facts and reports the log holds of it, and when the last one was recorded.
    """
    with store.engine() as engine:
        rows = tracked(engine.since())
    output.rows(COLUMNS, rows, empty="No dialogue is tracked yet: `timeline append --help` says how to begin.")


def tracked(log: Iterable[StoredFact]) -> list[dict[str, Any]]:
    """Each dialogue of the log, in order of slug."""
    from events.facts.catalogue import CATALOGUE
    from events.facts.tracking import DialogueOpened

    found: dict[str, dict[str, Any]] = {}
    for row in log:
        dialogue = found.setdefault(
            row.dialogue, {"dialogue": row.dialogue, "title": None, "parties": [], "facts": 0, "reports": 0}
        )
        kind = row.topic.partition("@")[0]
        dialogue["facts"] += 1
        dialogue["reports"] += kind == "report-filed"
        dialogue["last_recorded"] = row.recorded_at.isoformat()
        if kind == "dialogue-opened":
            heading = CATALOGUE.decode(row.topic, row.payload)
            assert isinstance(heading, DialogueOpened)
            dialogue |= {"title": heading.title, "parties": list(heading.parties)}
    return [found[slug] for slug in sorted(found)]
