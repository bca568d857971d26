"""Feeds: the newest knowledge first, read by other people's readers."""

from __future__ import annotations

from typing import Any

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from tests.chance import tries
from tests.exporters.clients import program, ran
from tests.exporters.exporting import exported, storyline, told
from tests.given import fact_id, judgement, report

URL = "https://agency.example/1?a=1&b=2"


def parsed(feed: bytes) -> Any:
    found = feedparser.parse(feed)
    assert found.bozo is False
    return found


def test_feedparser_and_xmllint_read_the_storyline() -> None:
    feed = told("atom", known_at="2026-04-01")
    assert len(parsed(feed).entries) == len(storyline().facts)
    ran(program("xmllint"), "--noout", "--nonet", "-", stdin=feed)


def test_what_became_known_last_comes_first() -> None:
    documents = [
        report("r1", published="2025-03-01", facts=[{"kind": "session-held", "session": 1}]),
        report("r2", published="2025-01-01", facts=[{"kind": "session-held", "session": 2}]),
        report("r3", published="2025-05", facts=[{"kind": "session-held", "session": 3}]),
    ]
    entries = parsed(exported("atom", *documents, on="2026-01-01")).entries
    assert [entry.title for entry in entries] == ["session 3 held", "session 1 held", "session 2 held"]


def test_an_entry_names_fact_outlet_and_address_and_keeps_the_window_as_written() -> None:
    held = {"kind": "session-held", "session": 1, "when": "2025-05~", "quote": "held <b>in</b> May"}
    document = report("r1", outlet="Agency", published="2025-06", url=URL, language="en", facts=[held])
    (entry,) = parsed(exported("atom", document, on="2026-01-01")).entries
    assert (entry.author, entry.link, entry.updated) == ("Agency", URL, "2026-01-01T00:00:00Z")
    assert "published" not in entry
    text = entry.content[0].value
    assert all(part in text for part in ("2025-05~", "Agency, 2025-06", fact_id(document), "held <b>in</b> May", URL))
    assert [tag.term for tag in entry.tags] == ["session-held", "session:1"]


def test_only_an_instant_that_the_report_shows_is_a_day_of_publication() -> None:
    document = report("r1", published="2024-08-27T18:57+03:00", facts=[{"kind": "contact-held"}])
    (entry,) = parsed(exported("atom", document, on="2026-01-01")).entries
    assert entry.published == "2024-08-27T15:57:00Z"


def test_a_correction_and_a_retraction_are_news() -> None:
    document = report(
        "r1",
        published="2025-01-01",
        facts=[{"kind": "session-held", "session": 1, "place": "Paris"}, {"kind": "session-held", "session": 2}],
    )
    corrected = judgement(
        {
            "kind": "fact-corrected",
            "target": fact_id(document),
            "field": "place",
            "old": "Paris",
            "new": "Rome",
            "whose": "coder",
        },
        recorded_at="2026-02-01",
    )
    back = judgement(
        {"kind": "fact-retracted", "target": fact_id(document, 2), "whose": "coder"}, recorded_at="2026-03-01"
    )
    feed = parsed(exported("atom", document, corrected, back, on="2026-03-02"))
    second, first = feed.entries
    assert (first.title, first.updated) == ("session 1 held in Rome", "2026-02-01T00:00:00Z")
    assert (second.title, second.updated) == ("withdrawn: session 2 held", "2026-03-01T00:00:00Z")
    assert feed.feed.updated == "2026-03-01T00:00:00Z"


ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=80)


@tries(80)
@given(ANYTHING, ANYTHING)
def test_whatever_a_report_holds_the_feed_is_well_formed(quote: str, place: str) -> None:
    fact = {"kind": "session-held", "session": 1, "quote": quote, "place": place, "said_by": "\x1b[2J\ufffe\x0b"}
    feed = exported("atom", report("r1", published="2025-01-01", facts=[fact]), on="2026-01-01")
    (entry,) = parsed(feed).entries
    assert r"\x1b[2J\ufffe" in entry.content[0].value


def test_a_feed_without_entries_is_still_a_feed() -> None:
    assert parsed(exported("atom", report("r1"), on="2026-01-01")).entries == []
