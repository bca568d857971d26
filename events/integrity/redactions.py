"""What was redacted in a log, and which copies that we know of still say it?"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import StoreError
from events.facts.judgement import FactRedacted
from events.identity import REDACTED
from events.lots import lots
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from events.store.sqlite import SqliteEngine
from events.store.sqlite.beside import stores_beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine, StoredFact

TOPIC: Final = f"{FactRedacted.kind()}@"
"""What the topics of redactions begin with."""

_LOT: Final = 1_000


def first_redaction(engine: Engine) -> int | None:
    """The position of the first redaction. None where nothing was redacted."""
    return min((at for topic, at in engine.topics().items() if topic.startswith(TOPIC)), default=None)


def redactions(engine: Engine) -> Iterator[StoredFact]:
    """The rows of the judgements that redact, in order."""
    first = first_redaction(engine)
    if first is not None:
        yield from (row for row in engine.since(first - 1) if row.topic.startswith(TOPIC))


def target_of(judgement: StoredFact) -> str:
    """The id of the fact that a judgement is about."""
    return str(json.loads(judgement.payload)["target"])


def whole_in(engine: Engine, fact_ids: list[str]) -> list[str]:
    """Those of these facts that a log holds with their content."""
    return [
        row.fact_id
        for lot in lots(fact_ids, len, most=_LOT, size=_LOT * 100)
        for row in engine.known(lot).values()
        if row.payload != REDACTED
    ]


class Leftover(NamedTuple):
    """A copy that still says what was redacted.

    Attributes:
        file: its path.
        facts: how many of the redacted facts have their content there.

    """

    file: str
    facts: int


def copies_beside(engine: Engine) -> list[Leftover]:
    """The stores in the folder of a store that is a file, in which redacted facts have their content still."""
    if not isinstance(engine, SqliteEngine) or not (gone := [target_of(row) for row in redactions(engine)]):
        return []
    found = []
    for path in stores_beside(engine.path):
        with suppress(StoreError), open_engine(SqliteAddress(path), mode=OpenMode.READ) as copy:
            found.append(Leftover(str(path), len(whole_in(copy, gone))))
    return [one for one in found if one.facts]
