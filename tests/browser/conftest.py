"""The pages in Debian's Chromium: a server of its own, a store that holds the storyline, a day that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import served, storyline_in
from tests.exporters.clients import browser_program, module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run all of these tests in one process, one after another: one browser and one server are enough."""
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the storyline."""
    return storyline_in(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """Where the pages are; without the slash at the end."""
    with served(store) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which asks nobody anything."""
    # Imported here: every process that runs tests reads this file, and one opens the browser.
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=[*quiet, "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Reader:
    """Somebody with a browser.

    Attributes:
        page: what is open.
        complaints: what the browser found wrong: errors, warnings, refused by the policy, requests to elsewhere.

    """

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("dialog", lambda dialog: self.complaints.append(f"a dialog: {dialog.message}"))

    def _said(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(f"{self.address}/"):
            self.complaints.append(f"asked for {request.url}")

    def opens(self, path: str) -> Page:
        """Open a page and wait until it is there."""
        self.page.goto(f"{self.address}{path}")
        return self.page


def resize(page: Page, width: int, height: int) -> None:
    """Give a window another size, and wait until the page has it."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(f"innerWidth === {width}")


@pytest.fixture
def reader(chromium: Browser, address: str) -> Iterator[Callable[..., Reader]]:
    """Makes readers; none of them may have had anything to complain of in the end."""
    made: list[tuple[BrowserContext, Reader]] = []

    def make(**options: Any) -> Reader:
        context = chromium.new_context(**{"viewport": {"width": 1200, "height": 900}, "locale": "en-GB", **options})
        context.set_default_timeout(60_000)  # milliseconds, on a busy machine
        one = Reader(context, address)
        made.append((context, one))
        return one

    yield make
    complaints = [complaint for _, one in made for complaint in one.complaints]
    for context, _ in made:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The program that finds what keeps people out of a page."""
    return (module("axe-core") / "axe.min.js").read_text(encoding="utf-8")
