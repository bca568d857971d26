"""People: who came into or left an office."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from events.facts.base import Key, ReportedFact, Time
from events.facts.subject import Subject


class RoleChanged(ReportedFact):
    """Somebody came into an office, or left it.

    Attributes:
        person: who, as written.
        office: which office, as written.
        from_: since when the person holds it (`from`); where absent, `when` is the time of the change.
        to: until when.
        predecessor: who held it before, as written.

    """

    topic: ClassVar = "role-changed@1"

    person: Key
    office: Key
    from_: Annotated[Time | None, Field(alias="from")] = None
    to: Time | None = None
    predecessor: Key | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The office."""
        return (Subject("role", self.office),)
