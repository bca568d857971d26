"""What does the store already speak of? Dialogues, reports, names and places, to choose from while typing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.tracking import ReportFiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from events.facts.base import Fact


class Choice(NamedTuple):
    """What can be typed, and what it is."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Familiar:
    """What a dialogue already speaks of.

    Attributes:
        reports: id of each report with a word on it.
        values: each attribute with the values it had, the most used first.
        roles: each person with the roles it had.

    """

    reports: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Familiar:
        """Learn from the facts of a dialogue."""
        reports: dict[str, str] = {}
        values: dict[str, Counter[str]] = defaultdict(Counter)
        roles: dict[str, Counter[str]] = defaultdict(Counter)
        for fact in facts:
            if isinstance(fact, ReportFiled):
                published = fact.published.edtf or "" if fact.published else "undated"
                reports[fact.id] = ", ".join(filter(None, (fact.outlet, published, fact.title)))
            for name, value in fact.model_dump(mode="json", exclude_none=True).items():
                for item in value if isinstance(value, list) else [value]:
                    if isinstance(item, dict) and "name" in item:
                        values["person"][item["name"]] += 1
                        values["party"][item.get("side", "")] += 1
                        roles[item["name"]][item.get("role", "")] += 1
                    elif not isinstance(item, dict):
                        values[_POOLED.get(name, name)][str(item)] += 1
        return cls(reports, _by_use(values), _by_use(roles))

    def choices(self, attribute: str) -> tuple[Choice, ...]:
        """What an attribute was before."""
        return tuple(map(Choice, self.values.get(_POOLED.get(attribute, attribute), ())))


_POOLED: Final = {
    **dict.fromkeys(("actor", "by", "host", "mediator", "parties", "side", "to"), "party"),
    "predecessor": "person",
}
"""Attributes that name the same sort of thing."""


def _by_use(counted: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(text for text, _ in counts.most_common() if text) for key, counts in counted.items()}


@dataclass(frozen=True)
class Known:
    """What the store knows.

    Attributes:
        titles: each dialogue with its title.
        familiar: what a dialogue speaks of; asked for when the dialogue is chosen.

    """

    titles: Mapping[str, str] = field(default_factory=dict)
    familiar: Callable[[str], Familiar] = lambda _: Familiar()
