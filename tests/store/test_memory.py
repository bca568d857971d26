"""The engine in memory does what every store must do, but for what needs an address or another process."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from events.store.memory import Contents, MemoryEngine
from events.store.options import OpenMode, StoreOptions
from events.store.port import UnavailableError
from tests.store import contract, library_cases, read_models_contract, word_index_contract
from tests.store.entries import new_entries, new_entry

if TYPE_CHECKING:
    from events.store.port import Engine


class InMemory:
    @pytest.fixture
    def address(self) -> Contents:
        return Contents()

    def open(self, address: Contents, options: StoreOptions | None = None, *, mode: OpenMode | None = None) -> Engine:
        options = options or StoreOptions()
        return MemoryEngine(address, options if mode is None else options.with_mode(mode))


class TestAppend(InMemory, contract.AppendContract):
    pass


class TestBatches(InMemory, contract.LotsContract):
    pass


class TestRepeat(InMemory, contract.RepeatContract):
    pass


class TestConflict(InMemory, contract.ConflictContract):
    pass


class TestRead(InMemory, contract.ReadContract):
    pass


class TestGuarded(InMemory, contract.GuardedContract):
    pass


class TestClock(InMemory, contract.ClockContract):
    pass


class TestHook(InMemory, contract.HookContract):
    pass


class TestOpening(InMemory, contract.OpeningContract):
    pass


class TestWait(InMemory, contract.WaitContract):
    pass


class TestFollow(InMemory, contract.FollowContract):
    pass


class TestReadModels(InMemory, read_models_contract.ReadModelsContract):
    pass


class TestWordIndex(InMemory, word_index_contract.WordIndexContract):
    pass


class TestRecorder(library_cases.ApplicationRecorderCase):
    def open_store(self) -> MemoryEngine:
        return MemoryEngine()


class TestNonInterleaving(library_cases.NonInterleavingCase):
    def open_store(self) -> MemoryEngine:
        return MemoryEngine()


def test_eight_threads_lose_nothing() -> None:
    told: list[tuple[str, int]] = []

    def write(store: Engine) -> None:
        for _ in range(25):
            told.extend((one.fact_id, one.position) for one in store.append([new_entry()], recorded_by="x"))

    with MemoryEngine() as store:
        threads = [threading.Thread(target=write, args=(store,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert dict(told) == {row.fact_id: row.position for row in store.since()}
        assert [row.version for row in store.since()] == list(range(1, 201))


def test_another_thread_that_holds_it_is_told() -> None:
    contents = Contents()
    store = MemoryEngine(contents, StoreOptions(wait_seconds=0))
    with (
        MemoryEngine(contents).locked(),
        pytest.raises(UnavailableError, match="another thread holds the store in memory"),
    ):
        store.append([new_entry()], recorded_by="x")


def test_what_a_transaction_changed_is_seen_by_nobody_until_it_is_over() -> None:
    with MemoryEngine() as store:
        store.append([new_entry("a")], recorded_by="x")
        store.read_models.change(lambda writer: writer.begin(1, anew=False))
        with store.appending(recorded_by="x") as append:
            append(new_entries(2, "b"))
            assert (store.head(), store.versions(), store.read_models.marked_stale(1)) == (1, {"a": 1}, {"a"})
        assert store.read_models.marked_stale(1) == {"a", "b"}


def test_nobody_else_can_open_it() -> None:
    assert MemoryEngine().opener is None
