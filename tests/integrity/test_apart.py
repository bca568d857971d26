"""What a process of its own finds in a log is what is found here."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.integrity import apart
from events.integrity.apart import verify_apart
from events.integrity.checkpoint import Checkpoint
from events.integrity.verification import verify
from events.merkle import Frontier
from events.store.port import VersionConflictError

if TYPE_CHECKING:
    from events.store.port import Engine
    from tests.integrity.conftest import Tampered


@pytest.fixture(autouse=True)
def every_log_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own verifies also what is small."""
    monkeypatch.setattr(apart, "LITTLE_FACTS", 0)


@pytest.mark.parametrize("edited", [[], ["UPDATE facts SET version = 77 WHERE position = 4", "DELETE FROM tree"]])
def test_it_finds_and_tells_what_is_found_and_told_here(store: Tampered, edited: list[str]) -> None:
    store.edit(*edited)
    here: list[tuple[int, int]] = []
    there: list[tuple[int, int]] = []
    another = Checkpoint("talks", 3, Frontier().root())

    with store.engine() as engine:
        expected = verify(engine, since=another, told=lambda *far: here.append(far))
        found = verify_apart(engine, since=another, told=lambda *far: there.append(far))

    assert found == expected
    assert not found.holds
    assert there == here
    assert not multiprocessing.active_children()


def refused() -> Engine:
    """Open a store, which refuses it with an error that has data of its own."""
    raise VersionConflictError("talks", expected=1, actual=2)


def test_a_refusal_there_says_what_it_says_here(store: Tampered, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.engine() as engine:
        monkeypatch.setattr(type(engine), "opener", property(lambda _: refused))
        with pytest.raises(StoreError) as found:
            verify_apart(engine, since=None, told=lambda *_: None)
    expected = VersionConflictError("talks", expected=1, actual=2)
    assert (found.value.message, found.value.hint) == (expected.message, expected.hint)
    assert not multiprocessing.active_children()
