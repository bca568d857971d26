"""What an error of SQLite means to a person: one line, and what to do next."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from events.errors import StoreError
from events.store.sqlite.place import in_the_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIMARY_CODE = 0xFF
"""The low byte of an extended result code is its family (https://www.sqlite.org/rescode.html)."""

# Family of result code: (what is wrong with the store, what to do next).
_MEANINGS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "another process holds the store {path}",
        "Nothing was stored. Wait until the other process is done, then repeat.",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full: the store {path} cannot grow",
        "Nothing was stored. Free some space, then repeat.",
    ),
    sqlite3.SQLITE_READONLY: (
        "the store {path} cannot be written: the file, its folder or the file system is read-only",
        "Nothing was stored. Make the file and its folder writable, or use another store.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "{path} is not a store: it is not an SQLite database",
        "Name another file with «:store». This one was left as it is.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the store {path} is damaged",
        "Restore a backup; until then nothing that it answers can be trusted.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the store {path} cannot be opened",
        "Look at the permissions of the file and of its folder.",
    ),
    sqlite3.SQLITE_PERM: (
        "the store {path} cannot be opened: no permission",
        "Look at the permissions of the file and of its folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk failed under the store {path}",
        "It is not certain that the last append was stored. Repeat it: what is known is not added twice.",
    ),
    sqlite3.SQLITE_TOOBIG: (
        "a fact is too large for the store {path}",
        "Nothing was stored. Shorten the fact.",
    ),
    sqlite3.SQLITE_CONSTRAINT: (
        "the store {path} refused the change",
        "Nothing was stored.",
    ),
}
_MEANINGS[sqlite3.SQLITE_LOCKED] = _MEANINGS[sqlite3.SQLITE_BUSY]

# What side files of another user lead to.
_OF_RIGHTS = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_IN_THE_WAY = (
    "Nothing was stored. When nobody has the store open, their owner removes them, if the -wal file is empty; if it is"
    " not, its owner opens the store once («dialogues»), which finishes its work."
)

# Errors of the caller, not of the store: they keep their traceback.
OF_THE_PROGRAM = (sqlite3.InterfaceError, sqlite3.ProgrammingError, sqlite3.NotSupportedError)


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether somebody else holds the lock that was asked for."""
    return family(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def family(error: sqlite3.Error) -> int:
    """Return the primary result code of an error. 0 for one that did not come from SQLite itself.

    Whoever opens a store needs room for the -shm file beside it. Where there is none, SQLite tells of a failure of the
    disk, as if the store itself were in danger.
    """
    code: int = getattr(error, "sqlite_errorcode", 0)
    return sqlite3.SQLITE_FULL if code == sqlite3.SQLITE_IOERR_SHMSIZE else code & PRIMARY_CODE


def store_error(error: sqlite3.Error, path: Path) -> StoreError:
    """Say in one line what an error of SQLite means for the store at `path`."""
    message, hint = _MEANINGS.get(family(error), ("the store {path} cannot be used", "Run «doctor»."))
    detail = " ".join(str(error).split())
    if family(error) in _OF_RIGHTS and (files := in_the_way(path)):
        message, hint = f"{message}; {files}", _IN_THE_WAY
    told = f"{message.format(path=path)} ({detail})"
    if is_busy(error):
        # Here, since a store that opens needs none of the port's shapes to answer.
        from events.store.port import UnavailableError

        return UnavailableError(told, hint=hint)
    if family(error) == sqlite3.SQLITE_CONSTRAINT:
        from events.store.port import RefusedError

        return RefusedError(told, hint=hint)
    return StoreError(told, hint=hint)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn every error of SQLite inside the block into a StoreError. Let programming errors pass.

    Raises:
        BadInputError: a text that was asked for cannot be in any store.

    """
    try:
        yield
    except OF_THE_PROGRAM:
        raise
    except sqlite3.Error as error:
        raise store_error(error, path) from error
    except UnicodeEncodeError as error:
        from events.store.text import unstorable

        raise unstorable(error.object) from None
    except UnicodeDecodeError as error:
        # Python cannot read SQLite's message, which repeats a name out of a damaged page.
        message, hint = _MEANINGS[sqlite3.SQLITE_CORRUPT]
        raise StoreError(message.format(path=path), hint=hint) from error
