"""What a server holds answers every question as a store that is asked once, on whatever day, and after every append."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from tests.cli.given import STORYLINE, TALKS, timeline
from timeline import open as open_store
from timeline.application.held import hold
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-05-01"
QUESTIONS = ("state", "show", "sources", "upcoming", "people")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The storyline, with judgements on it."""
    made = tmp_path_factory.mktemp("held") / "store.db"
    for line in (
        ("append", "--from", str(STORYLINE)),
        ("link", "iraq-nato", "person:Tom Goffus", "person:Thomas Goffus", "--as", "same"),
        ("correct", "ed7f5f7d2a30", "--set", "place=Rome", "--whose", "coder"),
    ):
        assert timeline(*line, "--store", str(made)).code == 0
    return made


def answers(tracker: Tracker, day: date) -> dict[str, object]:
    """All that is asked about a day."""
    about = {question: [] if question == "upcoming" else ["iraq-nato"] for question in QUESTIONS}
    return {name: tracker.ask(name, *about[name], on=day, known_at=day).plain for name in QUESTIONS}


def test_every_day_of_news_is_answered_as_by_a_store_that_holds_nothing(recorded: Path) -> None:
    with open_store(recorded, today=TODAY) as plain, open_store(recorded, today=TODAY) as holding:
        hold(holding.engine)
        days = [one.day for one in plain.heard("iraq-nato")]
        expected = {day: answers(plain, day) for day in days}
        for day in (*days, *reversed(days), days[3], days[-1], days[0]):
            assert answers(holding, day) == expected[day], day
        assert holding.heard("iraq-nato") == plain.heard("iraq-nato")
        for first, last in ((days[0], days[-1]), (days[3], days[4]), (days[-1], days[-1])):
            changes = plain.diff("iraq-nato", first, last)
            assert holding.diff("iraq-nato", first, last) == changes
            assert plain.diff("iraq-nato", first, last, recorded_at=date.max) == changes


def test_no_more_is_held_than_there_is_room_for_and_what_was_let_go_is_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for most in ("STATES", "WALKS", "LEDGERS"):
        monkeypatch.setattr(f"timeline.application.held.{most}", 1)
    with Tracker(MemoryEngine(), date.fromisoformat(TODAY)) as holding:
        for slug in ("talks", "walks"):
            holding.append(read_bytes(TALKS.replace("talks", slug).encode(), "talks.yaml"), recorded_by="anna")
        expected = {slug: holding.sessions(slug, on="2025-05-01") for slug in ("talks", "walks")}
        hold(holding.engine)
        for slug in ("talks", "walks", "talks"):
            assert holding.sessions(slug, on="2025-05-01") == expected[slug]
            assert [one.facts for one in holding.heard(slug)] == [2]


def test_what_is_appended_is_seen_at_once(recorded: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    shutil.copy(recorded, store)
    day = date(2026, 4, 30)
    with open_store(store, today=TODAY) as holding:
        hold(holding.engine)
        before = answers(holding, day)
        assert (
            timeline(
                "append", "session-held", "iraq-nato", "--session", "3", "--when", "2026-04-01", "--store", str(store)
            ).code
            == 0
        )
        assert answers(holding, day) == before  # what cites no report was known when it was recorded
        sessions = [one.session for one in holding.state("iraq-nato").sessions]
        assert 3 in sessions
