"""A database for the tasks that need one: the fixtures of the tests of the store."""

from __future__ import annotations

from tests.store.conftest import own_postgres, postgres, postgres_address

__all__ = ["own_postgres", "postgres", "postgres_address"]
