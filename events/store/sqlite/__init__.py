"""The SQLite engine: a store of facts in one file."""

from events.store.sqlite.engine import SqliteEngine

__all__ = ["SqliteEngine"]
