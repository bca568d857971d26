"""The PostgreSQL engine: a store of facts in one schema of a database (needs the `postgres` extra)."""

from events.store.postgres.engine import PostgresEngine

__all__ = ["PostgresEngine"]
