"""What a store of facts looks like inside a schema of PostgreSQL, and whether a schema is exactly that."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any, Final

from psycopg.sql import SQL, Identifier

from events.errors import NotFoundError, StoreError
from events.store.options import OpenMode
from events.store.sql.read_models import TABLES
from events.store.sql.table import WORDS

if TYPE_CHECKING:
    from events.store.postgres.connections import Connection
    from events.store.postgres.target import Target

FORMAT = 3
"""Kept in the table `meta`. A store of a higher format was written by a newer release. Format 1 kept nothing beside the
log, format 2 had no index of words. They are read as they are, and get the tables when opened for appending."""

APPLICATION = "dialogue-timeline"

# Only one session at a time makes a store; the others find it made. The number is ours alone (`DTLN`).
_MAKING = SQL("SELECT pg_advisory_xact_lock(1146375246)")

# COLLATE "C": slugs are ordered by their bytes, as in SQLite.
_TYPES = {"integer": "bigint", "text": 'text COLLATE "C"', "bytes": "bytea"}
_KEPT_STATEMENTS = tuple(f"CREATE TABLE {name} {table.made_of(_TYPES)}".encode() for name, table in TABLES.items())
_WORDS_STATEMENTS = tuple(f"CREATE TABLE {name} {table.made_of(_TYPES)}".encode() for name, table in WORDS.items())
_REFUSAL: Final = """
BEGIN RAISE EXCEPTION 'facts are append-only: a fact is corrected or retracted by a new fact (% refused)', TG_OP; END
"""
_STATEMENTS: tuple[SQL, ...] = (
    SQL("CREATE TABLE meta (application text NOT NULL, format integer NOT NULL)"),
    SQL("INSERT INTO meta VALUES ('dialogue-timeline', 3)"),
    SQL(
        """CREATE TABLE facts (
  position bigint PRIMARY KEY,
  dialogue text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  fact_id bytea NOT NULL UNIQUE,
  digest bytea NOT NULL,
  topic text COLLATE "C" NOT NULL,
  payload bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  once text COLLATE "C",
  mark bytea NOT NULL,
  UNIQUE (dialogue, version)
)"""
    ),
    SQL("CREATE UNIQUE INDEX facts_once ON facts (dialogue, once) WHERE once IS NOT NULL"),
    SQL('CREATE TABLE topics (topic text COLLATE "C" PRIMARY KEY, position bigint NOT NULL)'),
    # The head of the Merkle tree over the log, in one row.
    SQL("CREATE TABLE tree (size bigint NOT NULL, roots bytea NOT NULL)"),
    SQL("INSERT INTO tree VALUES (0, '')"),
    SQL(f"CREATE FUNCTION facts_refuse() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSAL}$$"),
    SQL(
        "CREATE TRIGGER facts_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON facts"
        " FOR EACH STATEMENT EXECUTE FUNCTION facts_refuse()"
    ),
    # Also for a session that plays the part of a replica.
    SQL("ALTER TABLE facts ENABLE ALWAYS TRIGGER facts_refuse"),
)

_COLUMNS = [
    "position bigint",
    "dialogue text",
    "version bigint",
    "fact_id bytea",
    "digest bytea",
    "topic text",
    "payload bytea",
    "recorded_at timestamp with time zone",
    "recorded_by text",
    "once text",
    "mark bytea",
]
_TRIGGERS = ["facts facts_refuse A"]
_LOG_TABLES = ["facts", "meta", "topics", "tree"]
_TABLES = {
    1: _LOG_TABLES,
    2: sorted([*_LOG_TABLES, *TABLES]),
    FORMAT: sorted([*_LOG_TABLES, *TABLES, *WORDS]),
}
"""Those of each format."""

_PRESENT = SQL(
    "SELECT coalesce(array_agg(relname::text ORDER BY relname), '{}'),"
    " coalesce(bool_and(has_schema_privilege(relnamespace, 'USAGE')), true) FROM pg_class"
    " WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s) AND relname = ANY(%s)"
)
_META = SQL("SELECT application, format FROM meta")
_SHAPE = SQL(
    "WITH ours AS (SELECT oid, relname::text, relrowsecurity, relkind FROM pg_class WHERE relname = ANY(%s) AND"
    " relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'facts'::regclass)) SELECT"
    " (SELECT coalesce(array_agg(attname || ' ' || format_type(atttypid, atttypmod) ORDER BY attnum), '{}')"
    " FROM pg_attribute WHERE attrelid = 'facts'::regclass AND attnum > 0 AND NOT attisdropped),"
    " (SELECT coalesce(array_agg(relname || ' ' || tgname || ' ' || tgenabled::text ORDER BY relname, tgname), '{}')"
    " FROM pg_trigger JOIN ours ON tgrelid = ours.oid WHERE NOT tgisinternal),"
    " (SELECT coalesce(array_agg(relname || ' ' || rulename ORDER BY relname, rulename), '{}')"
    " FROM pg_rewrite JOIN ours ON ev_class = ours.oid),"
    " (SELECT coalesce(array_agg(relname ORDER BY relname), '{}') FROM ours WHERE relrowsecurity OR relkind <> 'r'),"
    " (SELECT coalesce(array_agg(prosrc), '{}') FROM pg_proc WHERE proname = 'facts_refuse' AND pronamespace ="
    " (SELECT relnamespace FROM pg_class WHERE oid = 'facts'::regclass))"
)


class Found(enum.Enum):
    """What a schema holds."""

    NOTHING = enum.auto()
    OLDER_STORE = enum.auto()
    STORE_WITHOUT_INDEX = enum.auto()
    STORE = enum.auto()


def prepare(connection: Connection, target: Target, mode: OpenMode) -> Found:
    """Check that the schema is a store. Make it, or bring it up to date, if the mode says so.

    Raises:
        NotFoundError: there is no store, and the mode does not make one.
        StoreError: it is somebody else's schema, of a newer format, or was changed behind our back.

    """
    found = _found_in(connection, target)
    if found is Found.STORE or (found is not Found.NOTHING and mode is OpenMode.READ):
        return found
    if found is Found.NOTHING and mode is not OpenMode.CREATE:
        msg = f"there is no store at {target.shown}"
        hint = "Start with «add», or look around with «demo». If your log is elsewhere, name it with «:store»."
        raise NotFoundError(msg, hint=hint)
    with connection.transaction():
        connection.execute(_MAKING)
        match _found_in(connection, target):
            case Found.NOTHING:
                connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(target.schema)))
                statements: tuple[SQL | bytes, ...] = (*_STATEMENTS, *_KEPT_STATEMENTS, *_WORDS_STATEMENTS)
            case Found.OLDER_STORE:
                statements = (*_KEPT_STATEMENTS, *_WORDS_STATEMENTS, SQL("UPDATE meta SET format = 3"))
            case Found.STORE_WITHOUT_INDEX:
                statements = (*_WORDS_STATEMENTS, SQL("UPDATE meta SET format = 3"))
            case Found.STORE:
                statements = ()
        for statement in statements:
            connection.execute(statement)
    return Found.STORE


def _found_in(connection: Connection, target: Target) -> Found:
    """Say whether the schema is exactly a store of ours, or has none of our tables."""
    present, may_use = _one(connection, _PRESENT, (target.schema, _TABLES[FORMAT]))
    if not present:
        return Found.NOTHING
    if not may_use:
        msg = f"the user may not do this in the store {target.shown} (no USAGE on its schema)"
        raise StoreError(msg, hint="Ask the database's owner: GRANT USAGE on the schema, and SELECT on its tables.")
    application, format_ = _one(connection, _META, ()) if set(present) >= set(_LOG_TABLES) else ("", 0)
    if application != APPLICATION:
        msg = f"{target.shown} is not a store of facts: its schema holds a {' and a '.join(present)} of somebody else"
        raise StoreError(msg, hint="Name another schema with `?schema=`. This one was left as it is.")
    if format_ > FORMAT:
        msg = f"the store {target.shown} was written by a newer release (format {format_}; this one reads {FORMAT})"
        raise StoreError(msg, hint="Upgrade dialogue-timeline, then repeat.")
    columns, triggers, rules, guarded, refusals = _one(connection, _SHAPE, (_TABLES[FORMAT],))
    for name, found, ours in (
        ("tables", present, _TABLES.get(format_, _LOG_TABLES)),
        ("columns", columns, _COLUMNS),
        ("triggers", triggers, _TRIGGERS),
        ("rules", rules, []),
        ("tables with row security, or views in their place,", guarded, []),
        ("refusals of changes", refusals, [_REFUSAL]),
    ):
        if found != ours:
            foreign = " ".join(", ".join(sorted(set(found) ^ set(ours))).split()) or "another order"
            msg = f"the store {target.shown} cannot be trusted: its {name} are not ours ({foreign})"
            raise StoreError(msg, hint="Somebody changed the tables. Restore a backup.")
    return {1: Found.OLDER_STORE, 2: Found.STORE_WITHOUT_INDEX}.get(format_, Found.STORE)


def _one(connection: Connection, statement: SQL, parameters: tuple[object, ...]) -> tuple[Any, ...]:
    """Return the first row of an answer, empty when there is none."""
    return connection.execute(statement, parameters).fetchone() or ()
