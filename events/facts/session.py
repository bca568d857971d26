"""A session of a dialogue, from the first proposal to its being held, cancelled or not held."""

from typing import Annotated, ClassVar, Literal

from events.facts.base import ReportedFact, Since, Time
from events.facts.subject import Subject, session_subject
from events.facts.texts import Key, Names, SessionName, Text

Basis = Literal["expected", "announced", "agreed", "confirmed"]


class SessionFact(ReportedFact):
    """The attributes that all facts about a session share.

    Attributes:
        session: The number of the session in its track, or a short name if sessions are not numbered.
        track: The parallel series of sessions that it belongs to, such as `expert`. It is `main` if left out.
        window: The time that the session is planned for. For a postponement it is the new time.
        basis: How firm the plan is: expected, announced, agreed or confirmed.
        venue: The building, as written.
        host: The party or office that hosts the session.
        mediator: The party or person that mediates.
        by: The party or person that proposed, postponed or cancelled the session.
        attended: The parties that came.
        absent: The parties that stayed away.

    """

    session: SessionName
    track: Key | None = None
    window: Time | None = None
    basis: Basis | None = None
    venue: Text | None = None
    host: Names | None = None
    mediator: Names | None = None
    by: Names | None = None
    attended: Annotated[Names | None, Since(2)] = None
    absent: Annotated[Names | None, Since(2)] = None

    def subjects(self) -> tuple[Subject, ...]:
        """The session in its track."""
        return (session_subject(self.session, self.track),)


class SessionProposed(SessionFact):
    """Somebody suggested the session, or wished for it.

    Attributes:
        when: The day on which this was announced, not the day that the session is planned for (`window`).

    """

    topic: ClassVar = "session-proposed@1"


class SessionScheduled(SessionFact):
    """A time or place was set for the session. `basis` tells how firmly.

    Attributes:
        when: The day on which this was announced, not the day that the session is planned for (`window`).

    """

    topic: ClassVar = "session-scheduled@1"


class SessionPostponed(SessionFact):
    """The session was moved. `window` is the new time, if one was given.

    Attributes:
        when: The day on which this was announced, not the day that the session is planned for (`window`).

    """

    topic: ClassVar = "session-postponed@1"


class SessionCancelled(SessionFact):
    """The session was called off.

    Attributes:
        when: The day on which the session was called off.

    """

    topic: ClassVar = "session-cancelled@1"


class SessionStarted(SessionFact):
    """The session began, and its end is not reported yet.

    Attributes:
        when: The day on which the session began.

    """

    topic: ClassVar = "session-started@1"


class SessionHeld(SessionFact):
    """The session took place.

    Attributes:
        when: The day or days on which the session took place.

    """

    topic: ClassVar = "session-held@1"


class SessionNotHeld(SessionFact):
    """The time came, and the session did not take place.

    Attributes:
        when: The day on which the session should have taken place.

    """

    topic: ClassVar = "session-not-held@1"
