"""What is the same as another subject of a dialogue, by any link that was ever made?

A link counts for every day. So two names that one link on record has, or had, made the same are looked for together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.subject import Subject
from timeline.knowledge.linking import can_be_one, party_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from events.facts.base import Fact

_USUAL: Final = (
    frozenset({"session", "contact"}),
    frozenset({"invitation", "contact"}),
    frozenset({"commitment", "deadline"}),
    frozenset({"document", "deadline"}),
)
"""The types of subjects that are usually the same as those of other types."""


class Linked:
    """What can be the same, by any link on record or new, whether it still stands or not."""

    def __init__(self, links: Iterable[Fact]) -> None:
        """Take the links, also as they are corrected."""
        self._groups: dict[Subject, set[Subject]] = {}
        for link in links:
            one, other = link.subjects()
            if link.said("as_") == "same" and can_be_one(one, other):
                group = self._groups.get(one, {one}) | self._groups.get(other, {other})
                self._groups.update(dict.fromkeys(group, group))

    def same_as(self, subject: Subject) -> Collection[Subject]:
        """A subject, and all that can be the same: a position also where its party is."""
        if not self._groups or subject.type != "position":
            return self._groups.get(subject, (subject,))
        found, left = {subject}, [subject]
        while left:
            one = left.pop()
            party = party_of(one)
            others = {*self._groups.get(one, ())}
            others.update(
                Subject("position", other.key + one.key.removeprefix(party.key))
                for other in self._groups.get(party, ())
            )
            left += others - found
            found |= others
        return found

    def are_usual(self, subjects: Iterable[Subject]) -> bool:
        """Whether subjects are the same as those of their own type, or of another one for which that is usual."""
        types = (frozenset(one.type for one in self.same_as(subject)) for subject in subjects)
        return all(len(some) == 1 or some in _USUAL for some in types)
