"""The answer to `people`, and who leads each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.projections import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.heads import Headed, Leader
    from timeline.projections.offices import Office
    from timeline.projections.people import NamedPerson, Title
    from timeline.projections.state import State


class TitleAnswer(Sourced):
    """A title that reports gave a person."""

    title: str = Field(description="The title, as written.")
    first: WindowAnswer | None = Field(description="The first use: the time of the event, or else of the report.")
    last: WindowAnswer | None = Field(description="The last use of the title.")

    @classmethod
    def of(cls, title: Title) -> TitleAnswer:
        """The answer for one title."""
        return cls(
            title=title.title,
            first=WindowAnswer.of(title.first),
            last=WindowAnswer.of(title.last),
            **Sourced.sources(title.evidence),
        )


class OfficeAnswer(Sourced):
    """A term in an office."""

    office: str = Field(description="The office, as written.")
    since: WindowAnswer | None = Field(description="The time at which the term began. It is null if unknown.")
    until: WindowAnswer | None = Field(
        description="The time at which the term ends. It is null if unknown, or if it lasts."
    )
    in_office: bool = Field(description="True if the term lasts on the day of the question.")
    predecessor: str | None = Field(description="The person who held the office before.")
    successor: str | None = Field(
        description="The person who took over. It is null if a report tells of the end of the term."
    )
    moved_from: str | None = Field(description="The office, place or party that the person came from.")
    moved_to: str | None = Field(description="The office, place or party that the person went to.")
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")

    @classmethod
    def of(cls, office: Office) -> OfficeAnswer:
        """The answer for one term."""
        dossier = office.dossier
        return cls(
            office=office.office,
            since=WindowAnswer.of(office.since),
            until=WindowAnswer.of(office.until),
            in_office=office.in_office,
            predecessor=dossier.text("predecessor"),
            successor=office.successor,
            moved_from=dossier.text("moved_from"),
            moved_to=dossier.text("moved_to"),
            disputes=disputes_of(dossier.disputes),
            **Sourced.sources(dossier.evidence),
        )


class HeadedAnswer(Answer):
    """A session at which a person headed a side."""

    track: str = Field(description="The track of the session.")
    session: int | str = Field(description="The number of the session, or its short name if sessions are not numbered.")
    side: str | None = Field(description="The side that the person headed.")
    held: WindowAnswer | None = Field(description="The time at which that session was held.")

    @classmethod
    def of(cls, headed: Headed) -> HeadedAnswer:
        """The answer for one session."""
        session = headed.session
        return cls(
            track=session.track,
            session=session.session,
            side=headed.person.side,
            held=WindowAnswer.of(session.held),
        )


class PersonAnswer(Sourced):
    """A person as of a day."""

    dialogue: str = Field(description="The short name of the dialogue.")
    person: str = Field(description="The name as first written. Of linked names it is the one that is used for all.")
    spellings: tuple[str, ...] = Field(description="Every spelling of the name, as written.")
    sides: tuple[str, ...] = Field(description="The parties for which the person took part.")
    titles: tuple[TitleAnswer, ...] = Field(description="The titles of the person, in order of first use.")
    offices: tuple[OfficeAnswer, ...] = Field(description="The offices that the person held.")
    headed: tuple[HeadedAnswer, ...] = Field(description="The sessions at which the person headed a side.")


class LeaderAnswer(Sourced):
    """Somebody who leads a side as of a day."""

    side: str | None = Field(
        description="The side. It is null if no report says for which side the holder of an office acts."
    )
    person: str = Field(description="The name of the person.")
    role: str | None = Field(description="The title as written at that session, or the office.")
    track: str | None = Field(
        description="The track of the session that the person headed. It is null for the holder of an office."
    )
    session: int | str | None = Field(description="The last session at which the person headed the side.")
    held: WindowAnswer | None = Field(description="The time at which that session was held.")
    office: str | None = Field(description="The office that the person holds. It is null for the head of a session.")
    since: WindowAnswer | None = Field(description="The time at which the term of office began. It is null if unknown.")


def person_answer(person: NamedPerson, knowledge: Knowledge) -> PersonAnswer:
    """The answer for one person."""
    return PersonAnswer(
        dialogue=knowledge.dialogue,
        person=person.person,
        spellings=person.spellings,
        sides=person.sides,
        titles=tuple(map(TitleAnswer.of, person.titles)),
        offices=tuple(map(OfficeAnswer.of, person.offices)),
        headed=tuple(map(HeadedAnswer.of, person.headed)),
        **Sourced.sources(person.evidence),
    )


def leader_answer(leader: Leader, knowledge: Knowledge) -> LeaderAnswer:  # noqa: ARG001 - every answer takes both
    """The answer for one leader."""
    session, office = leader.headed, leader.office
    return LeaderAnswer(
        side=leader.side,
        person=leader.person,
        role=leader.role,
        track=session.track if session else None,
        session=session.session if session else None,
        held=WindowAnswer.of(session.held) if session else None,
        office=office.office if office else None,
        since=WindowAnswer.of(office.since) if office else None,
        **Sourced.sources(leader.evidence),
    )


def person_answers(state: State) -> Iterator[PersonAnswer]:
    """The answers for everybody who is named."""
    return (person_answer(one, state.knowledge) for one in people.project(state.knowledge, state.on, state.sessions))
