"""The one door to the `eventsourcing` library: what our recorders are made of.

Everything that the engines take from the library is named here, so that its next release is met in one file
(10.0 renames `Application` and `Mapper`; the recorder interface below survives). Importing it costs time, so
only the modules that append import it; readers ask the tables directly.

The PostgreSQL names are looked up when they are first asked for (PEP 562): psycopg is an optional extra, and
importing it takes longer than most commands.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from eventsourcing.persistence import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    Notification,
    NotSupportedError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
    StoredEvent,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteCursor,
    SQLiteDatastore,
)

if TYPE_CHECKING:
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore, PostgresSubscription

__all__ = [
    "DataError",
    "DatabaseError",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "Notification",
    "OperationalError",
    "PersistenceError",
    "PostgresApplicationRecorder",
    "PostgresDatastore",
    "PostgresSubscription",
    "ProgrammingError",
    "SQLiteApplicationRecorder",
    "SQLiteCursor",
    "SQLiteDatastore",
    "StoredEvent",
]

_POSTGRES = frozenset({"PostgresApplicationRecorder", "PostgresDatastore", "PostgresSubscription"})


def __getattr__(name: str) -> object:
    """Import the PostgreSQL half of the library when one of its names is first asked for."""
    if name in _POSTGRES:
        return getattr(import_module("eventsourcing.postgres"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
