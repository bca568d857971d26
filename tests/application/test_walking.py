"""Whoever goes through the days of a dialogue sees what each question answers for that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.errors import BadInputError, NotFoundError
from events.fact_file import read
from events.store.memory import MemoryEngine
from tests.cli.given import STORYLINE
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterator

DIALOGUE = "iraq-nato"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    """The storyline."""
    with Tracker(MemoryEngine(), TODAY) as tracker:
        with STORYLINE.open("rb") as file:
            tracker.append(read(file, STORYLINE.name), recorded_by="x")
        yield tracker


def test_forward_goes_through_the_days_of_news_and_tells_what_each_changed(tracker: Tracker) -> None:
    days = list(tracker.days(DIALOGUE, since="2024-01-02"))
    walk = tracker.walk(DIALOGUE, "2024-01-01")
    walked = []
    while (day := walk.forward()) is not None:
        walked.append(day)
        assert walk.day.isoformat() == day.day
        assert walk.state() == tracker.state(DIALOGUE, on=walk.day)
    assert walked == days
    assert len(days) > 10


def test_back_goes_the_same_way(tracker: Tracker) -> None:
    days = [day.day for day in tracker.days(DIALOGUE)]
    walk = tracker.walk(DIALOGUE, TODAY)
    seen = []
    while (day := walk.back()) is not None:
        seen.append(day.day)
        assert walk.state() == tracker.state(DIALOGUE, on=walk.day)
    assert seen == days[::-1]
    assert walk.back() is None


def test_a_day_is_known_as_it_is_written(tracker: Tracker) -> None:
    walk = tracker.walk(DIALOGUE, "2025-05-10")
    assert walk.to("2025-05-11").day == "2025-05-11"
    with pytest.raises(BadInputError, match="not a day"):
        walk.to("tomorrow or so")
    with pytest.raises(BadInputError, match=r"^None is not a day") as refused:
        walk.to(None)  # type: ignore[arg-type] # that is the mistake
    assert refused.value.hint == "Write it as 2025-05-10."
    with pytest.raises(NotFoundError):
        tracker.walk("nobody", TODAY)
