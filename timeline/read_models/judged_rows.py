"""What can the facts of a dialogue be read as, by the judgements on them? Who looks for facts finds them by all of it.

On one day a fact can be read as it was stored, on another one as it was corrected, and a correction can itself be taken
back. So each is looked for by whatever corrections can make of it, and what it says is taken for all of that.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import StoredFact

CORRECTED: Final = "fact-corrected"
RETRACTED: Final = "fact-retracted"

_TOLD_BESIDES: Final = frozenset(
    {"note", "place", "quote", "quote_in", "reason", "topics", "title", "url", "published", "stance", "window", "due"}
)
"""Attributes by which no fact is looked for, and on which it does not depend what else is read."""

_MOST_READINGS: Final = 32
"""What a fact can be read as, up to which all of it is looked at."""


class JudgedRows:
    """The corrections and retractions of a dialogue, by what they are on.

    Attributes:
        are_usual: whether each is on a fact that is on record, and none makes a report another one, or is itself
            corrected.
        targets: what is judged, by its id.
        readings: what a fact can be read as, by its id, where it can be looked for otherwise than as it is stored.

    """

    def __init__(
        self, rows: Sequence[StoredFact], judging: Iterable[StoredFact], decode: Callable[[StoredFact], RecordedFact]
    ) -> None:
        """Take all rows of the dialogue, and the judgements among them."""
        self.are_usual = True
        self._on: dict[str, list[StoredFact]] = defaultdict(list)
        self.readings: dict[str, tuple[Fact, ...]] = {}
        corrections: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for row in judging:
            said = json.loads(row.payload)
            target = said["target"]
            self._on[target].append(row)
            if row.topic.startswith(CORRECTED):
                corrections[target].append((said["field"], said.get("new")))
        self.targets = {row.fact_id: row for row in rows if row.fact_id in self._on} if self._on else {}
        for target, some in corrections.items():
            found = self.targets.get(target)
            if found is None or found.topic.startswith((CORRECTED, RETRACTED)):
                self.are_usual = False
                return
            if others := [one for one in some if one[0] not in _TOLD_BESIDES]:
                self._read(decode(found), others)
        self.are_usual = self.are_usual and len(self.targets) == len(self._on)

    def _read(self, recorded: RecordedFact, corrections: Sequence[tuple[str, Any]]) -> None:
        """Look at all that a fact can be read as."""
        by_field: dict[str, list[Any]] = defaultdict(list)
        for field, new in corrections:
            by_field[field].append(new)
        if "id" in by_field or prod(len(some) + 1 for some in by_field.values()) > _MOST_READINGS:
            self.are_usual = False
            return
        attributes = recorded.fact.model_dump(mode="json", exclude_none=True)
        found = []
        for chosen in product(*([attributes.get(field), *some] for field, some in by_field.items())):
            said = attributes | dict(zip(by_field, chosen, strict=True))
            try:
                fact = type(recorded.fact).model_validate({name: one for name, one in said.items() if one is not None})
            except ValidationError:  # which corrections that count do not come to
                continue
            found.append(fact)
        self.readings[recorded.fact_id] = tuple(found)

    def on(self, fact_id: str) -> Sequence[StoredFact]:
        """The judgements on a fact, in order."""
        return self._on.get(fact_id, ())
