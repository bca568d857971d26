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
from timeline.projections import disputes, heads
from timeline.projections.state import DialogueStatus

if TYPE_CHECKING:
    from timeline.projections.state import State


class CountsAnswer(Answer):
    """How much the answer rests on."""

    facts: int = Field(description="The number of facts that the answer rests on.")
    reports: int = Field(description="The number of reports that it rests on.")
    origins: int = Field(description="The number of independent origins that it rests on.")
    sessions: int = Field(description="The number of sessions.")
    held: int = Field(description="The number of sessions that took place.")
    disputes: int = Field(description="The number of disputed attributes.")


class StateAnswer(Answer):
    """Where a dialogue stands on a day."""

    dialogue: str = Field(description="The short name of the dialogue.")
    title: str = Field(description="The title of the dialogue.")
    on: str = Field(description="The day that the answer is for, YYYY-MM-DD.")
    known_at: str | None = Field(
        description="The day of knowledge: only reports published by then count. It is null if all on record count."
    )
    parties: tuple[str, ...] = Field(description="The states and organisations that take part.")
    names: tuple[str, ...] = Field(description="The names that reports give the dialogue.")
    status: DialogueStatus = Field(description="The status of the dialogue, such as active, suspended or ended.")
    last_session: SessionAnswer | None = Field(description="The session that was held last.")
    next_session: SessionAnswer | None = Field(description="The next session to come. An overdue one does not count.")
    upcoming: tuple[UpcomingAnswer, ...] = Field(description="All that is to come, then what became overdue lately.")
    sessions: tuple[SessionAnswer, ...] = Field(description="The sessions, with their statuses and windows.")
    invitations: tuple[InvitationAnswer, ...] = Field(description="The invitations that are still open.")
    positions: tuple[PositionAnswer, ...] = Field(description="The positions in force.")
    commitments: tuple[CommitmentAnswer, ...] = Field(description="The commitments that are still to be kept.")
    documents: tuple[DocumentAnswer, ...] = Field(description="The documents, with how far each got.")
    leaders: tuple[LeaderAnswer, ...] = Field(description="The persons who lead each side.")
    disputes: tuple[SubjectDisputeAnswer, ...] = Field(
        description="The attributes on which reports contradict each other."
    )
    counts: CountsAnswer = Field(description="The numbers of what the answer rests on.")
    last_heard: str | None = Field(description="The day on which the newest dated report came out, YYYY-MM-DD.")
    silent_days: int | None = Field(description="The days since the last news.")


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
        leaders=tuple(leader_answer(one, known) for one in heads.heads(known, state.on, state.sessions)),
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
