"""The answer to `state`: the status card."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.commitments import CommitmentAnswer, commitment_answer
from timeline.answers.common import Answer
from timeline.answers.disputes import SubjectDisputeAnswer, dispute_answer
from timeline.answers.documents import DocumentAnswer, document_answer
from timeline.answers.invitations import InvitationAnswer, invitation_answer
from timeline.answers.people import LeaderAnswer, leader_answer
from timeline.answers.positions import PositionAnswer, position_answer
from timeline.answers.sessions import SessionAnswer, session_answer
from timeline.answers.upcoming import UpcomingAnswer, upcoming_answer
from timeline.projections import disputes, people
from timeline.projections.state import Status

if TYPE_CHECKING:
    from timeline.projections.state import State


class CountsAnswer(Answer):
    """How much the answer rests on."""

    facts: int
    reports: int
    origins: int
    sessions: int
    held: int = Field(description="sessions that took place")
    disputes: int


class StateAnswer(Answer):
    """Where a dialogue stands on a day."""

    dialogue: str
    title: str
    on: str = Field(description="the day we stand on, YYYY-MM-DD")
    known_at: str | None = Field(description="only what was public by this day counts; null for all on record")
    parties: tuple[str, ...]
    names: tuple[str, ...] = Field(description="what reports call the dialogue")
    status: Status
    last_session: SessionAnswer | None = Field(description="the session held last")
    next_session: SessionAnswer | None = Field(description="the session to come next; what is overdue does not count")
    upcoming: tuple[UpcomingAnswer, ...] = Field(
        description="what is to come, then what is overdue, but for what has been so for long"
    )
    sessions: tuple[SessionAnswer, ...]
    invitations: tuple[InvitationAnswer, ...]
    positions: tuple[PositionAnswer, ...]
    commitments: tuple[CommitmentAnswer, ...]
    documents: tuple[DocumentAnswer, ...]
    leaders: tuple[LeaderAnswer, ...] = Field(description="who leads each side")
    disputes: tuple[SubjectDisputeAnswer, ...]
    counts: CountsAnswer
    last_heard: str | None = Field(description="the day the newest dated report came out, YYYY-MM-DD")
    silent_days: int | None = Field(description="days since then")


def state_answer(state: State) -> StateAnswer:
    """The answer for one dialogue."""
    known = state.knowledge
    disputed = disputes.project(state)
    sessions = {one.dossier.subject: session_answer(one, known) for one in state.sessions}
    last, following = state.last_session, state.next_session
    return StateAnswer(
        dialogue=known.dialogue,
        title=known.title,
        on=date.isoformat(state.on),  # nothing else tells the day itself; where an answer is kept, this is rewritten
        known_at=known.known_at.isoformat() if known.known_at else None,
        parties=known.parties,
        names=known.names,
        status=state.status,
        last_session=sessions[last.dossier.subject] if last else None,
        next_session=sessions[following.dossier.subject] if following else None,
        upcoming=tuple(upcoming_answer(one, known) for one in state.upcoming),
        sessions=tuple(sessions.values()),
        invitations=tuple(invitation_answer(one, known) for one in state.invitations),
        positions=tuple(position_answer(one, known) for one in state.positions),
        commitments=tuple(commitment_answer(one, known) for one in state.commitments),
        documents=tuple(document_answer(one, known) for one in state.documents),
        leaders=tuple(leader_answer(one, known) for one in people.heads(known, state.on, state.sessions)),
        disputes=tuple(dispute_answer(one, known) for one in disputed),
        counts=CountsAnswer(
            facts=len(known.facts),
            reports=len(known.reports),
            origins=len(known.origins),
            sessions=len(state.sessions),
            held=sum(one.status == "held" for one in state.sessions),
            disputes=len(disputed),
        ),
        last_heard=state.last_heard.isoformat() if state.last_heard else None,
        silent_days=max((state.on - state.last_heard).days, 0) if state.last_heard else None,
    )
