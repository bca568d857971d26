"""Opening an SQLite file as a store: making it once, refusing what is not one, waiting fairly for the lock."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from events.errors import StoreError
from events.store.options import OpenMode
from events.store.sqlite import place, schema
from events.store.sqlite.errors import family, is_busy, refusing
from events.store.sqlite.schema import Found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What every connection is set to. FULL: an acknowledged fact survives a power cut, also in WAL mode.
# trusted_schema, cell_size_check: a file made by others must not run code or lead past its pages.
# recursive_triggers: INSERT OR REPLACE deletes, and must meet the trigger that refuses it.
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA recursive_triggers = ON",
)
# A bulk append grows the -wal file; it shrinks to this many bytes afterwards.
_WRITER_SETTING = "PRAGMA journal_size_limit = 67108864"

# Pages in the -wal file, and how many of them are in the store already: where these two numbers of 32 bits are in the
# head of its index (https://www.sqlite.org/walformat.html#the_wal_index_file_format).
_PAGES, _WRITTEN_BACK = slice(16, 20), slice(96, 100)
_LEAVING_SECONDS = 0.05

TRY_MILLISECONDS = 10
"""How long SQLite itself waits in one try for the write lock: 1, 2 and 5 ms. It would go on to 100 ms, and in the
meantime processes that came later would take their turn first."""
_PAUSE_SECONDS = 0.001


def connect(path: Path, *, access: str, wait_seconds: float) -> sqlite3.Connection:
    """Open a connection and set it. `access` is SQLite's `ro`, `rw` or `rwc`, with `&immutable=1` if wanted.

    The path is percent-encoded, so that no character of it is read as a parameter.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={access}",
        uri=True,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        if access.startswith("rw"):
            connection.execute(_WRITER_SETTING)
    except BaseException:
        connection.close()
        raise
    return connection


def begin_writing(connection: sqlite3.Connection, *, wait_seconds: float) -> None:
    """Start a transaction that holds the write lock, trying again until the deadline.

    The tries are short where the connection's busy_timeout is TRY_MILLISECONDS.

    Raises:
        sqlite3.OperationalError: SQLITE_BUSY after `wait_seconds`.

    """
    _until(lambda: connection.execute("BEGIN IMMEDIATE"), wait_seconds=wait_seconds)


def _until(action: Callable[[], object], *, wait_seconds: float) -> None:
    """Repeat an action while somebody else holds the lock, until the deadline."""
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            action()
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


