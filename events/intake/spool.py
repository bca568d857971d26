"""Where do facts wait while the whole batch is checked? In memory if they are few, otherwise on the disk.

A database of SQLite's that has no name is both: its pages lie in memory up to a limit, and beyond it in a file without
a name, in the folder for temporary files. Nobody else can open that file, and it goes with the process, however this
ends.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from events.errors import StoreError
from events.intake.portion import entries_of, sources_of, written
from events.lots import lots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from events.intake.portion import Portion
    from events.store.port import Entry

LOT_FACTS = 1_000
"""Facts that are looked up and written in one step: more make the steps no faster."""
LOT_BYTES = 8_000_000
"""Fewer facts are, where they are long: a fact file may hold some of megabytes."""
_PORTIONS = 10
"""Pieces of a lot, each a row where facts wait: ten times as fast as a row a fact, and one is still found fast."""
MEMORY_KIB = 8_192
"""What waits lies in memory up to this: some 10,000 facts. A process does not give back what it once took."""

_PAGE_BYTES = 16_384
"""A portion is long: in these pages it is put down in two thirds of the time that it takes in SQLite's own."""

_SCHEMA = (
    # Nothing here outlives the process: no journal, and one transaction that is never committed.
    "PRAGMA journal_mode = OFF",
    "BEGIN",
    "CREATE TABLE waiting (first INTEGER PRIMARY KEY, about BLOB, sources TEXT, payloads BLOB)",
    # What is asked for apart from the facts: to look through it is not to look through all payloads.
    "CREATE TABLE filed (number INTEGER PRIMARY KEY, dialogue TEXT, once TEXT, fact_id TEXT)",
    "CREATE TABLE cited (dialogue TEXT, once TEXT)",
    "CREATE TABLE judged (number INTEGER PRIMARY KEY, dialogue TEXT, target TEXT)",
    "CREATE TABLE receipts (fact_id TEXT, dialogue TEXT, position INTEGER, version INTEGER, added INTEGER)",
)
# Made once all facts are in: sorted an index is made faster than it grows at random places.
_INDEX_OF_FILED = "CREATE INDEX IF NOT EXISTS filed_keys ON filed (dialogue, once)"
_IDS = "CREATE TABLE IF NOT EXISTS ids (number INTEGER PRIMARY KEY, dialogue TEXT, fact_id TEXT)"
_INDEX_OF_IDS = "CREATE INDEX IF NOT EXISTS ids_in_order ON ids (fact_id)"
_ENTRIES = "SELECT about, payloads FROM waiting WHERE first > ? ORDER BY first"
_WAITING = "SELECT first, about, payloads, sources FROM waiting WHERE first > ? ORDER BY first"
_AT = "SELECT first, about, payloads, sources FROM waiting WHERE first <= ? ORDER BY first DESC LIMIT 1"
_REPEATS = """
SELECT number FROM ids WHERE number > (SELECT min(number) FROM ids AS same WHERE same.fact_id = ids.fact_id)
ORDER BY number"""
_FILINGS = """
SELECT filed.number, filed.dialogue, filed.once, filed.fact_id, first.number, first.fact_id
FROM filed JOIN filed AS first ON first.number = (
  SELECT min(number) FROM filed AS same WHERE same.dialogue = filed.dialogue AND same.once = filed.once
) WHERE ? OR filed.fact_id <> first.fact_id ORDER BY filed.number"""
_FILED_KEYS = "SELECT once FROM filed WHERE dialogue = ?"
_CITED_ELSEWHERE = """
SELECT DISTINCT dialogue, once FROM cited WHERE NOT EXISTS (
  SELECT 1 FROM filed WHERE filed.dialogue = cited.dialogue AND filed.once = cited.once
)"""
_JUDGED_ELSEWHERE = """
SELECT DISTINCT dialogue, target FROM judged WHERE NOT EXISTS (
  SELECT 1 FROM ids WHERE ids.fact_id = judged.target AND ids.dialogue = judged.dialogue
)"""
_JUDGEMENTS = """
SELECT number, target, (SELECT min(number) FROM ids WHERE ids.fact_id = judged.target)
FROM judged ORDER BY number"""

