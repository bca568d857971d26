"""A past day is answered out of what is kept, and as the log answers it, whatever is filed late."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from tests.cli.given import STORYLINE
from timeline.application import asking, upcoming
from timeline.application.tracker import Tracker
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.read_models import ReadModelWriter

DIALOGUE, TODAY, DAY = "iraq-nato", date(2026, 12, 1), "2025-05-10"
QUESTIONS = ["state", "show", "sessions", "invitations", "positions", "commitments", "documents", "disputes"]
LATE = b"""\
{"dialogue": "iraq-nato", "report": {"id": "late", "outlet": "Agency", "published": "2025-05-01"},
 "facts": [{"kind": "session-scheduled", "session": 9, "window": "2027-02"}]}
""".replace(b"\n", b" ")


@pytest.fixture(scope="module")
def filled() -> MemoryEngine:
    """The storyline, and once more as another dialogue."""
    engine = MemoryEngine()
    with Tracker(engine, TODAY) as tracker:
        for slug in (DIALOGUE, "talks"):
            text = STORYLINE.read_bytes().replace(b"dialogue: iraq-nato", f"dialogue: {slug}".encode())
            tracker.append(read_bytes(text, STORYLINE.name), recorded_by="x")
    return engine


@pytest.fixture
def tracker(filled: MemoryEngine) -> Iterator[Tracker]:
    """The same, to be changed by one test."""
    engine = MemoryEngine()
    engine.contents.state = filled.contents.state
    with Tracker(engine, TODAY) as tracker:
        yield tracker


def answers(tracker: Tracker, day: str) -> dict[str, Any]:
    found = {name: tracker.ask(name, DIALOGUE, on=day).plain for name in QUESTIONS}
    both = {f"upcoming, {overdue}": tracker.ask("upcoming", on=day, overdue=overdue).plain for overdue in (False, True)}
    return found | both


def from_the_log(tracker: Tracker, day: str) -> dict[str, Any]:
    """The same answers of a store that keeps none."""
    tracker.engine.read_models.change(partial(_forget, shape=SHAPE))
    return answers(tracker, day)


def _forget(writer: ReadModelWriter, *, shape: int) -> None:
    writer.begin(shape, anew=True)


def no_log(*_: object, **__: object) -> None:
    """Stand where the log is read."""
    raise AssertionError("the log was read")


@pytest.mark.parametrize("day", ["2023-01-01", "2024-09-01", DAY, "2026-11-30", "2030-01-01"])
def test_a_past_day_is_answered_without_the_log(tracker: Tracker, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(asking, "ledger_of", no_log)
        patched.setattr(upcoming, "_of_dialogue", no_log)
        kept = answers(tracker, day)
    assert kept == from_the_log(tracker, day)


@pytest.mark.parametrize("day", ["2025-04-30", "2025-05-01", DAY, "2026-11-30"])
def test_a_report_that_is_filed_late_is_known_from_its_day(tracker: Tracker, day: str) -> None:
    tracker.append(read_bytes(LATE, "late.jsonl"), recorded_by="x")
    kept = answers(tracker, day)
    sessions = [session["session"] for session in kept["sessions"]]
    assert (9 in sessions) is (day >= "2025-05-01")
    assert kept == from_the_log(tracker, day)


def test_by_another_day_of_knowledge_the_log_answers(tracker: Tracker) -> None:
    first = tracker.ask("state", DIALOGUE, on="2026-01-01", known_at=DAY).plain
    assert (first["on"], first["known_at"]) == ("2026-01-01", DAY)
