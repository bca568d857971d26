"""How does a fact get into a PostgreSQL store? In a transaction that holds an EXCLUSIVE lock on the table of facts.

So transactions commit in order of position, and one that fails leaves no gap.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Identifier

from events.errors import StoreError
from events.identity import REDACTED
from events.store.port import UnavailableError
from events.store.postgres.connections import SETTLE_SECONDS, hang_up
from events.store.postgres.errors import NOTHING_STORED, REPEAT, refusing
from events.store.postgres.notices import channel_of
from events.store.postgres.reader import PostgresLookups, in_psycopgs_words
from events.store.sql.read_models import TABLES, SqlReadModelWriter
from events.store.sql.table import WORDS
from events.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from events.store.port import Addition, StoredFact
    from events.store.postgres.connections import Connection, Connections

    type_of_cursor = psycopg.Cursor[tuple[Any, ...]]

# READ COMMITTED, whatever the server's default is: what is read under the lock is what was committed before it.
_BEGIN = SQL("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; LOCK TABLE facts IN EXCLUSIVE MODE")
_LAST = SQL("SELECT position, recorded_at FROM facts ORDER BY position DESC LIMIT 1")
_DIGESTS = SQL("SELECT position, digest FROM facts WHERE position = ANY(%s)")
# COPY and not INSERT: the server puts many rows on a page at once, and each value goes there in its own length.
_COPY = SQL(
    "COPY facts (position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, once, mark)"
    " FROM STDIN (FORMAT BINARY)"
)
_COPIED = ["int8", "text", "int8", "bytea", "bytea", "text", "bytea", "timestamptz", "text", "text", "bytea"]
_TREE = SQL("SELECT size, roots FROM tree")
_GROW_TREE = SQL("UPDATE tree SET size = %s, roots = %b")
# Whoever does this owns the tables.
_ALLOW = SQL("ALTER TABLE facts DISABLE TRIGGER facts_refuse")
_REDACT = SQL("UPDATE facts SET payload = %b, once = NULL WHERE position = ANY(%s)")
_REFUSE = SQL("ALTER TABLE facts ENABLE ALWAYS TRIGGER facts_refuse")
SWEPT = ("facts", *TABLES, *WORDS)
"""The tables that may have held what is redacted."""
SWEEP_SECONDS = 3600.0
"""How long the server may take to write one of them anew."""
_INSERT_TOPIC = SQL("INSERT INTO topics (topic, position) VALUES (%s, %s) ON CONFLICT DO NOTHING")


class PostgresWriter:
    """Writes over the connections of a store; may be shared by threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        channel = Identifier(channel_of(connections.target.schema))
        self._commit_facts = SQL("NOTIFY {}; COMMIT").format(channel)

    @contextmanager
    def locked(self) -> Iterator[PostgresLockedLog]:
        """Hold the lock for the block; commit at its end, or undo it where an exception leaves it.

        Raises:
            StoreError: also when the answer to the commit was lost; then it says whether the facts are stored.

        """
        with refusing(self._connections.target):
            connection = self._locked_connection()
            try:
                log = PostgresLockedLog(connection)
                yield log
            except BaseException:
                self._undo(connection)
                raise
            committed = self._committed(connection, log)
        if not committed:
            self._settle(connection, log)

    def sweep(self) -> str | None:
        """Have the server write the tables anew, without dead rows (see the port)."""

        def swept(connection: Connection) -> None:
            connection.execute("SET statement_timeout = 0")
            usual, connection.answer_seconds = connection.answer_seconds, SWEEP_SECONDS
            try:
                for table in SWEPT:
                    connection.execute(SQL("VACUUM (FULL) {}").format(Identifier(table)))
            except BaseException:
                connection.close()  # nobody else is to wait as long on it
                raise
            connection.answer_seconds = usual
            connection.execute("RESET statement_timeout")

        try:
            self._connections.use(swept)
        except UnavailableError as error:
            return error.message
        return None

    def _locked_connection(self) -> Connection:
        """Open a transaction that holds the lock, on a new connection where an idle one has died meanwhile."""
        connection, was_idle = self._connections.take()
        try:
            self._lock(connection)
        except psycopg.Error:
            self._undo(connection)
            if not was_idle or not connection.closed or connection.was_silent:
                raise
        else:
            return connection
        self._connections.forget()
        connection = self._connections.connect()
        try:
            self._lock(connection)
        except psycopg.Error:
            self._undo(connection)
            raise
        return connection

    def _lock(self, connection: Connection) -> None:
        """Open a transaction that holds the lock; the server itself tells when the wait is over."""
        usual = connection.answer_seconds
        connection.answer_seconds = usual + self._connections.wait_seconds
        connection.execute(_BEGIN)
        connection.answer_seconds = usual

    def _undo(self, connection: Connection) -> None:
        """Roll back and give the connection back; close it when even that fails."""
        with suppress(psycopg.Error):
            connection.execute("ROLLBACK")
        self._connections.give_back(connection)

    def _committed(self, connection: Connection, log: PostgresLockedLog) -> bool:
        """Commit; False when the connection was lost before the server said whether it did."""
        try:
            connection.execute(self._commit_facts if log.facts else "COMMIT")
        except psycopg.Error:
            if connection.closed:
                return False
            self._undo(connection)
            raise
        self._connections.give_back(connection)
        return True

    def _settle(self, lost: Connection, log: PostgresLockedLog) -> None:
        """Find out, on a new connection, what became of a commit whose answer was lost.

        The new connection waits for the write lock before it looks: the lost transaction is over then, either way, and
        its first row stands for all of them. Of a change without facts nobody asks: it can be made again.

        Raises:
            StoreError: nothing of it is stored, or nobody knows.

        """
        what_happened = f"the connection to the store {self._connections.target.shown} was lost during a commit"
        lost.close()
        try:
            found = self._digests_afterwards(lost, log)
        except StoreError as error:
            whether = f"whether its {counted(log.facts, 'fact')} got into the log is unknown"
            msg = f"{what_happened}: {whether} ({error.message})"
            raise StoreError(msg, hint=REPEAT) from None
        if any(found.get(row.position) != row.digest for row in log.first_and_last):
            msg = f"{what_happened}: nothing of its {counted(log.facts, 'fact')} is stored"
            raise StoreError(msg, hint=f"{NOTHING_STORED} Repeat the append.")

    def _digests_afterwards(self, lost: Connection, log: PostgresLockedLog) -> dict[int, str]:
        """Return what stands where the first row and the last should, once the lost transaction is over."""
        positions = [row.position for row in log.first_and_last]
        with refusing(self._connections.target):
            connection = self._connections.reconnect()
            try:
                hang_up(connection, lost)
                connection.execute(SQL("SET lock_timeout = {}").format(SETTLE_SECONDS * 1000))
                connection.execute(_BEGIN)
                rows = connection.execute(_DIGESTS, (positions,), binary=True).fetchall()
            finally:
                connection.close()
        return {position: digest.hex() for position, digest in rows}


