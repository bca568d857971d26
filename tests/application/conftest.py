"""The fixtures of the tests of the store: a database of PostgreSQL."""

from __future__ import annotations

from tests.store.conftest import own_postgres, postgres, postgres_address

__all__ = ["own_postgres", "postgres", "postgres_address"]
