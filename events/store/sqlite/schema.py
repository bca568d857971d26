"""What a store of facts looks like inside an SQLite file, and whether a file is exactly that.

A file made by somebody else can hold triggers, views or generated columns that run on our behalf, so a store is
only opened when every object in it is ours, word for word.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from events.errors import StoreError
from events.store.sql.read_models import TABLES
from events.store.sql.table import WORDS

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

APPLICATION_ID = 0x44544C4E
"""`DTLN` in the file's header (https://www.sqlite.org/pragma.html#pragma_application_id)."""

FORMAT = 4
"""Kept as the file's user_version. A store of a higher format was written by a newer release. Format 1 kept nothing
beside the log, format 2 had no index of words. They are read as they are, and get the tables when they are opened for
appending. Until format 3 two indexes of the log were constraints of its table, and stay so in a store that has them."""

_WHOLE = 3
"""The format from which on a store has all of the tables."""

# Objects that SQLite itself keeps: the counter of AUTOINCREMENT, indexes of UNIQUE, figures of ANALYZE.
_INTERNAL = "sqlite_"

REFUSE_UPDATE = "facts_refuse_update"
"""The trigger that a redaction takes away, and puts back in the same transaction."""

INDEXES: dict[str, str] = {
    "facts_id": "CREATE UNIQUE INDEX facts_id ON facts (fact_id)",
    "facts_version": "CREATE UNIQUE INDEX facts_version ON facts (dialogue, version)",
    "facts_once": "CREATE UNIQUE INDEX facts_once ON facts (dialogue, once) WHERE once IS NOT NULL",
}
"""The indexes of the log. A writer that fills an empty log makes them when the rows are in."""

# Ids and digests are their bytes, not their hex digits: half the pages of the index that every append touches.
LOG: dict[str, str] = {
    "facts": """CREATE TABLE facts (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  dialogue TEXT NOT NULL,
  version INTEGER NOT NULL,
  fact_id BLOB NOT NULL,
  digest BLOB NOT NULL,
  topic TEXT NOT NULL,
  payload BLOB NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  once TEXT,
  mark BLOB NOT NULL
)""",
    # No constraints of the table, which could not be made once its rows are in.
    **INDEXES,
    # Each topic with its first position: asked for at every start, and an index of all topics would cost every
    # append a seventh of its rate.
    "topics": "CREATE TABLE topics (topic TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
    # The head of the Merkle tree over the log, in one row.
    "tree": "CREATE TABLE tree (size INTEGER NOT NULL, roots BLOB NOT NULL)",
    REFUSE_UPDATE: """CREATE TRIGGER facts_refuse_update BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only: a fact is corrected by a new fact, never changed'); END""",
    "facts_refuse_delete": """CREATE TRIGGER facts_refuse_delete BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only: a fact is retracted by a new fact, never deleted'); END""",
}

_LOG_TO_FORMAT_3: dict[str, str] = {
    "facts": """CREATE TABLE facts (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  dialogue TEXT NOT NULL,
  version INTEGER NOT NULL,
  fact_id BLOB NOT NULL UNIQUE,
  digest BLOB NOT NULL,
  topic TEXT NOT NULL,
  payload BLOB NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  once TEXT,
  mark BLOB NOT NULL,
  UNIQUE (dialogue, version)
)""",
    **{name: statement for name, statement in LOG.items() if name not in ("facts", "facts_id", "facts_version")},
}

_TYPES = {"integer": "INTEGER", "text": "TEXT", "bytes": "BLOB"}
# One page for each change of the short ones; long answers would make the pages of a clustered table deep.
_KEPT: dict[str, str] = {
    name: f"CREATE TABLE {name} {table.made_of(_TYPES)}" + ("" if name in ("answers", "coming") else " WITHOUT ROWID")
    for name, table in TABLES.items()
}
_WORDS = {name: f"CREATE TABLE {name} {table.made_of(_TYPES)} WITHOUT ROWID" for name, table in WORDS.items()}
_OBJECTS = {
    1: _LOG_TO_FORMAT_3,
    2: {**_LOG_TO_FORMAT_3, **_KEPT},
    _WHOLE: {**_LOG_TO_FORMAT_3, **_KEPT, **_WORDS},
    FORMAT: {**LOG, **_KEPT, **_WORDS},
}
"""What a store of each format holds."""

