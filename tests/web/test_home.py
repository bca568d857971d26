"""`/`: every dialogue at a glance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.given import TALKS, timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser


def test_it_leads_to_every_dialogue(browser: Browser) -> None:
    assert timeline("append", "--from", "-", stdin=TALKS).code == 0
    page = browser.get("/?on=2025-05-10").text
    assert '<a href="/d/iraq-nato?on=2025-05-10">' in page
    assert '<a href="/d/talks?on=2025-05-10"><bdi>Talks of A and B</bdi></a>' in page


def test_its_answer_is_the_state_of_each(browser: Browser) -> None:
    assert browser.get("/index.json").json == [json.loads(timeline("state", "iraq-nato", "--json").out)]
