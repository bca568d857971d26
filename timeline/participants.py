"""Who took part, and what was spoken of? Unions over facts; who is the same person is a judgement, never a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from events.facts.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge import Knowledge, KnownFact


@dataclass(frozen=True, slots=True)
class Participant:
    """A person named in facts about one subject.

    Attributes:
        name: as first written; of linked names the one that stands for all.
        role: title as first written; None where no report gives one.
        side: the party for which the person took part.
        part: head, co-chair, member, mediator, host.
        spellings: every name as written.

    """

    name: str
    role: str | None
    side: str | None
    part: str | None
    spellings: tuple[str, ...]


def participants(facts: Iterable[KnownFact], knowledge: Knowledge) -> tuple[Participant, ...]:
    """Everybody named, in order of first mention; what one report leaves out another may tell."""
    found: dict[str, Participant] = {}
    for known in facts:
        for person in known.fact.persons or ():
            name = knowledge.same(Subject("person", person.name)).key
            seen = found.get(name, Participant(name, None, None, None, ()))
            found[name] = replace(
                seen,
                role=seen.role or person.role,
                side=seen.side or person.side,
                part=seen.part or person.part,
                spellings=tuple(dict.fromkeys((*seen.spellings, person.name))),
            )
    return tuple(found.values())


def topics(facts: Iterable[KnownFact]) -> tuple[str, ...]:
    """Everything spoken of, as written, in order of first mention."""
    return tuple(dict.fromkeys(topic for known in facts for topic in known.fact.topics or ()))
