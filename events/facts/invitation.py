"""An invitation to a session or a visit, and the answer to it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from events.facts.base import Key, Names, ReportedFact, SessionName, Since, Text, Time
from events.facts.subject import Subject

Answer = Literal["accepted", "declined", "conditional"]


class InvitationFact(ReportedFact):
    """What both facts about an invitation share.

    Attributes:
        invitation: its slug.
        by: who invites, or in an answer, who answers.
        to: who is invited, or in an answer, who is answered.
        session: the session invited to.
        track: the track of that session; absent means `main`.
        visit: what is invited to, where it is no session.
        window: the time invited for.

    """

    invitation: Key
    by: Names | None = None
    to: Names | None = None
    session: SessionName | None = None
    track: Key | None = None
    visit: Text | None = None
    window: Time | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The invitation."""
        return (Subject("invitation", self.invitation),)


class InvitationExtended(InvitationFact):
    """Somebody invited somebody to a session or a visit."""

    topic: ClassVar = "invitation-extended@1"


class InvitationAnswered(InvitationFact):
    """The invited side answered.

    Attributes:
        answer: accepted, declined, or conditional.
        condition: on which it depends.

    """

    topic: ClassVar = "invitation-answered@1"

    answer: Answer | None = None
    condition: Annotated[Text | None, Since(2)] = None
