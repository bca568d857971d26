"""A stored event of the library as a row of ours: what its own callers, who know no envelope, leave out.

Facts come with their identity (`Entry`). The library's interface (and its conformance tests) hands over bare
stored events; their fact id and digest are derived from what they hold.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from events.store.port import StoredFact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from events.store.library import StoredEvent

RECORDED_BY = "eventsourcing"


def rows_of(stored_events: Iterable[StoredEvent], *, position: int, recorded_at: datetime) -> list[StoredFact]:
    """Return the rows of stored events, at the positions after `position`."""
    return [
        _row(event, position=place, recorded_at=recorded_at)
        for place, event in enumerate(stored_events, start=position + 1)
    ]


def _row(event: StoredEvent, *, position: int, recorded_at: datetime) -> StoredFact:
    dialogue = str(event.originator_id)
    digest = hashlib.sha256(event.topic.encode() + b"\0" + event.state).hexdigest()
    identity = f"{dialogue}\0{event.originator_version}\0{digest}"
    return StoredFact(
        position=position,
        dialogue=dialogue,
        version=event.originator_version,
        fact_id=hashlib.sha256(identity.encode()).hexdigest()[:32],
        digest=digest,
        topic=event.topic,
        payload=event.state,
        recorded_at=recorded_at,
        recorded_by=RECORDED_BY,
    )
