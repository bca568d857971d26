"""Which rows of a log no append can have made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from events.facts.session import SessionHeld
from events.intake.draft import Draft
from events.intake.legality import CLOCKS_DIFFER, illegal
from events.store.memory import MemoryEngine

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def problem(**changed: Any) -> str | None:
    """What is said of a row that differs from a legal one in this."""
    engine = MemoryEngine()
    engine.append([Draft("talks", SessionHeld(session=1), "talks:1").entry()], recorded_by="coder")
    (row,) = engine.since()
    return illegal(row._replace(**{"recorded_at": NOW, **changed}), NOW)


def test_what_was_appended_is_legal() -> None:
    assert problem() is None
    assert problem(dialogue="a.b_c-1", topic="session-held@12") is None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"dialogue": "Talks"}, "is in dialogue 'Talks', which is not a short name"),
        ({"dialogue": "talks-"}, "is in dialogue 'talks-', which is not a short name"),
        ({"topic": "session-held"}, "has the topic 'session-held', which is none"),
        ({"topic": "session-held@01"}, "has the topic 'session-held@01', which is none"),
        (
            {"payload": b'{"session": 1}'},
            "has content that is not written in the one way in which content is (canonical JSON)",
        ),
        (
            {"payload": b"[1]"},
            "has content that is not written in the one way in which content is (canonical JSON)",
        ),
    ],
)
def test_a_row_that_no_append_makes_is_told_by_what_is_wrong_with_it(changed: dict[str, Any], told: str) -> None:
    assert problem(**changed) == told


def test_a_clock_may_be_ahead_by_a_day_and_no_more() -> None:
    assert problem(recorded_at=NOW + CLOCKS_DIFFER) is None
    late = NOW + CLOCKS_DIFFER + timedelta(seconds=1)
    assert problem(recorded_at=late) == "was recorded at 2025-06-02T12:00:01+00:00, which is yet to come"
