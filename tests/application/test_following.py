"""Who follows a log is told when the store is out of reach and when it answers again, whatever is followed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.fact_file import read_bytes
from events.store.memory import MemoryEngine
from events.store.port import UnavailableError
from tests.cli.given import TALKS
from timeline.application.log import Arrivals
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.store.port import StoredFact

HELD = "dialogue: talks\nfacts: [{kind: session-held, report: r1, session: 2, when: 2024-03-01}]\n"

FOLLOWED: dict[str, Callable[..., Iterator[Any]]] = {
    "facts": lambda tracker, **told: tracker.follow(**told),
    "facts of a dialogue": lambda tracker, **told: tracker.follow("talks", **told),
    "facts and what they change": lambda tracker, **told: tracker.follow_changes("talks", **told),
    "arrivals": lambda tracker, **told: iter(Arrivals(tracker.engine, **told)),
}


class Interrupted(MemoryEngine):
    """A store that can be made to be out of reach for the next who reads its log."""

    is_out_of_reach = False

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log, if it can be reached."""
        if self.is_out_of_reach:
            self.is_out_of_reach = False
            raise UnavailableError("the server is restarting")
        return super().since(position, limit=limit)


@pytest.mark.parametrize("what", FOLLOWED)
def test_a_store_that_was_out_of_reach_is_followed_on_and_both_are_told(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("events.store.library.AGAIN_SECONDS", 0)
    engine, told = Interrupted(), list[object]()
    with Tracker(engine, date(2025, 6, 1)) as tracker:
        tracker.append(read_bytes(TALKS.encode(), "talks.yaml"), recorded_by="anna")
        followed = FOLLOWED[what](tracker, lost=lambda error: told.append(error.message), back=told.append)
        tracker.append(read_bytes(HELD.encode(), "talks.yaml"), recorded_by="anna")
        engine.is_out_of_reach = True
        next(followed)
    assert told == ["the server is restarting", 4]
