"""Every kind of fact, and the way from a stored topic to today's model.

A stored shape is never rewritten. Attributes and values that join a kind are optional and marked with the version that
they came with (`Since`): a fact is stored under the lowest version that can hold it, and one model reads them all. When
a shape changes in any other way, its topic gets a new version and an `Upcast` from the old one. Reading walks the chain
of upcasts, so the projections know today's models only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from events.errors import StoreError
from events.facts.base import share_given
from events.facts.commitment import CommitmentMade, CommitmentUpdated, DeadlineSet
from events.facts.contact import ContactHeld
from events.facts.dialogue import DialogueEnded, DialogueLaunched, DialogueResumed, DialogueSuspended, RhythmAgreed
from events.facts.document import DocumentIssued
from events.facts.invitation import InvitationAnswered, InvitationExtended
from events.facts.judgement import FactCorrected, FactRedacted, FactRetracted, SubjectsLinked
from events.facts.other import MeasureTaken, StatementMade
from events.facts.people import RoleChanged
from events.facts.position import PositionChanged, PositionReaffirmed, PositionStated
from events.facts.redacted import redacted
from events.facts.session import (
    SessionCancelled,
    SessionHeld,
    SessionNotHeld,
    SessionPostponed,
    SessionProposed,
    SessionScheduled,
    SessionStarted,
)
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from events.identity import REDACTED, canonical_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from events.facts.base import Fact

FACTS: tuple[type[Fact], ...] = (
    DialogueOpened,
    ReportFiled,
    SourceAssessed,
    DialogueLaunched,
    DialogueSuspended,
    DialogueResumed,
    DialogueEnded,
    RhythmAgreed,
    SessionProposed,
    SessionScheduled,
    SessionPostponed,
    SessionCancelled,
    SessionStarted,
    SessionHeld,
    SessionNotHeld,
    InvitationExtended,
    InvitationAnswered,
    ContactHeld,
    PositionStated,
    PositionReaffirmed,
    PositionChanged,
    CommitmentMade,
    CommitmentUpdated,
    DeadlineSet,
    DocumentIssued,
    RoleChanged,
    MeasureTaken,
    StatementMade,
    SubjectsLinked,
    FactCorrected,
    FactRetracted,
    FactRedacted,
)
"""Every kind, in the order of domain and help texts."""


@dataclass(frozen=True, slots=True)
class Upcast:
    """The step from one stored shape to the next.

    Attributes:
        source: the topic it reads.
        target: the topic it makes. Never the same one.
        change: old attributes to new ones. Must not alter what it is given.

    """

    source: str
    target: str
    change: Callable[[dict[str, Any]], dict[str, Any]]


UPCASTS: tuple[Upcast, ...] = ()
"""Every released change of shape. Only ever added to."""


class UnreadableTopicError(StoreError):
    """A store holds a topic that this release does not know."""

    def __init__(self, unreadable: dict[str, int]) -> None:
        listed = ", ".join(f"{topic} (first at position {at})" if at else topic for topic, at in unreadable.items())
        super().__init__(
            f"the store holds facts of a shape that this release cannot read: {listed}",
            hint="A newer release wrote them. Upgrade dialogue-timeline. Nothing was changed.",
        )
        self.unreadable = unreadable


class UnreadablePayloadError(StoreError):
    """A stored payload is not what its topic promises."""

    def __init__(self, topic: str, reason: str) -> None:
        super().__init__(
            f"a stored {topic} cannot be read: {reason}",
            hint="Run «verify»: the store was altered outside of this program.",
        )
        self.topic = topic


def _reason(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error).partition("\n")[0]
    detail = error.errors(include_url=False)[0]
    return ": ".join(filter(None, (".".join(map(str, detail["loc"])), detail["msg"])))


class Catalogue:
    """What can be read: today's kinds, and old topics through upcasts."""

    def __init__(self, facts: Sequence[type[Fact]] = FACTS, upcasts: Iterable[Upcast] = UPCASTS) -> None:
        """Check that kinds are told apart and that every chain of upcasts ends at a kind of today."""
        self._models = {topic: fact for fact in facts for topic in fact.shapes()}
        kinds = {fact.kind(): fact for fact in facts}
        # What somebody may write: nobody but the request that takes content away records a redaction.
        self.kinds = {kind: fact for kind, fact in kinds.items() if fact is not FactRedacted}
        self._upcasts: dict[str, Upcast] = {}
        if len(kinds) < len(facts) or len(self._models) < sum(len(fact.shapes()) for fact in facts):
            message = "two facts share a topic or a kind"
            raise ValueError(message)
        for upcast in upcasts:
            if upcast.source in self._models or upcast.source in self._upcasts:
                message = f"{upcast.source} is read already; an upcast starts from a topic of the past"
                raise ValueError(message)
            self._upcasts[upcast.source] = upcast
        for source in self._upcasts:
            self._chain(source)

    def _chain(self, topic: str) -> list[Upcast]:
        chain: list[Upcast] = []
        while topic not in self._models:
            if topic not in self._upcasts or len(chain) > len(self._upcasts):
                message = f"the upcasts from {topic} do not end at a kind of today"
                raise ValueError(message)
            chain.append(self._upcasts[topic])
            topic = chain[-1].target
        return chain

    def require(self, topics: dict[str, int]) -> None:
        """Refuse a store with topics that cannot be read, before anything is read from it.

        Args:
            topics: each topic in the store with the position of its first fact.

        Raises:
            UnreadableTopicError: names each such topic.

        """
        unreadable = {
            topic: position
            for topic, position in topics.items()
            if topic not in self._models and topic not in self._upcasts
        }
        if unreadable:
            raise UnreadableTopicError(unreadable)

    def decode(self, topic: str, payload: bytes) -> Fact:
        """The fact that was stored, as today's model. A `Redacted` where its content was taken away.

        Raises:
            UnreadableTopicError: the topic is unknown.
            UnreadablePayloadError: the payload is not what the topic promises.

        """
        model = self._models.get(topic)
        if payload == REDACTED and (model is not None or topic in self._upcasts):
            return redacted(topic)
        try:
            if model is not None:
                fact = model.model_validate_json(payload)
                share_given(fact)  # A log has many.
                return fact
            if topic not in self._upcasts:
                raise UnreadableTopicError({topic: 0})
            attributes = json.loads(payload)
            for upcast in self._chain(topic):
                attributes = upcast.change(attributes)
                topic = upcast.target
            return self._models[topic].model_validate_json(canonical_json(attributes))
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadablePayloadError(topic, _reason(error)) from error


CATALOGUE = Catalogue()
"""Today's catalogue."""
