"""The slider: news by news, day by day, and nothing of what was not known yet."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tests.cli.given import timeline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

STANDS = 'document.getElementById("on").value'


def news(store: Path, until: str) -> list[str]:
    """The days of news, as the command line lists them."""
    days = json.loads(timeline("days", "iraq-nato", "--store", str(store), "--json").out)
    return [one["day"] for one in days if one["day"] <= until]


def stands_on(page: Page, day: str) -> None:
    """Wait until the page shows a day."""
    eventually(page, f"{STANDS} === '{day}'")


def eventually(page: Page, condition: str) -> None:
    """Wait for something; the browser's own way would evaluate text, which the page forbids."""
    end = time.monotonic() + 60
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition}, but {page.evaluate(STANDS)}"
        page.wait_for_timeout(20)


def test_arrows_walk_exactly_the_days_of_news_and_the_address_follows(reader: Callable[..., Any], store: Path) -> None:
    page = reader().opens("/d/iraq-nato?on=2024-08-27")
    days = news(store, "2025-09-10")
    slider = page.locator("#day")
    slider.focus()
    for day in [one for one in days if one > "2024-08-27"]:
        slider.press("ArrowRight")
        stands_on(page, day)
        assert f"on={day}" in page.url
        assert page.evaluate("document.activeElement.id") == "day"
    for day in reversed([one for one in days if one < days[-1]][-3:]):
        slider.press("ArrowLeft")
        stands_on(page, day)


def test_shift_walks_day_by_day_and_back_returns(reader: Callable[..., Any]) -> None:
    page = reader().opens("/d/iraq-nato?on=2025-05-10")
    page.locator("#day").press("Shift+ArrowRight")
    stands_on(page, "2025-05-11")
    page.locator("#day").press("Shift+ArrowLeft")
    stands_on(page, "2025-05-10")
    page.go_back()
    stands_on(page, "2025-05-11")
    page.go_back()
    stands_on(page, "2025-05-10")


def test_in_arabic_time_runs_to_the_left(reader: Callable[..., Any], store: Path) -> None:
    page = reader().opens("/d/iraq-nato?on=2024-08-27&lang=ar")
    page.locator("#day").press("ArrowLeft")
    stands_on(page, next(day for day in news(store, "2025-09-10") if day > "2024-08-27"))


def test_the_thumb_lies_under_the_line(reader: Callable[..., Any]) -> None:
    for language in ("en", "ar"):
        page = reader().opens(f"/d/iraq-nato?on=2025-05-10&lang={language}")
        thumb, line = page.evaluate(
            """() => {
              const range = document.getElementById("day"), box = range.getBoundingClientRect(), thumb = 18;
              const part = (range.value - range.min) / (range.max - range.min);
              const along = document.dir === "rtl" ? 1 - part : part;
              const line = document.querySelector(".wide .as-of").getBoundingClientRect();
              return [box.left + thumb / 2 + along * (box.width - thumb), line.left + line.width / 2];
            }"""
        )
        assert abs(thumb - line) <= 2, language


def test_what_was_learnt_later_is_not_in_the_page(reader: Callable[..., Any], store: Path) -> None:
    one = reader()
    for day in news(store, "2025-09-10"):
        page = one.opens(f"/d/iraq-nato?on={day}")
        drawn = set(page.evaluate("[...document.querySelectorAll('svg [data-subject]')].map((m) => m.dataset.subject)"))
        shown = json.loads(timeline("show", "iraq-nato", "--on", day, "--store", str(store), "--json").out)
        state = json.loads(timeline("state", "iraq-nato", "--on", day, "--store", str(store), "--json").out)
        known = {entry["subject"] for entry in shown}
        known |= {
            f"session:{'' if s['track'] == 'main' else s['track'] + '/'}{s['session']}" for s in state["sessions"]
        }
        known |= {f"invitation:{i['invitation']}" for i in state["invitations"]}
        known |= {f"{c['type']}:{c['commitment']}" for c in state["commitments"]}
        assert drawn <= known, day
        said = page.evaluate("[...document.querySelectorAll('svg [data-said]')].map((m) => m.dataset.said)")
        assert all(one_day <= day for one_day in said)


def test_dragging_moves_the_day(reader: Callable[..., Any]) -> None:
    page = reader().opens("/d/iraq-nato?on=2025-05-10")
    box = page.locator("#day").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    eventually(page, f"{STANDS} < '2024-08-01'")
    eventually(page, f"location.search.includes({STANDS})")
