"""The answer to `people`, and who leads each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer, DisputeAnswer, Sourced, WindowAnswer, disputes_of
from timeline.projections import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.people import Headed, Leader, Office, Person, Title
    from timeline.projections.state import State


class TitleAnswer(Sourced):
    """A title that reports gave a person."""

    title: str = Field(description="as written")
    first: WindowAnswer | None = Field(description="when first used: of what is told, else of the report")
    last: WindowAnswer | None

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

    office: str
    since: WindowAnswer | None = Field(description="when the term began; null where unknown")
    until: WindowAnswer | None = Field(description="when it ended or is to end; null where unknown, or where it lasts")
    in_office: bool = Field(description="whether the term lasts on the day")
    predecessor: str | None
    successor: str | None = Field(description="whose coming ended the term; null where a report tells of its end")
    moved_from: str | None = Field(description="office, place or party that the person came from")
    moved_to: str | None = Field(description="office, place or party that the person went to")
    disputes: tuple[DisputeAnswer, ...]

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

    track: str
    session: int | str = Field(description="its number, or a slug where nobody numbers")
    side: str | None
    held: WindowAnswer | None

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

    dialogue: str
    person: str = Field(description="as first written; of linked names the one that stands for all")
    spellings: tuple[str, ...] = Field(description="every name as written")
    sides: tuple[str, ...] = Field(description="the parties for which the person took part")
    titles: tuple[TitleAnswer, ...] = Field(description="in order of first use")
    offices: tuple[OfficeAnswer, ...]
    headed: tuple[HeadedAnswer, ...] = Field(description="the sessions at which the person headed a side")


class LeaderAnswer(Sourced):
    """Somebody who leads a side as of a day."""

    side: str | None = Field(description="null where no report says for whom the holder of an office acts")
    person: str
    role: str | None = Field(description="title as written at the session headed, or the office held")
    track: str | None = Field(description="of the session headed; null for the holder of an office")
    session: int | str | None = Field(description="the last session at which the side was headed")
    held: WindowAnswer | None = Field(description="when that session was held")
    office: str | None = Field(description="the office held; null for who headed a session")
    since: WindowAnswer | None = Field(description="when the term of office began; null where unknown")


def person_answer(person: Person, knowledge: Knowledge) -> PersonAnswer:
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
