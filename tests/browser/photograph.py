"""The picture of the README: the page of the storyline as a browser shows it. `python -m tests.browser.photograph`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from tests.browser.served import served, storyline_in
from tests.cli.given import ROOT
from tests.exporters.clients import browser_program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURE: Final = ROOT / "docs" / "page.png"
DAY: Final = "2025-05-10"
WIDTH: Final = 1200


def photograph(browser: Browser, address: str) -> bytes:
    """The page of the storyline from its top to the slider, as of a day on which a session was to come."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 1400}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/d/iraq-nato?on={DAY}")
    page.locator(".track:not([hidden])").wait_for()
    panel = page.locator(".panel").bounding_box()
    assert panel is not None
    height = round(panel["y"] + panel["height"]) + 16
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height}, animations="disabled")
    context.close()
    return taken


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its header."""
    return int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])


def main() -> None:
    """Take the picture anew."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        served(storyline_in(Path(folder)), today="2026-11-24") as address,
    ):
        browser = playwright.chromium.launch(executable_path=browser_program(), args=quiet)
        PICTURE.write_bytes(photograph(browser, address))
        browser.close()


if __name__ == "__main__":
    main()
