"""What is said of the log itself: facts as recorded, receipts, the dialogues tracked."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field, JsonValue

from events.facts.catalogue import UnreadablePayloadError
from timeline.answers.common import Answer, Instant, WindowAnswer

if TYPE_CHECKING:
    from events.store.port import StoredFact


class RecordedFactAnswer(Answer):
    """A fact as the log holds it; one row of `history`.

    Attributes:
        position: place in the whole log, from 1.
        dialogue: slug.
        version: place in the dialogue, from 1.
        fact: its id, 32 hex digits derived from the content.
        digest: SHA-256 of the content, 64 hex digits.
        topic: `kind@version` of the stored shape.
        kind: as a fact file writes it.
        recorded_at: when it was appended, UTC.
        recorded_by: who appended it.
        payload: the content, exactly as stored.

    """

    position: int
    dialogue: str
    version: int
    fact: str
    digest: str
    topic: str
    kind: str
    recorded_at: Instant
    recorded_by: str
    payload: dict[str, JsonValue]


def recorded_fact_answer(fact: StoredFact) -> RecordedFactAnswer:
    """The answer for one fact of the log.

    Raises:
        UnreadablePayloadError: the payload is not even a JSON object.

    """
    return RecordedFactAnswer(
        position=fact.position,
        dialogue=fact.dialogue,
        version=fact.version,
        fact=fact.fact_id,
        digest=fact.digest,
        topic=fact.topic,
        kind=fact.topic.partition("@")[0],
        recorded_at=fact.recorded_at,
        recorded_by=fact.recorded_by,
        payload=_content(fact),
    )


def _content(fact: StoredFact) -> dict[str, JsonValue]:
    try:
        content = json.loads(fact.payload)
    except ValueError as error:
        raise UnreadablePayloadError(fact.topic, str(error)) from error
    if not isinstance(content, dict):
        raise UnreadablePayloadError(fact.topic, "it is no object")
    return content


class FactRow(Answer):
    """A fact of the log with its envelope; one that was corrected shows what was recorded."""

    dialogue: str
    position: int = Field(description="place in the whole log, from 1")
    version: int = Field(description="place in the dialogue's log, from 1")
    fact: str = Field(description="its id")
    digest: str
    topic: str
    kind: str
    recorded_at: datetime
    recorded_by: str
    known_by: str = Field(description="the day from which it was public, YYYY-MM-DD")
    withdrawn: bool = Field(description="whether it was taken back")
    subjects: tuple[str, ...] = Field(description="what it is about, `type:key`")
    summary: str
    when: WindowAnswer | None = Field(description="when it happened")
    window: WindowAnswer | None = Field(description="what is to come")
    due: WindowAnswer | None
    place: str | None
    modality: str | None = Field(description="how firmly it is said; several words with a comma between them")
    retold: bool = Field(description="whether the report only recalls it")
    said_by: str | None
    quote: str | None
    quote_in: str | None = Field(description="a translation of the quote")
    payload: str = Field(description="all of it, as stored: canonical JSON")
    report: str | None = Field(description="id of the report that says it, or that it files")
    outlet: str | None
    published: WindowAnswer | None
    origin: str | None
    url: str | None


class ReceiptAnswer(Answer):
    """What became of a fact that was to be appended.

    Attributes:
        fact: its id.
        dialogue: slug.
        position: place in the whole log; null where nothing was stored (`--dry-run`).
        version: place in the dialogue; null where nothing was stored.
        added: false where the log held the fact already.

    """

    fact: str
    dialogue: str
    position: int | None
    version: int | None
    added: bool
