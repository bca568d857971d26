"""What is said of the log itself: facts as recorded, receipts, the dialogues tracked."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field, JsonValue

from events.facts.catalogue import UnreadablePayloadError
from events.identity import REDACTED
from timeline.answers.common import Answer, Instant, WindowAnswer

if TYPE_CHECKING:
    from events.store.port import StoredFact


class RecordedFactAnswer(Answer):
    """A fact as the log holds it. One row of `history`.

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
        payload: the content, exactly as stored. Null where it was taken away (redacted).

    """

    position: int = Field(description="The place of the fact in the whole log, from 1.")
    dialogue: str = Field(description="The short name of the dialogue.")
    version: int = Field(description="The place of the fact in the log of its dialogue, from 1.")
    fact: str = Field(description="The id of the fact.")
    digest: str = Field(description="The SHA-256 digest of the stored fact.")
    topic: str = Field(description="The name and version of the stored form.")
    kind: str = Field(description="The kind of the fact, as a fact file writes it.")
    recorded_at: Instant = Field(description="The moment at which the fact was recorded, in UTC.")
    recorded_by: str = Field(description="The person who recorded the fact.")
    payload: dict[str, JsonValue] | None = Field(
        description="The fact exactly as stored. It is null if the fact is redacted."
    )


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


def _content(fact: StoredFact) -> dict[str, JsonValue] | None:
    if fact.payload == REDACTED:
        return None
    try:
        content = json.loads(fact.payload)
    except ValueError as error:
        raise UnreadablePayloadError(fact.topic, str(error)) from error
    if not isinstance(content, dict):
        raise UnreadablePayloadError(fact.topic, "it is not an object")
    return content


class FactRow(Answer):
    """A fact of the log with its envelope. One that was corrected shows what was recorded."""

    dialogue: str = Field(description="The short name of the dialogue.")
    position: int = Field(description="The place of the fact in the whole log, from 1.")
    version: int = Field(description="The place of the fact in the log of its dialogue, from 1.")
    fact: str = Field(description="The id of the fact.")
    digest: str = Field(description="The SHA-256 digest of the stored fact.")
    topic: str = Field(description="The name and version of the stored form.")
    kind: str = Field(description="The kind of the fact, as a fact file writes it.")
    recorded_at: datetime = Field(description="The moment at which the fact was recorded, in UTC.")
    recorded_by: str = Field(description="The person who recorded the fact.")
    known_by: str = Field(description="The day from which it was public, YYYY-MM-DD.")
    withdrawn: bool = Field(description="True if it was taken back.")
    subjects: tuple[str, ...] = Field(description="The subject, as `type:key`.")
    summary: str = Field(description="The fact in one line.")
    when: WindowAnswer | None = Field(description="The time at which it happened.")
    window: WindowAnswer | None = Field(description="The time that it is planned for.")
    due: WindowAnswer | None = Field(description="The time by which it is due.")
    place: str | None = Field(description="The city or place.")
    modality: str | None = Field(description="How firmly it is said. Several words have a comma between them.")
    retold: bool = Field(description="True if the report only recalls it.")
    said_by: str | None = Field(description="The person or office that is quoted.")
    quote: str | None = Field(description="A short quote from the report.")
    quote_in: str | None = Field(description="A translation of the quote.")
    payload: str = Field(description="The whole fact as stored, in canonical JSON. It is `null` if redacted.")
    report: str | None = Field(description="The id of the report that says it, or that it files.")
    outlet: str | None = Field(description="The outlet that published the report.")
    published: WindowAnswer | None = Field(description="The time of publication. It is null if unknown.")
    origin: str | None = Field(description="The statement or office whose words it carries.")
    url: str | None = Field(description="The address at which the report can be read.")


class ReceiptAnswer(Answer):
    """What became of a fact that was to be appended.

    Attributes:
        fact: its id.
        dialogue: slug.
        position: place in the whole log. Null where nothing was stored (`--dry-run`).
        version: place in the dialogue. Null where nothing was stored.
        added: false where the log held the fact already.

    """

    fact: str = Field(description="The id of the fact.")
    dialogue: str = Field(description="The short name of the dialogue.")
    position: int | None = Field(description="The place of the fact in the whole log. It is null for a dry run.")
    version: int | None = Field(
        description="The place of the fact in the log of its dialogue. It is null for a dry run."
    )
    added: bool = Field(description="True if the fact is new, false if the log held it already.")
