"""Facts for tests of the store: rows of any content, since a store looks into none."""

from __future__ import annotations

import secrets

from events.identity import fact_id_of
from events.store.port import Entry
from events.store.read_models import NEVER, KeptAnswer, ReadModel, ToCome


def new_entry(
    dialogue: str = "iraq-nato",
    *,
    topic: str = "session-held@1",
    payload: bytes = b'{"session":1}',
    once: str | None = None,
) -> Entry:
    """Return a fact that no store has seen."""
    digest = secrets.token_hex(32)
    return Entry(
        dialogue=dialogue,
        fact_id=fact_id_of(digest),
        digest=digest,
        topic=topic,
        payload=payload,
        once=once,
    )


def new_entries(count: int, dialogue: str = "iraq-nato") -> list[Entry]:
    """Return that many different facts of one dialogue."""
    return [new_entry(dialogue) for _ in range(count)]


def read_model(dialogue: str, version: int, *, since: int = 1, until: int = NEVER) -> ReadModel:
    """Return a read model of a dialogue at a version; what it says is nothing to a store."""
    content = f"{dialogue} at {version}".encode()
    return ReadModel(
        dialogue,
        version,
        since,
        until,
        content,
        (KeptAnswer("state", since, until, content),),
        (ToCome(since, 0, until, 0, 5, 4, "2025", content),),
    )
