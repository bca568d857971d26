"""The answer to `upcoming`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.answers.sessions import ParticipantAnswer, SlipAnswer, session_answer

if TYPE_CHECKING:
    from timeline.knowledge.known import Knowledge
    from timeline.projections.upcoming import Coming


class UpcomingAnswer(Sourced):
    """Something that is to come, or overdue: a session, a planned act, a deadline, or what a rhythm makes due."""

    dialogue: str = Field(description="The short name of the dialogue.")
    kind: str = Field(
        description="The kind: session, deadline, rhythm, or the kind of the planned fact, such as contact-held."
    )
    subject: str = Field(description="The subject, as `type:key`.")
    what: str = Field(description="A few words that tell what it is.")
    who: tuple[str, ...] = Field(description="The parties or persons that take part, or that have to do it.")
    track: str | None = Field(description="The track of a session or a rhythm. It is null for everything else.")
    session: int | str | None = Field(
        description="The number of the session or its short name. It is null for everything else."
    )
    status: str = Field(
        description="The status: that of a session, or planned, expected, open, awaited, due, overdue and the like."
    )
    window: WindowAnswer | None = Field(description="The time that it is planned for, or due.")
    words: str | None = Field(description="The words of the reports, where they name no days: at the appropriate time.")
    place: str | None = Field(description="The city or place.")
    venue: str | None = Field(description="The building, as written.")
    basis: str | None = Field(
        description="How firm the plan is: expected, announced, agreed or confirmed. A rhythm has `rhythm`."
    )
    host: str | None = Field(description="The parties or offices that host.")
    mediator: str | None = Field(description="The parties or persons that mediate.")
    mode: str | None = Field(description="How the sides met: in-person, video or phone.")
    held: WindowAnswer | None = Field(description="Always null, because it has not taken place.")
    persons: tuple[ParticipantAnswer, ...] = Field(description="The persons who took part or are expected.")
    topics: tuple[str, ...] = Field(description="The topics that were spoken of.")
    slips: tuple[SlipAnswer, ...] = Field(description="Every window that was ever given, in order of publication.")
    overdue_days: int | None = Field(
        description="The days since the window passed without news. It is null unless it is overdue."
    )
    long_overdue: bool = Field(description="True if it has been overdue for so long that it is shown only on request.")
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")


def upcoming_answer(coming: Coming, knowledge: Knowledge) -> UpcomingAnswer:
    """The answer for one thing to come."""
    own = session_answer(coming.session, knowledge) if coming.session else None
    return UpcomingAnswer(
        dialogue=knowledge.dialogue,
        kind=coming.kind,
        subject=str(coming.subject),
        what=coming.what,
        who=coming.who,
        track=coming.track,
        session=own.session if own else None,
        status=coming.status,
        window=WindowAnswer.of(coming.window),
        words=coming.words,
        place=coming.place,
        venue=own.venue if own else None,
        basis=coming.basis,
        host=own.host if own else None,
        mediator=own.mediator if own else None,
        mode=own.mode if own else None,
        held=own.held if own else None,
        persons=own.persons if own else (),
        topics=own.topics if own else (),
        slips=own.slips if own else (),
        overdue_days=coming.overdue_days,
        long_overdue=coming.is_long_overdue,
        disputes=disputes_of(coming.disputes),
        **Sourced.sources(coming.evidence),
    )
