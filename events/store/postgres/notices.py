"""How does a reader learn of appends to a PostgreSQL store? NOTIFY is a hint: the reader also looks now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg.sql import SQL, Composed, Identifier

if TYPE_CHECKING:
    import psycopg

POLL_SECONDS = 1.0
"""How long a fact can wait whose notification was lost."""

LONGEST_IDENTIFIER = 63
"""Letters of a name in PostgreSQL."""

DEAF = SQL("UNLISTEN *")


def channel_of(schema: str) -> str:
    """Return what appends to a schema notify. Channels are common to all schemas of a database."""
    return f"timeline_{schema}"[:LONGEST_IDENTIFIER]


def listening_to(schema: str) -> Composed:
    """Return the statement that makes a connection hear of appends to a schema."""
    return SQL("LISTEN {}").format(Identifier(channel_of(schema)))


def notified(connection: psycopg.Connection[Any], seconds: float) -> bool:
    """Wait for a notification on a connection that listens, at most so long. Say whether one came."""
    return bool(list(connection.notifies(timeout=seconds, stop_after=1)))
