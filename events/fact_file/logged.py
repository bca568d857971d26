"""A line of `timeline export log`: a fact of another log, with its id and digest, and when and by whom it was recorded.

    {"position": 3, "dialogue": "talks", "version": 3, "fact": "…", "digest": "…", "topic": "session-held@1",
     "recorded_at": "2025-06-01T12:00:00.000000Z", "recorded_by": "anna", "payload": {…}}

It is taken as it is, or not at all: its digest must be that of its content.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, AwareDatetime, Field, JsonValue, TypeAdapter

from events.facts.base import Frozen
from events.facts.texts import Key, Slug  # noqa: TC001 - pydantic reads them as the class is made
from events.identity import REDACTED, canonical_json, digest_of, fact_id_of
from events.intake.draft import Draft
from events.store.port import StoredFact
from events.store.tree import instant_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS: Final = frozenset({"topic", "payload", "digest"})
"""What no other document of a fact file has."""

_Place = Annotated[int, Field(ge=1)]


def _in_utc(instant: datetime) -> datetime:
    """Refuse what has no day in UTC: the first hours and the last ones of the calendar."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        message = "lies outside of the years 0001 to 9999 in UTC"
        raise ValueError(message) from None


class LoggedFact(Frozen):
    """One line.

    Attributes:
        position: in the log that it comes from.
        dialogue: slug.
        version: in the stream that it comes from.
        fact: id, 32 hex digits.
        digest: 64 hex digits.
        topic: `kind@version` of the stored shape.
        kind: as `timeline history` has it besides. Not needed.
        recorded_at: the instant of the append there.
        recorded_by: who appended it there.
        payload: the content, as it was stored. Null where it was taken away (redacted): its digest is taken as it is.

    """

    position: _Place
    dialogue: Slug
    version: _Place
    fact: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    topic: Key
    kind: Key | None = None
    recorded_at: Annotated[AwareDatetime, AfterValidator(_in_utc)]
    recorded_by: Key
    payload: dict[str, JsonValue] | None


_LINE: Final = TypeAdapter(LoggedFact)


def line_of(row: StoredFact) -> bytes:
    """The line of a fact, canonical JSON. The payload goes in byte by byte as it was stored."""
    envelope = {
        "position": row.position,
        "dialogue": row.dialogue,
        "version": row.version,
        "fact": row.fact_id,
        "digest": row.digest,
        "topic": row.topic,
        "recorded_at": instant_text(row.recorded_at),
        "recorded_by": row.recorded_by,
        "payload": None,
    }
    before, after = canonical_json(envelope).split(b'"payload":null', 1)
    return before + b'"payload":' + row.payload + after + b"\n"


def copied(line: Mapping[str, object], source: str) -> Draft:
    """The fact of a line.

    Raises:
        ValidationError: the line lacks something, or has it in another form.
        ValueError: its digest or its id is not that of its content.
        StoreError: this release cannot read its content.

    """
    logged = _LINE.validate_python(line)
    payload = canonical_json(logged.payload)
    digest = logged.digest if payload == REDACTED else digest_of(logged.dialogue, logged.topic, payload)
    if digest != logged.digest or fact_id_of(logged.digest) != logged.fact:
        msg = "its digest is not that of its dialogue, topic and payload: it was changed"
        raise ValueError(msg)
    row = StoredFact(
        logged.position,
        logged.dialogue,
        logged.version,
        logged.fact,
        logged.digest,
        logged.topic,
        payload,
        logged.recorded_at,
        logged.recorded_by,
    )
    return Draft.copy_of(row, source)