_INSERT = {
    table: f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - names of ours
    for table, columns in {"waiting": 4, "ids": 3, "filed": 4, "cited": 2, "judged": 3, "receipts": 5}.items()
}

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
            for setting in (f"PRAGMA page_size = {_PAGE_BYTES:d}", f"PRAGMA cache_size = -{MEMORY_KIB:d}"):
                self._connection.execute(setting)
            for statement in _SCHEMA:
                self._connection.execute(statement)

    def _begin(self) -> None:
        self._size = 0
        self._portion: list[tuple[str, str, str, bytes, str | None, tuple[str, str] | None, str]] = []
        self._portion_bytes, self._portion_facts = 0, max(1, LOT_FACTS // _PORTIONS)
        # Of its facts:
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
        there = None if recorded is None else (recorded.at.isoformat(), recorded.by)
        self._portion.append((dialogue, digest, topic, payload, once, there, source))
        if once is not None:
            self._filed.append((number, dialogue, once, fact_id))
        for key in cites:
            self._cited.add((dialogue, key))
        if judges is not None:
            self._judged.append((number, dialogue, judges))
        self._portion_bytes += len(payload)
        if len(self._portion) == self._portion_facts or self._portion_bytes * _PORTIONS >= LOT_BYTES:
            self._put_down()

    def add_portion(self, portion: Portion) -> None:
        """Put facts behind the others, as they are."""
        self._put_down()
        before, self._size = self._size, self._size + portion.facts
        self._put("waiting", [(before + 1, *portion.waiting)])
        self._put("filed", [(before + 1 + place, *filed) for place, *filed in portion.filed])
        self._put("cited", portion.cited)

    def seal(self) -> None:
        """Say that all is in."""
        self._put_down()
        if "filed" in self._filled:
            with _refusing():
                self._connection.execute(_INDEX_OF_FILED)

    def _put_down(self) -> None:
        # Most of what is cited is filed in the same document.
        cited = self._cited.difference((dialogue, once) for _, dialogue, once, _ in self._filed)
        if self._portion:
            dialogues, digests, topics, payloads, once, there, sources = zip(*self._portion, strict=True)
            waiting = written(
                dialogues=dialogues,
                digests=digests,
                topics=topics,
                payloads=payloads,
                once=once,
                recorded=there if any(there) else None,
                sources=sources,
            )
            self._put("waiting", [(self._size - len(self._portion) + 1, *waiting)])
        self._put("filed", self._filed)
        self._put("cited", list(cited))
        self._put("judged", self._judged)
        self._portion, self._filed, self._cited, self._judged, self._portion_bytes = [], [], set(), [], 0

    def _put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        if rows:
            self._filled.add(table)
            with _refusing():
                self._connection.executemany(_INSERT[table], rows)

    def lots(self) -> Iterator[list[Waiting]]:
        """All of it, in order."""
        waiting = (
            Waiting(number, *fact)
            for first, about, payloads, sources in self._ask(_WAITING, 0)
            for number, fact in enumerate(zip(entries_of(about, payloads), sources_of(sources), strict=True), first)
        )
        return in_lots(waiting, lambda waiting: len(waiting.entry.payload))

    def entries(self, *, after: int = 0) -> Iterator[list[Entry]]:
        """All that is to be appended, in order, behind so many that are. None of these waits beside others of them."""
        portions = ((len(payloads), entries_of(about, payloads)) for about, payloads in self._ask(_ENTRIES, after))
        for some in lots(portions, _weight, most=LOT_FACTS, size=LOT_BYTES):
            yield list(chain.from_iterable(entries for _, entries in some))

    def at(self, number: int) -> Waiting:
        """The fact at a place."""
        ((first, about, payloads, sources),) = self._ask(_AT, number)
        place = number - first
        return Waiting(number, entries_of(about, payloads)[place], sources_of(sources)[place])

    def repeats(self) -> Iterator[int]:
        """The places of facts that stand further up already, in order."""
        return (number for (number,) in self._ask_by_id(_REPEATS))

    def filings(self, *, contradicting: bool = False) -> Iterator[list[Filing]]:
        """The facts with a `once` key, in order. Or only those that have the key of another fact here."""
        found = self._ask(_FILINGS, not contradicting) if "filed" in self._filled else ()
        return _few(map(Filing._make, found))

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

    def forget_receipts(self) -> None:
        """Keep no receipts after all."""
        with _refusing():
            self._connection.execute("DELETE FROM receipts")

    def receipts(self) -> Iterator[SpooledReceipt]:
        """The receipts that were kept, in order."""
        for *place, added in self._ask("SELECT * FROM receipts ORDER BY rowid"):
            yield (*place, bool(added))

    def _ask_by_id(self, statement: str) -> Iterator[Any]:
        """Ask what needs the ids of all facts. They must be there before anybody reads on."""
        with _refusing():
            self._connection.execute(_IDS)
        if "ids" not in self._filled:
            entries = chain.from_iterable(self.entries())
            self._put("ids", ((number, *entry[:2]) for number, entry in enumerate(entries, 1)))
        with _refusing():
            self._connection.execute(_INDEX_OF_IDS)
        return self._ask(statement)

    def _ask(self, statement: str, *parameters: object) -> Iterator[Any]:
        with _refusing():
            # Not `yield from`, which would close the cursor of whoever asks no further, after the connection is closed.
            for row in self._connection.execute(statement, parameters):  # noqa: UP028 - see above
                yield row


def _weight(portion: tuple[int, Sequence[Entry]]) -> int:
    """The bytes of a portion, or the share of a lot that its facts are, whichever is more."""
    size, entries = portion
    return max(size, len(entries) * LOT_BYTES // LOT_FACTS)


def _few(items: Iterable[Item]) -> Iterator[list[Item]]:
    return in_lots(items, lambda _: 0)
