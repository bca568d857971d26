"""`timeline dialogues`: what is tracked?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.cli.commands.history import short_instant
from timeline.cli.options import Store, today
from timeline.cli.terminal.output import Column, Output
from timeline.read_models.stored_form import SHAPE, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.store.port import Engine, StoredFact

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
        rows = tracked(engine, today())
    output.rows(COLUMNS, rows, empty="No dialogue is tracked yet: `timeline append --help` says how to begin.")


def tracked(engine: Engine, day: date) -> list[dict[str, Any]]:
    """Each dialogue of the log, in order of slug: as it is kept, else from its log."""
    read_models = engine.read_models
    if not read_models.in_use(SHAPE):
        return list(_read(engine.since()).values())
    headings = read_models.headings(SHAPE)
    found = {dialogue: unpacked(heading) for dialogue, heading in headings.items()}
    for dialogue in read_models.stale(SHAPE, day.toordinal()):
        found |= _read(engine.stream(dialogue))
    return [found[slug] for slug in sorted(found)]


def _read(log: Iterable[StoredFact]) -> dict[str, dict[str, Any]]:
    """Each dialogue of a log by slug, in order of slug."""
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
    return {slug: found[slug] for slug in sorted(found)}
