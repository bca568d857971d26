"""Who took part, and what was spoken of? Unions over facts. Who is the same person is a judgement, never a guess."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from events.facts.texts import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.base import Fact, Person
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact


class Participant(NamedTuple):
    """A person named in facts about one subject.

    Attributes:
        name: as first written. Of linked names the one that stands for all.
        role: title as first written. None where no report gives one.
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
    """Everybody named, in order of first mention. What one report leaves out another may tell."""
    named: dict[str, list[Person]] = defaultdict(list)
    for known in facts:
        for person in known.fact.persons or ():
            named[knowledge.person(person.name)].append(person)
    return tuple(_participant(name, persons) for name, persons in named.items())


def _participant(name: str, persons: Sequence[Person]) -> Participant:
    role = side = part = None
    for one in persons:
        role, side, part = role or one.role, side or one.side, part or one.part
    return Participant(name, role, side, part, tuple(dict.fromkeys(one.name for one in persons)))


def topics(facts: Iterable[KnownFact]) -> tuple[str, ...]:
    """Everything spoken of, as written, in order of first mention."""
    return tuple(dict.fromkeys(topic for known in facts for topic in known.fact.topics or ()))


PARTIES = ("actor", "by", "to", "host", "mediator", "attended", "absent")
"""Attributes that name parties, one or several."""


def parties_named(fact: Fact) -> tuple[str, ...]:
    """The parties that a fact names, as written, sides of persons among them."""
    sides = (person.side for person in fact.said("persons") or () if person.side is not None)
    said = (fact.said(attribute) for attribute in PARTIES)
    named = (name for names in said if isinstance(names, str | tuple) for name in names_of(names))
    return tuple(dict.fromkeys((*sides, *named)))
