"""What is left of a fact after its content was redacted? Its kind. It no longer says anything."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from events.facts.base import Fact
from events.identity import REDACTED

if TYPE_CHECKING:
    from events.facts.subject import Subject


class Redacted(Fact):
    """A fact without content, of whatever kind it was. It counts for nothing."""

    topic: ClassVar = "redacted@0"

    def payload(self) -> bytes:
        """What stands in the place of its content."""
        return REDACTED

    def stored_as(self) -> str:
        """The topic that it was stored under, and still is."""
        return self.topic

    def subjects(self) -> tuple[Subject, ...]:
        """What it was about is gone as well."""
        return ()


@cache
def redacted(topic: str) -> Redacted:
    """What is left of a fact that was stored under a topic."""
    model: type[Redacted] = type("Redacted", (Redacted,), {"topic": topic, "__module__": __name__})
    return model()
