"""A store for as long as a command runs: to try things out, or to check against where there is none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.store.port import Engine


def throw_away_engine() -> Engine:
    """Make an empty store in memory."""
    from events.store.memory import MemoryEngine

    return MemoryEngine()
