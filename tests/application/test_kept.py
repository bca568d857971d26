"""What is kept ready is answered without the log: nobody reads a history to learn how things stand today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from tests.cli.given import TALKS
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import StoredFact


class Closed(MemoryEngine):
    """A store whose log can be closed, as if it took for ever to read."""

    is_closed = False

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[StoredFact]:
        """Rows of a dialogue, if the log is open."""
        assert not self.is_closed
        return super().stream(dialogue, after_version=after_version)

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log, if it is open."""
        assert not self.is_closed
        return super().since(position, limit=limit)


@pytest.mark.parametrize("question", ["dialogues", "upcoming", "state", "show", "sessions", "invitations"])
def test_a_question_of_today_reads_nothing_of_the_log(question: str) -> None:
    engine = Closed()
    with Tracker(engine, date(2025, 6, 1)) as tracker:
        tracker.append(read_bytes(TALKS.encode(), "talks.yaml"), recorded_by="anna")
        engine.is_closed = True
        assert tracker.ask(question, *([] if question in {"dialogues", "upcoming"} else ["talks"])).plain
