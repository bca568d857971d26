"""`/`: every dialogue at a glance."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.cli.given import TALKS, timeline
from tests.web.asking import HOST, Browser
from timeline.application.tracker import Tracker
from timeline.web.access import OwnMachine
from timeline.web.app import app_of
from timeline.web.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from timeline.application.reply import Reply


def test_it_leads_to_every_dialogue(browser: Browser) -> None:
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    page = browser.get("/?on=2025-05-10").text
    assert '<a href="/d/iraq-nato?on=2025-05-10">' in page
    assert '<a href="/d/talks?on=2025-05-10"><bdi>Talks of A and B</bdi></a>' in page


def test_its_answer_is_the_state_of_each(browser: Browser) -> None:
    assert browser.get("/index.json").json == [json.loads(timeline("state", "iraq-nato", "--json").out)]


class Noting(Tracker):
    """A tracker that notes the dialogues that it was asked about."""

    asked: list[str]

    def ask(self, name: str, *about: Any, **options: Any) -> Reply:
        self.asked += about
        return super().ask(name, *about, **options)


def test_a_dialogue_is_read_again_only_when_something_is_recorded_of_it(store: Path, storyline: None) -> None:
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    with Noting(open_engine(Address.parse(str(store)), mode=OpenMode.READ), date(2025, 6, 1)) as tracker:
        browser = Browser(app_of(Desk(lambda: tracker, OwnMachine("anna", writes=False), frozenset({HOST}), b"k" * 32)))
        tracker.asked = []
        before = browser.get("/").text
        tracker.asked.clear()
        assert timeline("append", "session-scheduled", "talks", "--session", "9", "--window", "2025-11").code == 0
        after = browser.get("/").text
    assert set(tracker.asked) == {"talks"}
    assert row(after, "iraq-nato") == row(before, "iraq-nato")
    assert row(after, "talks") != row(before, "talks")


def row(page: str, slug: str) -> str:
    """The row of a dialogue."""
    return next(one[0] for one in re.finditer("<tr>.*?</tr>", page, re.DOTALL) if f'href="/d/{slug}"' in one[0])


def test_a_window_that_fades_on_a_strip_finds_its_mask(browser: Browser) -> None:
    line = ("session-scheduled", "iraq-nato", "--session", "3", "--window", "2025-11~")
    assert timeline("append", *line).code == 0
    page = browser.get("/").text
    for mask in re.findall(r"url\(#(strip-[a-z-]+)\)", page):
        assert f'id="{mask}"' in page
