"""`/d/SLUG/why/SUBJECT`: the evidence, as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.given import timeline

if TYPE_CHECKING:
    from tests.web.asking import Browser


@pytest.mark.parametrize("subject", ["session:1", "session:2.window", "dialogue.status", "position:NATO/mission"])
def test_its_answer_is_that_of_the_command_line(browser: Browser, subject: str) -> None:
    told = timeline("explain", "iraq-nato", subject, "--json")
    answered = browser.get(f"/d/iraq-nato/why/{subject}.json")
    assert (answered.code == 200, answered.text if told.out else "") == (told.code == 0, told.out)


def test_every_quote_stands_in_its_own_direction_and_leads_to_its_report(browser: Browser) -> None:
    page = browser.get("/d/iraq-nato/why/session:1.held").text
    answer = browser.get("/d/iraq-nato/why/session:1.held.json").json
    quoted = [one for attribute in answer["attributes"] for value in attribute["values"] for one in value["evidence"]]
    assert quoted
    assert page.count('<blockquote dir="auto">') == sum(one["quote"] is not None for one in quoted)
    assert 'rel="noreferrer noopener external"' in page
