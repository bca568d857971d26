"""Lines of a stream that wait together, on every engine: one transaction, and each line as if it had come alone."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from timeline.application.recording import Refused, Stored, Stream

if TYPE_CHECKING:
    from events.store.port import Engine

TODAY = date(2026, 11, 25)
OPENING = {"dialogue": "talks", "title": "Talks"}
REPORT = {"dialogue": "talks", "report": {"id": "r1", "outlet": "Agency"}, "facts": []}


@pytest.fixture
def engine(empty_store: Engine) -> Engine:
    """An empty store."""
    return empty_store


def call(number: int, report: str = "r1") -> dict[str, Any]:
    """A line of one fact, which no other line has."""
    fact = {"kind": "contact-held", "report": report, "format": "call", "note": f"call {number}"}
    return {"dialogue": "talks", "facts": [fact]}


def streamed(engine: Engine, *documents: dict[str, Any]) -> list[tuple[int, list[int | None] | str]]:
    """What became of each line: the positions of its facts, or the name of why it was refused."""
    lines = BytesIO("".join(f"{json.dumps(document)}\n" for document in documents).encode())
    told = []
    for one in Stream(engine, TODAY, recorded_by="anna").append(lines):
        assert isinstance(one, Stored | Refused)
        became = [receipt.position for receipt in one.receipts] if isinstance(one, Stored) else type(one.error).__name__
        told.append((one.line, became))
    return told


def transactions(engine: Engine) -> list[int]:
    """How many facts each transaction brought: those of one have one instant."""
    instants = [row.recorded_at for row in engine.since()]
    return [instants.count(instant) for instant in dict.fromkeys(instants)]


def test_sixteen_lines_that_wait_are_one_transaction(engine: Engine) -> None:
    documents: list[dict[str, Any]] = [OPENING, REPORT, *map(call, range(14))]
    assert streamed(engine, *documents) == [(number, [number]) for number in range(1, 17)]
    assert transactions(engine) == [16]


def test_a_line_that_is_refused_is_refused_alone(engine: Engine) -> None:
    documents: list[dict[str, Any]] = [
        OPENING,
        REPORT,
        *map(call, range(6)),
        call(6, report="r9"),
        *map(call, range(7, 14)),
    ]
    told = streamed(engine, *documents)
    assert [became for line, became in told if line == 9] == ["MissingReferenceError"]
    assert [became for line, became in told if line != 9] == [[position] for position in range(1, 16)]
    assert len(transactions(engine)) < 6, "its halves were tried, not each line"


def test_no_line_rests_on_a_later_one_whenever_they_come(engine: Engine) -> None:
    judged = {"dialogue": "talks", "facts": [{"kind": "fact-retracted", "target": "0" * 32, "whose": "coder"}]}
    told = streamed(engine, call(1), OPENING, call(2), REPORT, call(3), judged, call(3))
    refused = "MissingReferenceError"
    assert told == [(1, refused), (2, [1]), (3, refused), (4, [2]), (5, [3]), (6, refused), (7, [3])]
