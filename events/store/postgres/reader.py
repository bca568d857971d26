"""Asking a PostgreSQL store: every read of the port, over the tables, without the library.

Each question is its own short read on a connection that is given back afterwards, and holds one batch of rows in memory
at most.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any

from psycopg.errors import ReadOnlySqlTransaction
from psycopg.sql import SQL, Composed

from events.store.port import StoredFact
from events.store.postgres.notices import DEAF, POLL_SECONDS, listening_to, notified
from events.store.sql.log_reader import SqlLogReader, Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from events.store.postgres.connections import Connection, Connections

COLUMNS = SQL("position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by")

_SINCE = SQL("SELECT {} FROM facts WHERE position > %s ORDER BY position LIMIT %s").format(COLUMNS)
_GUARDED = SQL("SELECT {}, once, mark FROM facts WHERE position > %s ORDER BY position LIMIT %s").format(COLUMNS)
_TREE_HEAD = SQL("SELECT size, roots FROM tree")
_STREAM = SQL("SELECT {} FROM facts WHERE dialogue = %s AND version > %s ORDER BY version LIMIT %s").format(COLUMNS)
# MATERIALIZED keeps the server from walking the log in order of position to find a rare prefix.
_FIND = SQL(
    "WITH hits AS MATERIALIZED (SELECT position AS hit FROM facts WHERE fact_id BETWEEN %s AND %s)"
    " SELECT {} FROM facts WHERE position IN (SELECT hit FROM hits) ORDER BY position LIMIT %s"
).format(COLUMNS)
_BY_FACT_ID = SQL("SELECT {} FROM facts WHERE fact_id = ANY(%b::bytea[])").format(COLUMNS)
_BY_ONCE = SQL(
    "SELECT once, {} FROM facts"
    " WHERE once IS NOT NULL AND (dialogue, once) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
).format(COLUMNS)
_VERSIONS_OF = SQL(
    "SELECT name, coalesce((SELECT max(version) FROM facts WHERE dialogue = name), 0) FROM unnest(%s::text[]) AS name"
)
_HEAD = SQL("SELECT coalesce(max(position), 0) FROM facts")
# Jumps through the index from one dialogue to the next: the work grows with the dialogues, not with the log.
_VERSIONS = SQL(
    """
WITH RECURSIVE names(dialogue) AS (
  SELECT min(dialogue) FROM facts
  UNION ALL
  SELECT (SELECT min(facts.dialogue) FROM facts WHERE facts.dialogue > names.dialogue)
  FROM names WHERE names.dialogue IS NOT NULL
)
SELECT dialogue, (SELECT max(version) FROM facts WHERE facts.dialogue = names.dialogue)
FROM names WHERE dialogue IS NOT NULL ORDER BY dialogue"""
)
_TOPICS = SQL("SELECT topic, position FROM topics ORDER BY topic")
_SETTINGS = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "data_checksums")
_SETTING = SQL("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY array_position(%s, name)")


def in_psycopgs_words(statement: str) -> bytes:
    """Return a statement that all engines share as psycopg takes it."""
    return statement.replace("%", "%%").replace("?", "%s").encode()


def facts_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredFact]:
    """Turn rows of the table into stored facts."""
    for position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by in rows:
        yield StoredFact(
            position,
            dialogue,
            version,
            fact_id.hex(),
            digest.hex(),
            topic,
            payload,
            recorded_at.replace(tzinfo=UTC),  # psycopg gives the zone by name; the port promises UTC itself.
            recorded_by,
        )


class PostgresLookups:
    """Looks for rows in the tables of a PostgreSQL store (see `events.store.port.Lookups`)."""

    def __init__(self, ask: Callable[[Any, tuple[object, ...]], Sequence[tuple[Any, ...]]]) -> None:
        """Ask by way of a function that takes a statement with its parameters and returns rows."""
        self._ask = ask

    def known(self, fact_ids: Sequence[str]) -> dict[str, StoredFact]:
        """Look up fact ids."""
        rows = self._ask(_BY_FACT_ID, (list(map(bytes.fromhex, fact_ids)),)) if fact_ids else []
        return {fact.fact_id: fact for fact in facts_of(rows)}

    def taken(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], StoredFact]:
        """Look up `once` keys."""
        rows = self._ask(_BY_ONCE, tuple(map(list, zip(*keys, strict=True)))) if keys else []
        facts = facts_of(row[1:] for row in rows)
        return {(fact.dialogue, row[0]): fact for row, fact in zip(rows, facts, strict=True)}

    def versions_of(self, dialogues: Collection[str]) -> dict[str, int]:
        """Look up the last version of streams."""
        return dict(self._ask(_VERSIONS_OF, (list(dialogues),))) if dialogues else {}


class PostgresReader(SqlLogReader):
    """Reads over the connections of a store. May be shared by threads."""

    batch = 2000  # twice SQLite's, because each is a way to the server and back
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

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self.lookups = PostgresLookups(self._ask)

    def _facts(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredFact]:
        return facts_of(rows)

    def ask(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        return self._ask(in_psycopgs_words(statement), parameters)

    def own_faults(self) -> list[str]:
        """Return nothing: the server checks its pages as it reads them, and no index of its own is asked twice."""
        return []

    def settings(self) -> dict[str, str]:
        """Say how writes reach the disk."""
        names = list(_SETTINGS)
        rows = self._ask(_SETTING, (names, names))
        return {"PostgreSQL" if name == "server_version" else name: setting for name, setting in rows}

    def wait(self, position: int, seconds: float) -> bool:
        """Listen, then look at the log: after each notification, and every `POLL_SECONDS` without one."""
        deadline = time.monotonic() + seconds

        def heard(connection: Connection) -> bool:
            try:
                # First of all: what is committed after it is notified. A standby notifies nobody, and refuses.
                with suppress(ReadOnlySqlTransaction):
                    connection.execute(listening_to(self._connections.target.schema))
                while not (more := bool(_rows(connection, _HEAD, ())[0][0] > position)):
                    rest = deadline - time.monotonic()
                    if rest <= 0:
                        break
                    notified(connection, min(rest, POLL_SECONDS))
                connection.execute(DEAF)
            except BaseException:
                connection.close()  # Nobody else is to hear what it still listens to.
                raise
            return more

        return self._connections.use(heard)

    def _ask(self, statement: SQL | Composed | bytes, parameters: Sequence[object]) -> list[Any]:
        """Return the rows of an answer."""
        return self._connections.use(lambda connection: _rows(connection, statement, parameters))


def _rows(connection: Connection, statement: SQL | Composed | bytes, parameters: Sequence[object]) -> list[Any]:
    rows: list[Any] = connection.execute(statement, parameters, binary=True).fetchall()
    return rows
