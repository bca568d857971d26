"""The answer to `invitations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.projections.invitations import Status
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.invitations import Invitation
    from timeline.projections.state import State


class AnsweredAnswer(Answer):
    """The answer that an invitation got."""

    answer: str = Field(description="accepted, declined, conditional")
    window: WindowAnswer | None = Field(description="when it was given; null where unknown")


class InviteeAnswer(Sourced):
    """What one invitee answered."""

    by: str
    answer: str = Field(description="open, accepted, declined, conditional")
    condition: str | None = Field(description="on which a conditional answer depends; null where no report tells")
    when: WindowAnswer | None = Field(description="when it was given; null where unknown")
    came: bool | None = Field(description="whether it came to the session; null where no report tells")


class FulfilledAnswer(Answer):
    """How an invitation was fulfilled."""

    window: WindowAnswer | None = Field(description="when the session was held; null where unknown")
    after_days: int | None = Field(description="days from the invitation to the session; null where a day is unknown")


class InvitationAnswer(Sourced):
    """An invitation as of a day."""

    dialogue: str
    invitation: str
    by: str | None
    to: str | None
    track: str | None = Field(description="the track of the session invited to")
    session: int | str | None = Field(description="the session invited to; null for a visit")
    visit: str | None
    extended: WindowAnswer | None = Field(description="when it was extended; null where unknown")
    window: WindowAnswer | None = Field(description="the time invited for")
    place: str | None
    status: Status
    answered: AnsweredAnswer | None = Field(description="the newest answer")
    answers: tuple[InviteeAnswer, ...] = Field(description="of each invitee")
    fulfilled: FulfilledAnswer | None
    overdue_days: int | None = Field(description="days since the time invited for passed; null unless it has")
    disputes: tuple[DisputeAnswer, ...]


def invitation_answer(invitation: Invitation, knowledge: Knowledge) -> InvitationAnswer:
    """The answer for one invitation."""
    dossier = invitation.dossier
    session = invitation.session
    said = dossier.text("answer")
    return InvitationAnswer(
        dialogue=knowledge.dialogue,
        invitation=invitation.invitation,
        by=dossier.text("by"),
        to=dossier.text("to"),
        track=session.track if session else None,
        session=session.session if session else None,
        visit=dossier.text("visit"),
        extended=_window(dossier, "extended"),
        window=_window(dossier, "window"),
        place=dossier.text("place"),
        status=invitation.status,
        answered=AnsweredAnswer(answer=said, window=_window(dossier, "answered")) if said else None,
        answers=tuple(
            InviteeAnswer(
                by=one.by,
                answer=one.answer,
                condition=one.condition,
                when=WindowAnswer.of(one.when),
                came=one.came,
                **Sourced.sources(one.evidence),
            )
            for one in invitation.answers
        ),
        fulfilled=FulfilledAnswer(window=WindowAnswer.of(invitation.fulfilled), after_days=invitation.after_days)
        if invitation.status == "fulfilled"
        else None,
        overdue_days=invitation.overdue_days,
        disputes=disputes_of(dossier.disputes),
        **Sourced.sources(dossier.evidence),
    )


def _window(dossier: Dossier, attribute: str) -> WindowAnswer | None:
    value = dossier.value(attribute)
    return WindowAnswer.of(value) if isinstance(value, WindowValue) else None


def invitation_answers(state: State) -> Iterator[InvitationAnswer]:
    """The answers for every invitation."""
    return (invitation_answer(one, state.knowledge) for one in state.invitations)
