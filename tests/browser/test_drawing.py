"""The drawing, read from the page: where its marks lie, and what they say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.photograph import PICTURE, photograph, size_of
from tests.cli.given import timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PLACES = """(picture) => {
  const knots = picture.dataset.knots.split(" ").map((knot) => knot.split(":").map(Number));
  const first = Date.parse(picture.dataset.first + "T00:00Z");
  const place = (day) => {
    const number = (Date.parse(day + "T00:00Z") - first) / 864e5;
    let i = 1; while (i < knots.length - 1 && number > knots[i][0]) i++;
    const [[a, low], [b, high]] = [knots[i - 1], knots[i]];
    return low + (number - a) / (b - a) * (high - low);
  };
  const bars = [...picture.querySelectorAll(".window")].map((bar) => {
    const shape = bar.querySelector("rect");
    const x = +shape.getAttribute("x");
    return { window: bar.dataset.window, from: x, to: x + +shape.getAttribute("width"),
             ink: +shape.getAttribute("fill-opacity") };
  });
  const dots = [...picture.querySelectorAll(".said")];
  const said = dots.map((dot) => [dot.dataset.said, +dot.firstChild.getAttribute("cx")]);
  const line = picture.querySelector(".as-of").getAttribute("d");
  const days = ["2024-08-27", "2025-01-01", "2025-04-29", "2025-05-11", "2025-05-16", "2025-06-01", "2026-01-01"];
  const places = Object.fromEntries(days.map((day) => [day, place(day)]));
  return { bars, said, line: +line.slice(1).split(" ")[0], places, ends: [knots[0][1], knots.at(-1)[1]] };
}"""


def measured(page: Page) -> Any:
    """What the wide picture of a page holds, in its own pixels."""
    return page.eval_on_selector(".wide .picture", PLACES)


def near(one: float, other: float) -> bool:
    """Whether two places are the same, but for a pixel."""
    return abs(one - other) <= 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_vague_windows_stay_vague_and_both_times_lie_on_one_axis(reader: Callable[..., Any], language: str) -> None:
    page = reader().opens(f"/d/iraq-nato?on=2025-05-10&lang={language}")
    found = measured(page)
    # The knots are those of an axis that runs from left to right.
    places = {day: x if language == "en" else sum(found["ends"]) - x for day, x in found["places"].items()}

    def covers(bar: Any, first: str, end: str) -> bool:
        edges = sorted((places[first], places[end]))
        return near(bar["from"], edges[0]) and near(bar["to"], edges[1])

    (planned,) = [bar for bar in found["bars"] if bar["window"] == "2025-05-16/2025-05-31"]
    year = [bar for bar in found["bars"] if bar["window"] == "2025"]
    assert covers(planned, "2025-05-16", "2025-06-01") or planned["to"] - planned["from"] == pytest.approx(7, abs=0.2)
    assert all(covers(bar, "2025-01-01", "2026-01-01") for bar in year)
    assert all(bar["ink"] < planned["ink"] for bar in year)
    said = dict(found["said"])
    assert near(said["2024-08-27"], places["2024-08-27"])
    assert near(said["2025-04-29"], places["2025-04-29"])
    assert near(found["line"], places["2025-05-11"])  # the line stands where the day ends


@pytest.mark.parametrize("day", ["2024-09-01", "2025-05-10", "2025-09-10"])
def test_the_storyline_says_the_same_in_page_picture_and_json(
    reader: Callable[..., Any], store: Path, day: str
) -> None:
    one = reader()
    page = one.opens(f"/d/iraq-nato?on={day}")
    told = page.request.get(f"{one.address}/d/iraq-nato.json?on={day}").text()
    assert told == timeline("state", "iraq-nato", "--on", day, "--json", "--store", str(store)).out
    card = json.loads(told)
    description = page.locator(".wide .picture desc").text_content() or ""
    for session in (card["last_session"], card["next_session"]):
        if session:
            row = page.locator(f'tr[data-row="session:{session["session"]}"]').first
            when = row.locator("time").first.inner_text()
            assert f"\u2068{session['session']}\u2069, {session['status']}, {when}" in description
            assert session["status"] in row.inner_text()


@pytest.mark.parametrize("width", [360, 390, 500, 695, 720, 800, 1000, 1180, 1200, 1600])
@pytest.mark.parametrize("path", ["/d/iraq-nato?on=2025-05-10", "/d/iraq-nato/diff?from=2025-05-10&to=2025-09-10"])
def test_one_picture_is_shown_and_its_text_is_not_scaled(reader: Callable[..., Any], path: str, width: int) -> None:
    page = reader(viewport={"width": width, "height": 900}).opens(path)
    shown = page.evaluate(
        """[...document.querySelectorAll("svg.picture[data-knots]")]
          .map((one) => [one.getBoundingClientRect().width, one.viewBox.baseVal.width]).filter(([seen]) => seen)"""
    )
    assert len(shown) == (2 if "diff" in path else 1)
    for seen, drawn in shown:
        assert 0.97 <= seen / drawn <= 1, (seen, drawn)


def test_a_mark_leads_to_its_row(reader: Callable[..., Any]) -> None:
    page = reader().opens("/d/iraq-nato?on=2025-05-10")
    page.locator('.wide .session[data-subject="session:2"] .label').click()
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.row") == "session:2"


def test_the_picture_of_the_readme_is_of_the_page_as_it_is(chromium: Browser, address: str) -> None:
    width, height = size_of(PICTURE.read_bytes())
    now = size_of(photograph(chromium, address))
    assert now[0] == width
    assert abs(now[1] - height) < 60, "run: python -m tests.browser.photograph"
