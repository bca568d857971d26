"""The log as the program reads it: rows of the engine, decoded into recorded facts."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from events.facts.catalogue import CATALOGUE, Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from events.facts.base import Fact
    from events.store.port import Engine, StoredFact


class RecordedFact(NamedTuple):
    """A fact with its envelope. A tuple, since a log has many and a frozen dataclass takes three times as long to make.

    Attributes:
        position: place in the whole log, from 1.
        dialogue: slug of the dialogue.
        version: place in the dialogue's stream, from 1.
        fact_id: 32 hex digits derived from the content.
        digest: SHA-256 of the content, 64 hex digits.
        topic: `kind@version` as stored.
        recorded_at: the instant of the append, UTC.
        recorded_by: who appended it.
        fact: the payload, as today's model.

    """

    position: int
    dialogue: str
    version: int
    fact_id: str
    digest: str
    topic: str
    recorded_at: datetime
    recorded_by: str
    fact: Fact


def recorded_fact(row: StoredFact, catalogue: Catalogue = CATALOGUE) -> RecordedFact:
    """Decode a row of the log.

    Raises:
        UnreadableTopicError: the catalogue does not know its topic.
        UnreadablePayloadError: the payload is not what the topic promises.

    """
    fact = catalogue.decode(row.topic, row.payload)
    envelope = (row.position, intern(row.dialogue), row.version, row.fact_id, row.digest, intern(row.topic))
    return RecordedFact(*envelope, row.recorded_at, intern(row.recorded_by), fact)


class FactLog:
    """Reads an engine through a catalogue."""

    def __init__(self, engine: Engine, catalogue: Catalogue = CATALOGUE) -> None:
        """Refuse an engine that holds a topic which the catalogue cannot read.

        Raises:
            UnreadableTopicError: names each such topic.

        """
        catalogue.require(engine.topics())
        self.engine = engine
        self._catalogue = catalogue

    def decoded(self, row: StoredFact) -> RecordedFact:
        """A row with its payload as today's model."""
        return recorded_fact(row, self._catalogue)

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[RecordedFact]:
        """Facts of one dialogue in order of version."""
        return map(self.decoded, self.engine.stream(dialogue, after_version=after_version))

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[RecordedFact]:
        """Facts of the whole log in order of position, those after `position`."""
        return map(self.decoded, self.engine.since(position, limit=limit))

    def find(self, fact_id_prefix: str) -> list[RecordedFact]:
        """Facts whose id starts with the prefix, at most ten."""
        return list(map(self.decoded, self.engine.find(fact_id_prefix)))