class PostgresLockedLog:
    """The log in a transaction that holds the lock (see `events.store.port.LockedLog`).

    Attributes:
        facts: how many were written.

    """

    def __init__(self, connection: Connection) -> None:
        self._cursor = cursor = connection.cursor()
        self.lookups = PostgresLookups(lambda *question: cursor.execute(*question, binary=True).fetchall())
        self.read_models = SqlReadModelWriter(_Statements(cursor))
        self.facts = 0
        self.first_and_last: list[StoredFact] = []

    def end(self) -> tuple[int, datetime | None]:
        """Return the last position and its instant."""
        position, recorded_at = self._cursor.execute(_LAST, binary=True).fetchone() or (0, None)
        return position, recorded_at and recorded_at.astimezone(UTC)

    def tree(self) -> Sequence[tuple[Any, ...]]:
        """Return the row of the tree."""
        return self._cursor.execute(_TREE, binary=True).fetchall()

    def redact(self, positions: Sequence[int]) -> None:
        """Take the content of rows away; the trigger that refuses it is put off in this transaction alone."""
        self._cursor.execute(_ALLOW)
        self._cursor.execute(_REDACT, (REDACTED, list(positions)))
        self._cursor.execute(_REFUSE)

    def write(self, addition: Addition) -> None:
        """Insert the rows, their topics, and the tree as it is then."""
        rows, once, growth, topics = addition
        self._cursor.execute(_GROW_TREE, growth[:2])
        positions, dialogues, versions, ids, digests, *others = zip(*rows, strict=True)
        in_bytes = (map(bytes.fromhex, hex_digits) for hex_digits in (ids, digests))
        columns = (positions, dialogues, versions, *in_bytes, *others, once, growth.marks)
        with self._cursor.copy(_COPY) as copy:
            copy.set_types(_COPIED)
            for row in zip(*columns, strict=True):
                copy.write_row(row)
        if topics:
            self._cursor.executemany(_INSERT_TOPIC, topics)
        self.facts += len(rows)
        self.first_and_last = [(self.first_and_last or rows)[0], rows[-1]]


class _Statements:
    """Takes the statements that all engines share, and hands them to psycopg as it wants them."""

    def __init__(self, cursor: type_of_cursor) -> None:
        self._cursor = cursor

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> type_of_cursor:
        """Run one statement."""
        return self._cursor.execute(in_psycopgs_words(statement), parameters)

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of parameters."""
        self._cursor.executemany(in_psycopgs_words(statement), rows)
