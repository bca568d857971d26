"""Which subjects are the same? The newest judgement on each pair counts. `same` carries over to a third subject."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from events.facts.judgement import SubjectsLinked
from events.facts.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from events.facts.base import Fact
    from events.store.log import RecordedFact


def merged_by(
    links: Iterable[tuple[RecordedFact, Fact]],
) -> tuple[dict[Subject, Subject], tuple[tuple[SubjectsLinked, str], ...]]:
    """Which subject stands for which: the newest judgement on each pair counts, and `same` carries over."""
    newest: dict[frozenset[Subject], tuple[SubjectsLinked, str]] = {}
    for recorded, fact in links:
        assert isinstance(fact, SubjectsLinked)
        newest[frozenset(fact.subjects())] = (fact, recorded.fact_id)
    named = [link.subjects() for link, _ in newest.values()]
    same = [link.subjects() for link, _ in newest.values() if link.as_ == "same" and can_be_one(*link.subjects())]
    merged = _joined(same, named)
    if any(one.type == "position" for pair in same for one in pair):

        def held(pair: Sequence[Subject]) -> tuple[Subject, ...]:
            return tuple(held_by(subject, merged) for subject in pair)

        of_parties = _joined(map(held, same), map(held, named))
        merged = of_parties | {
            subject: of_parties[standing] for pair in same for subject, standing in zip(pair, held(pair), strict=True)
        }
    return merged, tuple(newest.values())


def held_by(subject: Subject, merged: Mapping[Subject, Subject]) -> Subject:
    """A position as one of the party that stands for its actor. Any other subject as it is."""
    if subject.type != "position":
        return subject
    party = party_of(subject)
    standing = merged.get(party, party)
    return subject if standing == party else Subject("position", standing.key + subject.key.removeprefix(party.key))


def party_of(position: Subject) -> Subject:
    """The party whose position it is."""
    return Subject("party", position.key.rpartition("/")[0])


def standing_for(subject: Subject, merged: Mapping[Subject, Subject]) -> Subject:
    """The subject that stands for one: itself where it is linked with none."""
    if not merged:
        return subject
    held = held_by(subject, merged)
    return merged.get(held, held)


def _joined(same: Iterable[Sequence[Subject]], named: Iterable[Sequence[Subject]]) -> dict[Subject, Subject]:
    """Each linked subject with the one that stands for it.

    Args:
        same: the pairs that are one.
        named: all pairs that are judged; what stands for others is the one named first in them.

    """
    order = list(dict.fromkeys(chain.from_iterable(named)))
    groups: dict[Subject, list[Subject]] = {}
    for pair in same:
        members: list[Subject] = []
        for subject in pair:
            members.extend(member for member in groups.get(subject, [subject]) if member not in members)
        members.sort(key=order.index)
        groups.update(dict.fromkeys(members, members))
    return {subject: _standing_for(members) for subject, members in groups.items()}


_LIVES = frozenset({"session", "invitation", "position", "commitment", "document", "role", "person"})
"""Types of subject with a life of their own: it goes on under their name when a contact or a deadline is linked."""


def can_be_one(one: Subject, other: Subject) -> bool:
    """An invitation and the visit paid can be. An invitation and the session invited to have two lives."""
    return one.type == other.type or not _LIVES.issuperset({one.type, other.type})


def _standing_for(members: list[Subject]) -> Subject:
    """The one with a life of its own stands for all, of sessions the numbered one, then the one named first."""
    return min(members, key=lambda one: (one.type not in _LIVES, not one.key.rpartition("/")[2].isdigit()))
