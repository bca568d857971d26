"""`/fact/ID`, `/report/ID`, `/d/SLUG/diff`: one fact, one report, two days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.given import timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser

SCHEDULED = "ed7f5f7d2a30"


def test_a_fact_is_shown_as_it_was_stored(browser: Browser) -> None:
    (recorded,) = [row for row in json.loads(timeline("history", "--json").out) if row["fact"].startswith(SCHEDULED)]
    assert browser.get(f"/fact/{SCHEDULED}.json").json == recorded
    page = browser.get(f"/fact/{SCHEDULED}").text
    assert recorded["digest"] in page
    assert f'href="/report/{recorded["payload"]["report"]}"' in page


def test_an_id_that_is_none_is_refused_in_words(browser: Browser) -> None:
    assert browser.get("/fact/ffffffff.json").json["error"] == "no fact id begins with ffffffff"
    assert browser.get("/fact/xyz").code == 400


def test_a_report_is_shown_with_what_it_says(browser: Browser) -> None:
    source = json.loads(timeline("sources", "iraq-nato", "--json").out)[0]
    assert browser.get(f"/report/{source['report']}.json").json == [source]
    page = browser.get(f"/report/{source['report']}").text
    assert all(f'href="/fact/{fact}"' in page for fact in source["facts"])
    assert browser.get("/report/nowhere").code == 404


def test_a_report_is_not_there_before_it_was_known(browser: Browser) -> None:
    source = json.loads(timeline("sources", "iraq-nato", "--json").out)[-1]
    assert browser.get(f"/report/{source['report']}?known=2019-01-01").code == 404


def test_two_days_stand_side_by_side(browser: Browser) -> None:
    answered = browser.get("/d/iraq-nato/diff.json?from=2025-05-10&to=2025-05-25")
    assert answered.text == timeline("diff", "iraq-nato", "2025-05-10", "2025-05-25", "--json").out
    page = browser.get("/d/iraq-nato/diff?from=2025-05-10&to=2025-05-25").text
    assert page.count('class="picture"') == 4  # of each day one for wide and one for narrow windows
    assert "16–31 May 2025" in page
    assert browser.get("/d/iraq-nato/diff?from=2025-05-25&to=2025-05-10").code == 400
