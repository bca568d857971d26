"""The answer to `sessions` and `upcoming`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from events.facts.invitation import InvitationFact
from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.claims.participants import participants, topics
from timeline.projections.session_status import Status
from timeline.values.agreement import NamesValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.projections.session import Session
    from timeline.projections.session_slips import Slip
    from timeline.projections.state import State


class ParticipantAnswer(Answer):
    """Somebody who took part."""

    name: str = Field(description="as written; of linked names the one that stands for all")
    role: str | None = Field(description="title as written")
    side: str | None
    part: str | None = Field(description="head, co-chair, member, mediator, host")


class SlipAnswer(Answer):
    """A window that was given for a session."""

    window: WindowAnswer
    published: WindowAnswer | None = Field(description="when the first report of it came out; null where unknown")
    reports: tuple[str, ...] = Field(description="who gave it, the first print first")
    change: bool = Field(description="whether it changed what was expected; a vaguer repetition does not")

    @classmethod
    def of(cls, slip: Slip) -> SlipAnswer:
        """The answer for one given window."""
        window = WindowAnswer.of(slip.window)
        assert window is not None
        return cls(
            window=window,
            published=WindowAnswer.of_window(slip.published),
            reports=slip.reports,
            change=slip.current,
        )


class SessionAnswer(Sourced):
    """A session as of a day."""

    dialogue: str
    track: str
    session: int | str = Field(description="its number, or a slug where nobody numbers")
    status: Status
    window: WindowAnswer | None = Field(description="the time it is, or was, planned for")
    place: str | None
    venue: str | None
    basis: str | None = Field(description="how firm the plan is: expected, announced, agreed, confirmed")
    host: str | None
    mediator: str | None
    mode: str | None
    started: WindowAnswer | None = Field(description="when it began, where reports tell")
    held: WindowAnswer | None = Field(description="when it took place")
    attended: tuple[str, ...] = Field(description="the parties that came, where reports tell")
    absent: tuple[str, ...] = Field(description="the parties that stayed away, where reports tell")
    persons: tuple[ParticipantAnswer, ...]
    topics: tuple[str, ...]
    slips: tuple[SlipAnswer, ...] = Field(description="every window ever given, in order of publication")
    overdue_days: int | None = Field(description="days since the window passed without news; null unless it has")
    disputes: tuple[DisputeAnswer, ...]


def session_answer(session: Session, knowledge: Knowledge) -> SessionAnswer:
    """The answer for one session."""
    dossier = session.dossier
    own = [known for known in dossier.facts if not isinstance(known.fact, InvitationFact)]
    return SessionAnswer(
        dialogue=knowledge.dialogue,
        track=session.track,
        session=session.session,
        status=session.status,
        window=WindowAnswer.of(session.window),
        place=dossier.text("place"),
        venue=dossier.text("venue"),
        basis=dossier.text("basis"),
        host=dossier.text("host"),
        mediator=dossier.text("mediator"),
        mode=dossier.text("mode"),
        started=WindowAnswer.of(session.started),
        held=WindowAnswer.of(session.held),
        attended=_names(dossier, "attended"),
        absent=_names(dossier, "absent"),
        persons=tuple(
            ParticipantAnswer(name=one.name, role=one.role, side=one.side, part=one.part)
            for one in participants(own, knowledge)
        ),
        topics=topics(own),
        slips=tuple(map(SlipAnswer.of, session.slips)),
        overdue_days=session.overdue_days,
        disputes=disputes_of(dossier.disputes),
        **Sourced.sources(dossier.evidence),
    )


def session_answers(state: State) -> Iterator[SessionAnswer]:
    """The answers for every session."""
    return (session_answer(one, state.knowledge) for one in state.sessions)


def _names(dossier: Dossier, attribute: str) -> tuple[str, ...]:
    value = dossier.value(attribute)
    return value.names if isinstance(value, NamesValue) else ()
