"""What holds for every page: which names it answers to, what a browser may do with it, when it has not changed."""

from __future__ import annotations

import gzip
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline
from tests.web.asking import HOST
from tests.web.conftest import browsing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.asking import Browser

ADDRESSES = ["/", "/index.json", "/d/iraq-nato", "/d/iraq-nato.json", "/d/iraq-nato/why/session:2.window", "/-/health"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:8124",
        "127.0.0.1:8123@evil.example",
        "evil.example:8123",
        "127.0.0.1:8123.evil.example",
        "",
    ],
)
def test_a_request_by_another_name_is_refused(browser: Browser, host: str) -> None:
    assert browser.send("GET", "/", [("host", host)]).code == 421


def test_two_names_are_none(browser: Browser) -> None:
    assert browser.send("GET", "/", [("host", HOST), ("host", HOST)]).code == 421


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere", "/d/nowhere"])
def test_every_answer_says_what_a_browser_may_do_with_it(browser: Browser, address: str) -> None:
    headers = browser.get(address).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("address", ["/", "/d/iraq-nato", "/nowhere"])
def test_nothing_can_be_changed_where_nobody_allowed_it(browser: Browser, method: str, address: str) -> None:
    assert browser.send(method, address, [("origin", f"http://{HOST}"), ("sec-fetch-site", "same-origin")]).code == 405


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("origin", "http://evil.example")],
        [("origin", "null")],
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site"), ("origin", f"http://{HOST}")],
        [("sec-fetch-site", "none")],
        [("sec-fetch-site", "same-origin"), ("origin", "http://evil.example")],
        [("sec-fetch-site", "cross-site"), ("origin", "null")],
    ],
)
def test_another_site_changes_nothing_where_facts_may_be_added(
    store: Path, storyline: None, headers: list[tuple[str, str]]
) -> None:
    for browser in browsing(store, writes=True):
        assert browser.send("POST", "/", headers).code == 403


@pytest.mark.parametrize(
    "headers",
    [
        [("sec-fetch-site", "same-origin")],
        [("sec-fetch-site", "same-origin"), ("origin", "null")],
        [("origin", f"http://{HOST}")],
    ],
)
def test_a_form_of_this_site_is_read(store: Path, storyline: None, headers: list[tuple[str, str]]) -> None:
    """It has no stamp, which is told; browsers take the Origin away where pages give no referrer."""
    form = ("content-type", "application/x-www-form-urlencoded")
    for browser in browsing(store, writes=True):
        assert browser.send("POST", "/add", [*headers, form], b"step=review").code == 409


def test_asking_for_pages_records_nothing(browser: Browser, store: Path) -> None:
    before = store.read_bytes()
    for address in ADDRESSES:
        assert browser.get(address).code == 200
    assert store.read_bytes() == before


def test_a_page_that_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    first = browser.get("/d/iraq-nato")
    assert browser.get("/d/iraq-nato", if_none_match=first.headers["etag"]).code == 304


def test_a_page_changes_with_the_log(browser: Browser) -> None:
    tag = browser.get("/d/iraq-nato").headers["etag"]
    assert timeline("append", "session-held", "iraq-nato", "--session", "3", "--when", "2025-05-30").code == 0
    again = browser.get("/d/iraq-nato", if_none_match=tag)
    assert again.code == 200
    assert "30 May 2025" in again.text


