"""The answer to `sessions` and `upcoming`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from events.facts.invitation import InvitationFact
from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.claims.participants import participants, topics
from timeline.claims.undated import WORDS
from timeline.projections.session_status import SessionStatus
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

    name: str = Field(description="The name as written. Of linked names it is the one that is used for all.")
    role: str | None = Field(description="The title, as written.")
    side: str | None = Field(description="The party for which the person took part.")
    part: str | None = Field(description="The function of the person: head, co-chair, member, mediator or host.")


class SlipAnswer(Answer):
    """A window that was given for a session."""

    window: WindowAnswer = Field(description="The window that was given. It is null if no time was given.")
    published: WindowAnswer | None = Field(
        description="The time at which its first report came out. It is null if unknown."
    )
    reports: tuple[str, ...] = Field(description="The reports that gave it, the first print first.")
    change: bool = Field(description="True if it changed the plan. A vaguer repetition does not.")

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

    dialogue: str = Field(description="The short name of the dialogue.")
    track: str = Field(description="The track of the session.")
    session: int | str = Field(description="The number of the session, or its short name if sessions are not numbered.")
    status: SessionStatus = Field(description="The status of the session, such as scheduled, held or overdue.")
    window: WindowAnswer | None = Field(description="The time that it is, or was, planned for.")
    words: str | None = Field(description="The words of the reports, where they name no days: at the appropriate time.")
    place: str | None = Field(description="The city or place.")
    venue: str | None = Field(description="The building, as written.")
    basis: str | None = Field(description="How firm the plan is: expected, announced, agreed or confirmed.")
    host: str | None = Field(description="The parties or offices that host.")
    mediator: str | None = Field(description="The parties or persons that mediate.")
    mode: str | None = Field(description="How the sides met: in-person, video or phone.")
    started: WindowAnswer | None = Field(description="The time at which it began, if reports tell.")
    held: WindowAnswer | None = Field(description="The time at which it took place.")
    attended: tuple[str, ...] = Field(description="The parties that came, if reports tell.")
    absent: tuple[str, ...] = Field(description="The parties that stayed away, if reports tell.")
    persons: tuple[ParticipantAnswer, ...] = Field(description="The persons who took part or are expected.")
    topics: tuple[str, ...] = Field(description="The topics that were spoken of.")
    slips: tuple[SlipAnswer, ...] = Field(description="Every window that was ever given, in order of publication.")
    overdue_days: int | None = Field(
        description="The days since the window passed without news. It is null unless it is overdue."
    )
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")

    @property
    def time(self) -> WindowAnswer | None:
        """When it took place, else when it began, else when it is or was planned for."""
        return self.held or self.started or self.window


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
        words=dossier.text(WORDS),
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
