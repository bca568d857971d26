"""Every scenario, in the order in which they are played."""

from __future__ import annotations

from tests.torture import damage, faults, full, fuzz, kill, merge, moving, power, together

SCENARIOS = (
    kill.SCENARIO,
    together.SCENARIO,
    power.SCENARIO,
    full.SCENARIO,
    damage.SCENARIO,
    faults.SCENARIO,
    faults.SILENCE,
    merge.SCENARIO,
    moving.SCENARIO,
    fuzz.SCENARIO,
)
