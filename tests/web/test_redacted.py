"""Pages of a log from which content was taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.given import timeline
from tests.web.conftest import browsing

if TYPE_CHECKING:
    from pathlib import Path

SCHEDULED = "ed7f5f7d2a30"


def test_a_redacted_fact_is_shown_as_such_and_the_name_is_on_no_page(store: Path, storyline: None) -> None:
    name = "Goffus"
    for browser in browsing(store, writes=True):
        assert name in browser.get("/d/iraq-nato/people").text
    assert timeline("redact", SCHEDULED, "--reason", "asked to", "--yes").code == 0
    assert timeline("redact", "--person", "Tom Goffus", "--reason", "asked to", "--yes").code == 0
    for browser in browsing(store, writes=True):
        fact = browser.get(f"/fact/{SCHEDULED}")
        assert (fact.code, "This fact was redacted" in fact.text) == (200, True)
        assert browser.get(f"/fact/{SCHEDULED}.json").json["payload"] is None
        for form in ("correct", "retract"):
            assert browser.get(f"/fact/{SCHEDULED}/{form}").code == 409
        assert "Redacted in this dialogue" in browser.get("/d/iraq-nato/why/session:2").text
        addresses = ("/", "/news", "/d/iraq-nato", "/d/iraq-nato/people", "/d/iraq-nato/sessions", "/search?q=Tom")
        for address in addresses:
            page = browser.get(address)
            assert (address, page.code, "Tom Goffus" in page.text) == (address, 200, False)
