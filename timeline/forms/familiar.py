"""What does the store already speak of? Dialogues, reports, names and places, to choose from while typing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.tracking import DialogueOpened, ReportFiled

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
        outlets: each outlet with the language and the kind that its newest report had.
        filings: the reports on file, by id.
        parties: of the newest heading.

    """

    reports: dict[str, str] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outlets: dict[str, dict[str, str]] = field(default_factory=dict)
    filings: dict[str, ReportFiled] = field(default_factory=dict)
    parties: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Familiar:
        """Learn from the facts of a dialogue."""
        reports: dict[str, str] = {}
        values: dict[str, Counter[str]] = defaultdict(Counter)
        roles: dict[str, Counter[str]] = defaultdict(Counter)
        outlets: dict[str, dict[str, str]] = {}
        filings: dict[str, ReportFiled] = {}
        parties: tuple[str, ...] = ()
        for fact in facts:
            if isinstance(fact, DialogueOpened):
                parties = fact.parties
            if isinstance(fact, ReportFiled):
                filings[fact.id] = fact
                published = fact.published.edtf or "" if fact.published else "undated"
                brought = {"language": fact.language, "kind": fact.kind_}
                outlets.setdefault(fact.outlet, {}).update({key: one for key, one in brought.items() if one})
                reports[fact.id] = ", ".join(filter(None, (fact.outlet, published, fact.title)))
            for name, value in fact.model_dump(mode="json", exclude_none=True).items():
                for item in value if isinstance(value, list) else [value]:
                    if isinstance(item, dict) and "name" in item:
                        values["person"][item["name"]] += 1
                        values["party"][item.get("side", "")] += 1
                        roles[item["name"]][item.get("role", "")] += 1
                    elif not isinstance(item, dict):
                        values[_POOLED.get(name, name)][str(item)] += 1
        return cls(reports, _by_use(values), _by_use(roles), outlets, filings, parties)

    def outlet(self, text: str) -> str | None:
        """An outlet that reports on file have, however its letters are cased. None where none is called so."""
        folded = text.casefold()
        return next((outlet for outlet in self.outlets if outlet.casefold() == folded), None)

    def choices(self, attribute: str) -> tuple[Choice, ...]:
        """What an attribute was before."""
        return tuple(map(Choice, self.values.get(_POOLED.get(attribute, attribute), ())))


_POOLED: Final = {
    **dict.fromkeys(("absent", "actor", "attended", "by", "host", "mediator", "parties", "side", "to"), "party"),
    "predecessor": "person",
}
"""Attributes that name the same sort of thing."""


def is_of_party(attribute: str) -> bool:
    """Whether an attribute names a party, or several."""
    return _POOLED.get(attribute) == "party"


def _by_use(counted: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(text for text, _ in counts.most_common() if text) for key, counts in counted.items()}


@dataclass(frozen=True)
class StoreContents:
    """What the store knows.

    Attributes:
        titles: each dialogue with its title.
        familiar: what a dialogue speaks of. Asked for when the dialogue is chosen.
        outlets: the outlets of all dialogues, as those of `Familiar`. Asked for with a new dialogue.

    """

    titles: Mapping[str, str] = field(default_factory=dict)
    familiar: Callable[[str], Familiar] = lambda _: Familiar()
    outlets: Callable[[], dict[str, dict[str, str]]] = dict
