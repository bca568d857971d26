"""The dialogue itself: launched, suspended, resumed, ended."""

from __future__ import annotations

from typing import ClassVar

from events.facts.base import Names, ReportedFact
from events.facts.subject import DIALOGUE, Subject


class DialogueFact(ReportedFact):
    """What the four facts about the dialogue as a whole share.

    Attributes:
        by: who did it.

    """

    by: Names | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The dialogue itself."""
        return (DIALOGUE,)


class DialogueLaunched(DialogueFact):
    """The parties began the dialogue."""

    topic: ClassVar = "dialogue-launched@1"


class DialogueSuspended(DialogueFact):
    """The dialogue was interrupted."""

    topic: ClassVar = "dialogue-suspended@1"


class DialogueResumed(DialogueFact):
    """An interrupted dialogue went on."""

    topic: ClassVar = "dialogue-resumed@1"


class DialogueEnded(DialogueFact):
    """The dialogue was ended."""

    topic: ClassVar = "dialogue-ended@1"
