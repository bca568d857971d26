"""A store for as long as a command runs: to try things out, or to check against where there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.store.port import Engine

DEMO = "iraq-nato"
"""The dialogue of the bundled storyline."""


def throw_away_engine() -> Engine:
    """Make an empty store in memory."""
    from events.store.memory import MemoryEngine

    return MemoryEngine()


def load_demo(engine: Engine, recorded_by: str) -> int:
    """Append the bundled storyline. Return the number of its facts."""
    from importlib.resources import files

    from events.fact_file import read
    from events.intake.batch import record
    from events.store.log import FactLog

    storyline = files("timeline") / "demo" / f"{DEMO}.yaml"
    with storyline.open("rb") as file:
        return len(record(FactLog(engine), read(file, storyline.name), recorded_by=recorded_by).appended)