def test_a_page_is_compressed_for_who_reads_that(browser: Browser) -> None:
    plain, packed = browser.get("/d/iraq-nato"), browser.get("/d/iraq-nato", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_a_page_says_where_programs_find_the_same(browser: Browser) -> None:
    answered = browser.get("/d/iraq-nato?on=2025-05-10")
    assert '</d/iraq-nato.json?on=2025-05-10>; rel="alternate"; type="application/json"' in answered.headers["link"]


@pytest.mark.parametrize(
    "name",
    ["%D8%B9%D9%84%D9%8A", "O%E2%80%99Neill", "x%00y", "x%0d%0ay", "x%3E;rel=preconnect,%3Chttp://evil.example/%3E"],
)
def test_a_name_in_an_address_stays_what_it_is_in_a_header(browser: Browser, name: str) -> None:
    for address in (f"/person/{name}", f"/d/iraq-nato/why/person:{name}"):
        link = browser.get(address).headers.get("link", "")
        assert link.isascii()
        assert link.isprintable()
        assert link.count("<") == link.count("; rel=")


@pytest.mark.parametrize("name", ["self", "ending", "parts", "query"])
@pytest.mark.parametrize("address", ["/news", "/d/iraq-nato", "/d/iraq-nato/sessions", "/d/iraq-nato/diff"])
def test_a_query_has_names_of_its_own(browser: Browser, address: str, name: str) -> None:
    assert browser.get(f"{address}?{name}=1").code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-10", "9999-12-20", "9999-12-31"])
def test_the_calendar_has_ends(browser: Browser, day: str) -> None:
    for address in ("/d/iraq-nato", "/d/iraq-nato.svg", "/d/iraq-nato/diff", "/d/iraq-nato.json", "/"):
        assert browser.get(f"{address}?on={day}").code == 200, address
    assert browser.get(f"/news?since={day}").code == 200


def test_a_refusal_is_told_whatever_else_was_asked(browser: Browser) -> None:
    assert browser.get("/nowhere?lang=!!").code == 404
    assert browser.get("/d/nope?on=zzz").code == 404


def test_every_link_of_a_dialogue_leads_somewhere(browser: Browser) -> None:
    found = set(re.findall(r'href="(/[^"#]*)"', browser.get("/d/iraq-nato").text))
    dead = [address for address in sorted(found) if browser.get(unescape(address)).code != 200]
    assert (len(found) > 50, dead) == (True, [])


def test_the_head_of_what_never_ends_is_told(browser: Browser) -> None:
    assert browser.send("HEAD", "/live").code == 200


def test_what_is_not_there_is_said_in_words(browser: Browser) -> None:
    page, answer = browser.get("/d/iraq-nat"), browser.get("/d/iraq-nat.json")
    assert (page.code, answer.code) == (404, 404)
    assert "no dialogue &#39;iraq-nat&#39; in this store" in page.text
    assert answer.json["error"] == "no dialogue 'iraq-nat' in this store"


def test_what_is_wrong_is_said_in_the_words_of_the_command_line(browser: Browser) -> None:
    answer = browser.get("/d/iraq-nato.json?on=soon")
    assert (answer.code, answer.json) == (400, {"error": "'soon' is not a day", "hint": "Write it as 2025-05-10."})


def test_a_page_is_in_the_language_that_the_reader_wants_most(browser: Browser) -> None:
    assert '<html lang="en" dir="ltr">' in browser.get("/", accept_language="de, en;q=0.5").text
    assert '<html lang="ar" dir="rtl">' in browser.get("/", accept_language="en;q=0.5, ar-IQ").text
    assert '<html lang="ar" dir="rtl">' in browser.get("/?lang=ar", accept_language="en").text
    assert browser.get("/?lang=none%20of%20them").code == 400


def test_files_are_kept_for_good_at_addresses_that_change_with_them(browser: Browser) -> None:
    page = browser.get("/").text
    for name, media_type in (("page.css", "text/css"), ("picture.css", "text/css"), ("page.js", "text/javascript")):
        path = page.partition(f'/{name}"')[0].rpartition('"')[2] + f"/{name}"
        answered = browser.get(path)
        assert (answered.code, answered.headers["content-type"]) == (200, f"{media_type}; charset=utf-8")
        assert answered.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert browser.get("/static/000000000000/page.css").code == 404
    assert browser.get("/static/000000000000/..%2Fapp.py").code == 404


def test_health_tells_that_the_store_answers_and_nothing_else(browser: Browser) -> None:
    assert browser.get("/-/health").json == {"store": "ok"}
