"""What an error of PostgreSQL means to a person: one line, without secrets, and what to do next."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import errors

from events.errors import StoreError
from events.store.port import RefusedError, UnavailableError
from events.store.text import unstorable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.postgres.target import Target

NOTHING_STORED = "Nothing was stored."
REPEAT = "What is known is not added twice: repeating an append is always safe."


class NoAnswerError(psycopg.OperationalError):
    """The server did not answer within the time that an answer may take."""


# From the narrow to the wide: (kind of error, what is wrong with the store, what to do next).
_MEANINGS: tuple[tuple[type[psycopg.Error], str, str], ...] = (
    (
        errors.LockNotAvailable,
        "another session holds the store {store}",
        f"{NOTHING_STORED} Wait until the other session is done, then repeat.",
    ),
    (errors.QueryCanceled, "the server took too long over the store {store}", f"{NOTHING_STORED} {REPEAT}"),
    (
        errors.DiskFull,
        "the disk of the server is full: the store {store} cannot grow",
        f"{NOTHING_STORED} Free some space on the server, then repeat.",
    ),
    (
        errors.ReadOnlySqlTransaction,
        "the server of the store {store} is read-only",
        f"{NOTHING_STORED} Name the server that takes writes.",
    ),
    (
        errors.InsufficientPrivilege,
        "the user may not do this in the store {store}",
        f"{NOTHING_STORED} Ask the database's owner for the right to use the schema and its tables.",
    ),
    (errors.RaiseException, "the store {store} refused the change", NOTHING_STORED),
    (psycopg.IntegrityError, "the store {store} refused the change", NOTHING_STORED),
    (errors.UndefinedTable, "the store {store} is not there any more", "Somebody dropped it: restore a backup."),
    (errors.UndefinedColumn, "{store} is not a store of facts", "Name another schema with `?schema=`."),
    (errors.InvalidSchemaName, "the store {store} is not there any more", "Somebody dropped it: restore a backup."),
    (errors.DataCorrupted, "the store {store} is damaged", "Restore a backup."),
    (errors.IndexCorrupted, "the store {store} is damaged", "Restore a backup, or rebuild the index."),
    (NoAnswerError, "the server of the store {store} does not answer", f"Look at the server. {REPEAT}"),
    (psycopg.OperationalError, "the server of the store {store} cannot be reached", f"Look at the server. {REPEAT}"),
    (psycopg.InternalError, "the server of the store {store} failed", f"Look at the server's log. {REPEAT}"),
    (psycopg.DataError, "the store {store} cannot keep a value", NOTHING_STORED),
)

# What passes by itself, or with the server's next start.
_PASSING = (errors.LockNotAvailable, errors.QueryCanceled, NoAnswerError, psycopg.OperationalError)

# The store's own rules: a place that is taken, and the trigger that refuses a change.
_RULES = (errors.RaiseException, psycopg.IntegrityError)


def store_error(error: psycopg.Error, target: Target) -> StoreError | None:
    """Say in one line what an error of PostgreSQL means. None for an error of the program itself."""
    for kind, message, hint in _MEANINGS:
        if isinstance(error, kind):
            detail = target.scrub(" ".join(str(error).split()))
            family = UnavailableError if kind in _PASSING else RefusedError if kind in _RULES else StoreError
            return family(f"{message.format(store=target.shown)} ({detail})", hint=hint)
    return None


@contextmanager
def refusing(target: Target) -> Iterator[None]:
    """Turn every error of PostgreSQL inside the block into a StoreError. Let programming errors pass.

    The cause is dropped: what libpq writes into its messages may repeat parts of the address.

    Raises:
        BadInputError: a text that was asked for cannot be in any store.

    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise unstorable(error.object) from None
    except psycopg.Error as error:
        refusal = store_error(error, target)
        if refusal is None:
            raise
        raise refusal from None
