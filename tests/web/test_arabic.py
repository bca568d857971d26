"""On pages in Arabic everything is Arabic but what was reported, what is stored, and what is said to be English."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from events.facts.attributes import attributes_of
from tests.cli.given import timeline
from tests.web.asking import HOST
from tests.web.conftest import browsing
from timeline.forms.attributes import attributes
from timeline.forms.kinds import KINDS
from timeline.web.middleware.bodies import FORM
from timeline.web.rendering import ours
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.web.asking import Answered, Browser

NAMES = {
    *("timeline", "json", "csv", "atom", "svg", "utc", "sha", "aland", "beland", "undated"),
    *("stanag", "bcp", "iso", "ar", "en", "de", "true", "false"),
}
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
    *("/fact/ed7f5f7d2a30", "/news?since=2024-08-01", "/d/iraq-nato/history", "/d/iraq-nato/history?page=2"),
    *("/d/iraq-nato/sources", "/d/iraq-nato/people", "/d/iraq-nato/documents", "/d/iraq-nato/disputes"),
    *(
        "/search?q=NATO",
        "/search?words=mission",
        "/d/nowhere",
        "/report/nowhere",
        "/fact/ffffffffffff",
        "/person/Nobody",
    ),
    *(
        "/d/iraq-nato/why/session:99",
        "/d/iraq-nato?on=Blursday",
        "/?lang=x-klingon1",
        "/d/iraq-nato?recorded=yesterday",
    ),
    *("/d/iraq-nato/diff?from=2025-05-25&to=2025-05-10", "/fact/zz", "/fact/ed7f5f7d2a30/correct?set=nothing"),
)


class Texts(HTMLParser):
    """The texts of a page that are said to be Arabic."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - of the parser
        """Go into an element."""
        if tag in VOID:
            return
        quiet = tag in QUIET
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
                if word.casefold() not in reported and word not in page:
                    left.setdefault(page, set()).add(f"{word} in {text.strip()[:80]}")
    assert left == {}


def test_every_attribute_has_an_arabic_name(writer: Browser) -> None:
    for kind, model in KINDS.items():
        page = writer.get(f"/d/iraq-nato/add?kind={kind}&lang=ar").text
        assert attributes_of(model)
        assert re.findall(r'<label for="[\w-]+">[A-Za-z]', page) == [], kind


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/news?since=2024-08-01", "الجلسة <bdi>1</bdi>"),
        ("/news?since=2024-08-01", "الوضع <bdi>عُقدت</bdi>"),
        ("/news?since=2024-08-01", "الدرجة <bdi>استعداد</bdi>"),
        ("/d/iraq-nato/history", "انعقاد جلسة: الجلسة <bdi>1</bdi>، متى <bdi>27 أغسطس 2024</bdi>"),
        ("/d/iraq-nato/days", "الموعد <bdi>16 سبتمبر 2020</bdi>"),
        ("/fact/ed7f5f7d2a30", "<h1>جدولة جلسة: الجلسة <bdi>2</bdi>، الموعد <bdi>16–31 مايو 2025</bdi>"),
    ],
)
def test_lines_of_facts_and_of_news_are_arabic(writer: Browser, page: str, told: str) -> None:
    assert told in writer.get(page, accept_language="ar").text


WRONG = ("", "Blursday", "1/2", "2024-13", "<b>", "x" * 5001)


def test_every_fault_at_a_field_is_told_in_arabic(writer: Browser) -> None:
    for kind, model in KINDS.items():
        for wrong in WRONG:
            fields = [("kind", kind), ("step", "review"), *((f"fact.{one.name}", wrong) for one in attributes(model))]
            page = submitted(writer, "/d/iraq-nato/add", fields).text
            faults = re.findall(r'<strong class="fault">(.*?)</strong>', page)
            assert all(re.search("[\u0600-\u06ff]", fault) for fault in faults), faults
            assert '<span lang="en"' not in page, (kind, wrong, re.findall(r'<span lang="en".*?</span>', page))


def test_what_cannot_be_done_is_told_in_arabic(writer: Browser) -> None:
    for path, fields in (
        ("/add", [("slug", "Not one!"), ("heading.title", "")]),
        ("/add", [("slug", "iraq-nato"), ("heading.title", "Talks")]),
        ("/d/iraq-nato/add", [("kind", "nothing")]),
        ("/d/iraq-nato/link", [("one", "session:1"), ("other", "session:1"), ("as", "same")]),
        ("/fact/ed7f5f7d2a30/retract", [("whose", "outlet"), ("reason", "x")]),
    ):
        answered = submitted(writer, path, [*fields, ("step", "review")])
        assert '<span lang="en"' not in answered.text, (path, answered.text)
    unknown = writer.send("POST", "/add?lang=ar", [*OWN, ("content-type", FORM)], b"a=b")
    assert unknown.code == 409
    assert "لم يُسجَّل شيء" in unknown.text


def test_who_is_stopped_before_any_page_is_told_so_in_arabic(browser: Browser, writer: Browser) -> None:
    """To a browser as a page, to a program in a line."""
    asked = [("accept", "text/html"), ("accept-language", "ar"), ("content-type", "text/plain")]
    for answered, code, told in (
        (browser.send("POST", "/add", asked, b"x"), 405, "هذا الخادم يعرض فقط."),
        (writer.send("POST", "/add", asked, b"x"), 403, "لم ترسل هذا صفحة من صفحات هذا الخادم."),
        (writer.send("POST", "/add", [*asked, *OWN], b"x"), 415, "أرسل نموذجًا."),
    ):
        assert (answered.code, answered.headers["content-type"]) == (code, "text/html; charset=utf-8")
        assert f"<p>{told}</p>" in answered.text
        assert '<html lang="ar" dir="rtl">' in answered.text
    plain = writer.send("POST", "/add", [("content-type", "text/plain"), *OWN], b"x")
    assert (plain.headers["content-type"], plain.text) == ("text/plain; charset=utf-8", "Send a form.\n")


def test_why_nothing_is_recorded_is_told_in_arabic_and_without_places_in_files(writer: Browser) -> None:
    for path, fields in (
        ("/d/iraq-nato/add", [*HELD, ("cites", "nobody")]),
        ("/fact/ed7f5f7d2a30/retract", [("whose", "outlet"), ("reason", "x"), ("report", "nobody")]),
    ):
        page = submitted(writer, path, [*fields, ("step", "review")]).text
        (told,) = re.findall(r'<ul class="faults" role="alert">(.*?)</ul>', page, re.DOTALL)
        assert "لا تقرير باسم" in told
        assert '<span lang="en"' not in told
        assert not re.search("a form|fault|[«»`]", told)


def test_what_is_not_worded_here_is_said_to_be_english() -> None:
    context: Any = {"words": wording_for("ar")}
    told = ours(context, "nobody has worded this")
    assert told == '<span lang="en" dir="ltr">nobody has worded this</span>'


OWN = (("origin", f"http://{HOST}"), ("sec-fetch-site", "same-origin"))
HELD = (("kind", "session-held"), ("fact.session", "2"), ("fact.when", "2025-05-21"))


def submitted(writer: Browser, path: str, fields: Iterable[tuple[str, str]]) -> Answered:
    """What is answered to a form that was filled in in Arabic."""
    stamp = re.findall(r'name="stamp" value="(\w+)"', writer.get("/add").text)[0]
    body = urlencode([("stamp", stamp), *fields]).encode()
    return writer.send("POST", f"{path}?lang=ar", [*OWN, ("content-type", FORM)], body)
