"""A fact that somebody wants appended: which dialogue, which fact, and where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.identity import digest_of, fact_id_of
from events.store.port import Entry

if TYPE_CHECKING:
    from events.facts.base import Fact


@dataclass(frozen=True, slots=True)
class Draft:
    """A validated fact on its way to the store.

    Attributes:
        dialogue: slug.
        fact: what is to be appended.
        source: where it was written, for messages: "talks.yaml:31, fact 2" or "command line".

    """

    dialogue: str
    fact: Fact
    source: str

    def entry(self) -> Entry:
        """The fact as the store takes it, its identity derived from its content."""
        payload = self.fact.payload()
        digest = digest_of(self.dialogue, self.fact.topic, payload)
        return Entry(
            dialogue=self.dialogue,
            fact_id=fact_id_of(digest),
            digest=digest,
            topic=self.fact.topic,
            payload=payload,
            once=self.fact.once(),
        )
