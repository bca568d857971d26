"""The library's recorder over our table of facts in PostgreSQL: the only writer of a PostgreSQL store.

It passes the library's conformance tests, so that whatever is built on `ApplicationRecorder` works over it; and
it appends facts with their envelope, idempotently, in the same transaction as what is kept beside them.

Positions are given out under the library's lock, an EXCLUSIVE one on the table: transactions commit in order of
position, and one that fails leaves no gap.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from psycopg.sql import SQL, Identifier

from events.errors import StoreError
from events.store import library
from events.store.append_plan import Appending, Plan, new_topics
from events.store.options import OpenMode
from events.store.postgres.connections import SETTLE_SECONDS, hang_up
from events.store.postgres.errors import NOTHING_STORED, REPEAT, refusing
from events.store.postgres.notices import channel_of
from events.store.postgres.reader import PostgresLookups, in_psycopgs_words
from events.store.postgres.schema import prepare
from events.store.postgres.subscription import PollingSubscription
from events.store.sql.read_models import SqlReadModelWriter
from events.store.stored_event import rows_of
from events.store.tree import grown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from psycopg.sql import Composed

    from events.store.options import StoreOptions
    from events.store.port import Hook, StoredFact
    from events.store.postgres.connections import Line, Lines
    from events.store.read_models import ReadModelWriter
    from events.store.reading import Lookups

    type_of_cursor = psycopg.Cursor[tuple[Any, ...]]

Result = TypeVar("Result")

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
_INSERT_TOPIC = SQL("INSERT INTO topics (topic, position) VALUES (%s, %s) ON CONFLICT DO NOTHING")
_EVENTS = SQL(
    "SELECT dialogue, version, topic, payload FROM facts"
    " WHERE dialogue = %s AND version > %s AND version <= %s ORDER BY version LIMIT %s"
)
_EVENTS_BACKWARDS = SQL(
    "SELECT dialogue, version, topic, payload FROM facts"
    " WHERE dialogue = %s AND version > %s AND version <= %s ORDER BY version DESC LIMIT %s"
)
_NOTIFICATIONS = SQL(
    "SELECT position, dialogue, version, topic, payload FROM facts"
    " WHERE position >= %s AND position <= %s AND (%s::text[] IS NULL OR topic = ANY(%s::text[]))"
    " ORDER BY position LIMIT %s"
)
_MAX_POSITION = SQL("SELECT max(position) FROM facts")

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1

# From the narrow families to the wide ones.
_FAMILIES: tuple[tuple[type[psycopg.Error], type[library.PersistenceError]], ...] = (
    (psycopg.InterfaceError, library.InterfaceError),
    (psycopg.OperationalError, library.OperationalError),
    (psycopg.DataError, library.DataError),
    (psycopg.IntegrityError, library.IntegrityError),
    (psycopg.InternalError, library.InternalError),
    (psycopg.ProgrammingError, library.ProgrammingError),
    (psycopg.NotSupportedError, library.NotSupportedError),
    (psycopg.DatabaseError, library.DatabaseError),
    (psycopg.Error, library.PersistenceError),
)


class PostgresTransaction:
    """An open transaction that takes the statements which all engines share."""

    def __init__(self, cursor: type_of_cursor) -> None:
        self._cursor = cursor

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> type_of_cursor:
        """Run one statement."""
        return self._cursor.execute(in_psycopgs_words(statement), parameters)

    def executemany(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row of parameters."""
        self._cursor.executemany(in_psycopgs_words(statement), rows)


class FactDatastore(library.PostgresDatastore):
    """The store's lines, as the library's recorders want them; the library's own pool stays closed."""

    def __init__(self, lines: Lines, options: StoreOptions) -> None:
        super().__init__("", "", "", "", "", schema=lines.target.schema, originator_id_type="text")
        self.lines = lines
        self.options = options

    def register_type_adapters(self) -> None:
        """Do nothing: our statements need no composite types."""

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        """Lend a line; raise the library's error for each of psycopg's, with that as its cause."""
        line, _ = self.lines.take()
        try:
            yield line
        except psycopg.Error as error:
            raise next(ours for theirs, ours in _FAMILIES if isinstance(error, theirs))(str(error)) from error
        finally:
            self.lines.give_back(line)

    def close(self) -> None:
        """Close the lines that nobody uses."""
        lines: Lines | None = getattr(self, "lines", None)
        if lines is not None:
            lines.forget()


