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

    dialogue: str
    kind: str = Field(description="session, deadline, rhythm, or the kind of the planned fact, such as contact-held")
    subject: str = Field(description="what it is about, `type:key`")
    what: str = Field(description="what it is, in a few words")
    who: tuple[str, ...] = Field(description="who takes part, or has to do it")
    track: str | None = Field(description="of a session or a rhythm; null for what belongs to no track")
    session: int | str | None = Field(description="its number, or a slug where nobody numbers; null for all else")
    status: str = Field(description="of a session its own; planned, expected, open, awaited, due, overdue and the like")
    window: WindowAnswer | None = Field(description="the time it is planned for, or due")
    place: str | None
    venue: str | None
    basis: str | None = Field(description="how firm the plan is: expected, announced, agreed, confirmed, or rhythm")
    host: str | None
    mediator: str | None
    mode: str | None
    held: WindowAnswer | None = Field(description="null: it has not taken place")
    persons: tuple[ParticipantAnswer, ...]
    topics: tuple[str, ...]
    slips: tuple[SlipAnswer, ...] = Field(description="every window ever given, in order of publication")
    overdue_days: int | None = Field(description="days since the window passed without news; null unless it has")
    long_overdue: bool = Field(description="whether that is so long ago that it is shown only to who asks for it")
    disputes: tuple[DisputeAnswer, ...]


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
