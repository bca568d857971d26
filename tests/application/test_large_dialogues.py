"""An append to a large dialogue leaves every answer ready, whatever its facts touch, in a store of each engine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from events.store.log import FactLog
from tests.given import DIALOGUE, drafts, fact_id, heading, judgement, report
from timeline.application import recording
from timeline.application.rebuilding import bring_up
from timeline.knowledge.ledger import replay
from timeline.read_models.making import is_of_log
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

    from events.store.port import Engine
    from tests.given import Told

TODAY = date(2025, 5, 20)
CALL: dict[str, Any] = {"kind": "contact-held", "format": "call", "when": "2025-05-18"}
CODER = {"whose": "coder"}
APPENDS: list[Told] = [
    heading("A", "B"),
    report("r1", published="2025-05-02", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-06"}]),
    report("r2", published="2025-05-20", facts=[CALL]),
    report("r3", published="2025-05-20", facts=[{**CALL, "place": "Rome"}, {"kind": "statement-made", "actor": "A"}]),
    report("r4", published="2025-05-03", facts=[{"kind": "session-held", "session": 1, "when": "2025-05-03"}]),
    report("r5", published="2025-05-19", facts=[{"kind": "measure-taken", "actor": "A", "about": "visas"}]),
    report("r6", published="2025-05-19", facts=[{"kind": "dialogue-suspended", "when": "2025-05-19"}]),
    report("r9", published="2025-05-20", facts=[{"kind": "role-changed", "person": "P", "office": "Envoy"}]),
    judgement({"kind": "source-assessed", "outlet": "r5", "reliability": "A"}),
    {**heading("A", "B", "C"), "title": "Talks of three"},
    judgement({"kind": "subjects-linked", "subjects": ["party:A", "party:AA"], "as": "same"}),
]
APPENDS += [
    judgement(
        {"kind": "subjects-linked", "subjects": ["contact:2025-05-18/call", "contact:2025-05-19/call"], "as": "same"}
    ),
    judgement(
        {"kind": "fact-corrected", "target": fact_id(APPENDS[2], 0), "field": "published", "new": "2025-05-19", **CODER}
    ),
]


JUDGED: list[Told] = [
    *APPENDS[:3],
    judgement({"kind": "fact-corrected", "target": fact_id(APPENDS[2]), "field": "place", "new": "Oslo", **CODER}),
    report("r7", published="2025-05-21", facts=[{**CALL, "place": "Rome"}]),
    judgement({"kind": "fact-retracted", "target": fact_id(APPENDS[1]), **CODER}),
    report("r8", published="2025-05-22", facts=[{"kind": "session-held", "session": 2, "when": "2025-05-21"}]),
]


def test_whatever_is_appended_to_a_large_dialogue(empty_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    # A dialogue that nobody has answered yet takes all facts, and so does another day of publication; others do not.
    assert _ready_at_once(empty_store, APPENDS, TODAY)[2:] == [*[True] * 10, False]


def test_judgements_are_appended_to_a_large_dialogue(empty_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.read_models.making.MOST_FACTS", 0)
    _ready_at_once(empty_store, JUDGED[:1], TODAY)
    (opened,) = FactLog(empty_store).stream(DIALOGUE)  # a judgement counts from the day on which it is recorded
    assert all(_ready_at_once(empty_store, JUDGED[1:], opened.recorded_at.date())[1:])


def _ready_at_once(store: Engine, documents: Iterable[Told], today: date) -> list[bool]:
    """Whether each append leaves every answer ready."""
    at_once = []
    for document in documents:
        with recording.gathered(drafts(document)) as batch:
            recording.record(store, today, batch, recorded_by="ana")
        at_once.append(not store.read_models.stale(SHAPE, today.toordinal()))
        bring_up(store, today, [DIALOGUE])
        kept = store.read_models.of(SHAPE, DIALOGUE)
        assert kept is not None
        assert is_of_log(kept, replay(FactLog(store).stream(DIALOGUE)))
    return at_once
