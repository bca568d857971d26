"""All that is known of one subject: its facts, and the verdict on each of its attributes.

Every projection about a subject starts from a dossier, so that every value it shows can be explained, every dispute
listed, and any two days of knowledge compared, by one mechanism.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.facts.subject import Subject
    from timeline.claims.claims import Support, Verdict
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import Value

_FACT_ID = attrgetter("fact_id")


class Evidence(NamedTuple):
    """What something rests on: fact ids, report ids and independent origins, each once, in order of the log."""

    facts: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]

    @classmethod
    def of(cls, facts: Iterable[KnownFact]) -> Evidence:
        """The evidence that facts are."""
        by_position = {fact.position: fact for fact in facts}
        in_order = [by_position[position] for position in sorted(by_position)]
        reports = dict.fromkeys(fact.report.id for fact in in_order if fact.report)
        origins = dict.fromkeys(fact.origin for fact in in_order if fact.origin)
        return cls(tuple(map(_FACT_ID, in_order)), tuple(reports), tuple(origins))


@dataclass(frozen=True)
class Dossier:
    """A subject with its facts and verdicts.

    Attributes:
        subject: what it is about.
        facts: all that bear on it, in order of the log.
        verdicts: the settled attributes by name. Attributes that nobody spoke of are left out.

    """

    subject: Subject
    facts: tuple[KnownFact, ...]
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    @classmethod
    def of(cls, subject: Subject, facts: Iterable[KnownFact], verdicts: Iterable[Verdict]) -> Dossier:
        """Keep the verdicts that settle something."""
        return cls(subject, tuple(facts), {one.attribute: one for one in verdicts if one.preferred or one.others})

    @cached_property
    def evidence(self) -> Evidence:
        """What the subject as a whole rests on."""
        return Evidence.of(self.facts)

    @property
    def disputes(self) -> tuple[Verdict, ...]:
        """The attributes on which reports contradict the preferred value."""
        return tuple(verdict for verdict in self.verdicts.values() if verdict.dissent)

    def preferred(self, attribute: str) -> Support | None:
        """The preferred value of an attribute with its support. None where there is none."""
        verdict = self.verdicts.get(attribute)
        return verdict.preferred if verdict else None

    def value(self, attribute: str) -> Value | None:
        """The preferred value of an attribute. None where there is none."""
        support = self.preferred(attribute)
        return support.value if support else None

    def text(self, attribute: str) -> str | None:
        """The preferred value of an attribute as text. None where there is none."""
        value = self.value(attribute)
        return None if value is None else str(value.text)
