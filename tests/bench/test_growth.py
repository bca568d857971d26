"""The picture of what each command costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench.costs import Cost, Costs, kept_in, slope
from tests.bench.figure import MIB
from tests.bench.growth import BEGIN, COMMANDS, PICTURE, drawn, keep, measure, merged, told
from tests.bench.history import SMALLEST
from tests.bench.materials import Materials
from tests.bench.report import DOCUMENT, END, replaced
from tests.drawing.drawn import SVG, parsed

if TYPE_CHECKING:
    from pathlib import Path

LINEAR = [Cost(1_000, 0.1, 50 * MIB), Cost(10_000, 1.0, 60 * MIB), Cost(100_000, 10.0, 60 * MIB)]


def test_a_slope_is_one_where_the_cost_grows_as_the_log_and_none_where_it_stays() -> None:
    assert slope(LINEAR, "seconds") == pytest.approx(1)
    assert slope(LINEAR, "bytes") == pytest.approx(0)


def test_each_command_has_a_panel_that_tells_its_last_cost_and_its_slopes() -> None:
    picture = parsed(drawn({"verify": LINEAR, "export csv": LINEAR}))
    panels = picture.findall(f"{SVG}g")
    assert [panel.findtext(f"{SVG}text") for panel in panels] == ["verify", "export csv"]
    texts = [text.text for text in panels[0].iter(f"{SVG}text")]
    assert texts == ["verify", "1 k", "10 k", "100 k", "10 s, slope 1.00", "60 MiB, slope 0.00"]
    assert len(panels[0].findall(f"{SVG}polyline")) == 3, "both costs, and what a slope of one would be"


def cost(facts: int, seconds: float, day: str) -> Cost:
    return Cost(facts, seconds, 50 * MIB, day, f"of-{day}")


def test_a_newer_cost_takes_the_place_of_that_of_the_same_command_and_size_alone() -> None:
    before: Costs = {"check": [cost(1_000, 1.0, "may"), cost(10_000, 9.0, "may")], "verify": [cost(1_000, 2.0, "may")]}
    now = merged(before, {"check": [cost(10_000, 5.0, "june")], "export csv": [cost(10_000, 3.0, "june")]})
    assert now == {
        "check": [cost(1_000, 1.0, "may"), cost(10_000, 5.0, "june")],
        "verify": [cost(1_000, 2.0, "may")],
        "export csv": [cost(10_000, 3.0, "june")],
    }


def test_the_table_tells_when_each_cost_was_measured_and_leaves_out_what_was_not() -> None:
    costs: Costs = {"check": [cost(1_000, 1.0, "may"), cost(10_000, 10.0, "june")], "verify": [cost(1_000, 2.0, "may")]}
    assert told(costs).splitlines() == [
        "- june, commit `of-june`: `check`.",
        "- may, commit `of-may`: every command.",
        "",
        "| command   | 1 k, s   | 10 k, s   | 1 k, MiB   | 10 k, MiB   | slopes        |",
        "|-----------|----------|-----------|------------|-------------|---------------|",
        "| `check`   | 1.00     | 10        | 50         | 50          | 1.00 and 0.00 |",
        "| `verify`  | 2.00     |           | 50         |             |               |",
    ]


def test_many_commands_of_one_day_are_counted() -> None:
    names = [" ".join(words) for words in COMMANDS[:10]]
    costs = {name: [cost(1_000, 1.0, "may")] for name in names} | {"verify": [cost(1_000, 1.0, "june")]}
    assert told(costs).splitlines()[:2] == [
        "- june, commit `of-june`: `verify`.",
        "- may, commit `of-may`: 10 commands.",
    ]


def test_what_is_measured_is_kept_drawn_and_told(tmp_path: Path) -> None:
    results, picture, document = (tmp_path / name for name in ("kept.json", "kept.svg", "kept.md"))
    document.write_text(f"before\n{BEGIN}{END}\nafter\n")
    with Materials([SMALLEST], parent=tmp_path) as materials:
        (costs,) = measure(materials, [SMALLEST], [("upcoming",)])
    keep(costs, results, picture, document)
    assert costs["upcoming"][0].seconds > 0
    assert kept_in(results) == costs
    assert picture.read_bytes() == drawn(costs)
    assert f"\n{told(costs)}\n" in document.read_text()


def test_the_documents_say_what_the_kept_costs_say() -> None:
    costs, text = kept_in(), DOCUMENT.read_text()
    assert set(costs) <= set(map(" ".join, COMMANDS))
    assert replaced(text, BEGIN, told(costs)) == text, "run: python -m tests.bench.growth --draw"
    assert PICTURE.read_bytes() == drawn(costs), "run: python -m tests.bench.growth --draw"
