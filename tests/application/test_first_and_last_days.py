"""The first and the last days that there are: nothing before them and after them is asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from tests.cli.given import TALKS
from timeline.application.comparing import compare
from timeline.application.tracker import Tracker

DAYS = [date.min, date.min + timedelta(days=1), date.max - timedelta(days=1), date.max]


@pytest.mark.parametrize("today", DAYS)
def test_on_each_of_them_facts_are_appended_and_asked_for(today: date) -> None:
    with Tracker(MemoryEngine(), today) as tracker:
        tracker.append(read_bytes(TALKS.encode(), "talks.yaml"), recorded_by="anna")
        assert compare(tracker.engine) == []
        assert tracker.ask("state", "talks").plain["counts"]["facts"] == 2
        assert {one["known_by"] for one in tracker.ask("news").plain} <= {today.isoformat()}


@pytest.mark.parametrize("day", DAYS)
def test_what_is_to_come_soon_is_asked_for_on_each_of_them(day: date) -> None:
    with Tracker(MemoryEngine(), date(2024, 4, 1)) as tracker:
        tracker.append(read_bytes(TALKS.encode(), "talks.yaml"), recorded_by="anna")
        for within in (timedelta(days=90), -timedelta(days=90)):
            assert tracker.ask("upcoming", on=day, within=within).plain == []
