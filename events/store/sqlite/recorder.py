"""The library's recorder over our table of facts in SQLite: the only writer of an SQLite store.

It passes the library's conformance tests, so that whatever is built on `ApplicationRecorder` works over it; and
it appends facts with their envelope, idempotently, in the same transaction as what is kept beside them.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from events.errors import StoreError
from events.store import library
from events.store.append_plan import Appending, Plan, new_topics
from events.store.options import OpenMode
from events.store.sql.read_models import SqlReadModelWriter
from events.store.sqlite.errors import store_error
from events.store.sqlite.file import TRY_MILLISECONDS, begin_writing, connect, open_file
from events.store.sqlite.reader import SqliteLookups
from events.store.stored_event import rows_of
from events.store.tree import grown, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from uuid import UUID

    from events.store.options import StoreOptions
    from events.store.port import Hook, StoredFact
    from events.store.read_models import ReadModelWriter
    from events.store.reading import Lookups

Result = TypeVar("Result")

_INSERT = """
INSERT INTO facts (position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, once, mark)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_TOPIC = "INSERT OR IGNORE INTO topics (topic, position) VALUES (?, ?)"
_TREE = "SELECT size, roots FROM tree"
_GROW_TREE = "UPDATE tree SET size = ?, roots = ?"
# What SQLite counted, and the end of the log; one row, also of an empty log.
_END = """
SELECT coalesce(max(seq), 0), coalesce((SELECT max(position) FROM facts), 0),
  (SELECT recorded_at FROM facts ORDER BY position DESC LIMIT 1)
FROM sqlite_sequence WHERE name = 'facts'"""
_EVENTS = """
SELECT dialogue, version, topic, payload FROM facts
WHERE dialogue = :dialogue AND version > :gt AND version <= :lte ORDER BY version LIMIT :limit"""
_EVENTS_BACKWARDS = """
SELECT dialogue, version, topic, payload FROM facts
WHERE dialogue = :dialogue AND version > :gt AND version <= :lte ORDER BY version DESC LIMIT :limit"""
_NOTIFICATIONS = """
SELECT position, dialogue, version, topic, payload FROM facts
WHERE position >= :start AND position <= :stop ORDER BY position LIMIT :limit"""
_NOTIFICATIONS_OF_TOPICS = """
SELECT position, dialogue, version, topic, payload FROM facts
WHERE position >= :start AND position <= :stop AND topic IN (SELECT value FROM json_each(:topics))
ORDER BY position LIMIT :limit"""

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_NO_LIMIT = -1

# The -wal file is written back after so many pages. After many rows that is 64 MB: pages that several appends touch,
# such as those of the id index, are written once. A file that gets longer is slower to sync than one that is written
# over, by a fifth where one fact is appended at a time; so for few rows it stays at 4 MB.
MANY_ROWS = 500
PAGES_OF_MANY, PAGES_OF_FEW = 16_000, 1_000
# Random ids touch the whole of the id index: many rows want more pages (KiB) at hand than SQLite's 2 MiB.
_ROOM_FOR_MANY = "PRAGMA cache_size = -65536"

# From the narrow families to the wide ones.
_FAMILIES: tuple[tuple[type[sqlite3.Error], type[library.PersistenceError]], ...] = (
    (sqlite3.InterfaceError, library.InterfaceError),
    (sqlite3.DataError, library.DataError),
    (sqlite3.OperationalError, library.OperationalError),
    (sqlite3.IntegrityError, library.IntegrityError),
    (sqlite3.InternalError, library.InternalError),
    (sqlite3.ProgrammingError, library.ProgrammingError),
    (sqlite3.NotSupportedError, library.NotSupportedError),
    (sqlite3.DatabaseError, library.DatabaseError),
    (sqlite3.Error, library.PersistenceError),
)


def _in_the_librarys_words(error: sqlite3.Error) -> library.PersistenceError:
    """Return the library's error for one of SQLite's, which is to be its cause."""
    return next(ours for theirs, ours in _FAMILIES if isinstance(error, theirs))(error)


