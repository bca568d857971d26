"""Nothing keeps anybody out of any kind of page: axe finds nothing, in any colours, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.access.granted import readers_of
from tests.browser.conftest import Reader, resize
from tests.browser.served import served, storyline_in
from tests.browser.test_everybody import AXE, AXE_OF_COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEDULED = "ed7f5f7d2a30"

SHOWN = {
    "report": "/report/shafaq-news-n27",
    "access": "/-/access",
    "check": "/d/iraq-nato/check",
    "which dialogue": "/add",
    "which kind": "/d/iraq-nato/add",
    "a form": "/d/iraq-nato/add?kind=session-held",
    "correct": f"/fact/{SCHEDULED}/correct",
    "retract": f"/fact/{SCHEDULED}/retract",
    "link": "/d/iraq-nato/link",
    "refused": "/d/iraq-nato?on=Blursday",
}
"""Pages that only a writer sees, and others of which no other test has one."""

COLOURS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that takes facts, with the storyline."""
    with served(storyline_in(tmp_path_factory.mktemp("every-page")), "--write") as address:
        yield address


@pytest.fixture
def writer(chromium: Any, writing: str) -> Iterator[Callable[[str], Reader]]:
    """Makes writers who read a language."""
    contexts = []

    def make(language: str) -> Reader:
        contexts.append(chromium.new_context(viewport={"width": 1200, "height": 900}, locale=language))
        contexts[-1].set_default_timeout(60_000)
        return Reader(contexts[-1], writing)

    yield make
    for context in contexts:
        context.close()


def is_for_everybody(page: Any, axe: str) -> None:
    """Whether axe finds nothing in any colours, and nothing is wider than a small screen."""
    page.evaluate(axe)
    # Each colour is that of the same things in every language.
    in_english = page.locator("html").get_attribute("lang") == "en"
    for number, colours in enumerate(COLOURS if in_english else COLOURS[:1]):
        page.emulate_media(**colours)
        assert page.evaluate(AXE_OF_COLOURS if number else AXE) == [], colours
    page.emulate_media(color_scheme="light", forced_colors="none")
    resize(page, 320, 640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    resize(page, 1200, 900)


def is_reviewed_and_recorded(page: Any, axe: str) -> None:
    """Whether what a form says is reviewed and then recorded, on pages that are for everybody."""
    page.locator("button[value=review]").click()
    page.locator("button[value=record]").wait_for()
    is_for_everybody(page, axe)
    page.locator("button[value=record]").click()
    page.locator("[role=status] > ul.says").wait_for()
    is_for_everybody(page, axe)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", SHOWN.values(), ids=SHOWN)
def test_nothing_keeps_anybody_out(writer: Callable[[str], Reader], axe: str, path: str, language: str) -> None:
    is_for_everybody(writer(language).opens(path), axe)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a team, with the storyline."""
    folder = tmp_path_factory.mktemp("guarded")
    rules = folder / "access.toml"
    rules.write_text(readers_of("iraq-nato", ["ben"]))
    with served(storyline_in(folder), "--write", "--access", str(rules)) as address:
        yield address


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("who", "path", "code"), [({}, "/", 401), ({"Remote-User": "ben"}, "/d/iraq-nato/add", 403)])
def test_nothing_keeps_anybody_out_of_a_refusal(  # noqa: PLR0913, PLR0917 - who, where, and in what
    chromium: Any, guarded: str, axe: str, who: dict[str, str], path: str, code: int, language: str
) -> None:
    context = chromium.new_context(locale=language, extra_http_headers=who)
    page = context.new_page()
    answered = page.goto(f"{guarded}{path}")
    assert answered.status == code
    assert page.evaluate("document.documentElement.lang") == language
    is_for_everybody(page, axe)
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_anybody_out_on_the_way_to_a_fact(
    writer: Callable[[str], Reader], axe: str, language: str
) -> None:
    """A fault at its field, the review, and what was recorded."""
    page = writer(language).opens("/d/iraq-nato/add?kind=position-stated")
    page.locator("#report-outlet").fill("Rudaw")
    page.locator("#report-published").fill("Blursday")
    page.locator("#fact-actor").fill("Iraq")
    page.locator("#fact-issue").fill(f"issue-{language}")
    page.locator("#fact-stance").fill("We are for it")
    page.locator("button[value=review]").click()
    page.locator("strong.fault").first.wait_for()
    is_for_everybody(page, axe)
    page.locator("#report-published").fill("9 September 2025")
    is_reviewed_and_recorded(page, axe)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_anybody_out_on_the_way_to_a_correction(
    writer: Callable[[str], Reader], axe: str, language: str
) -> None:
    page = writer(language).opens(f"/fact/{SCHEDULED}/correct")
    page.locator("#fact-place").fill("Rome" if language == "en" else "Oslo")
    page.locator("#reason").fill("misread")
    is_reviewed_and_recorded(page, axe)
