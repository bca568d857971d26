"""What facts are about is named to people as people name it, and by its key to programs only."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.web.naming import about, about_plainly, about_value
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from tests.web.asking import Browser

ENGLISH = wording_for("en")


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("session:2", "session 2"),
        ("session:expert/3", "session 3 · expert"),
        ("contact:2021-03-11/meeting", "meeting · 11 Mar 2021"),
        ("contact:2021-06-30/2021-07-01/side-meeting", "side meeting · 30 Jun – 1 Jul 2021"),
        ("contact:undated/t-rkiye-today-n45/call", "call · on an unknown day"),
        ("measure:2021-02/NATO/Status of the mission", "measure NATO · Status of the mission · Feb 2021"),
        ("measure:undated/t-rkiye-n45/A+B/either/or", "measure A, B · either/or · on an unknown day"),
        ("statement:2024-08-27/unnamed/praise", "statement praise · 27 Aug 2024"),
        ("position:Iraq/continue-dialogue", "position Iraq · continue dialogue"),
        ("commitment:agreed-package", "promise agreed package"),
        ("report:t-rkiye-today-n45", "report t-rkiye-today-n45"),
    ],
)
def test_a_subject_is_named_without_its_key(subject: str, named: str) -> None:
    assert about_plainly(ENGLISH, subject) == named
    assert re.sub("<[^>]*>", "", about(ENGLISH, subject)) == named


def test_a_value_is_named_with_its_attribute() -> None:
    assert re.sub("<[^>]*>", "", about_value(ENGLISH, "session:1.held")) == "session 1 · held"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.sampled_from(["contact", "measure", "position", "session", "person", "dialogue"]), TEXTS)
def test_whatever_a_key_holds_its_name_is_harmless(type_: str, key: str) -> None:
    named = about(ENGLISH, f"{type_}:{key}")
    assert not re.search("<(?!/?bdi>)", named)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", named)


PAGES = [
    *("/", "/news?since=2020-01-01", "/upcoming", "/search?q=NATO", "/d/iraq-nato", "/d/iraq-nato?on=2024-09-01"),
    *(f"/d/iraq-nato/{question}" for question in ("days", "check", "disputes", "show", "sources", "people", "history")),
    "/d/iraq-nato/diff?from=2020-01-01&to=2026-04-01",
    "/d/iraq-nato/why/measure:undated/t-rkiye-today-n45/NATO/Status and location of NATO Mission Iraq",
]
TYPES = "contact|measure|statement|position|session|invitation|commitment|document|role|deadline|person"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", PAGES)
def test_no_key_is_shown_on_any_page(browser: Browser, page: str, language: str) -> None:
    answer = browser.get(page.replace(" ", "%20"), accept_language=language)
    assert answer.code == 200
    shown = re.sub(r"(?s)<(script|style|code|pre)\b.*?</\1>", "", answer.text)
    for text in map(unescape, re.findall(r">([^<]+)<", shown)):
        plain = re.sub("[\u2066-\u2069]", "", text)
        assert not re.search(rf"\b(?:{TYPES}):\w", plain), plain
        assert "undated/" not in plain
        assert not re.search(r"\d{4}-\d\d(?:-\d\d)?/\w", plain), plain
