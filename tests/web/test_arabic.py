"""On pages in Arabic everything is Arabic but what was reported, what is stored, and what is said to be English."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from events.facts.attributes import attributes_of
from tests.cli.given import timeline
from tests.web.conftest import browsing
from timeline.forms.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.asking import Browser

NAMES = {"timeline", "json", "csv", "atom", "svg", "utc", "sha", "aland", "beland", "undated"}
"""Names of programs and formats, examples, and what keys of subjects are made of."""

QUIET = {"code", "pre", "script", "style", "blockquote", "q", "option", "datalist"}
"""What shows what was written, and not what we say."""

VOID = {"meta", "link", "input", "br", "hr", "img"}

PAGES = (
    *("/", "/news", "/upcoming", "/search?q=Baghdad", "/add", "/d/iraq-nato/add", "/d/iraq-nato/link", "/-/access"),
    *("/d/iraq-nato", "/d/iraq-nato?on=2025-05-10", "/d/iraq-nato?on=2024-09-01", "/d/iraq-nato/show"),
    *("/d/iraq-nato/sessions", "/d/iraq-nato/invitations", "/d/iraq-nato/positions", "/d/iraq-nato/commitments"),
    *("/d/iraq-nato/check", "/d/iraq-nato/days", "/d/iraq-nato/why/session:2", "/d/iraq-nato/why/session:1"),
    *("/d/iraq-nato/why/session:2?on=2025-05-10", "/d/iraq-nato/diff?from=2025-05-10&to=2025-05-25", "/nowhere"),
    *("/fact/ed7f5f7d2a30/correct", "/fact/ed7f5f7d2a30/retract", "/report/shafaq-news-n27", "/place/Baghdad"),
)


class Texts(HTMLParser):
    """The texts of a page that are said to be Arabic."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        given = dict(attrs)
        if tag in VOID:
            return
        quiet = tag in QUIET or given.get("lang", "ar") != "ar"
        self._open.append((tag, quiet or (bool(self._open) and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what is said there."""
        if self._open and not self._open[-1][1]:
            self.texts.append(data)


def words_in(value: Any) -> Iterator[str]:
    """Every Latin word of what was recorded."""
    if isinstance(value, str):
        yield from (word.casefold() for word in re.findall("[A-Za-z]+", value))
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from words_in(one)


@pytest.fixture
def writer(store: Path, storyline: None) -> Iterator[Browser]:
    """Who may write, so that every form is there."""
    yield from browsing(store, writes=True)


def test_whatever_is_not_reported_is_arabic(writer: Browser) -> None:
    reported = set(words_in(json.loads(timeline("history", "iraq-nato", "--json").out))) | NAMES
    left: dict[str, set[str]] = {}
    for page in (*PAGES, *(f"/d/iraq-nato/add?kind={kind}" for kind in KINDS)):
        answered = writer.get(page, accept_language="ar")
        texts = Texts()
        texts.feed(answered.text)
        for text in texts.texts:
            cut = re.sub(r"[A-Za-z]+…|\b[0-9a-f]{12}\b", "", text)  # a label that is cut; the beginning of an id
            for word in re.findall("[A-Za-z]{2,}", cut):
                if word.casefold() not in reported:
                    left.setdefault(page, set()).add(f"{word} in {text.strip()[:80]}")
    assert left == {}


def test_every_attribute_has_an_arabic_name(writer: Browser) -> None:
    for kind, model in KINDS.items():
        page = writer.get(f"/d/iraq-nato/add?kind={kind}&lang=ar").text
        assert attributes_of(model)
        assert re.findall(r'<label for="[\w-]+">[A-Za-z]', page) == [], kind


def test_a_fault_is_said_to_be_english(writer: Browser) -> None:
    page = writer.get("/d/iraq-nato?on=Blursday", accept_language="ar").text
    assert '<p lang="en" dir="ltr">' in page
