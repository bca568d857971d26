"""The drawing on a page: the same as in every other shell, with nothing that jumps, and a row for each mark."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.given import timeline
from tests.drawing.drawn import marks, middle_of, parsed
from tests.web.conftest import browsing

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from tests.web.asking import Browser

DAYS = ["2024-09-01", "2025-05-10", "2025-06-01"]


def pictures(page: str) -> list[Element]:
    """The pictures in a text of HTML, in their order."""
    return [parsed(text) for text in re.findall(r'<svg[^>]* class="picture.*?</svg>', page, re.DOTALL) if "<g" in text]


def drawing(page: str, width: int = 1120) -> Element:
    """The drawing of that width."""
    (found,) = [one for one in pictures(page) if one.get("width") == str(width)]
    return found


def shapes(picture: Element, within: str = "marks") -> list[tuple[str, Any, str]]:
    """Every mark with all its places, but for the names that a picture gives its masks."""
    (front,) = marks(picture, within)
    return [
        (
            element.tag,
            tuple(sorted((name, re.sub(r"url\(#.*-fade", "url(#fade", value)) for name, value in element.items())),
            (element.text or "").strip(),
        )
        for element in front.iter()
    ]


class TestOneDrawing:
    """What a page shows, what `export svg` writes and what a brief has in it are the same marks at the same places."""

    @pytest.mark.usefixtures("storyline")
    def test_page_export_and_brief_are_one_drawing(self, store: Path) -> None:
        # On which everything on record was public: what no report dates is known once it is recorded, just now.
        after_all = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
        for browser in browsing(store, today=after_all):
            page = shapes(drawing(browser.get("/d/iraq-nato").text))
        assert len(page) > 100
        exported = parsed(timeline("export", "svg", "iraq-nato", "--on", after_all, "-o", "-").out)
        (alone,) = [one for one in exported.iter() if "picture" in one.get("class", "").split()]
        assert shapes(alone) == page
        brief = timeline("export", "html", "iraq-nato", "--on", after_all, "-o", "-").out
        assert shapes(drawing(brief)) == page

    def test_the_page_s_own_address_gives_the_same_as_the_command_line(self, browser: Browser) -> None:
        told = timeline("export", "svg", "iraq-nato", "--on", "2025-05-10", "-o", "-").out
        assert browser.get("/d/iraq-nato.svg?on=2025-05-10").text == told

    @pytest.mark.parametrize("day", DAYS)
    def test_the_strip_shows_the_sessions_in_the_forms_that_the_drawing_gives_them(
        self, browser: Browser, day: str
    ) -> None:
        (strip,) = [one for one in pictures(browser.get(f"/?on={day}").text) if marks(one, "session")]
        drawn = drawing(browser.get(f"/d/iraq-nato?on={day}").text)
        whole = {_looks(one) for one in marks(drawn, "session")}
        assert marks(strip, "session")
        for session in marks(strip, "session"):
            assert _looks(session) in whole
        for kind in ("disc", "window"):
            for small in marks(strip, kind):
                window = small.get("data-window")
                same = [one for one in marks(drawn, kind) if one.get("data-window") == window]
                assert small.get("class") in {one.get("class") for one in same}
        assert strip.get("aria-label") == "".join(
            element.text or "" for element in drawn if element.tag.endswith("desc")
        )


def _looks(session: Element) -> str:
    """What a session is drawn as: its status by form."""
    return session.get("class", "")


class TestNothingJumps:
    def test_days_stand_at_the_same_places_whatever_day_is_looked_at(self, browser: Browser) -> None:
        drawn = [drawing(browser.get(f"/d/iraq-nato?on={day}").text) for day in DAYS]
        ends = {(one.get("data-first"), one.get("data-last"), one.get("data-knots")) for one in drawn}
        # On a day inside of a fold the fold is open: none of these is.
        assert len(ends) == 1
        places = set()
        for one in drawn:
            (session,) = marks(one, "session", subject="session:1")
            places.add(middle_of(marks(session, "disc")[0])[0])
        assert len(places) == 1

    def test_all_widths_show_the_same_days(self, browser: Browser) -> None:
        page = browser.get("/d/iraq-nato?on=2025-05-10").text
        shown = [drawing(page, width) for width in (1120, 640, 360)]
        assert len({(one.get("data-first"), one.get("data-last")) for one in shown}) == 1
        for kind in ("disc", "said", "life", "session", "dissent", "event"):
            assert len({len(marks(one, kind)) for one in shown}) == 1, kind


class TestFolds:
    @pytest.mark.parametrize("query", ["zoom=year", "zoom=quarter", "zoom=month", "folds=open"])
    def test_zoomed_and_unfolded_views_have_none(self, browser: Browser, query: str) -> None:
        assert marks(drawing(browser.get("/d/iraq-nato?on=2025-05-10").text), "fold")
        assert not marks(drawing(browser.get(f"/d/iraq-nato?on=2025-05-10&{query}").text), "fold")

    @pytest.mark.parametrize(("zoom", "days"), [("year", 366), ("quarter", 92), ("month", 31)])
    def test_a_zoom_shows_so_many_days_around_the_day(self, browser: Browser, zoom: str, days: int) -> None:
        drawn = drawing(browser.get(f"/d/iraq-nato?on=2025-05-10&zoom={zoom}").text)
        (first, _), (end, _) = (knot.split(":") for knot in drawn.get("data-knots", "").split())
        assert (int(first), int(end)) == (0, days + 1)
        assert drawn.get("data-first", "") < "2025-05-10" < drawn.get("data-last", "")


@pytest.mark.parametrize("day", [*DAYS, "2023-01-01"])
def test_every_mark_has_its_row_in_a_table_of_the_page(browser: Browser, day: str) -> None:
    page = browser.get(f"/d/iraq-nato?on={day}").text
    rows = set(map(unescape, re.findall(r'data-row="([^"]+)"', page)))
    for width in (1120, 640, 360):
        drawn = drawing(page, width)
        told = {one.get("data-subject") for one in drawn.iter() if one.get("data-subject")}
        assert told <= rows, day


def test_there_is_one_sentence_for_who_does_not_see_it(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato?on=2025-05-10").text
    for width in (1120, 640, 360):
        one = drawing(page, width)
        named = {element.get("id"): element.text or "" for element in one if element.get("id")}
        assert one.get("role") == "img"
        assert "Next session: \u20682\u2069, scheduled" in " ".join(
            named[name] for name in one.get("aria-labelledby", "").split()
        )
