"""Asking a PostgreSQL store: every read of the port, over the tables, without the library.

Each question is its own short read on a line that is given back afterwards, and holds one batch of rows in memory
at most.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from psycopg.sql import SQL, Composed

from events.errors import StoreError
from events.store.port import StoredFact
from events.store.postgres.errors import refusing
from events.store.reading import LogReader, Statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.store.postgres.lines import Lines

COLUMNS = SQL("position, dialogue, version, fact_id, digest, topic, payload, recorded_at, recorded_by")

_SINCE = SQL("SELECT {} FROM facts WHERE position > %s ORDER BY position LIMIT %s").format(COLUMNS)
_STREAM = SQL("SELECT {} FROM facts WHERE dialogue = %s AND version > %s ORDER BY version LIMIT %s").format(COLUMNS)
# MATERIALIZED keeps the server from walking the log in order of position to find a rare prefix.
_FIND = SQL(
    "WITH hits AS MATERIALIZED (SELECT position AS hit FROM facts WHERE fact_id BETWEEN %s AND %s)"
    " SELECT {} FROM facts WHERE position IN (SELECT hit FROM hits) ORDER BY position LIMIT %s"
).format(COLUMNS)
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


class PostgresReader(LogReader):
    """Reads over the lines of a store; may be shared by threads."""

    batch = 2000  # twice SQLite's, because each is a way to the server and back
    statements = Statements(since=_SINCE, stream=_STREAM, find=_FIND, head=_HEAD, versions=_VERSIONS, topics=_TOPICS)

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.keeps = True

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

    def _ask(self, statement: SQL | Composed | bytes, parameters: Sequence[object]) -> list[Any]:
        """Return the rows of an answer; once more on a new line if a kept one had died."""
        line, kept = self._lines.take()
        try:
            with refusing(self._lines.target):
                rows: list[Any] = line.execute(statement, parameters, binary=True).fetchall()
                return rows
        except StoreError:
            if not kept or not line.closed or line.was_silent:
                raise
        finally:
            self._lines.give_back(line)
        self._lines.forget()
        return self._ask(statement, parameters)