class FactDatastore(library.SQLiteDatastore):
    """The store's file, as the library's recorders want it: one connection, which threads take in turn.

    The library's pool has one for each thread. SQLite lets one write at a time, and here reading is not done by it.
    """

    def __init__(self, path: Path, options: StoreOptions) -> None:
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._set_to: dict[str, int] = {}
        self.path = path
        self.options = options
        super().__init__(db_name=str(path), originator_id_type="text")

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[library.SQLiteCursor]:
        """Open a transaction, a writing one with the write lock; commit it at the end of the block, or undo it."""
        if not self._turn.acquire(timeout=self.options.wait_seconds):
            msg = f"not in {self.options.wait_seconds:g} seconds"
            raise library.OperationalError(msg)
        try:
            connection = self._connection or self._connect()
            self._begin(connection, writing=commit)
            cursor, before = connection.cursor(), connection.total_changes
            try:
                yield library.SQLiteCursor(cursor)
                if commit:
                    many = connection.total_changes - before >= MANY_ROWS
                    self._set(connection, "wal_autocheckpoint", PAGES_OF_MANY if many else PAGES_OF_FEW)
                    connection.commit()
            finally:
                connection.rollback()  # Does nothing after a commit.
                cursor.close()
        except sqlite3.Error as error:
            raise _in_the_librarys_words(error) from error
        finally:
            self._turn.release()

    def _connect(self) -> sqlite3.Connection:
        self._connection = connect(self.path, access="rw", wait_seconds=self.options.wait_seconds)
        return self._connection

    def _begin(self, connection: sqlite3.Connection, *, writing: bool) -> None:
        wait_seconds = self.options.wait_seconds
        if writing:
            self._set(connection, "busy_timeout", TRY_MILLISECONDS)
            begin_writing(connection, wait_seconds=wait_seconds)
        else:
            self._set(connection, "busy_timeout", int(wait_seconds * 1000))
            connection.execute("BEGIN")

    def _set(self, connection: sqlite3.Connection, setting: str, value: int) -> None:
        """Set what differs from transaction to transaction; most of them find it as they need it."""
        if self._set_to.get(setting) != value:
            connection.execute(f"PRAGMA {setting} = {value:d}")
            self._set_to[setting] = value

    def close(self) -> None:
        """Close the connection once no thread uses it: SQLite crashes when one is closed under a statement."""
        if self._connection is not None and self._turn.acquire(timeout=self.options.wait_seconds):
            try:
                self._connection.close()
                self._connection = None
            finally:
                self._turn.release()


