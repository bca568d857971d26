"""An append to a large dialogue leaves every answer ready, whatever its facts touch, in a store of each engine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from events.store.log import FactLog
from tests.given import DIALOGUE, drafts, heading, report
from timeline.application import recording
from timeline.application.rebuilding import bring_up
from timeline.knowledge.ledger import replay
from timeline.read_models.making import is_of_log
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    import pytest

    from events.store.port import Engine
    from tests.given import Told

TODAY = date(2025, 5, 20)
CALL: dict[str, Any] = {"kind": "contact-held", "format": "call", "when": "2025-05-18"}
APPENDS: list[Told] = [
    heading("A", "B"),
    report("r1", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-06"}]),
    report("r2", published="2025-05-20", facts=[CALL]),
    report("r3", published="2025-05-20", facts=[{**CALL, "place": "Rome"}, {"kind": "statement-made", "actor": "A"}]),
    report("r4", published="2025-05-03", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-03"}]),
    report("r5", published="2025-05-19", facts=[{"kind": "measure-taken", "actor": "A", "about": "visas"}]),
    report("r6", published="2025-05-19", facts=[{"kind": "dialogue-suspended", "when": "2025-05-19"}]),
]


def test_whatever_is_appended_to_a_large_dialogue(empty_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    at_once = []
    for document in APPENDS:
        with recording.gathered(drafts(document)) as batch:
            recording.record(empty_store, TODAY, batch, recorded_by="ana")
        at_once.append(not empty_store.read_models.stale(SHAPE, TODAY.toordinal()))
        bring_up(empty_store, TODAY, [DIALOGUE])
        kept = empty_store.read_models.of(SHAPE, DIALOGUE)
        assert kept is not None
        assert is_of_log(kept, replay(FactLog(empty_store).stream(DIALOGUE)))
    # A dialogue that nobody has answered yet, and its steps, take all facts; a call, a session and a measure do not.
    assert at_once[2:] == [True, True, True, True, False]
