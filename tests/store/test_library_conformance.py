"""Our recorder passes the library's own conformance tests, over every engine."""

from __future__ import annotations

import unittest
from typing import TYPE_CHECKING

import pytest
from eventsourcing.persistence import (
    IntegrityError,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    StoredEvent,
    Tracking,
)
from eventsourcing.tests import persistence

from events.store.options import OpenMode, StoreOptions
from events.store.postgres import PostgresEngine
from events.store.sqlite import SqliteEngine
from tests.store import library_cases
from tests.store.entries import new_entries

if TYPE_CHECKING:
    from pathlib import Path

    from events.store.address import PostgresAddress


class OnSqlite:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.folder = tmp_path

    def open_store(self) -> SqliteEngine:
        return SqliteEngine(self.folder / "timeline.db")


class OnPostgres:
    @pytest.fixture(autouse=True)
    def _store(self, postgres_address: PostgresAddress) -> None:
        self.address = postgres_address

    def open_store(self) -> PostgresEngine:
        address = self.address
        return PostgresEngine(address.conninfo, schema=address.schema, shown=address.shown)


class TestSqliteRecorder(OnSqlite, library_cases.ApplicationRecorderCase):
    pass


class TestSqliteNonInterleaving(OnSqlite, library_cases.NonInterleavingCase):
    pass


class TestPostgresRecorder(OnPostgres, library_cases.ApplicationRecorderCase):
    pass


class TestPostgresNonInterleaving(OnPostgres, library_cases.NonInterleavingCase):
    pass


def test_every_conformance_test_of_the_library_is_run_or_has_a_reason_not_to() -> None:
    shipped = {
        name
        for name, thing in vars(persistence).items()
        if isinstance(thing, type) and issubclass(thing, unittest.TestCase) and thing.__module__ == persistence.__name__
    }
    assert shipped == library_cases.APPLIED | set(library_cases.NOT_APPLIED)
    assert not library_cases.APPLIED & set(library_cases.NOT_APPLIED)


def test_every_append_is_stored_events_through_the_recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing gets into a log beside the library's recorder: what it is handed is what stands there."""
    handed: list[StoredEvent] = []
    with SqliteEngine(tmp_path / "timeline.db") as store:
        insert = store.recorder._insert_events

        def seen(log: object, stored_events: list[StoredEvent], **named: object) -> object:
            handed.extend(stored_events)
            return insert(log, stored_events, **named)  # type: ignore[arg-type] # whatever it was handed

        monkeypatch.setattr(store.recorder, "_insert_events", seen)
        store.append(new_entries(3), recorded_by="x")
        with store.appending(recorded_by="x") as append:
            append(new_entries(2))
        assert handed == [StoredEvent(row.dialogue, row.version, row.topic, row.payload) for row in store.since()]


def test_who_appends_as_the_library_does_is_answered_in_its_errors(tmp_path: Path) -> None:
    event = StoredEvent("talks", 1, "told@1", b"{}")
    with SqliteEngine(tmp_path / "timeline.db") as store:
        assert store.recorder.insert_events([event]) == [1]
        with pytest.raises(IntegrityError, match="refused"):
            store.recorder.insert_events([event])
        with pytest.raises(NotSupportedError, match="keeps no tracking"):
            store.recorder.insert_events([event], tracking=Tracking("view", 1))
        with pytest.raises(OperationalError, match="the log ends at position 1, before 5"):
            store.recorder.subscribe(gt=5)
    with (
        SqliteEngine(tmp_path / "timeline.db", StoreOptions(OpenMode.READ)) as reader,
        pytest.raises(PersistenceError, match="reading only"),
    ):
        reader.recorder.insert_events([event])
