"""In which store does a test keep its facts? Of PostgreSQL there is one server, with a schema of its own for each test.

`tests/conftest.py` takes these fixtures for all tests: where several modules took them, each would start a server.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.address import PostgresAddress
    from events.store.port import Engine
    from tests.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[PostgresServer]:
    """A server of our own, that a test may also stop; skipped where none can be started."""
    # Imported here, as below: whatever runs tests reads this file.
    from tests.postgres_server import NoServerError, PostgresServer

    try:
        server = PostgresServer()
    except NoServerError as error:
        pytest.skip(f"not tested on PostgreSQL: {error}")
    yield server
    server.remove()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> str:
    """The address of a database: TIMELINE_TEST_POSTGRES, or our own server."""
    given = os.environ.get("TIMELINE_TEST_POSTGRES")
    if given:
        return given
    server: PostgresServer = request.getfixturevalue("own_postgres")
    return server.address


@pytest.fixture
def postgres_address(postgres: str) -> Iterator[PostgresAddress]:
    """Where a store may be made that no other test uses."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    from events.store.address import Address, PostgresAddress

    schema = f"test_{secrets.token_hex(6)}"
    address = Address.parse(f"{postgres}{'&' if '?' in postgres else '?'}schema={schema}")
    assert isinstance(address, PostgresAddress)
    yield address
    if not os.environ.get("TIMELINE_TEST_POSTGRES"):
        return  # our own server is thrown away with all that is in it
    with psycopg.connect(address.conninfo, autocommit=True) as connection:
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(schema)))


@pytest.fixture(params=["sqlite", "postgres", "memory"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store of each engine."""
    from events.store.address import SqliteAddress, open_engine
    from events.store.memory import MemoryEngine

    opened: Any = (
        MemoryEngine()
        if request.param == "memory"
        else open_engine(
            SqliteAddress(tmp_path / "talks.db")
            if request.param == "sqlite"
            else request.getfixturevalue("postgres_address")
        )
    )
    with opened:
        yield opened
