"""Whole answers, key by key: of a golden log that has a fact of every kind, and of a small log that is written here."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import timeline
from tests.given import given, report
from timeline.answers.sources import source_answers
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.application.tracker import Tracker

GOLDEN = Path(__file__).parents[1] / "golden" / "stores"
SAID: dict[str, Any] = json.loads((GOLDEN / "answers.json").read_text())


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    """The golden log of the newest format. It has no answers ready, so each is made of the log."""
    with timeline.open(max(GOLDEN.glob("format-*.sqlite")), today="2026-11-25") as opened:
        yield opened


@pytest.mark.parametrize("line", [line for line in SAID if line != "verify"])
def test_an_answer_says_what_it_always_said(tracker: Tracker, line: str) -> None:
    words, _, day = line.partition(" --on ")
    times = {"on": day} if day else {}
    assert tracker.ask(*words.split(), **times).plain == SAID[line]


def test_a_report_is_told_with_its_words_for_the_day_and_what_it_is_worth() -> None:
    told = report(
        "r1",
        published={"edtf": "2025-05", "wording": "this month"},
        origin="Ministry",
        url="https://news.example/1",
        facts=[{"kind": "session-held", "session": 1, "when": "2025-04-28"}],
    )
    (source,) = source_answers(State.of(given(told), on=date(2025, 6, 1)))
    written = source.model_dump(mode="json")
    assert written["published"] == {
        "edtf": "2025-05",
        "earliest": "2025-05-01",
        "latest": "2025-05-31",
        "wording": "this month",
    }
    assert (written["report"], written["origin"], written["times"]) == ("r1", "Ministry", 1)
