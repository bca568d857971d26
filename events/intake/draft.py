"""A fact that somebody wants appended: which dialogue, which fact, and where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from events.facts.catalogue import CATALOGUE
from events.identity import REDACTED, digest_of, fact_id_of
from events.store.port import Entry, Recorded

if TYPE_CHECKING:
    from events.facts.base import Fact
    from events.store.port import StoredFact

COMMAND_LINE = "command line"
"""The source of a fact typed as options: what is advised of it has to work there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A validated fact on its way to the store.

    Attributes:
        dialogue: slug.
        fact: what is to be appended.
        source: where it was written, for messages: "talks.yaml:31, fact 2" or "command line".
        copied: the row of another log that this is a copy of. Its stored shape is kept, and when and by whom it was
            recorded.

    """

    dialogue: str
    fact: Fact
    source: str
    copied: StoredFact | None = None

    @classmethod
    def copy_of(cls, row: StoredFact, source: str) -> Self:
        """A fact of another log.

        Raises:
            StoreError: it cannot be read.

        """
        return cls(row.dialogue, CATALOGUE.decode(row.topic, row.payload), source, copied=row)

    def entry(self) -> Entry:
        """The fact as the store takes it, its identity derived from its content."""
        row = self.copied
        topic, payload = (self.fact.stored_as(), self.fact.payload()) if row is None else (row.topic, row.payload)
        # Of what was taken away nobody can compute the digest: it is as the other log has it.
        known = row.digest if row is not None and payload == REDACTED else None
        digest = known or digest_of(self.dialogue, topic, payload)
        return Entry(
            dialogue=self.dialogue,
            fact_id=fact_id_of(digest),
            digest=digest,
            topic=topic,
            payload=payload,
            once=self.fact.once(),
            recorded=None if row is None else Recorded(row.recorded_at, row.recorded_by),
        )


class Ready(NamedTuple):
    """A fact of which nothing but its content was made, on its way to the store like a draft.

    Attributes:
        dialogue: slug.
        digest: of its content.
        topic: of its stored shape.
        payload: its canonical content.
        source: where it was written, for messages.
        once: what a dialogue can hold only once (`report:<id>`).
        cites: id of the report that it cites.

    """

    dialogue: str
    digest: str
    topic: str
    payload: bytes
    source: str
    once: str | None
    cites: str | None

    @property
    def fact(self) -> Fact:
        """What is to be appended."""
        return CATALOGUE.decode(self.topic, self.payload)

    def says(self, attribute: str) -> bool:
        """Whether it says something of an attribute. Not for one that a person or a time has as well."""
        # In a text its quotation marks would be escaped.
        return f'"{attribute}":'.encode() in self.payload
