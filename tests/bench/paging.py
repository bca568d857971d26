"""Sides that are pages: a step of the slider, its bytes, the first page, and what a reader of many days costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.bench.commands import LARGE_DIALOGUE
from tests.bench.figure import Side
from tests.bench.history import DIALOGUE, STORYLINE_FACTS
from tests.bench.process import timed

if TYPE_CHECKING:
    from tests.bench.figure import Sides
    from tests.bench.materials import Materials

STEPS: Final = 20
"""Days of news of which a value is the median."""

FEW, MANY = 100, 1_000
"""Days of news that a reader walks through."""


def sizes(task: str, what: str, **arguments: int) -> Sides:
    """A page of a dialogue of ten thousand facts, beside the same of one of 150."""

    def sides(materials: Materials) -> tuple[Side, Side]:
        def side(facts: int) -> Side:
            store = materials.dialogue(facts)
            label = f"{what}, dialogue of {facts:,} facts"
            return Side(label, lambda: timed(f"pages.{task}", store=store, slug=DIALOGUE, **arguments).each)

        return side(LARGE_DIALOGUE), side(STORYLINE_FACTS)

    return sides


def walks(materials: Materials) -> tuple[Side, Side]:
    """The memory of a server after a thousand days of a dialogue of ten thousand facts, beside that after a hundred."""

    def side(days: int) -> Side:
        store = materials.dialogue(LARGE_DIALOGUE)
        label = f"server after {days:,} days of news were looked at"
        return Side(label, lambda: timed("pages.walked", store=store, slug=DIALOGUE, days=days).each)

    return side(MANY), side(FEW)
