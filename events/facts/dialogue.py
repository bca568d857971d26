"""The dialogue itself: launched, suspended, resumed, ended, and how often it is to meet."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from events.facts.base import ReportedFact
from events.facts.subject import DIALOGUE, Subject
from events.facts.texts import Key, Names


def _lasting(text: str) -> str:
    if not any(digit in "123456789" for digit in text):
        message = "must last at least a day"
        raise ValueError(message)
    return text


Duration = Annotated[
    str,
    Field(
        pattern=r"^P(?:[0-9]{1,4}W|(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}D)?)$",
        json_schema_extra={"not": {"pattern": "^P$|^P[0YMWD]*$"}},
    ),
    AfterValidator(_lasting),
]
"""An ISO 8601 duration in years, months and days, or in weeks: `P3M`, `P1Y`, `P2W`."""


class DialogueFact(ReportedFact):
    """The attributes that facts about the dialogue as a whole share.

    Attributes:
        by: The party or office that did it.

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


class RhythmAgreed(DialogueFact):
    """The parties agreed how often to meet.

    Attributes:
        every: The time from one session to the next, as an ISO 8601 duration (`P3M`, `P1Y`, `P2W`).
        track: The series that meets so often. It is `main` if left out.

    """

    topic: ClassVar = "rhythm-agreed@1"

    every: Duration
    track: Key | None = None
