"""Values taken in turns, kept as a pyperf suite: `pyperf show`, `pyperf compare_to` and others' tools read them.

Each figure is two benchmarks, ours and its reference, one run for each turn. What a table needs besides (which figure,
which side) is in the metadata of the runs.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from sqlite3 import sqlite_version
from statistics import median
from typing import TYPE_CHECKING, Any

import pyperf

from tests.bench.figure import AtLeast, AtMost, PerSecond
from tests.bench.process import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tests.bench.figure import Bar, Figure, Side

OURS, REFERENCE = "ours", "reference"
MACHINE = ("cpu_model_name", "cpu_count", "platform", "python_implementation", "python_version")
"""What is kept of all that pyperf can tell of a machine; its name and folders are nobody's business."""

SIZES, RUNS = (1_000, 100_000, 1_000_000), 5
"""The sizes, and the fewest runs, that the bars are meant for."""

OF_A_RUN = ("date", "load_avg_1min")


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its values, in the order of the turns.

    Attributes:
        key: of the figure.
        ours: label and values of ours.
        reference: label and values of the reference.

    """

    key: str
    ours: tuple[str, tuple[float, ...]]
    reference: tuple[str, tuple[float, ...]]

    def ratio(self, bar: Bar | None) -> float:
        """Ours beside the reference, of the medians, the way the bar counts; without one, how many times as fast."""
        return _ratio(median(self.ours[1]), median(self.reference[1]), bar)

    def spread(self, bar: Bar | None) -> tuple[float, float]:
        """The lowest and the highest ratio of any turn."""
        turns = [_ratio(*turn, bar) for turn in zip(self.ours[1], self.reference[1], strict=True)]
        return min(turns), max(turns)

    def reaches(self, bar: Bar) -> bool:
        """Whether the medians are where the bar wants them."""
        if isinstance(bar, PerSecond):
            return 1 / median(self.ours[1]) >= bar.rate
        if isinstance(bar, AtLeast):
            return self.ratio(bar) >= bar.ratio
        return self.ratio(bar) <= bar.ratio and (bar.bytes is None or median(self.ours[1]) < bar.bytes)


def _ratio(ours: float, reference: float, bar: Bar | None) -> float:
    return ours / reference if isinstance(bar, AtMost) else reference / ours


def in_turns(figure: Figure, sides: tuple[Side, Side], runs: int) -> list[pyperf.Benchmark]:
    """Measure ours, the reference, ours, the reference, and so on."""
    turns = runs if runs == 1 else runs * figure.turns
    turns = min(turns, figure.most_turns or turns)
    taken: tuple[list[pyperf.Run], list[pyperf.Run]] = ([], [])
    for _ in range(turns):
        for name, side, values in zip((OURS, REFERENCE), sides, taken, strict=True):
            values.append(_run(figure, name, side, side.measure()))
    return [pyperf.Benchmark(runs) for runs in taken]


def _run(figure: Figure, name: str, side: Side, value: float) -> pyperf.Run:
    seen = pyperf.Run([1.0]).get_metadata()
    metadata = {key: seen[key] for key in (*MACHINE, *OF_A_RUN) if key in seen}
    metadata |= {
        "name": f"{figure.key}, {name}: {side.label}",
        "unit": "byte" if figure.shown.are_bytes else "second",
        "loops": 1,
        "figure": figure.key,
        "side": name,
        "label": side.label,
    }
    whole = int(value) if figure.shown.are_bytes else value
    return pyperf.Run([whole], metadata=metadata, collect_metadata=False)


def suite_of(benchmarks: list[pyperf.Benchmark], about: Mapping[str, str | int]) -> pyperf.BenchmarkSuite:
    """All that was measured; `about` is true of every run."""
    for benchmark in benchmarks:
        benchmark.update_metadata(about)
    return pyperf.BenchmarkSuite(benchmarks)


def keep(benchmarks: Sequence[pyperf.Benchmark], path: Path) -> None:
    """Write results in the place of what is there. Whoever is stopped meanwhile leaves that as it was."""
    unfinished = path.with_name(f"new-{path.name}")
    pyperf.BenchmarkSuite(benchmarks).dump(str(unfinished), replace=True)
    unfinished.replace(path)


def is_judged(sizes: Iterable[int], runs: int) -> bool:
    """Whether these are the sizes and at least the runs that the bars are meant for."""
    return sorted(sizes) == sorted(SIZES) and runs >= RUNS


def versions() -> dict[str, str]:
    """What was measured, and with what: our commit, and the releases that speed depends on."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    releases = {f"{name}_version": version(name) for name in ("eventsourcing", "pydantic", "typer")}
    return {"commit": described or "unknown", "sqlite_version": sqlite_version, **releases}


def load(path: Path) -> pyperf.BenchmarkSuite:
    """Read what was kept."""
    return pyperf.BenchmarkSuite.load(str(path))


def measured(benchmarks: Iterable[pyperf.Benchmark]) -> dict[str, Measured]:
    """Each figure that was measured, by its key."""
    sides: dict[str, dict[str, tuple[str, tuple[float, ...]]]] = {}
    for benchmark in benchmarks:
        about: dict[str, Any] = benchmark.get_metadata()
        sides.setdefault(about["figure"], {})[about["side"]] = (about["label"], tuple(benchmark.get_values()))
    return {key: Measured(key, found[OURS], found[REFERENCE]) for key, found in sides.items()}
