"""The fixtures of the tests of the store: a database of PostgreSQL, an empty store of each engine."""

from __future__ import annotations

from tests.store.conftest import empty_store, own_postgres, postgres, postgres_address

__all__ = ["empty_store", "own_postgres", "postgres", "postgres_address"]
