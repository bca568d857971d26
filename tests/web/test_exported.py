"""Calendars, feeds, pictures, briefs and bibliographies by address: the bytes of `timeline export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser
import icalendar
import pytest

from tests.cli.given import timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser


@pytest.mark.parametrize(
    ("ending", "format_", "media_type"),
    [
        ("ics", "ics", "text/calendar; charset=utf-8"),
        ("atom", "atom", "application/atom+xml"),
        ("svg", "svg", "image/svg+xml"),
        ("md", "markdown", "text/markdown; charset=utf-8"),
        ("csl.json", "csl", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_dialogue_has_the_forms_of_exports(browser: Browser, ending: str, format_: str, media_type: str) -> None:
    answered = browser.get(f"/d/iraq-nato.{ending}?on=2025-05-10")
    assert (answered.code, answered.headers["content-type"]) == (200, media_type)
    assert answered.text == timeline("export", format_, "iraq-nato", "--on", "2025-05-10").out


def test_a_reader_subscribes_to_everything(browser: Browser) -> None:
    feed = feedparser.parse(browser.get("/news.atom").content)
    assert feed.bozo is False
    assert feed.entries
    calendar = icalendar.Calendar.from_ical(browser.get("/calendar.ics").content)
    assert list(calendar.walk("VEVENT"))


def test_a_subscription_that_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    tag = browser.get("/news.atom").headers["etag"]
    assert browser.get("/news.atom", if_none_match=tag).code == 304


def test_a_picture_that_stands_alone_may_use_its_own_style_and_nothing_else(browser: Browser) -> None:
    policy = browser.get("/d/iraq-nato.svg").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_there_is_no_export_of_a_dialogue_that_is_not_there(browser: Browser) -> None:
    assert browser.get("/d/nowhere.ics").code == 404