class SqliteFactRecorder(library.SQLiteApplicationRecorder):
    """Writes facts; speaks the library's recorder interface too (originator = dialogue, notification = position)."""

    datastore: FactDatastore

    def __init__(self, datastore: FactDatastore) -> None:
        super().__init__(datastore, events_table_name="facts")
        self._options = datastore.options
        self._topics: frozenset[str] = frozenset()
        """Topics that are known to be in the log: committed, and never deleted."""

    @contextmanager
    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int], on_append: Sequence[Hook]
    ) -> Iterator[Appending]:
        """Append lot by lot in one transaction (see the port)."""
        try:
            with self.datastore.transaction(commit=True) as cursor:
                log = _LockedLog(cursor.sqlite_cursor, self, on_append)
                now = self._options.clock().astimezone(UTC)
                appending = Appending(log, expected=expected, now=now, recorded_by=recorded_by)
                yield appending
        except library.PersistenceError as error:
            raise self._store_error(error) from error
        self._topics |= appending.topics

    def change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        """Change read models (see the port)."""
        try:
            with self.datastore.transaction(commit=True) as cursor:
                return action(SqlReadModelWriter(cursor.sqlite_cursor))
        except library.PersistenceError as error:
            raise self._store_error(error) from error

    def _store_error(self, error: library.PersistenceError) -> StoreError:
        """Say what an error of the library, or of SQLite beneath it, means for the store."""
        if isinstance(error.__cause__, sqlite3.Error):
            return store_error(error.__cause__, self.datastore.path)
        msg = f"another thread holds the store {self.datastore.path} ({error})"
        return StoreError(msg, hint="Nothing was stored. Repeat the append.")

    def write(self, cursor: sqlite3.Cursor, plan: Plan, on_append: Sequence[Hook] = ()) -> None:
        """Insert the planned rows, let the tree grow and the hooks write beside them."""
        if len(plan.rows) >= MANY_ROWS:
            cursor.execute(_ROOM_FOR_MANY)
        growth = grown(cursor.execute(_TREE).fetchall(), plan.rows, store=str(self.datastore.path))
        cursor.execute(_GROW_TREE, (growth.size, growth.roots))
        positions, dialogues, versions, ids, digests, topics, payloads, recorded_at, recorded_by = zip(
            *plan.rows, strict=True
        )
        in_bytes = (map(bytes.fromhex, hex_digits) for hex_digits in (ids, digests))
        beyond = (topics, payloads, map(written, recorded_at), recorded_by, plan.once, growth.marks)
        columns = (positions, dialogues, versions, *in_bytes, *beyond)
        cursor.executemany(_INSERT, zip(*columns, strict=True))
        self._write_beside(cursor, plan.rows, on_append)

    def _write_beside(self, cursor: sqlite3.Cursor, rows: Sequence[StoredFact], on_append: Sequence[Hook]) -> None:
        """Write what is kept beside the rows of an append."""
        if topics := new_topics(rows, self._topics):
            cursor.executemany(_INSERT_TOPIC, topics)
        read_models = SqlReadModelWriter(cursor)
        read_models.mark_stale({row.dialogue for row in rows})
        for hook in on_append:
            hook(read_models, rows)

    # The library's interface.

    def construct_create_table_statements(self) -> list[str]:
        """Return nothing: a store is made as a whole, by `create_table`."""
        return []

    def create_table(self) -> None:
        """Make the store."""
        opened = open_file(self.datastore.path, mode=OpenMode.CREATE, wait_seconds=self._options.wait_seconds)
        opened.connection.close()

    def _insert_events(
        self,
        c: library.SQLiteCursor,
        stored_events: Sequence[library.StoredEvent],
        **_: Any,  # noqa: ANN401 - the library's signature
    ) -> Sequence[int]:
        position, last = _end_of_log(c.sqlite_cursor, self.datastore.path)
        now = self._options.clock().astimezone(UTC)
        rows = rows_of(stored_events, position=position, recorded_at=now if last is None else max(last, now))
        if rows:
            self.write(c.sqlite_cursor, Plan(rows=rows, once=[None] * len(rows)))
        return [row.position for row in rows]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[library.StoredEvent]:
        """Return the stored events of one dialogue, as the library asks for them."""
        parameters = {
            "dialogue": str(originator_id),
            "gt": _LOWEST if gt is None else gt,
            "lte": _HIGHEST if lte is None else lte,
            "limit": _NO_LIMIT if limit is None else limit,
        }
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(_EVENTS_BACKWARDS if desc else _EVENTS, parameters)
            return [library.StoredEvent(*row) for row in cursor.fetchall()]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[library.Notification]:
        """Return rows of the log in order of position, as the library asks for them."""
        first = _LOWEST if start is None else start if inclusive_of_start else start + 1
        parameters: dict[str, int | str] = {"start": first, "stop": _HIGHEST if stop is None else stop, "limit": limit}
        statement = _NOTIFICATIONS
        if topics:
            statement = _NOTIFICATIONS_OF_TOPICS
            parameters["topics"] = json.dumps(list(topics))
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(statement, parameters)
            return [
                library.Notification(
                    id=position, originator_id=dialogue, originator_version=version, topic=topic, state=payload
                )
                for position, dialogue, version, topic, payload in cursor.fetchall()
            ]


class _LockedLog:
    """The log in a transaction that holds the write lock."""

    def __init__(self, cursor: sqlite3.Cursor, recorder: SqliteFactRecorder, on_append: Sequence[Hook]) -> None:
        self._cursor = cursor
        self._recorder = recorder
        self._on_append = on_append
        self._path = recorder.datastore.path
        self.lookups: Lookups = SqliteLookups(lambda *question: cursor.execute(*question).fetchall(), self._path)

    def end(self) -> tuple[int, datetime | None]:
        return _end_of_log(self._cursor, self._path)

    def write(self, plan: Plan) -> None:
        self._recorder.write(self._cursor, plan, self._on_append)


def _end_of_log(cursor: sqlite3.Cursor, path: Path) -> tuple[int, datetime | None]:
    """Return the last position and its instant.

    Raises:
        StoreError: SQLite counted more rows than there are: the end of the log was cut off.

    """
    counted, position, recorded_at = cursor.execute(_END).fetchone()
    if position != counted:
        msg = f"the store {path} is damaged: it counted {counted} facts, but the last one is at position {position}"
        raise StoreError(msg, hint="Nothing was stored. The end of the log was cut off: restore a backup.")
    return position, datetime.fromisoformat(recorded_at) if recorded_at else None
