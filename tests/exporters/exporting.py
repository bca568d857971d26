"""What the exporters make of small hand-made logs, and of the storyline."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from events.fact_file import read
from events.store.log import RecordedFact
from tests.given import given
from timeline.accounts.account import Account
from timeline.exporters.catalogue import format_named, load
from timeline.knowledge.ledger import replay

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.knowledge.ledger import Ledger

STORYLINE = Path(__file__).parents[2] / "timeline" / "demo" / "iraq-nato.yaml"


def exported(name: str, *documents: Told, on: str, known_at: str | None = None, of: str = "timeline") -> bytes:
    """What a format makes of these documents on a day."""
    return exported_from(name, given(*documents), on=on, known_at=known_at, of=of)


def told(name: str, *, known_at: str, of: str = "timeline") -> bytes:
    """What a format makes of the storyline as it was known on a day."""
    return exported_from(name, storyline(), on=known_at, known_at=known_at, of=of)


def exported_from(name: str, *ledgers: Ledger, on: str, known_at: str | None, of: str) -> bytes:
    """What a format makes of ledgers."""
    known = date.fromisoformat(known_at) if known_at else None
    format_ = format_named(name)
    assert format_ is not None
    exporter = load(format_)
    accounts = (Account.of(ledger, on=date.fromisoformat(on), known_at=known) for ledger in ledgers)
    return b"".join(exporter.whole((exporter.part(account, of) for account in accounts), of))


@cache
def storyline() -> Ledger:
    """The ledger of the storyline, a second between two facts."""
    log: dict[str, RecordedFact] = {}
    with STORYLINE.open("rb") as file:
        for draft in read(file, STORYLINE.name):
            entry, place = draft.entry(), len(log) + 1
            fact = RecordedFact(
                position=place,
                dialogue=draft.dialogue,
                version=place,
                fact_id=entry.fact_id,
                digest=entry.digest,
                topic=entry.topic,
                recorded_at=datetime(2026, 4, 1, tzinfo=UTC) + timedelta(seconds=place),
                recorded_by="the coder",
                fact=draft.fact,
            )
            log.setdefault(entry.fact_id, fact)
    return replay(log.values())
