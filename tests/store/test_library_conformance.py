"""Our recorders pass the library's own conformance tests."""

from __future__ import annotations

import tempfile
import time
import unittest
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence
from psycopg.sql import SQL

from events.store.options import StoreOptions
from events.store.postgres.connections import Lines
from events.store.postgres.recorder import FactDatastore as PostgresFactDatastore
from events.store.postgres.recorder import PostgresFactRecorder
from events.store.postgres.target import Target
from events.store.sqlite.recorder import FactDatastore, SqliteFactRecorder
from tests.store import library_cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.store.address import PostgresAddress


def new_sqlite_recorder(give_back: Callable[[Callable[[], None]], object]) -> SqliteFactRecorder:
    """Return a recorder over a store of its own, which goes when the test is done."""
    folder = tempfile.TemporaryDirectory()
    give_back(folder.cleanup)
    recorder = SqliteFactRecorder(FactDatastore(Path(folder.name) / "timeline.db", StoreOptions()))
    recorder.create_table()
    give_back(recorder.datastore.close)
    return recorder


class TestSqliteApplicationRecorder(library_cases.ApplicationRecorderCase):
    def create_recorder(self) -> SqliteFactRecorder:
        return new_sqlite_recorder(self.addCleanup)


class TestSqliteNonInterleaving(library_cases.NonInterleavingCase):
    def create_recorder(self) -> SqliteFactRecorder:
        return new_sqlite_recorder(self.addCleanup)


class OnPostgres:
    @pytest.fixture(autouse=True)
    def _store(self, postgres_address: PostgresAddress) -> None:
        self.address = postgres_address

    addCleanup: Callable[..., None]  # noqa: N815 - of the TestCase that this is mixed into

    def create_recorder(self) -> PostgresFactRecorder:
        target = Target(self.address.conninfo, self.address.schema, self.address.shown)
        recorder = PostgresFactRecorder(PostgresFactDatastore(Lines(target, wait_seconds=30), StoreOptions()))
        recorder.create_table()
        self.addCleanup(recorder.datastore.close)
        return recorder


class TestPostgresApplicationRecorder(OnPostgres, library_cases.ApplicationRecorderCase):
    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()

    def test_what_nobody_notified_of_is_delivered_all_the_same(self) -> None:
        following, silent = self.create_recorder(), self.create_recorder()
        silent._commit = SQL("COMMIT").format()
        with following.subscribe() as subscription:
            deadline = Timer(30, subscription.stop)
            deadline.start()
            # When it has looked at the empty log, and again when it has begun to listen.
            for version in (1, 2):
                time.sleep(1.5)
                silent.insert_events([StoredEvent("talks", version, "told@1", b"{}")])
                assert next(subscription).id == version
            deadline.cancel()


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
