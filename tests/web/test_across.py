"""`/upcoming`, `/news`, `/search`, `/person/NAME`, `/place/NAME`: across dialogues, as on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import TALKS, timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/upcoming.json?on=2025-05-10", ["upcoming", "--on", "2025-05-10", "--json"]),
        ("/upcoming.csv?on=2025-05-10", ["upcoming", "--on", "2025-05-10", "--format", "csv"]),
        ("/upcoming.json?on=2025-05-10&overdue=1", ["upcoming", "--on", "2025-05-10", "--overdue", "--json"]),
        ("/news.json?since=2025-05-01", ["news", "--since", "2025-05-01", "--json"]),
        ("/news.json", ["news", "--json"]),
        ("/search.json?q=advisory", ["find", "advisory", "--limit", "500", "--json"]),
        ("/search.json?place=Baghdad", ["find", "--place", "Baghdad", "--limit", "500", "--json"]),
        ("/person/Qasim%20al-Araji.json", ["find", "--person", "Qasim al-Araji", "--limit", "500", "--json"]),
        ("/place/Baghdad.json", ["find", "--place", "Baghdad", "--limit", "500", "--json"]),
    ],
)
def test_an_answer_is_that_of_the_command_line(browser: Browser, address: str, line: list[str]) -> None:
    assert browser.get(address).text == timeline(*line).out


def test_nothing_is_found_where_nothing_is_looked_for(browser: Browser) -> None:
    assert browser.get("/search").code == 200
    assert browser.get("/search.json").json == []


def test_only_one_dialogue_is_told_of_where_one_is_chosen(browser: Browser) -> None:
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    told = browser.get("/upcoming.json?on=2025-05-10&dialogue=talks").json
    assert {row["dialogue"] for row in told} == {"talks"}
    assert browser.get("/upcoming.json?dialogue=nowhere").code == 404


def test_a_person_is_shown_with_titles_and_facts(browser: Browser) -> None:
    page = browser.get("/person/Qasim%20al-Araji").text
    assert "titles as written" in page
    assert '<a href="/fact/' in page


def test_a_page_searches_its_rows(browser: Browser) -> None:
    everything = json.loads(timeline("news", "--since", "2024-01-01", "--json").out)
    some = browser.get("/news?since=2024-01-01&q=commander").text
    assert some.count("<tr") - 1 < len(everything)
