"""The pages for everybody: keyboard, small screens, large type, forced colours, no script, paper, hostile texts."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Reader, resize
from tests.cli.given import timeline
from tests.cli.test_serve import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KINDS = [
    "/",
    "/news?since=2025-01-01",
    "/upcoming?on=2025-05-10",
    "/search?q=Baghdad",
    "/d/iraq-nato?on=2025-05-10",
    "/d/iraq-nato/sessions",
    "/d/iraq-nato/history",
    "/d/iraq-nato/diff?from=2025-05-10&to=2025-05-25",
    "/d/iraq-nato/why/session:1",
    "/fact/ed7f5f7d2a30",
    "/person/Qasim%20al-Araji",
    "/place/Baghdad",
    "/nowhere",
]
"""One page of each kind."""

AXE = """axe.run(document, {resultTypes: ["violations"]})
  .then((found) => found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))"""

AXE_OF_COLOURS = AXE.replace("{", '{runOnly: ["color-contrast", "link-in-text-block"], ', 1)
"""The rules that look at colours: what a page that kept all rules is asked again in other colours."""


@pytest.mark.parametrize("path", KINDS)
def test_nothing_keeps_anybody_out(reader: Callable[..., Any], axe: str, path: str) -> None:
    one = reader()
    # Each colour is that of the same things in every language.
    for language, schemes in (("en", ("light", "dark")), ("ar", ("light",))):
        page = one.opens(f"{path}{'&' if '?' in path else '?'}lang={language}")
        page.evaluate(axe)
        for scheme, rules in zip(schemes, (AXE, AXE_OF_COLOURS), strict=False):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(rules) == [], (language, scheme)
        resize(page, 320, 640)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, language
        resize(page, 1200, 900)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1200, language
    if path == "/nowhere":  # what a browser says by itself
        assert all("404 (Not Found)" in complaint for complaint in one.complaints)
        one.complaints.clear()


def test_forced_colours_and_reduced_motion_change_no_word(reader: Callable[..., Any], axe: str) -> None:
    page = reader(forced_colors="active", reduced_motion="reduce").opens("/d/iraq-nato?on=2025-05-10")
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    assert (
        page.locator("#page").inner_text() == reader().opens("/d/iraq-nato?on=2025-05-10").locator("#page").inner_text()
    )


def test_the_drawer_closes_with_escape_and_the_focus_returns(reader: Callable[..., Any], axe: str) -> None:
    page = reader().opens("/d/iraq-nato?on=2025-05-10")
    link = page.locator("#page a[data-drawer]").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#drawer[open] #why")
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("#drawer:not([open])", state="attached")
    assert link.evaluate("(one) => one === document.activeElement")


def test_without_a_script_every_fact_and_every_quote_can_be_reached(reader: Callable[..., Any], store: Path) -> None:
    one = reader(java_script_enabled=False)
    page = one.opens("/d/iraq-nato")
    assert page.locator("#day").is_hidden()
    facts = json.loads(timeline("history", "iraq-nato", "--store", str(store), "--json").out)
    sources = page.request.get(f"{one.address}/d/iraq-nato/sources").text()
    listed = "".join(page.request.get(f"{one.address}/d/iraq-nato/history?page={number}").text() for number in (1, 2))
    assert all(f'href="/fact/{row["fact"]}"' in listed for row in facts)
    quotes = {row["fact"]: row["payload"]["quote"] for row in facts if row["payload"].get("quote")}
    for fact in list(quotes)[:10]:
        page = one.opens(f"/fact/{fact}")
        assert page.locator("blockquote").inner_text() == quotes[fact]
    assert 'href="/report/' in sources
    page = one.opens("/d/iraq-nato?on=2025-05-10")
    page.locator("#prev").click()
    assert "on=2025-04-29" in page.url


def test_arabic_mirrors_the_axis_and_isolates_what_was_reported(reader: Callable[..., Any]) -> None:
    page = reader(locale="ar").opens("/d/iraq-nato?on=2025-05-10")
    assert page.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
    places = page.evaluate(
        "[...document.querySelectorAll('.wide .tick.year')].map((y) => [+y.textContent, y.getBoundingClientRect().x])"
    )
    assert [year for year, _ in sorted(places, key=lambda one: -one[1])] == sorted(year for year, _ in places)
    page = reader(locale="ar").opens("/d/iraq-nato/why/session:1")
    assert page.locator("blockquote").count() == page.locator('blockquote[dir="auto"]').count() > 0
    assert page.locator("bdi").count() > 5


def test_paper_has_the_picture_and_the_tables_and_no_controls(reader: Callable[..., Any]) -> None:
    page = reader().opens("/d/iraq-nato?on=2025-05-10")
    page.emulate_media(media="print")
    for control in (".steps", ".track", ".zoom", ".top", ".legend"):
        assert page.locator(control).first.is_hidden(), control
    assert page.locator(".wide .picture, .narrow .picture").locator("visible=true").count() == 1
    assert page.locator("#sessions").is_visible()
    assert io.BytesIO(page.pdf()).read(5) == b"%PDF-"


def test_hostile_texts_are_shown_as_text(chromium: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>\u202e</script><script>alert(2)</script>"
    facts = {
        "dialogue": "talks",
        "title": hostile,
        "parties": [hostile, "B"],
    }
    report = {
        "dialogue": "talks",
        "report": {
            "id": "r1",
            "outlet": hostile,
            "title": hostile,
            "url": 'https://example.org/?a="><script>alert(3)</script>',
            "published": "2024-03-02",
            "origin": hostile,
        },
        "facts": [
            {
                "kind": "session-held",
                "session": 1,
                "when": "2024-03-01",
                "place": hostile,
                "quote": hostile,
                "persons": [{"name": hostile.replace("\u202e", ""), "side": "B"}],
            }
        ],
    }
    file = tmp_path / "facts.yaml"
    file.write_text(f"{json.dumps(facts)}\n---\n{json.dumps(report)}\n")
    made = tmp_path / "hostile.db"
    assert timeline("append", "--from", str(file), "--store", str(made)).code == 0
    with serving("--store", str(made)) as (_, address):
        one = Reader(chromium.new_context(), address.rstrip("/"))
        for path in ("/", "/d/talks", "/d/talks/why/session:1", "/report/r1", "/d/talks/people", "/search?q=alert"):
            page = one.opens(path)
            assert page.evaluate("document.querySelectorAll('img, script:not([src])').length") == 0, path
            assert "<img src=x onerror=alert(1)>" in page.locator("main").inner_text(), path
        assert one.complaints == []
