"""A session of a dialogue, from the first proposal to its being held, cancelled or not held."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from events.facts.base import Key, Names, ReportedFact, SessionName, Since, Text, Time
from events.facts.subject import Subject, session_subject

Basis = Literal["expected", "announced", "agreed", "confirmed"]


class SessionFact(ReportedFact):
    """What all facts about a session share.

    Attributes:
        session: its number in the track, or a slug where nobody numbers.
        track: a parallel series inside the dialogue; absent means `main`.
        window: what is to come: the time proposed, scheduled or postponed to.
        basis: how firm the plan is: expected, announced, agreed, confirmed.
        venue: building or house, as written.
        host: who hosts.
        mediator: who mediates.
        by: who proposed, postponed or cancelled.
        attended: the parties that came.
        absent: the parties that stayed away.

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
    """Somebody suggested or wished for the session."""

    topic: ClassVar = "session-proposed@1"


class SessionScheduled(SessionFact):
    """A time or place was set for the session, as firmly as `basis` says."""

    topic: ClassVar = "session-scheduled@1"


class SessionPostponed(SessionFact):
    """The session was moved; `window` is the new time, absent where none was set."""

    topic: ClassVar = "session-postponed@1"


class SessionCancelled(SessionFact):
    """The session was called off."""

    topic: ClassVar = "session-cancelled@1"


class SessionStarted(SessionFact):
    """The session began; `when` is the time of the beginning."""

    topic: ClassVar = "session-started@1"


class SessionHeld(SessionFact):
    """The session took place; `when` is the time of it."""

    topic: ClassVar = "session-held@1"


class SessionNotHeld(SessionFact):
    """The time came and the session did not take place."""

    topic: ClassVar = "session-not-held@1"
