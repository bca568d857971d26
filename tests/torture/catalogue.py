"""Every scenario, in the order in which they are played."""

from __future__ import annotations

from tests.torture import (
    damage,
    faults,
    forget,
    full,
    fuzz,
    hostile,
    kill,
    markup,
    merge,
    moving,
    power,
    readers,
    streams,
    together,
)

SCENARIOS = (
    kill.SCENARIO,
    together.SCENARIO,
    power.SCENARIO,
    full.SCENARIO,
    damage.SCENARIO,
    faults.SCENARIO,
    faults.SILENCE,
    forget.SCENARIO,
    streams.SCENARIO,
    merge.SCENARIO,
    moving.SCENARIO,
    fuzz.SCENARIO,
    hostile.SCENARIO,
    markup.SCENARIO,
    readers.SCENARIO,
)
