"""What each command took on histories of growing size, as it is kept; `growth` measures it."""

from __future__ import annotations

import json
from math import log10
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from tests.bench.figure import number
from tests.bench.figures import IN_MEMORY
from tests.bench.process import ROOT
from tests.bench.results import SIZES, Measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

RESULTS: Final = ROOT / "docs" / "performance-growth.json"


class Cost(NamedTuple):
    """What a command took.

    Attributes:
        facts: of the log.
        seconds: of processor time, all its processes together: what else runs on the machine makes it little longer.
        bytes: the most that it and its children held.
        day: on which it was measured.
        commit: of what was measured.

    """

    facts: int
    seconds: float
    bytes: int
    day: str = ""
    commit: str = ""


Costs: TypeAlias = dict[str, list[Cost]]
"""What each command took, by its words, the sizes in order."""


def slope(costs: Sequence[Cost], attribute: str) -> float:
    """How the cost grows from the last size but one to the last."""
    before, last = costs[-2:]
    grown = getattr(last, attribute) / getattr(before, attribute)
    return log10(grown) / log10(last.facts / before.facts)


def kept_in(results: Path = RESULTS) -> Costs:
    """What was measured, as it was kept."""
    return {name: [Cost(**one) for one in costs] for name, costs in json.loads(results.read_text()).items()}


def memory_in(costs: Costs) -> Iterator[Measured]:
    """The figures of memory that costs tell, which were measured at the sizes that the bars are meant for."""
    for key, words in {"append": ("append", "--from"), **IN_MEMORY}.items():
        name = " ".join(words)
        held = {one.facts: one.bytes for one in costs.get(name, ())}
        tenth, largest = SIZES[-2:]
        if {tenth, largest} <= held.keys():
            ours, reference = ((f"`timeline {name}`, {number(size)} facts", (held[size],)) for size in (largest, tenth))
            yield Measured(f"{key}-memory", ours, reference)
