"""`/d/SLUG/QUESTION`: one page for each question about one dialogue; its JSON and CSV are those of the command line."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline
from tests.web.conftest import browsing
from timeline.answers.catalogue import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.asking import Browser

NAMES = [name for name, one in QUESTIONS.items() if one.is_list and one.is_of_state] + ["history", "days", "replay"]


@pytest.mark.parametrize("name", NAMES)
def test_its_answer_is_that_of_the_command_line(browser: Browser, name: str) -> None:
    assert browser.get(f"/d/iraq-nato/{name}.json").text == timeline(name, "iraq-nato", "--json").out


@pytest.mark.parametrize("name", ["show", "sessions", "disputes", "people", "history"])
def test_its_table_for_spreadsheets_is_that_of_the_command_line(browser: Browser, name: str) -> None:
    answered = browser.get(f"/d/iraq-nato/{name}.csv")
    assert answered.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answered.text == timeline(name, "iraq-nato", "--format", "csv").out


@pytest.mark.parametrize("name", [*NAMES, "check"])
def test_its_page_shows_it_and_leads_on(browser: Browser, name: str) -> None:
    page = browser.get(f"/d/iraq-nato/{name}")
    assert page.code == 200
    assert (
        f'</d/iraq-nato/{name}.csv>; rel="alternate"; type="text/csv; charset=utf-8; header=present"'
        in (page.headers["link"])
    )


def test_rows_are_searched_by_every_word(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato/sources?q=nato+2026").text
    assert "2026" in page
    assert "rows" in page
    nothing = browser.get("/d/iraq-nato/sources?q=nobody-says-this").text
    assert "0 rows" in nothing
    assert "<table" not in nothing


def test_a_long_table_is_turned_over(browser: Browser) -> None:
    first, second = browser.get("/d/iraq-nato/history").text, browser.get("/d/iraq-nato/history?page=2").text
    assert first.count("<tr") == 101
    assert 'rel="next" href="/d/iraq-nato/history?page=2"' in first
    assert 'rel="prev" href="/d/iraq-nato/history?page=1"' in second
    assert "2 of 2" in browser.get("/d/iraq-nato/history?page=99").text


def test_a_row_leads_to_its_evidence_at_the_same_day(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato/sessions?on=2025-05-10").text
    assert '<a href="/d/iraq-nato/why/session:2?on=2025-05-10" data-drawer>' in page


@pytest.fixture
def writer(store: Path, storyline: None) -> Iterator[Browser]:
    """Who may write."""
    yield from browsing(store, writes=True)


def test_what_wants_attention_leads_to_where_it_is_mended(writer: Browser) -> None:
    findings = writer.get("/d/iraq-nato/check.json").json
    assert "«" not in json.dumps(findings, ensure_ascii=False)
    undated = next(one for one in findings if one["finding"] == "report-undated")
    fact = undated["facts"][0]
    assert undated["hint"] == f"correct at /fact/{fact[:12]}/correct"
    page = writer.get("/d/iraq-nato/check").text
    assert f'<a href="/fact/{fact[:12]}/correct">Correct: published</a>' in page
    assert "«" not in page
    for address in set(re.findall(r'<a href="(/(?:fact|d)/[^"]*(?:correct|link|add|why)[^"]*)"', page)):
        assert writer.get(unescape(address)).code == 200, address


def test_who_only_looks_is_led_to_no_form(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato/check").text
    assert "/correct" not in page
    assert "/link" not in page
    assert "«" not in browser.get("/d/iraq-nato/check.csv").text
