"""The short form of every scenario. The long one is `scripts/torture`."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.torture.arena import Arena, CannotRunError, EngineName, Scenario
from tests.torture.catalogue import SCENARIOS

if TYPE_CHECKING:
    from pathlib import Path

SEED = "suite"
"""Always the same: a change is not refused for what it did not do. `scripts/torture` takes a new one each time."""


@pytest.mark.torture
@pytest.mark.timeout(600)  # some hundred processes are started and killed, one after the other
@pytest.mark.parametrize(
    ("scenario", "engine"),
    [
        pytest.param(
            scenario,
            engine,
            id=f"{scenario.name}-{engine}",
            # Eight writers each: one engine after the other, so that sixteen do not wait for two cores.
            marks=[pytest.mark.xdist_group("together")] if scenario.name == "together" else [],
        )
        for scenario in SCENARIOS
        if scenario.short
        for engine in scenario.engines
    ],
)
def test_nothing_acknowledged_is_lost_and_nothing_wrong_is_told(
    scenario: Scenario, engine: EngineName, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("own_postgres") if engine == "postgres" else None
    dice = Random(f"{SEED} {scenario.name} {engine}")  # noqa: S311 - repeated by its seed
    try:
        outcome = scenario.play(Arena(tmp_path, dice, scenario.short, engine, server))
    except CannotRunError as missing:
        pytest.skip(str(missing))
    again = f"scripts/torture {scenario.name} --engine {engine} --rounds {scenario.short} --seed {SEED}"
    assert outcome.failures == 0, "\n".join([*outcome.told, again])
    assert outcome.rounds >= scenario.short