STATEMENTS: tuple[str, ...] = tuple(_OBJECTS[FORMAT].values())
"""What makes the tables, in order."""


class Found(enum.Enum):
    """What an SQLite file holds."""

    NOTHING = enum.auto()
    OLDER_STORE = enum.auto()
    STORE_WITHOUT_INDEX = enum.auto()
    STORE = enum.auto()


def create(connection: sqlite3.Connection) -> None:
    """Make the tables and sign the file. Inside the caller's transaction, all or nothing."""
    for statement in STATEMENTS:
        connection.execute(statement)
    connection.execute("INSERT INTO tree VALUES (0, x'')")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {FORMAT:d}")


def upgrade(connection: sqlite3.Connection) -> None:
    """Give an older store the tables that it lacks. Inside the caller's transaction. The log is not touched."""
    ((format_,),) = connection.execute("PRAGMA user_version").fetchall()
    for name, statement in _OBJECTS[_WHOLE].items():
        if name not in _OBJECTS[format_]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_WHOLE:d}")


def found_in(connection: sqlite3.Connection, path: Path) -> Found:
    """Say whether the file is empty or exactly a store of ours. Read only.

    Raises:
        StoreError: it is somebody else's database, of a newer format, or changed behind our back.

    """
    application_id, format_, objects = _signature(connection)
    if application_id == 0 and format_ == 0 and not objects:
        return Found.NOTHING
    if application_id != APPLICATION_ID:
        names = ", ".join(sorted(name for name, _, _ in objects)[:3]) or "none"
        msg = f"{path} is an SQLite database, but not a store of facts (its tables: {names})"
        raise StoreError(msg, hint="Name another file with «:store». This one was left as it is.")
    if format_ > FORMAT:
        msg = f"the store {path} was written by a newer release (format {format_}; this one reads {FORMAT})"
        raise StoreError(msg, hint="Upgrade dialogue-timeline, then repeat.")
    _check_objects(objects, _OBJECTS.get(format_, LOG), path)
    return {1: Found.OLDER_STORE, 2: Found.STORE_WITHOUT_INDEX}.get(format_, Found.STORE)


def _signature(connection: sqlite3.Connection) -> tuple[int, int, list[tuple[str, str, str]]]:
    """Return application id, format and the objects as (name, type, sql), all as of one moment."""
    if not connection.in_transaction:
        # Somebody may be making the store just now: half of before and half of afterwards is neither.
        connection.execute("BEGIN")
        try:
            return _signature(connection)
        finally:
            connection.execute("ROLLBACK")
    application_id: int = connection.execute("PRAGMA application_id").fetchone()[0]
    format_: int = connection.execute("PRAGMA user_version").fetchone()[0]
    rows = connection.execute("SELECT name, type, coalesce(sql, '') FROM sqlite_master ORDER BY rowid").fetchall()
    return application_id, format_, [(str(name), str(kind), str(sql)) for name, kind, sql in rows]


def _check_objects(objects: list[tuple[str, str, str]], ours: dict[str, str], path: Path) -> None:
    """Refuse a store in which an object is missing, altered or foreign."""
    hint = "Somebody changed the file. Restore a backup, or «export format=log» from a copy you trust."
    present = {name: sql for name, _, sql in objects}
    for name, sql in ours.items():
        if present.get(name) != sql:
            state = "is missing" if name not in present else "is not as this program makes it"
            msg = f"the store {path} cannot be trusted: its {name} {state}"
            raise StoreError(msg, hint=hint)
    for name, kind, _ in objects:
        if name not in ours and not name.startswith(_INTERNAL):
            msg = f"the store {path} cannot be trusted: it holds a foreign {kind} {name!r}"
            raise StoreError(msg, hint=hint)
