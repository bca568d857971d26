"""Where do facts wait while the whole batch is checked? In memory if they are few, otherwise on the disk.

A database of SQLite's that has no name is both: its pages lie in memory up to a limit, and beyond it in a file without
a name, in the folder for temporary files. Nobody else can open that file, and it goes with the process, however this
ends.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from events.errors import StoreError
from events.lots import lots
from events.store.port import Entry, Recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

LOT_FACTS = 1_000
"""Facts that are looked up and written in one step: more make the steps no faster."""
LOT_BYTES = 8_000_000
"""Fewer facts are, where they are long: a fact file may hold some of megabytes."""
MEMORY_KIB = 32_768
"""What waits lies in memory up to this: some 30,000 facts."""

_SCHEMA = (
    # Nothing here outlives the process: no journal, and one transaction that is never committed.
    "PRAGMA journal_mode = OFF",
    "BEGIN",
    """CREATE TABLE waiting (number INTEGER PRIMARY KEY, dialogue TEXT, fact_id TEXT, digest TEXT, topic TEXT,
payload BLOB, once TEXT, recorded_at TEXT, recorded_by TEXT, source TEXT)""",
    # What is asked for apart from the facts: to look through it is not to look through all payloads.
    "CREATE TABLE filed (number INTEGER PRIMARY KEY, dialogue TEXT, once TEXT, fact_id TEXT)",
    "CREATE INDEX filed_keys ON filed (dialogue, once)",
    "CREATE TABLE cited (dialogue TEXT, once TEXT)",
    "CREATE TABLE judged (number INTEGER PRIMARY KEY, dialogue TEXT, target TEXT)",
    "CREATE TABLE receipts (fact_id TEXT, dialogue TEXT, position INTEGER, version INTEGER, added INTEGER)",
)
# Made where it is needed, once all facts are in: sorted it is made faster than it grows at random places.
_IDS = "CREATE INDEX IF NOT EXISTS waiting_ids ON waiting (fact_id)"
_WAITING = "SELECT * FROM waiting ORDER BY number"
_ENTRIES = """
SELECT dialogue, fact_id, digest, topic, payload, once, recorded_at, recorded_by FROM waiting ORDER BY number"""
_AT = "SELECT * FROM waiting WHERE number = ?"
_REPEATS = """
SELECT number FROM waiting WHERE number > (SELECT min(number) FROM waiting AS same WHERE same.fact_id = waiting.fact_id)
ORDER BY number"""
_FILINGS = """
SELECT filed.number, filed.dialogue, filed.once, filed.fact_id, first.number, first.fact_id
FROM filed JOIN filed AS first ON first.number = (
  SELECT min(number) FROM filed AS same WHERE same.dialogue = filed.dialogue AND same.once = filed.once
) ORDER BY filed.number"""
_FILED_KEYS = "SELECT once FROM filed WHERE dialogue = ?"
_CITED_ELSEWHERE = """
SELECT DISTINCT dialogue, once FROM cited WHERE NOT EXISTS (
  SELECT 1 FROM filed WHERE filed.dialogue = cited.dialogue AND filed.once = cited.once
)"""
_JUDGED_ELSEWHERE = """
SELECT DISTINCT dialogue, target FROM judged WHERE NOT EXISTS (
  SELECT 1 FROM waiting WHERE waiting.fact_id = judged.target AND waiting.dialogue = judged.dialogue
)"""
_JUDGEMENTS = """
SELECT number, target, (SELECT min(number) FROM waiting WHERE waiting.fact_id = judged.target)
FROM judged ORDER BY number"""

# The low byte of an extended result code is its family (https://www.sqlite.org/rescode.html).
_FAMILY = 0xFF
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

Item = TypeVar("Item")


SpooledReceipt = tuple[str, str, int | None, int | None, bool]
"""What a receipt says: fact id, dialogue, position and version (None where nothing was stored), whether it is new."""


class Waiting(NamedTuple):
    """A fact that waits.

    Attributes:
        number: its place among all that wait, from 1.
        entry: what is to be appended.
        source: where it was written, for messages.

    """

    number: int
    entry: Entry
    source: str


class Filing(NamedTuple):
    """A fact with a `once` key.

    Attributes:
        number: its place among all that wait.
        dialogue: slug.
        once: the key.
        fact_id: of the fact.
        first: the place of the first fact here that has the same key in the same dialogue. It may be this one.
        first_id: of that fact.

    """

    number: int
    dialogue: str
    once: str
    fact_id: str
    first: int
    first_id: str


class Judgement(NamedTuple):
    """A fact about another fact.

    Attributes:
        number: its place among all that wait.
        target: id of the other fact.
        target_number: the place of the other fact, where that waits too.

    """

    number: int
    target: str
    target_number: int | None


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & _FAMILY not in _NO_ROOM:
            raise
        msg = f"the folder for temporary files has no room for what is to be recorded ({error})"
        hint = "Nothing was recorded. Make room there, or name another folder: the environment variable TMPDIR."
        raise StoreError(msg, hint=hint) from error


def in_lots(items: Iterable[Item], bytes_of: Callable[[Item], int]) -> Iterator[list[Item]]:
    """The items in lots: as many as are handled in one step, fewer where they are long."""
    return lots(items, bytes_of, most=LOT_FACTS, size=LOT_BYTES)


class Spool:
    """Facts that wait, in order, with what they refer to.

    Raises a StoreError from any method where the disk has no room for them.
    """

    def __init__(self) -> None:
        # The threads of a program may hand a spool on; they do not use it at once.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._begin()
        with _refusing():
            self._connection.execute(f"PRAGMA cache_size = -{MEMORY_KIB:d}")
            for statement in _SCHEMA:
                self._connection.execute(statement)

    def _begin(self) -> None:
        self._size = 0
        self._lot: list[tuple[object, ...]] = []
        self._lot_bytes = 0
        # Of the facts of the lot:
        self._filed: list[tuple[int, str, str, str]] = []
        self._cited: set[tuple[str, str]] = set()
        self._judged: list[tuple[int, str, str]] = []
        self._filled: set[str] = set()
        """Tables that are not empty: the others, most of them in a small spool, need not be asked."""

    def clear(self) -> None:
        """Forget everything. Cheaper than another spool."""
        with _refusing():
            for table in self._filled:
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
        self._begin()

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return self._size

    def add(self, entry: Entry, source: str, *, cites: Iterable[str] = (), judges: str | None = None) -> None:
        """Put a fact behind the others.

        Args:
            entry: what is to be appended.
            source: where it was written.
            cites: `once` keys of its dialogue that it refers to.
            judges: id of the fact that it is about.

        """
        self._size = number = self._size + 1
        dialogue, fact_id, digest, topic, payload, once, recorded = entry
        at, by = (None, None) if recorded is None else (recorded.at.isoformat(), recorded.by)
        # The name of a file may hold what is no text.
        written = source.encode(errors="surrogatepass")
        self._lot.append((number, dialogue, fact_id, digest, topic, payload, once, at, by, written))
        if once is not None:
            self._filed.append((number, dialogue, once, fact_id))
        for key in cites:
            self._cited.add((dialogue, key))
        if judges is not None:
            self._judged.append((number, dialogue, judges))
        self._lot_bytes += len(payload)
        if len(self._lot) == LOT_FACTS or self._lot_bytes >= LOT_BYTES:
            self._put_down()

    def seal(self) -> None:
        """Say that all is in."""
        self._put_down()

    def _put_down(self) -> None:
        # Most of what is cited is filed in the same document.
        cited = self._cited.difference((dialogue, once) for _, dialogue, once, _ in self._filed)
        self._put("waiting", self._lot)
        self._put("filed", self._filed)
        self._put("cited", list(cited))
        self._put("judged", self._judged)
        self._lot, self._filed, self._cited, self._judged, self._lot_bytes = [], [], set(), [], 0

    def _put(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._filled.add(table)
            with _refusing():
                places = ", ".join("?" * len(rows[0]))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - as above

    def lots(self) -> Iterator[list[Waiting]]:
        """All of it, in order."""
        return in_lots(map(_waiting, self._ask(_WAITING)), lambda waiting: len(waiting.entry.payload))

    def entries(self) -> Iterator[list[Entry]]:
        """All that is to be appended, in order."""
        return in_lots(map(_entry, self._ask(_ENTRIES)), lambda entry: len(entry.payload))

    def at(self, number: int) -> Waiting:
        """The fact at a place."""
        (row,) = self._ask(_AT, number)
        return _waiting(row)

    def repeats(self) -> Iterator[int]:
        """The places of facts that stand further up already, in order."""
        return (number for (number,) in self._ask_by_id(_REPEATS))

    def filings(self) -> Iterator[list[Filing]]:
        """The facts with a `once` key, in order."""
        return _few(map(Filing._make, self._ask(_FILINGS) if "filed" in self._filled else ()))

    def keys_of(self, dialogue: str) -> list[str]:
        """The `once` keys in a dialogue."""
        return [once for (once,) in self._ask(_FILED_KEYS, dialogue)]

    def cited_elsewhere(self) -> Iterator[list[tuple[str, str]]]:
        """Each `once` key that is cited and is not here, as (dialogue, once)."""
        return _few(self._ask(_CITED_ELSEWHERE) if "cited" in self._filled else ())

    def judged_elsewhere(self) -> Iterator[list[tuple[str, str]]]:
        """Each fact that is judged and is not here in the dialogue of its judgement, as (dialogue, fact id)."""
        return _few(self._ask_by_id(_JUDGED_ELSEWHERE) if "judged" in self._filled else ())

    def judgements(self) -> Iterator[list[Judgement]]:
        """The facts about other facts, in order."""
        return _few(map(Judgement._make, self._ask_by_id(_JUDGEMENTS) if "judged" in self._filled else ()))

    def keep(self, receipts: Sequence[SpooledReceipt]) -> None:
        """Keep receipts, for those who want to read them once all of them are there."""
        self._put("receipts", receipts)

    def receipts(self) -> Iterator[SpooledReceipt]:
        """The receipts that were kept, in order."""
        for *place, added in self._ask("SELECT * FROM receipts ORDER BY rowid"):
            yield (*place, bool(added))

    def _ask_by_id(self, statement: str) -> Iterator[Any]:
        """Ask what needs the index of all fact ids. It must be there before anybody reads on."""
        with _refusing():
            self._connection.execute(_IDS)
        return self._ask(statement)

    def _ask(self, statement: str, *parameters: object) -> Iterator[Any]:
        with _refusing():
            # Not `yield from`, which would close the cursor of whoever asks no further, after the connection is closed.
            for row in self._connection.execute(statement, parameters):  # noqa: UP028 - see above
                yield row


def _few(items: Iterable[Item]) -> Iterator[list[Item]]:
    return in_lots(items, lambda _: 0)


def _waiting(row: tuple[Any, ...]) -> Waiting:
    number, *content, source = row
    return Waiting(number, _entry(content), source.decode(errors="surrogatepass"))


def _entry(row: Sequence[Any]) -> Entry:
    *content, recorded_at, recorded_by = row
    recorded = None if recorded_at is None else Recorded(datetime.fromisoformat(recorded_at), recorded_by)
    return Entry._make((*content, recorded))
