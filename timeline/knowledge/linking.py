"""Which subjects are the same? The newest judgement on each pair counts. `same` carries over to a third subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.judgement import SubjectsLinked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.facts.base import Fact
    from events.facts.subject import Subject
    from events.store.log import RecordedFact


def merged_by(
    links: Iterable[tuple[RecordedFact, Fact]],
) -> tuple[dict[Subject, Subject], tuple[tuple[SubjectsLinked, str], ...]]:
    """Which subject stands for which: the newest judgement on each pair counts, and `same` carries over."""
    newest: dict[frozenset[Subject], tuple[SubjectsLinked, str]] = {}
    for recorded, fact in links:
        assert isinstance(fact, SubjectsLinked)
        newest[frozenset(fact.subjects())] = (fact, recorded.fact_id)
    named = list(dict.fromkeys(subject for link, _ in newest.values() for subject in link.subjects()))
    groups: dict[Subject, list[Subject]] = {}
    for link, _ in newest.values():
        if link.as_ == "same" and _can_be_one(*link.subjects()):
            members: list[Subject] = []
            for subject in link.subjects():
                members.extend(member for member in groups.get(subject, [subject]) if member not in members)
            members.sort(key=named.index)
            groups.update(dict.fromkeys(members, members))
    return {subject: _standing_for(members) for subject, members in groups.items()}, tuple(newest.values())


_LIVES = frozenset({"session", "invitation", "position", "commitment", "document", "role", "person"})
"""Types of subject with a life of their own: it goes on under their name when a contact or a deadline is linked."""


def _can_be_one(one: Subject, other: Subject) -> bool:
    """An invitation and the visit paid can be. An invitation and the session invited to have two lives."""
    return one.type == other.type or not _LIVES.issuperset({one.type, other.type})


def _standing_for(members: list[Subject]) -> Subject:
    """The one with a life of its own stands for all, of sessions the numbered one, then the one named first."""
    return min(members, key=lambda one: (one.type not in _LIVES, not one.key.rpartition("/")[2].isdigit()))
