"""Asked on a day: the answers that a hand-made log gives, as the commands print them.

    session(1, *documents, on="2025-05-10").status

As for the commands, what is known is what was known on that day, unless `known_at` says otherwise.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tests.given import recorded
from timeline.answers.commitments import commitment_answer
from timeline.answers.invitations import invitation_answer
from timeline.answers.positions import position_answer
from timeline.answers.sessions import session_answer
from timeline.answers.state import state_answer
from timeline.answers.upcoming import upcoming_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections.state import State

if TYPE_CHECKING:
    from tests.given import Told
    from timeline.answers.commitments import CommitmentAnswer
    from timeline.answers.common import DisputeAnswer
    from timeline.answers.invitations import InvitationAnswer
    from timeline.answers.positions import PositionAnswer
    from timeline.answers.sessions import SessionAnswer
    from timeline.answers.upcoming import UpcomingAnswer

LATER = "2026-06-01"
"""A day after everything that the tests tell of."""


def state(*documents: Told, on: str = LATER, known_at: str | None = None, recorded_at: str | None = None) -> State:
    """All projections of the log."""
    instant = datetime.fromisoformat(recorded_at).replace(tzinfo=UTC) if recorded_at else None
    ledger = replay(recorded(documents), recorded_at=instant)
    return State(knowledge(ledger, known_at=date.fromisoformat(known_at or on)), date.fromisoformat(on))


def sessions(*documents: Told, **moment: str) -> list[SessionAnswer]:
    """Every session, in order."""
    asked = state(*documents, **moment)
    return [session_answer(one, asked.knowledge) for one in asked.sessions]


def session(name: int | str, *documents: Told, **moment: str) -> SessionAnswer:
    """The one session of that name."""
    (found,) = (one for one in sessions(*documents, **moment) if one.session == name)
    return found


def upcoming(*documents: Told, **moment: str) -> list[int | str]:
    """The names of the sessions to come, then of those overdue."""
    return [one.session.session for one in state(*documents, **moment).to_come if one.session]


def coming(*documents: Told, **moment: str) -> list[UpcomingAnswer]:
    """What is to come, then what is overdue."""
    asked = state(*documents, **moment)
    return [upcoming_answer(one, asked.knowledge) for one in asked.to_come]


def invitation(*documents: Told, **moment: str) -> InvitationAnswer:
    """The only invitation."""
    asked = state(*documents, **moment)
    (found,) = asked.invitations
    return invitation_answer(found, asked.knowledge)


def position(*documents: Told, **moment: str) -> PositionAnswer:
    """The only position."""
    asked = state(*documents, **moment)
    (found,) = asked.positions
    return position_answer(found, asked.knowledge)


def commitment(*documents: Told, **moment: str) -> CommitmentAnswer:
    """The only commitment or lone deadline."""
    asked = state(*documents, **moment)
    (found,) = asked.commitments
    return commitment_answer(found, asked.knowledge)


def everything(*documents: Told, **moment: str) -> dict[str, Any]:
    """The whole status card, as JSON."""
    return state_answer(state(*documents, **moment)).model_dump(mode="json")


def window(answer: SessionAnswer | InvitationAnswer) -> str | None:
    """The time that it is planned for."""
    return answer.window.edtf if answer.window else None


def slips(answer: SessionAnswer) -> list[tuple[str, tuple[str, ...]]]:
    """Every window ever given, with its reports."""
    return [(slip.window.edtf, slip.reports) for slip in answer.slips]


def dissent(answer: SessionAnswer | InvitationAnswer | CommitmentAnswer, attribute: str) -> list[tuple[Any, Any]]:
    """The values that contradict the preferred one, each with its reports."""
    found: list[DisputeAnswer] = [one for one in answer.disputes if one.attribute == attribute]
    return [(claim.value, claim.reports) for one in found for claim in one.claims[1:]]