class OpenFile:
    """A connection for reading from a checked store.

    No NamedTuple: to make one takes as long as to open the file.

    Attributes:
        connection: refuses to write.
        has_read_models: whether there are tables for read models.
        has_index: whether there is one for the index of words.
        immutable: SQLite was told that nobody changes the file, and does not look whether somebody does.

    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        has_read_models: bool = True,
        has_index: bool = True,
        immutable: bool = False,
    ) -> None:
        self.connection = connection
        self.has_index = has_index
        self.has_read_models = has_read_models
        self.immutable = immutable


def open_file(path: Path, *, mode: OpenMode, wait_seconds: float) -> OpenFile:
    """Open a store for reading after checking it, and after making it if the mode says so.

    Raises:
        NotFoundError: there is no store at the path, and the mode does not make one.
        StoreError: there is something else, or it cannot be opened.

    """
    place.prepare(path, mode)
    _refuse_without_wal(path)
    access = "rwc" if mode is OpenMode.CREATE else "rw"
    with refusing(path):
        if mode is OpenMode.READ:
            return _open_read_only(path, wait_seconds=wait_seconds)
        connection = connect(path, access=access, wait_seconds=wait_seconds)
        try:
            _prepare(connection, path, mode=mode, wait_seconds=wait_seconds)
        except BaseException:
            connection.close()
            raise
        return OpenFile(connection)


def take_back(path: Path) -> None:
    """Take away a store that holds nothing. Nobody who opens it meanwhile can write to it.

    Raises:
        StoreError: somebody has it open.

    """
    with refusing(path), closing(connect(path, access="rw", wait_seconds=0)) as connection:
        # Only where nobody else has it open. Then there is no -wal file any more, which would be closed by its name.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        if connection.execute("SELECT NOT EXISTS (SELECT 1 FROM facts)").fetchone()[0]:
            path.unlink()


def _refuse_without_wal(path: Path) -> None:
    """Refuse a store whose -wal file was taken away with facts in it. SQLite would answer from an earlier log.

    The index of the -wal file, which a killed writer leaves too, tells how far that went. It is opened only where
    there is no -wal file: a process that closes it gives up its own locks on it.
    """
    index = path.with_name(f"{path.name}-shm")

    def is_missing() -> bool:
        return path.exists() and index.exists() and not place.wal_of(path).exists()

    if not is_missing():
        return
    # Whoever closes a store as the last one takes away both, one after the other.
    time.sleep(_LEAVING_SECONDS)
    try:
        head = index.read_bytes() if is_missing() else b""
    except OSError:
        head = b""
    if len(head) < _WRITTEN_BACK.stop:
        return
    pages, written_back = (int.from_bytes(head[place], sys.byteorder) for place in (_PAGES, _WRITTEN_BACK))
    if pages > written_back:
        msg = f"the store {path} is not whole: its -wal file is missing, and with it what was recorded last"
        hint = f"Put it back, or restore a backup. To go on with the earlier log that is left, remove {index}."
        raise StoreError(msg, hint=hint)


def _prepare(connection: sqlite3.Connection, path: Path, *, mode: OpenMode, wait_seconds: float) -> None:
    """Check the store, or make it, and leave the connection fit for reading only."""
    found = schema.found_in(connection, path)
    if found is Found.NOTHING and mode is not OpenMode.CREATE:
        raise place.not_found(path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # Of a new file; and a copy made by VACUUM INTO is whole, but not in WAL mode.
        _until(lambda: connection.execute("PRAGMA journal_mode = WAL"), wait_seconds=wait_seconds)
    if found is not Found.STORE:
        _make(connection, path, wait_seconds=wait_seconds)
    # The library's recorder writes through a connection of its own.
    connection.execute("PRAGMA query_only = ON")


def _make(connection: sqlite3.Connection, path: Path, *, wait_seconds: float) -> None:
    """Make the store in an empty file, or bring an older one up to date. Of many that try at once the first does it."""
    begin_writing(connection, wait_seconds=wait_seconds)
    try:
        match schema.found_in(connection, path):
            case Found.NOTHING:
                schema.create(connection)
            case Found.OLDER_STORE | Found.STORE_WITHOUT_INDEX:
                schema.upgrade(connection)
            case Found.STORE:
                pass
        connection.execute("COMMIT")
    finally:
        connection.rollback()


def _open_read_only(path: Path, *, wait_seconds: float) -> OpenFile:
    """Open for reading, and leave nothing behind.

    A store in WAL mode needs its -wal and -shm files beside it, even for reading. Only a connection that may
    write takes them away again, so that is what a reader has where it can, with `query_only` set. Who may not write the
    file makes none of them: they would be his, and in the owner's way. He reads the file as an immutable one where
    nobody has it open, and with the writer's own files where somebody has.
    """
    is_writable = os.access(path, os.W_OK)
    if not is_writable and not place.wal_of(path).exists():
        with refusing(path):
            return _checked(path, access="ro", immutable=True, wait_seconds=wait_seconds)
    try:
        opened = _checked(path, access="rw" if is_writable else "ro", wait_seconds=wait_seconds)
        if is_writable or not place.take_back(path):
            return opened
        opened.connection.close()  # Its owner had it open a moment ago, and has not any more.
    except sqlite3.OperationalError as error:
        if family(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            with refusing(path):
                raise
        if place.wal_of(path).exists():
            msg = f"the store {path} has unfinished work in its -wal file, and this user cannot write there"
            raise StoreError(msg, hint="Copy the store with its -wal file to a folder of yours.") from error
    except (sqlite3.Error, UnicodeDecodeError):
        with refusing(path):
            raise
    with refusing(path):
        return _checked(path, access="ro", immutable=True, wait_seconds=wait_seconds)


def _checked(path: Path, *, access: str, wait_seconds: float, immutable: bool = False) -> OpenFile:
    """Open for reading and check that the file is a store."""
    connection = connect(path, access=f"{access}&immutable=1" if immutable else access, wait_seconds=wait_seconds)
    try:
        found = schema.found_in(connection, path)
    except BaseException:
        connection.close()
        raise
    if found is Found.NOTHING:
        connection.close()
        raise place.not_found(path)
    connection.execute("PRAGMA query_only = ON")
    return OpenFile(
        connection, has_read_models=found is not Found.OLDER_STORE, has_index=found is Found.STORE, immutable=immutable
    )
