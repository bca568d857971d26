"""Asking an SQLite store: every read of the port, over the tables, without the library.

Each question is its own short read, so that a long walk through the log never keeps the -wal file from being
written back, and holds one batch of rows in memory at most.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing, suppress
from datetime import datetime
from json.encoder import encode_basestring as _text
from typing import TYPE_CHECKING, Any

from events.errors import StoreError
from events.store.options import WAIT_SECONDS, OpenMode
from events.store.sql.log_reader import SqlLogReader, Statements
from events.store.sqlite.errors import refusing
from events.store.sqlite.file import open_file
from events.store.sqlite.place import wal_of
from events.wording import counted

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from events.store.port import StoredFact
    from events.store.sqlite.file import OpenFile

_SINCE = """
SELECT position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by
FROM facts WHERE position > ? ORDER BY position LIMIT ?"""
_GUARDED = """
SELECT position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by, once, mark
FROM facts WHERE position > ? ORDER BY position LIMIT ?"""
_TREE_HEAD = "SELECT size, roots FROM tree"
_STREAM = """
SELECT position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by
FROM facts WHERE dialogue = ? AND version > ? ORDER BY version LIMIT ?"""
# `+` keeps SQLite from walking the log in order of position to find a rare prefix.
_FIND = """
SELECT position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by
FROM facts WHERE fact_id BETWEEN ? AND ? ORDER BY +position LIMIT ?"""
# Many values come as one JSON text. Ids are bytes, which JSON does not hold: they come as one value, and in the JSON
# text where each begins in it.
_BY_FACT_ID = """
SELECT position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by
FROM json_each(?) AS place CROSS JOIN facts ON fact_id = substr(?, place.value, 16)"""
_BY_ONCE = """
SELECT once, position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by
FROM json_each(?) AS wanted CROSS JOIN facts
ON dialogue = json_extract(wanted.value, '$[0]') AND once = json_extract(wanted.value, '$[1]')"""
_VERSIONS_OF = """
SELECT value, (SELECT coalesce(max(version), 0) FROM facts WHERE dialogue = value) FROM json_each(?)"""
_HEAD = "SELECT coalesce(max(position), 0) FROM facts"
# Jumps through the index from one dialogue to the next: the work grows with the dialogues, not with the log.
_VERSIONS = """
WITH RECURSIVE names(dialogue) AS (
  SELECT min(dialogue) FROM facts
  UNION ALL
  SELECT (SELECT min(dialogue) FROM facts WHERE dialogue > names.dialogue) FROM names WHERE dialogue IS NOT NULL
)
SELECT dialogue, (SELECT max(version) FROM facts WHERE facts.dialogue = names.dialogue)
FROM names WHERE dialogue IS NOT NULL"""
_TOPICS = "SELECT topic, position FROM topics ORDER BY topic"

# One statement, so that nobody appends between its halves.
_COUNTED = """
SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'facts'),
  (SELECT coalesce(max(position), 0) FROM facts)"""
_FAULTS = "PRAGMA integrity_check(10)"
_SYNCHRONOUS = {0: "off", 1: "normal", 2: "full", 3: "extra"}

_DAMAGED = "Restore a backup; until then nothing that it answers can be trusted."

# Counts the commits of other connections (https://www.sqlite.org/pragma.html#pragma_data_version).
_COMMITS = "PRAGMA data_version"
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.02, 0.2
"""Seconds between two looks at that counter: short after a commit, twice as long after each look that found none."""

_REOPENINGS, _REOPENING_PAUSE = 10, 0.05
"""How often a file that was opened as immutable may change under one question, and the seconds between."""

_COLUMN_TYPES = (int, str, int, bytes, bytes, str, bytes, str, str)


def facts_of(rows: Iterable[tuple[Any, ...]], path: Path) -> Iterator[StoredFact]:
    """Turn rows of the table into stored facts.

    Raises:
        StoreError: a column holds what was never written there.

    """
    # Here, since an answer that is kept needs no facts.
    from events.store.port import StoredFact

    instants: dict[str, datetime] = {}  # One append is one instant: most rows share it with the row before.
    for row in rows:
        if tuple(map(type, row)) != _COLUMN_TYPES:
            raise _damaged(row[0], path)
        written = row[7]
        recorded_at = instants.get(written)
        if recorded_at is None:
            try:
                recorded_at = datetime.fromisoformat(written)
            except ValueError:
                raise _damaged(row[0], path) from None
            instants = {written: recorded_at}
        yield StoredFact(row[0], row[1], row[2], row[3].hex(), row[4].hex(), row[5], row[6], recorded_at, row[8])


def _damaged(position: object, path: Path) -> StoreError:
    return StoreError(
        f"the store {path} is damaged: position {position} holds what was never written there",
        hint=_DAMAGED,
    )


class SqliteLookups:
    """Looks for rows in the tables of an SQLite store (see `events.store.port.Lookups`)."""

    def __init__(self, ask: Callable[[Any, tuple[object, ...]], Sequence[tuple[Any, ...]]], path: Path) -> None:
        """Ask by way of a function that takes a statement with its parameters and returns rows."""
        self._ask = ask
        self._path = path

    def known(self, fact_ids: Sequence[str]) -> dict[str, StoredFact]:
        """Look up fact ids."""
        places = _list(map(str, range(1, 16 * len(fact_ids), 16)))
        rows = self._ask(_BY_FACT_ID, (places, bytes.fromhex("".join(fact_ids))))
        return {fact.fact_id: fact for fact in facts_of(rows, self._path)}

    def taken(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], StoredFact]:
        """Look up `once` keys."""
        rows = self._ask(_BY_ONCE, (_list(_list(map(_text, key)) for key in keys),)) if keys else []
        facts = facts_of((row[1:] for row in rows), self._path)
        return {(fact.dialogue, row[0]): fact for row, fact in zip(rows, facts, strict=True)}

    def versions_of(self, dialogues: Collection[str]) -> dict[str, int]:
        """Look up the last version of streams."""
        return dict(self._ask(_VERSIONS_OF, (_list(map(_text, dialogues)),)))


def _list(items: Iterable[str]) -> str:
    """Make a JSON list of what is JSON already; to make an encoder takes as long as the rest of a small append."""
    return f"[{','.join(items)}]"


class SqliteReader(SqlLogReader):
    """One connection that only reads; may be shared by threads."""

    batch = 1000
    statements = Statements(
        since=_SINCE,
        guarded=_GUARDED,
        stream=_STREAM,
        find=_FIND,
        head=_HEAD,
        versions=_VERSIONS,
        topics=_TOPICS,
        tree_head=_TREE_HEAD,
    )

    def __init__(self, path: Path, opened: OpenFile) -> None:
        self._path = path
        self._connection = opened.connection
        self.has_read_models, self.has_index = opened.has_read_models, opened.has_index
        self._lock = threading.Lock()
        self.lookups = SqliteLookups(self._ask, path)
        self._stamp = _stamp(path) if opened.immutable else None
        self._absolute = path.absolute()  # a program may go to another folder
        self._file = file_at(path)

    def _facts(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredFact]:
        return facts_of(rows, self._path)

    def wait(self, position: int, seconds: float) -> bool:
        """Look at the counter of commits, and at the log when it moved."""
        deadline = time.monotonic() + seconds
        seen: object = None
        pause = _SHORTEST_PAUSE
        while True:
            self._refuse_another_file()
            # The counter first: what is committed after it moves it on.
            commits = (self._ask(_COMMITS, ()), self._stamp)
            if commits != seen:
                if self.head() > position:
                    return True
                seen, pause = commits, _SHORTEST_PAUSE
            rest = deadline - time.monotonic()
            if rest <= 0:
                return False
            time.sleep(min(pause, rest))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def head(self) -> int:
        """Return the last position. Whoever asks again and again, as a server does, is told of another file."""
        if self._stamp is None:  # else it is opened again as it changes
            self._refuse_another_file()
        return super().head()

    def _refuse_another_file(self) -> None:
        if file_at(self._absolute) != self._file:
            msg = f"the store {self._path} is not the file any more that was opened: another took its place"
            raise StoreError(msg, hint="Run the command again to read that one.")

    def versions(self) -> dict[str, int]:
        """Return the version of each stream."""
        return self._trusted(super().versions(), "dialogues")

    def topics(self) -> dict[str, int]:
        """Return the first position of each topic."""
        return self._trusted(super().topics(), "topics")

    def _trusted(self, numbers: dict[Any, Any], what: str) -> dict[str, int]:
        """Return names with numbers; a damaged page may have given anything."""
        if any(type(name) is not str or type(number) is not int for name, number in numbers.items()):
            msg = f"the store {self._path} is damaged: its list of {what} holds what was never written there"
            raise StoreError(msg, hint=_DAMAGED)
        return numbers

    def ask(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self._ask(statement, parameters)

    def own_faults(self) -> list[str]:
        """Check every page and index of the file, and the count of the facts."""
        faults = [f"SQLite finds: {' '.join(fault.split())}" for (fault,) in self.ask(_FAULTS) if fault != "ok"]
        ((total, last),) = self.ask(_COUNTED)
        if total != last:
            faults.append(f"SQLite counted {counted(total, 'fact')}, but the last one is at position {last}")
        return faults

    def settings(self) -> dict[str, str]:
        """Say how writes reach the disk; a reader's connection is set as a writer's."""
        ((journal_mode,),) = self.ask("PRAGMA journal_mode")
        ((synchronous,),) = self.ask("PRAGMA synchronous")
        return {
            "SQLite": sqlite3.sqlite_version,
            "journal_mode": journal_mode,
            "synchronous": _SYNCHRONOUS.get(synchronous, str(synchronous)),
            "store size": _size(self._path),
            "-wal size": _size(wal_of(self._path)),
        }

    def copy_to(self, path: Path) -> None:
        """Copy every page as of one moment; writers go on meanwhile. The copy is one file, without -wal."""
        with self._lock, refusing(path), closing(sqlite3.connect(path, isolation_level=None)) as copy:
            self._connection.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Give the connection back."""
        with self._lock, refusing(self._path):
            self._connection.close()

    def _ask(self, statement: str, parameters: Sequence[object]) -> list[Any]:
        with self._lock, refusing(self._path):
            if self._stamp is None:
                return self._connection.execute(statement, parameters).fetchall()
            return self._ask_immutable(statement, parameters)

    def _ask_immutable(self, statement: str, parameters: Sequence[object]) -> list[Any]:
        """Ask a file that SQLite takes for immutable; where somebody wrote to it all the same, open it again."""
        for _ in range(_REOPENINGS):
            stamp = self._stamp
            try:
                rows = self._connection.execute(statement, parameters).fetchall()
            except sqlite3.DatabaseError:  # Half of what is being written is no database.
                if stamp is not None and stamp == _stamp(self._path):
                    raise
            else:
                if stamp is None or stamp == _stamp(self._path):
                    return rows
            # Who writes takes the files beside it away one after the other: in between it cannot be opened.
            time.sleep(_REOPENING_PAUSE)
            with suppress(StoreError):
                self._open_again()
        # Here, since a store that nobody changes needs none of the port's shapes to answer.
        from events.store.port import UnavailableError

        msg = f"the store {self._path} was changed by somebody else while it was read"
        raise UnavailableError(msg, hint="Repeat the command.")

    def _open_again(self) -> None:
        stamp = _stamp(self._path)  # Before it is opened: what changes in between is noticed.
        opened = open_file(self._path, mode=OpenMode.READ, wait_seconds=WAIT_SECONDS)
        self._connection.close()
        self._connection = opened.connection
        self._stamp = stamp if opened.immutable else None


def _size(path: Path) -> str:
    return f"{path.stat().st_size if path.exists() else 0:,} bytes"


def _stamp(path: Path) -> tuple[int, int, int, bool]:
    """Return what changes when somebody writes to a store; SQLite itself does not look at an immutable file."""
    status = _status(path)
    return status.st_ino, status.st_mtime_ns, status.st_size, wal_of(path).exists()


def file_at(path: Path) -> tuple[int, int]:
    """Return which file is at a path; SQLite goes on reading the one that it opened."""
    status = _status(path)
    return status.st_dev, status.st_ino


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        msg = f"the store {path} cannot be read any more ({error.strerror or error})"
        raise StoreError(msg, hint="Its folder or disk went away, or somebody moved it.") from error
