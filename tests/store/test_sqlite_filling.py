"""An empty SQLite log that is filled in several lots: its indexes are made once the rows are in, and nobody sees it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from events.errors import StoreError
from events.store.options import OpenMode, StoreOptions
from events.store.port import FactIdConflictError, OnceConflictError
from events.store.sqlite import SqliteEngine, schema
from events.store.sqlite.schema import INDEXES
from tests.store.contract import ROOT
from tests.store.entries import new_entries, new_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.port import Entry

_FIRST_ONCE_MORE = """
INSERT INTO facts (dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, mark)
SELECT dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, mark FROM facts LIMIT 1"""
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"

KILLED = """
import os, signal, sys
from pathlib import Path
from events.store.sqlite import SqliteEngine
from tests.store.entries import new_entries
with SqliteEngine(Path(sys.argv[1])) as store, store.appending(recorded_by="x") as append:
    for _ in range(3):
        append(new_entries(2))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "timeline.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteEngine]:
    with SqliteEngine(path, StoreOptions(wait_seconds=5)) as store:
        yield store


def indexes(store: SqliteEngine) -> dict[str, str]:
    """The indexes of the log as others find them, each as it was made."""
    return dict(store._pages.ask(_INDEXES))


def writing(store: SqliteEngine) -> sqlite3.Connection:
    """The connection of an append that is under way."""
    assert store._writer is not None
    assert store._writer._connection is not None
    return store._writer._connection


def indexes_meanwhile(store: SqliteEngine) -> dict[str, str]:
    """The indexes of the log as an append finds them that is under way."""
    return dict(writing(store).execute(_INDEXES).fetchall())


def fill(store: SqliteEngine, *lots: list[Entry], past_the_plan: bool = False) -> None:
    """Append lots in one transaction, and write the first row once more past the plan."""
    with store.appending(recorded_by="x") as append:
        for lot in lots:
            append(lot)
        if past_the_plan:
            writing(store).execute(_FIRST_ONCE_MORE)


def test_they_are_gone_while_many_rows_come_and_there_in_the_end(store: SqliteEngine, path: Path) -> None:
    with store.appending(recorded_by="x") as append:
        append(new_entries(3))
        append(new_entries(3, "others"))
        assert indexes_meanwhile(store) == {}
        assert indexes(store) == INDEXES
        with SqliteEngine(path, StoreOptions(OpenMode.READ)) as reader:
            assert reader.head() == 0
    assert indexes(store) == INDEXES
    assert store.own_faults() == []
    assert store.versions() == {"iraq-nato": 3, "others": 3}
    with SqliteEngine(path) as again:
        assert again.head() == 6


def test_one_lot_alone_leaves_them_where_they_are(store: SqliteEngine) -> None:
    with store.appending(recorded_by="x") as append:
        append(new_entries(1_000))
        assert indexes_meanwhile(store) == INDEXES


def test_they_stay_where_the_log_held_facts(store: SqliteEngine) -> None:
    store.append(new_entries(1), recorded_by="x")
    with store.appending(recorded_by="x") as append:
        append(new_entries(3))
        append(new_entries(3))
        assert indexes_meanwhile(store) == INDEXES


def test_they_are_made_for_the_first_one_who_looks_for_a_fact_by_them(store: SqliteEngine) -> None:
    first, *others = new_entries(4)
    with store.appending(recorded_by="x") as append:
        append([first])
        append(others)
        (again,) = append([first])
        assert (again.position, again.added) == (1, False)
        assert indexes_meanwhile(store) == INDEXES
        append(new_entries(2))
    assert store.head() == 6
    assert indexes(store) == INDEXES
    assert store.own_faults() == []


def test_what_they_refuse_is_refused_and_nothing_is_stored(store: SqliteEngine, path: Path) -> None:
    opening, filing = new_entry(), new_entry(once="report:1")
    conflicts: list[tuple[type[Exception], Entry]] = [
        (FactIdConflictError, opening._replace(digest="f" * 64)),
        (OnceConflictError, new_entry(once="report:1")),
    ]
    for error, entry in conflicts:
        with pytest.raises(error):
            fill(store, [opening, filing], new_entries(2), [entry])
        assert store.head() == 0
        assert indexes(store) == INDEXES
    with SqliteEngine(path) as again:
        assert again.append([opening, filing], recorded_by="x")[-1].position == 2


def test_rows_that_stand_twice_are_refused_when_they_are_made(store: SqliteEngine) -> None:
    """The plan lets none through: here somebody writes past it."""
    with pytest.raises(StoreError, match="refused the change"):
        fill(store, new_entries(3), new_entries(3), past_the_plan=True)
    assert store.head() == 0
    assert indexes(store) == INDEXES


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_killed_process_leaves_them(path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with SqliteEngine(path) as store:
        assert (store.head(), indexes(store)) == (0, INDEXES)
        assert store.append(new_entries(2), recorded_by="x")[-1].position == 2


def test_a_store_that_has_two_of_them_as_constraints_keeps_them(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in schema._OBJECTS[3].values():
            connection.execute(statement)
        connection.execute("INSERT INTO tree VALUES (0, x'')")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    with SqliteEngine(path) as store:
        before = indexes(store)
        assert before == {"facts_once": INDEXES["facts_once"]}
        with store.appending(recorded_by="x") as append:
            append(new_entries(3))
            append(new_entries(3))
            assert indexes_meanwhile(store) == {}
        assert indexes(store) == before
        assert store.head() == 6
        assert store.own_faults() == []
    with SqliteEngine(path) as again:
        assert again.append(new_entries(1), recorded_by="x")[0].position == 7
