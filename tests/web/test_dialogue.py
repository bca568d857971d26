"""`/d/SLUG`: one dialogue, as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", []),
        ("?on=2025-05-10", ["--on", "2025-05-10"]),
        ("?known=2024-09-01", ["--known-at", "2024-09-01"]),
        ("?on=2025-05-10&known=2025-06-01", ["--on", "2025-05-10", "--known-at", "2025-06-01"]),
        ("?recorded=2020-01-01T00:00Z", ["--recorded-at", "2020-01-01T00:00Z"]),
        ("?lang=ar", ["--lang", "ar"]),
    ],
)
def test_its_answer_is_that_of_the_command_line(browser: Browser, query: str, options: list[str]) -> None:
    assert browser.get(f"/d/iraq-nato.json{query}").text == timeline("state", "iraq-nato", *options, "--json").out


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-09-01", ["Next session: 2, invited, 2025, Baghdad.", '<time class="window vague" title="2025">2025']),
        ("2025-05-10", ["Next session: 2, scheduled, 16–31 May 2025, Baghdad.", "16–31 May 2025</time>"]),
        ("2025-09-10", ["Last session: 2, held, 21 May 2025, Baghdad.", "21 May 2025</time>"]),
    ],
)
def test_the_storyline_reads_alike_in_picture_and_tables(browser: Browser, day: str, words: list[str]) -> None:
    page = browser.get(f"/d/iraq-nato?on={day}").text.replace("\u2068", "").replace("\u2069", "")
    for told in words:
        assert told in page


def test_it_is_drawn_wide_and_narrow(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato?on=2025-05-10").text
    assert 'viewBox="0 0 1120 ' in page
    assert 'viewBox="0 0 360 ' in page
    assert "<style" not in page
