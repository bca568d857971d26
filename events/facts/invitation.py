"""An invitation to a session or a visit, and the answer to it."""

from typing import Annotated, ClassVar, Literal

from events.facts.base import ReportedFact, Since, Time
from events.facts.subject import Subject
from events.facts.texts import Key, Names, SessionName, Text

Answer = Literal["accepted", "declined", "conditional"]


class InvitationFact(ReportedFact):
    """The attributes that both facts about an invitation share.

    Attributes:
        invitation: A short name for the invitation, which you choose. The answer to it uses the same.
        by: The party that invites. In an answer it is the party that answers.
        to: The party that is invited. In an answer it is the party that invited.
        session: The session that the invitation is for.
        track: The track of that session. It is `main` if left out.
        visit: The visit that the invitation is for, if it is not for a session.
        window: The time that the invitation is for.

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
    """One party invited another to a session or a visit."""

    topic: ClassVar = "invitation-extended@1"


class InvitationAnswered(InvitationFact):
    """The invited party answered.

    Attributes:
        answer: The answer: accepted, declined or conditional.
        condition: The condition on which the answer depends.

    """

    topic: ClassVar = "invitation-answered@1"

    answer: Answer | None = None
    condition: Annotated[Text | None, Since(2)] = None
