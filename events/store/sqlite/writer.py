"""How does a fact get into an SQLite store? Through one connection that writes, under SQLite's write lock."""

from __future__ import annotations

import sqlite3
import threading
from binascii import unhexlify
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from events.errors import StoreError
from events.identity import REDACTED
from events.store.port import UnavailableError
from events.store.sql.read_models import SqlReadModelWriter
from events.store.sqlite.errors import OF_THE_PROGRAM, is_busy, store_error
from events.store.sqlite.file import TRY_MILLISECONDS, begin_writing, connect
from events.store.sqlite.reader import SqliteLookups, file_at
from events.store.sqlite.schema import INDEXES, LOG, REFUSE_UPDATE
from events.store.tree import instant_text
from events.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from events.store.port import Addition

_INSERT = """
INSERT INTO facts (position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, once, mark)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_TOPIC = "INSERT OR IGNORE INTO topics (topic, position) VALUES (?, ?)"
_REDACT = "UPDATE facts SET payload = ?, once = NULL WHERE position = ?"
_TREE = "SELECT size, roots FROM tree"
_GROW_TREE = "UPDATE tree SET size = ?, roots = ?"
# What SQLite counted, and the end of the log; one row, also of an empty log.
_END = """
SELECT coalesce(max(seq), 0), coalesce((SELECT max(position) FROM facts), 0),
  (SELECT recorded_at FROM facts ORDER BY position DESC LIMIT 1)
