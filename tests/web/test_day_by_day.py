"""A page of a day is the same however its reader came to that day: step by step, forward or back, or at once."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as example_of
from hypothesis import strategies as st

from events.store.address import Address, open_engine
from events.store.options import OpenMode
from tests.bench.history import DIALOGUE, dialogue
from tests.cli.given import timeline
from tests.web.asking import HOST, Browser
from timeline.application.held import hold
from timeline.application.tracker import Tracker
from timeline.web.access import OwnMachine
from timeline.web.app import app_of
from timeline.web.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from events.store.port import Engine

TODAY = date(2026, 12, 1)
FACTS = 260
"""Enough for several chapters of kept answers."""

Readers = tuple[Browser, Browser, list[date]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dialogue of thirty years, with links, corrections of coders and of outlets, and a retraction."""
    folder = tmp_path_factory.mktemp("days")
    file, store = folder / "talks.jsonl", folder / "store.db"
    file.write_text("".join(f"{json.dumps(one, default=str)}\n" for one in dialogue(FACTS)))
    assert timeline("append", "--from", str(file), "--store", str(store)).code == 0
    facts = json.loads(timeline("history", DIALOGUE, "--store", str(store), "--json").out)
    told = [one["fact"] for one in facts if one["kind"] in ("session-held", "contact-held", "position-stated")]
    late = [one["fact"] for one in facts if one["kind"] == "report-filed"][-20]
    cited = next(one["payload"]["id"] for one in facts if one["fact"] == late)
    for line in (
        ("correct", told[3], "--set", "place=Rome", "--whose", "coder"),
        ("correct", told[9], "--set", "place=Oslo", "--whose", "outlet", "--report", cited),
        ("retract", told[20], "--whose", "coder", "--reason", "typed twice"),
    ):
        answered = timeline(*line, "--store", str(store))
        assert answered.code == 0, answered.err
    assert timeline("rebuild", "--store", str(store)).code == 0
    return store


def reader(engine: Engine, today: date = TODAY) -> Browser:
    tracker = Tracker(engine, today)
    return Browser(app_of(Desk(lambda: tracker, OwnMachine("anna", writes=False), frozenset({HOST}), key=b"k" * 32)))


@pytest.fixture(scope="module")
def readers(recorded: Path) -> Readers:
    """Who is shown what is held of the days before, who is shown every page anew, and the days of news."""
    holding, plain = (open_engine(Address.parse(str(recorded)), mode=OpenMode.READ) for _ in range(2))
    hold(holding)
    days = [one.day for one in Tracker(plain, TODAY).heard(DIALOGUE)]
    return reader(holding), reader(plain), days


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example_of(start=st.floats(0, 1), steps=st.lists(st.integers(-2, 2), min_size=1, max_size=6), apart=st.integers(-2, 2))
def test_a_page_is_the_same_by_steps_and_made_anew(
    readers: Readers, start: float, steps: list[int], apart: int
) -> None:
    stepping, anew, news = readers
    at = int(start * (len(news) - 1))
    for step in steps:
        at = min(max(at + step, 0), len(news) - 1)
        day = news[at] + timedelta(days=apart)
        address = f"/d/{DIALOGUE}?on={day}"
        assert stepping.get(address).text == anew.get(address).text, day


def test_every_tenth_day_of_news_and_back_in_another_language(readers: Readers) -> None:
    stepping, anew, news = readers
    for day in (*news[::10], *reversed(news[::10])):
        for asked in (f"on={day}&lang=ar", f"on={day}&zoom=year", f"known={day}"):
            address = f"/d/{DIALOGUE}?{asked}"
            assert stepping.get(address).text == anew.get(address).text, asked


def test_what_somebody_put_in_place_of_a_kept_answer_is_not_read(recorded: Path, tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    shutil.copy(recorded, store)
    with open_engine(Address.parse(str(store)), mode=OpenMode.READ) as engine:
        hold(engine)
        days = [one.day for one in Tracker(engine, TODAY).heard(DIALOGUE)]
        address = f"/d/{DIALOGUE}?on={days[30]}"
        shown = reader(engine).get(address).text
        with sqlite3.connect(store) as other:
            other.execute("UPDATE answers SET answer = x'00' WHERE question LIKE 'past %'")
        assert reader(engine).get(address).text == shown


def test_the_page_of_today_is_the_same_after_a_day_was_looked_at(recorded: Path) -> None:
    with open_engine(Address.parse(str(recorded)), mode=OpenMode.READ) as engine:
        anew = reader(engine).get(f"/d/{DIALOGUE}").text
        hold(engine)
        stepping = reader(engine)
        stepping.get(f"/d/{DIALOGUE}?on=2012-05-10")
        assert stepping.get(f"/d/{DIALOGUE}").text == anew


def test_a_page_of_today_counts_what_only_becomes_known_later(recorded: Path) -> None:
    """It is tomorrow already where it was published: today counts all that is on record, a past day does not."""
    with open_engine(Address.parse(str(recorded)), mode=OpenMode.READ) as engine:
        middle = date(2012, 5, 10)
        asked = (f"/d/{DIALOGUE}", f"/d/{DIALOGUE}?on={middle}", f"/d/{DIALOGUE}?zoom=year")
        anew = [reader(engine, middle).get(address).text for address in asked]
        hold(engine)
        holding = reader(engine, middle)
        assert [holding.get(address).text for address in asked] == anew
        assert anew[0] != anew[1]
