"""Slides: how windows become dates, and whether TimelineJS shows every one of them in a browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.exporters.clients import HERE, MODULES, browser_program, module, program, ran
from tests.exporters.exporting import exported, told
from tests.given import report

URL = "https://agency.example/1"


def slides(*facts: dict[str, Any]) -> list[dict[str, Any]]:
    document = report("r1", published="2024-09-01", url=URL, facts=facts)
    events: list[dict[str, Any]] = json.loads(exported("timelinejs", document, on="2026-01-01"))["events"]
    return events


@pytest.mark.parametrize(
    ("window", "start", "end"),
    [
        ("2024", {"year": 2024}, None),
        ("2024-05", {"year": 2024, "month": 5}, None),
        ("2024-05-21", {"year": 2024, "month": 5, "day": 21}, None),
        ("2024-05-16/2024-05-31", {"year": 2024, "month": 5, "day": 16}, {"year": 2024, "month": 5, "day": 31}),
        ("2024-21", {"year": 2024, "month": 3}, {"year": 2024, "month": 5}),
        ("202X", {"year": 2020}, {"year": 2029}),
        ("2024-05-15/..", {"year": 2024, "month": 5, "day": 15}, None),
        ("../2024-08-31", {"year": 2024, "month": 8, "day": 31}, None),
    ],
)
def test_a_slide_is_as_precise_as_its_window(window: str, start: dict[str, int], end: dict[str, int] | None) -> None:
    (slide,) = slides({"kind": "session-held", "session": 1, "when": {"edtf": window, "wording": "some day"}})
    assert (slide["start_date"], slide.get("end_date")) == (start, end)
    assert (slide["display_date"], slide["edtf"]) == (f"some day ({window})", window)


def test_a_plan_and_the_day_of_a_report_say_what_they_are() -> None:
    planned, asserted = slides(
        {"kind": "session-scheduled", "session": 2, "window": "2025"}, {"kind": "session-proposed", "session": 3}
    )[::-1]
    assert (planned["display_date"], asserted["display_date"]) == ("planned: 2025", "reported: 2024-09-01")


def test_a_slide_names_its_facts_and_links_their_report() -> None:
    (slide,) = slides({"kind": "session-held", "session": 1, "when": "2024-05"})
    assert slide["urls"] == [URL]
    assert f'<a href="{URL}">r1, 2024-09-01</a>' in slide["text"]["text"]
    assert slide["facts"][0] in slide["text"]["text"]


def test_what_has_no_time_at_all_is_listed_on_the_title() -> None:
    document = report("r1", facts=[{"kind": "session-held", "session": 1}])
    shown = json.loads(exported("timelinejs", document, on="2026-01-01"))
    assert shown["events"] == []
    assert "<li>session 1 held" in shown["title"]["text"]["text"]


HOSTILE = [
    '<img src=x onerror="window.injected=1">',
    "&lt;img src=x onerror=window.injected=1&gt;",
    "&amp;lt;img src=x onerror=window.injected=1&amp;gt;",
    "&ltimg src=x onerror=window.injected=1&gt",
    '" onmouseover="window.injected=1" autofocus onfocus="window.injected=1" x="',
    "' onmouseover='window.injected=1' autofocus onfocus='window.injected=1' x='",
    "<script>window.injected=1</script>\u202eevil",
]


def shown(*slides: bytes) -> list[dict[str, Any]]:
    """What TimelineJS makes of each of these slides in Chromium."""
    module("@knight-lab/timelinejs")
    module("playwright-core")
    found: list[dict[str, Any]] = json.loads(
        ran(
            *(program("node"), HERE / "show_slides.mjs", MODULES, browser_program()),
            stdin=b"[" + b",".join(slides) + b"]",
        )
    )
    return found


def test_timelinejs_shows_one_slide_an_event_and_complains_of_nothing() -> None:
    written = told("timelinejs", known_at="2026-03-31")
    events = json.loads(written)["events"]
    (found,) = shown(written)
    assert found["complaints"] == []
    assert (found["slides"], found["markers"]) == (len(events) + 1, len(events))
    assert found["dates"][1:] == [event["display_date"] for event in events]
    assert any("second half of May" in one for one in found["dates"])
    assert set(found["links"]) >= {url for event in events for url in event["urls"] if "%" not in url}


def hostile(text: str) -> bytes:
    """Slides of a report that says this wherever it can."""
    facts: list[dict[str, Any]] = [
        {"kind": "session-held", "session": "s", "when": {"edtf": "2024", "wording": text}, "place": text},
        {"kind": "statement-made", "actor": "A", "about": text, "when": "2023"},
    ]
    document = report(
        "r1", outlet=f"x{text[:40]}x", published="2024-09-01", url="https://x.example/?\"'<>", facts=facts
    )
    return exported("timelinejs", document, on="2026-01-01")


def test_timelinejs_runs_nothing_that_a_report_brought() -> None:
    for text, found in zip(HOSTILE, shown(*map(hostile, HOSTILE)), strict=True):
        assert (found["ran"], found["foreign"], found["complaints"]) == (False, 0, []), text
        assert any("window.injected=1" in headline for headline in found["headlines"]), text
