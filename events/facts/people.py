"""People: who came into or left an office."""

import re
from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from events.facts.base import ReportedFact, Time
from events.facts.subject import Subject
from events.facts.texts import Key, Text

_BEGINS_LIKE_A_DATE = re.compile(r"\s*(?:\.\.|[-+~]?\d+(?!\d|st\b|nd\b|rd\b|th\b))")


def time_or_words(value: object) -> str:
    """Tell a window from an office or a party: only a window begins like a date ("82nd Airborne" does not)."""
    return "words" if isinstance(value, str) and _BEGINS_LIKE_A_DATE.match(value) is None else "time"


TimeOrWords = Annotated[Annotated[Time, Tag("time")] | Annotated[Text, Tag("words")], Discriminator(time_or_words)]
"""A time, or the office, place or party moved from or to. What begins like a date must be a window."""


class RoleChanged(ReportedFact):
    """A person came into an office, or left it.

    Attributes:
        person: The name of the person, as written.
        office: The office, as written.
        from_: The time from which the person holds the office, or the office that the person comes from.
        to: The time until which the person holds the office, or the office that the person goes to.
        predecessor: The name of the person who held the office before, as written.

    """

    topic: ClassVar = "role-changed@1"

    person: Key
    office: Key
    from_: Annotated[TimeOrWords | None, Field(alias="from")] = None
    to: TimeOrWords | None = None
    predecessor: Key | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The office."""
        return (Subject("role", self.office),)
