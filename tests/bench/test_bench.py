"""The bench works: its small form measures, keeps and tells. What it finds is no matter of a test."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pyperf
import pytest

from tests.bench.costs import Cost, kept_in, memory_in
from tests.bench.figure import MIB, AtLeast, AtMost, PerSecond, Shown, Side
from tests.bench.figures import FIGURES
from tests.bench.process import ROOT
from tests.bench.report import DOCUMENT, RESULTS, bar_text, ratio_text, sections, table, take, value_text, with_sections
from tests.bench.results import Measured, in_turns, load, measured, suite_of, versions
from tests.cli.given import unmeasured
from timeline.exporters.catalogue import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

# They look at the clock, so they do not run beside each other.
pytestmark = pytest.mark.xdist_group("clock")

QUICK = ("upcoming-growth", "version", "bulk-append", "append-memory")
"""Figures of every kind; each task that others measure has a test of its own."""


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=unmeasured())


def test_the_small_form_measures_and_judges_nothing(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    chosen = [word for key in QUICK for word in ("--only", key)]
    done = bench("--sizes", "1k", "--runs", "1", *chosen, "--folder", str(tmp_path), "-o", str(results))
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if "≤" in line or "≥" in line]
    assert "Not judged" in done.stdout
    assert " yes" not in done.stdout
    found = measured(load(results))
    assert set(found) == set(QUICK)
    assert list(tmp_path.iterdir()) == [results], "stores are taken away"


def test_a_run_that_is_stopped_keeps_what_it_has_measured(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    words = ["--sizes", "1k", "--runs", "1", "--only", "version", "--only", "replay-growth"]
    command = [sys.executable, "-m", "tests.bench", *words, "--folder", str(tmp_path), "-o", str(results)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=unmeasured()) as run:
        assert run.stderr is not None
        told = [next(run.stderr) for _ in range(3)]
        run.terminate()
    assert told[0].startswith("version:")
    assert re.fullmatch(r"  [\d.,]+ ms / [\d.,]+ ms: .*, bar ≤ 2.5×\n", told[1])
    assert told[2].startswith("replay-growth:"), "the next one was begun"
    assert set(measured(load(results))) == {"version"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--only", "speed"), "no figure 'speed'"),
        (("--sizes", "many"), "'many' holds no sizes"),
        (("--sizes", "500"), "at least 1,000 facts"),
    ],
)
def test_what_cannot_be_measured_is_refused_before_anything_is_made(words: tuple[str, ...], told: str) -> None:
    done = bench(*words)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_ratios_count_the_way_of_their_bar() -> None:
    slower = Measured("", ("", (0.3, 0.2, 0.4)), ("", (0.1, 0.1, 0.2)))
    assert slower.ratio(AtMost(3)) == pytest.approx(3)
    assert slower.ratio(AtLeast(1)) == pytest.approx(1 / 3)
    assert slower.spread(AtMost(3)) == pytest.approx((2, 3))
    assert slower.reaches(AtMost(3.1))
    assert not slower.reaches(AtMost(2.9))
    assert not slower.reaches(AtLeast(0.9))
    assert slower.reaches(PerSecond(3))
    assert not slower.reaches(PerSecond(4))


def test_memory_has_to_be_flat_and_below_its_limit() -> None:
    bar = AtMost(1.2, bytes=300 * MIB)
    assert Measured("", ("", (250 * MIB,)), ("", (240 * MIB,))).reaches(bar)
    assert not Measured("", ("", (310 * MIB,)), ("", (300 * MIB,))).reaches(bar)
    assert not Measured("", ("", (250 * MIB,)), ("", (150 * MIB,))).reaches(bar)


def test_memory_of_commands_is_told_by_what_they_cost_at_the_sizes_that_its_bar_is_meant_for() -> None:
    def costs(*held: tuple[int, int]) -> list[Cost]:
        return [Cost(facts, 1.0, mebibytes * MIB) for facts, mebibytes in held]

    kept = {
        "verify": costs((10_000, 100), (100_000, 150), (1_000_000, 165)),
        "append --from": costs((100_000, 150), (1_000_000, 190)),
        "check": costs((10_000, 100), (100_000, 150)),
    }
    found = {one.key: one for one in memory_in(kept)}
    assert found.keys() == {"verify-memory", "append-memory"}
    told = table((FIGURES[key] for key in ("append-memory", "verify-memory")), found, judged=True).splitlines()[2:]
    assert [row.split()[-1] for row in told] == ["**no**", "yes"]
    assert "165 MiB  150 MiB      1.10×" in told[1]


def test_what_is_measured_anew_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    def sitting(commit: str, *keys: str) -> pyperf.BenchmarkSuite:
        sides = (Side("ours", lambda: 0.1), Side("the reference", lambda: 0.2))
        taken = [one for key in keys for one in in_turns(FIGURES[key], sides, 1)]
        return suite_of(taken, {**versions(), "commit": commit, "sizes": "1000", "turns": 1})

    kept, newer = tmp_path / "kept.json", tmp_path / "newer.json"
    sitting("before", "version", "stream").dump(str(kept))
    sitting("after", "stream", "step").dump(str(newer))
    take(load(newer), kept)
    told = sections(load(kept))["machine"].splitlines()
    assert ["commit `before`" in told[0], "commit `after`" in told[1], len(told)] == [True, True, 2]
    assert told[0].endswith("Figures: `version`.")
    assert told[1].endswith("Figures: `stream`, `step`.")


def test_a_figure_that_takes_long_is_measured_no_oftener_than_needed() -> None:
    taken = [in_turns(FIGURES[key], (Side("ours", lambda: 1), Side("the reference", lambda: 1)), 5) for key in _OFTEN]
    assert [[one.get_nrun() for one in sides] for sides in taken] == [[20, 20], [5, 5], [2, 2]]


_OFTEN = ("version", "stream", "html-memory")


def test_every_format_but_pictures_of_pixels_has_a_figure_of_its_memory() -> None:
    assert {f"{one.name}-memory" for one in FORMATS} - set(FIGURES) == {"png-memory"}


def test_values_are_told_in_the_unit_of_their_figure() -> None:
    assert value_text(0.0123, Shown.MILLISECONDS) == "12.3 ms"
    assert value_text(1.5, Shown.MILLISECONDS) == "1,500 ms"
    assert value_text(1 / 47_000, Shown.FACTS_A_SECOND) == "47,000 /s"
    assert value_text(120 * MIB, Shown.MEBIBYTES) == "120 MiB"
    assert [ratio_text(ratio) for ratio in (0.934, 4.0, 41.6, 250)] == ["0.93×", "4.00×", "41.6×", "250×"]
    assert bar_text(AtMost(1.2, bytes=300 * MIB)) == "≤ 1.2×, < 300 MiB"
    assert bar_text(AtLeast(40)) == "≥ 40×"
    assert bar_text(PerSecond(30_000)) == "≥ 30,000 /s"


def test_the_document_says_what_the_kept_results_say() -> None:
    suite = load(RESULTS)
    assert isinstance(suite, pyperf.BenchmarkSuite)
    text = DOCUMENT.read_text()
    assert with_sections(text, suite, kept_in()) == text, "run: python -m tests.bench.report"
    assert set(measured(suite)) <= set(FIGURES)