FROM sqlite_sequence WHERE name = 'facts'"""

# The -wal file is written back after so many pages. After many rows that is 64 MB: pages that several appends touch,
# such as those of the id index, are written once. A file that gets longer is slower to sync than one that is written
# over, by a fifth where one fact is appended at a time; so for few rows it stays at 4 MB.
MANY_ROWS = 500
PAGES_OF_MANY, PAGES_OF_FEW = 16_000, 1_000
# Random ids touch the whole of the id index: many rows want more pages (KiB) at hand than SQLite's 2 MiB.
_ROOM_FOR_MANY = "PRAGMA cache_size = -32768"
_ROOM_FOR_FEW = ("PRAGMA cache_size = -2000", "PRAGMA shrink_memory")


class SqliteWriter:
    """One connection, which threads take in turn: SQLite lets one write at a time."""

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        """Take the file, and how long an append waits for its turn."""
        self._path = path
        self._wait_seconds = wait_seconds
        self._turn = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._checkpoint_pages: int | None = None

    @contextmanager
    def locked(self) -> Iterator[SqliteLockedLog]:
        """Hold the write lock for the block; commit at its end, or undo it where an exception leaves it.

        Raises:
            UnavailableError: another thread or process held it for too long.
            StoreError: SQLite could not do it.

        """
        if not self._turn.acquire(timeout=self._wait_seconds):
            msg = f"another thread holds the store {self._path} (for {self._wait_seconds:g} seconds)"
            raise UnavailableError(msg, hint="Nothing was stored. Repeat the append.")
        try:
            connection = self._connection or self._connect()
            begin_writing(connection, wait_seconds=self._wait_seconds)
            cursor, before = connection.cursor(), connection.total_changes
            try:
                yield (log := SqliteLockedLog(cursor, self._path))
                log.finish()
                self._set_checkpoint(connection, many=connection.total_changes - before >= MANY_ROWS)
                self._refuse_another_file()
                connection.commit()
                for setting in _ROOM_FOR_FEW if log.has_room else ():
                    connection.execute(setting)
            finally:
                connection.rollback()  # Does nothing after a commit.
                cursor.close()
        except OF_THE_PROGRAM:
            raise
        except sqlite3.Error as error:
            raise store_error(error, self._path) from error
        finally:
            self._turn.release()

    def _connect(self) -> sqlite3.Connection:
        self._file = file_at(self._path)
        self._connection = connect(self._path, access="rw", wait_seconds=self._wait_seconds)
        self._connection.execute(f"PRAGMA busy_timeout = {TRY_MILLISECONDS:d}")
        return self._connection

    def _refuse_another_file(self) -> None:
        """Refuse to acknowledge what nobody would find: SQLite goes on writing to a file that was taken away."""
        try:
            same = file_at(self._path) == self._file
        except StoreError:
            same = False
        if not same:
            msg = f"the store {self._path} is not there any more: its file was moved, deleted or replaced meanwhile"
            raise StoreError(msg, hint="Nothing was stored. What was stored before is in that file: put it back.")

    def _set_checkpoint(self, connection: sqlite3.Connection, *, many: bool) -> None:
        """Set after how many pages the -wal file is written back; most appends find it as they need it."""
        pages = PAGES_OF_MANY if many else PAGES_OF_FEW
        if self._checkpoint_pages != pages:
            connection.execute(f"PRAGMA wal_autocheckpoint = {pages:d}")
            self._checkpoint_pages = pages

    def close(self) -> None:
        """Close the connection once no thread uses it: SQLite crashes when one is closed under a statement."""
        if self._connection is not None and self._turn.acquire(timeout=self._wait_seconds):
            try:
                self._connection.close()
                self._connection = None
            finally:
                self._turn.release()

    def sweep(self) -> str | None:
        """Write the file anew without what was freed in it, and empty the -wal file (see the port)."""
        if not self._turn.acquire(timeout=self._wait_seconds):
            return f"another thread holds the store {self._path}"
        try:
            return self._swept(self._connection or self._connect())
        except sqlite3.Error as error:
            if is_busy(error):
                return f"somebody holds the store {self._path}, and it is not written anew"
            raise store_error(error, self._path) from error
        finally:
            self._turn.release()

    def _swept(self, connection: sqlite3.Connection) -> str | None:
        connection.execute(f"PRAGMA busy_timeout = {1000 * self._wait_seconds:.0f}")
        try:
            connection.execute("VACUUM")
            ((is_read, *_),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute(f"PRAGMA busy_timeout = {TRY_MILLISECONDS:d}")
        return f"somebody reads the store {self._path}, and its -wal file is not emptied" if is_read else None


class SqliteLockedLog:
    """The log in a transaction that holds the write lock (see `events.store.port.LockedLog`).

    Attributes:
        has_room: whether it took memory for many rows.

    """

    def __init__(self, cursor: sqlite3.Cursor, path: Path) -> None:
        self.has_room = False
        self._cursor = cursor
        self._path = path
        self._was_empty = False
        self._dropped: list[str] = []
        """Indexes that are to be made again."""
        self.lookups = SqliteLookups(self._ask, path)
        self.read_models = SqlReadModelWriter(cursor)

    def _ask(self, question: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        self.finish()
        return self._cursor.execute(question, parameters).fetchall()

    def _drop_indexes(self) -> None:
        """Let the indexes of a log that was empty go until its rows are in, or somebody looks for one by them.

        Sorted they are made in two thirds of the time in which they grow at random places. Nobody else sees that they
        are gone, and what they are to refuse is refused when they are made.
        """
        present = self._cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
        self._dropped = [name for (name,) in present if name in INDEXES]
        for name in self._dropped:
            self._cursor.execute(f"DROP INDEX {name}")
        self._was_empty = False

    def finish(self) -> None:
        """Make the indexes that are gone."""
        dropped, self._dropped = self._dropped, []
        for name in dropped:
            self._cursor.execute(INDEXES[name])

    def end(self) -> tuple[int, datetime | None]:
        """Return the last position and its instant.

        Raises:
            StoreError: SQLite counted more rows than there are: the end of the log was cut off.

        """
        total, position, recorded_at = self._cursor.execute(_END).fetchone()
        if position != total:
            msg = (
                f"the store {self._path} is damaged: it counted {counted(total, 'fact')},"
                f" but the last one is at position {position}"
            )
            raise StoreError(msg, hint="Nothing was stored. The end of the log was cut off: restore a backup.")
        self._was_empty = position == 0
        return position, datetime.fromisoformat(recorded_at) if recorded_at else None

    def tree(self) -> Sequence[tuple[Any, ...]]:
        """Return the row of the tree."""
        return self._cursor.execute(_TREE).fetchall()

    def write(self, addition: Addition) -> None:
        """Insert the rows, their topics, and the tree as it is then."""
        rows, once, growth, topics = addition
        if len(rows) >= MANY_ROWS:
            self._cursor.execute(_ROOM_FOR_MANY)
            self.has_room = True
        if self._was_empty and rows[0].position > 1:  # a second lot: many are to come
            self._drop_indexes()
        self._cursor.execute(_GROW_TREE, (growth.size, growth.roots))
        positions, dialogues, versions, ids, digests, of_topics, payloads, recorded_at, recorded_by = zip(
            *rows, strict=True
        )
        in_bytes = (map(unhexlify, hex_digits) for hex_digits in (ids, digests))
        beyond = (of_topics, payloads, map(instant_text, recorded_at), recorded_by, once, growth.marks)
        columns = (positions, dialogues, versions, *in_bytes, *beyond)
        self._cursor.executemany(_INSERT, zip(*columns, strict=True))
        if topics:
            self._cursor.executemany(_INSERT_TOPIC, topics)

    def redact(self, positions: Sequence[int]) -> None:
        """Take the content of rows away, and write zeros over what is freed.

        The trigger that refuses every change of a row is away for so long, and only this transaction sees that.
        """
        execute = self._cursor.execute
        execute("PRAGMA secure_delete = ON")
        execute(f"DROP TRIGGER {REFUSE_UPDATE}")
        self._cursor.executemany(_REDACT, [(REDACTED, position) for position in positions])
        execute(LOG[REFUSE_UPDATE])