class PostgresFactRecorder(library.PostgresApplicationRecorder):
    """Writes facts; speaks the library's recorder interface too (originator = dialogue, notification = position)."""

    datastore: FactDatastore

    def __init__(self, datastore: FactDatastore) -> None:
        super().__init__(datastore, events_table_name="facts")
        self.channel_name = channel_of(datastore.schema)
        self._commit = SQL("NOTIFY {}; COMMIT").format(Identifier(self.channel_name))
        self._lines = datastore.lines
        self._options = datastore.options
        self._topics: frozenset[str] = frozenset()
        """Topics that are known to be in the log: committed, and never deleted."""

    @contextmanager
    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int], on_append: Sequence[Hook]
    ) -> Iterator[Appending]:
        """Append lot by lot in one transaction (see the port).

        Raises:
            StoreError: also when the answer to the commit was lost; then it says whether the facts are stored.

        """
        with refusing(self._lines.target):
            line = self._locked_line()
            try:
                now = self._options.clock().astimezone(UTC)
                appending = Appending(
                    _LockedLog(line, self, on_append), expected=expected, now=now, recorded_by=recorded_by
                )
                yield appending
            except BaseException:
                self._undo(line)
                raise
            committed = self._committed(line)
        if not committed:
            self._settle(line, appending)
        self._topics |= appending.topics

    def change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        """Change read models (see the port); what a lost answer leaves unknown may be done again."""

        def changed(line: Line) -> Result:
            with self._locked(line, commit="COMMIT"):
                return action(SqlReadModelWriter(PostgresTransaction(line.cursor(binary=True))))

        return self._lines.use(changed)

    @contextmanager
    def _locked(self, line: Line, *, commit: str | Composed) -> Iterator[None]:
        """Hold the lock for the block, then commit; on an error, undo all of it."""
        self._lock(line)
        try:
            yield
            line.execute(commit)
        except BaseException:
            with suppress(psycopg.Error):
                line.execute("ROLLBACK")
            raise

    def _locked_line(self) -> Line:
        """Open a transaction that holds the lock, on a new line where a kept one has died meanwhile."""
        line, kept = self._lines.take()
        try:
            self._lock(line)
        except psycopg.Error:
            self._undo(line)
            if not kept or not line.closed or line.was_silent:
                raise
        else:
            return line
        self._lines.forget()
        line = self._lines.connect()
        try:
            self._lock(line)
        except psycopg.Error:
            self._undo(line)
            raise
        return line

    def _lock(self, line: Line) -> None:
        """Open a transaction that holds the lock; the server itself tells when the wait is over."""
        usual = line.answer_seconds
        line.answer_seconds = usual + self._lines.wait_seconds
        line.execute(_BEGIN)
        line.answer_seconds = usual

    def _undo(self, line: Line) -> None:
        """Roll back and give the line back; close it when even that fails."""
        with suppress(psycopg.Error):
            line.execute("ROLLBACK")
        self._lines.give_back(line)

    def _committed(self, line: Line) -> bool:
        """Commit; False when the line was lost before the server said whether it did."""
        try:
            line.execute(self._commit)
        except psycopg.Error:
            if line.closed:
                return False
            self._undo(line)
            raise
        self._lines.give_back(line)
        return True

    def _settle(self, lost: Line, appending: Appending) -> None:
        """Find out, on a new line, what became of a commit whose answer was lost.

        The new line waits for the write lock before it looks: the lost transaction is over then, either way, and its
        first row stands for all of them.

        Raises:
            StoreError: nothing of it is stored, or nobody knows.

        """
        what_happened = f"the line to the store {self._lines.target.shown} was lost during a commit"
        lost.close()
        try:
            found = self._digests_afterwards(lost, appending)
        except StoreError as error:
            msg = f"{what_happened}: whether its {appending.rows} facts are stored is unknown ({error.message})"
            raise StoreError(msg, hint=REPEAT) from None
        if any(found.get(row.position) != row.digest for row in (appending.first, appending.last) if row is not None):
            msg = f"{what_happened}: its {appending.rows} facts are not stored"
            raise StoreError(msg, hint=f"{NOTHING_STORED} Repeat the append.")

    def _digests_afterwards(self, lost: Line, appending: Appending) -> dict[int, str]:
        """Return what stands where the first row and the last should, once the lost transaction is over."""
        positions = [row.position for row in (appending.first, appending.last) if row is not None]
        with refusing(self._lines.target):
            line = self._lines.reconnect()
            try:
                hang_up(line, lost)
                line.execute(SQL("SET lock_timeout = {}").format(SETTLE_SECONDS * 1000))
                line.execute(_BEGIN)
                rows = line.execute(_DIGESTS, (positions,), binary=True).fetchall()
            finally:
                line.close()
        return {position: digest.hex() for position, digest in rows}

    def write(self, cursor: type_of_cursor, plan: Plan, on_append: Sequence[Hook] = ()) -> None:
        """Insert the planned rows, let the tree grow and the hooks write beside them."""
        kept = cursor.execute(_TREE, binary=True).fetchall()
        growth = grown([(size, roots) for size, roots in kept], plan.rows, store=self._lines.target.shown)
        cursor.execute(_GROW_TREE, growth[:2])
        positions, dialogues, versions, ids, digests, *others = zip(*plan.rows, strict=True)
        in_bytes = (map(bytes.fromhex, hex_digits) for hex_digits in (ids, digests))
        columns = (positions, dialogues, versions, *in_bytes, *others, plan.once, growth.marks)
        with cursor.copy(_COPY) as copy:
            copy.set_types(_COPIED)
            for row in zip(*columns, strict=True):
                copy.write_row(row)
        self._write_beside(cursor, plan.rows, on_append)

    def _write_beside(self, cursor: type_of_cursor, rows: Sequence[StoredFact], on_append: Sequence[Hook]) -> None:
        """Write what is kept beside the rows of an append."""
        if topics := new_topics(rows, self._topics):
            cursor.executemany(_INSERT_TOPIC, topics)
        read_models = SqlReadModelWriter(PostgresTransaction(cursor))
        read_models.mark_stale(sorted({row.dialogue for row in rows}))
        for hook in on_append:
            hook(read_models, rows)

    # The library's interface.

    def create_table(self) -> None:
        """Make the store."""
        with self.datastore.get_connection() as line:
            prepare(line, self._lines.target, OpenMode.CREATE)

    def insert_events(
        self,
        stored_events: Sequence[library.StoredEvent],
        **_: Any,  # noqa: ANN401 - the library's signature
    ) -> Sequence[int]:
        """Insert bare stored events; their positions are returned."""
        with self.datastore.get_connection() as line, self._locked(line, commit=self._commit):
            cursor = line.cursor()
            position, last = _end_of_log(cursor)
            now = self._options.clock().astimezone(UTC)
            rows = rows_of(stored_events, position=position, recorded_at=now if last is None else max(last, now))
            if rows:
                self.write(cursor, Plan(rows=rows, once=[None] * len(rows)))
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
        statement = _EVENTS_BACKWARDS if desc else _EVENTS
        first, last = _LOWEST if gt is None else gt, _HIGHEST if lte is None else lte
        with self.datastore.get_connection() as line:
            rows = line.execute(statement, (str(originator_id), first, last, limit), binary=True).fetchall()
        return [library.StoredEvent(*row) for row in rows]

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
        wanted = list(topics) or None
        parameters = (first, _HIGHEST if stop is None else stop, wanted, wanted, limit)
        with self.datastore.get_connection() as line:
            rows = line.execute(_NOTIFICATIONS, parameters, binary=True).fetchall()
        return [
            library.Notification(
                id=position, originator_id=dialogue, originator_version=version, topic=topic, state=payload
            )
            for position, dialogue, version, topic, payload in rows
        ]

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> PollingSubscription:
        """Follow the log from a position on."""
        return PollingSubscription(recorder=self, gt=gt, topics=topics)

    def max_notification_id(self) -> int | None:
        """Return the last position; None for an empty log."""
        with self.datastore.get_connection() as line:
            position: int | None = line.execute(_MAX_POSITION).fetchone()[0]
        return position


class _LockedLog:
    """The log in a transaction that holds the lock."""

    def __init__(self, line: Line, recorder: PostgresFactRecorder, on_append: Sequence[Hook]) -> None:
        self._cursor = line.cursor()
        self._recorder = recorder
        self._on_append = on_append
        self.lookups: Lookups = PostgresLookups(
            lambda *question: self._cursor.execute(*question, binary=True).fetchall()
        )

    def end(self) -> tuple[int, datetime | None]:
        return _end_of_log(self._cursor)

    def write(self, plan: Plan) -> None:
        self._recorder.write(self._cursor, plan, self._on_append)


def _end_of_log(cursor: type_of_cursor) -> tuple[int, datetime | None]:
    """Return the last position and its instant."""
    position, recorded_at = cursor.execute(_LAST, binary=True).fetchone() or (0, None)
    return position, recorded_at and recorded_at.astimezone(UTC)
