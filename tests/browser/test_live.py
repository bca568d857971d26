"""What others append shows on pages that are open; whoever looks at an earlier day is told, and not moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import TODAY, served, storyline_in
from tests.cli.given import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SOON = 60_000
"""Milliseconds; a second or two where the machine has nothing else to do."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of its own, which grows."""
    return storyline_in(tmp_path)


@pytest.fixture
def address(store: Path) -> Iterator[str]:
    """A server that takes facts."""
    with served(store, "--write") as where:
        yield where


def append(store: Path, *facts: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMELINE_TODAY", TODAY)
        assert timeline("append", *facts, "--store", str(store)).code == 0


def listening(reader: Callable[..., Any], path: str) -> Page:
    """Open a page and wait until it hears what is new."""
    one = reader()
    with one.page.expect_response(lambda answer: answer.url.endswith("/live")):
        page: Page = one.opens(path)
    return page


def test_two_browsers_show_what_the_command_line_appends(reader: Callable[..., Any], store: Path) -> None:
    pages = [listening(reader, "/d/iraq-nato") for _ in range(2)]
    old = listening(reader, "/d/iraq-nato?on=2025-05-10")
    other = listening(reader, "/")
    append(store, "session-held", "iraq-nato", "--session", "3", "--when", "2025-09-08", "--place", "Basra")
    for page in pages:
        page.get_by_text("Basra").first.wait_for(timeout=SOON)
        assert "New facts were recorded. This page shows them." in page.locator("#live").inner_text()
    old.locator("#live").wait_for(timeout=SOON)
    assert "You are looking at an earlier day." in old.locator("#live").inner_text()
    assert old.get_by_text("Basra").count() == 0
    assert "on=2025-05-10" in old.url
    other.locator("#live").wait_for(timeout=SOON)


def test_a_fact_is_added_by_the_form_and_the_dialogue_shows_it(reader: Callable[..., Any], store: Path) -> None:
    anna = reader()
    page = anna.opens("/d/iraq-nato")
    page.get_by_role("link", name="Add a fact").click()
    page.get_by_label("A word, such as met, invited, said").fill("met")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("session held")).click()
    page.locator("#report-outlet").fill("Rudaw")
    page.locator("#report-published").fill("9 September 2025")
    page.locator("#fact-session").fill("3rd")
    page.locator("#fact-when").fill("Blursday")
    page.get_by_role("button", name="Look at it first").click()
    fault = page.locator("#fact-when-about .fault")
    fault.wait_for()
    assert "Blursday" in fault.inner_text()
    assert [complaint.partition(": ")[2] for complaint in anna.complaints] == [
        "the server responded with a status of 422 (Unprocessable Entity)"
    ]
    anna.complaints.clear()
    page.locator("#fact-when").fill("8 September 2025")
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("heading", name="Is this what you mean?").wait_for()
    sent = page.locator("form.send").evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    page.get_by_role("button", name="Record").click()
    page.get_by_role("heading", name="Recorded").wait_for()
    again = (
        "body => fetch('/d/iraq-nato/add', {method: 'POST', body: new URLSearchParams(body)}).then(one => one.status)"
    )
    assert page.evaluate(again, f"{sent}&step=record") == 200
    page.get_by_role("link", name="See the dialogue").click()
    told = timeline("history", "iraq-nato", "--json", "--store", str(store)).out
    assert told.count('"recorded_by": "anna"') == 2
    assert told.count('"rudaw-2025-09-09"') == 2
