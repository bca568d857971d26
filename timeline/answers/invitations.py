"""The answer to `invitations`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.claims.undated import WORDS
from timeline.projections.invitations import InvitationStatus
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.invitations import Invitation
    from timeline.projections.state import State


class AnsweredAnswer(Answer):
    """The answer that an invitation got."""

    answer: str = Field(description="The answer: accepted, declined or conditional.")
    window: WindowAnswer | None = Field(description="The time at which the answer was given. It is null if unknown.")


class InviteeAnswer(Sourced):
    """What one invitee answered."""

    by: str = Field(description="The party that is invited or answered.")
    answer: str = Field(description="The answer: open, accepted, declined or conditional.")
    condition: str | None = Field(
        description="The condition on which the answer depends. It is null if no report tells one."
    )
    when: WindowAnswer | None = Field(description="The time at which the answer was given. It is null if unknown.")
    came: bool | None = Field(description="True if the party came to the session. It is null if no report tells.")


class FulfilledAnswer(Answer):
    """How an invitation was fulfilled."""

    window: WindowAnswer | None = Field(description="The time at which the session was held. It is null if unknown.")
    after_days: int | None = Field(
        description="The days from the invitation to the session. It is null if one of the days is unknown."
    )


class InvitationAnswer(Sourced):
    """An invitation as of a day."""

    dialogue: str = Field(description="The short name of the dialogue.")
    invitation: str = Field(description="The short name of the invitation.")
    by: str | None = Field(description="The party that invites.")
    to: str | None = Field(description="The party that is invited.")
    track: str | None = Field(description="The track of the session that the invitation is for.")
    session: int | str | None = Field(description="The session that the invitation is for. It is null for a visit.")
    visit: str | None = Field(description="The visit that the invitation is for. It is null for a session.")
    extended: WindowAnswer | None = Field(
        description="The time at which the invitation was extended. It is null if unknown."
    )
    window: WindowAnswer | None = Field(description="The time that the invitation is for.")
    words: str | None = Field(description="The words of the reports, where they name no days: at the appropriate time.")
    place: str | None = Field(description="The city or place.")
    status: InvitationStatus = Field(description="The status of the invitation, such as open, accepted or fulfilled.")
    answered: AnsweredAnswer | None = Field(description="The newest answer of any invited party.")
    answers: tuple[InviteeAnswer, ...] = Field(description="The answer of each invited party.")
    fulfilled: FulfilledAnswer | None = Field(description="The session that fulfilled it, or null.")
    overdue_days: int | None = Field(
        description="The days since the time of the invitation passed. It is null unless it is overdue."
    )
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")


def invitation_answer(invitation: Invitation, knowledge: Knowledge) -> InvitationAnswer:
    """The answer for one invitation."""
    dossier = invitation.dossier
    session = invitation.session
    said = dossier.text("answer") if dossier.text("answer") != "open" else None
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
        words=dossier.text(WORDS),
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
