"""The picture of what each command costs."""

from __future__ import annotations

import pytest

from tests.bench.figure import MIB
from tests.bench.growth import Cost, drawn, slope
from tests.drawing.drawn import SVG, parsed

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
