"""A store of either engine with a few facts, and a way to edit it behind the program's back."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from events.store.address import PostgresAddress, SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.integrity.given import SEVERAL, drafts_of, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.port import Engine


_UNGUARDED = {
    "sqlite": ("DROP TRIGGER facts_refuse_update", "DROP TRIGGER facts_refuse_delete"),
    "postgres": ("ALTER TABLE facts DISABLE TRIGGER facts_refuse",),
}


@dataclass(frozen=True)
class Tampered:
    """A store, and what somebody with write access can do to it."""

    address: SqliteAddress | PostgresAddress

    @property
    def is_sqlite(self) -> bool:
        return isinstance(self.address, SqliteAddress)

    def engine(self) -> Engine:
        return open_engine(self.address, mode=OpenMode.APPEND)

    def edit(self, *statements: str) -> None:
        """Change rows, and put the guards back as if nothing had been."""
        if isinstance(self.address, SqliteAddress):
            self._edit_file(self.address.path, statements)
            return
        with psycopg.connect(self.address.conninfo, autocommit=True) as server:
            server.execute(f"SET search_path = {self.address.schema}".encode())
            server.execute("ALTER TABLE facts DISABLE TRIGGER facts_refuse")
            for statement in statements:
                server.execute(statement.encode())
            server.execute("ALTER TABLE facts ENABLE ALWAYS TRIGGER facts_refuse")

    @staticmethod
    def _edit_file(path: Path, statements: tuple[str, ...]) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            guards = [sql for (sql,) in file.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
            for name in ("facts_refuse_update", "facts_refuse_delete"):
                file.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                file.execute(statement)
            for guard in guards:
                file.execute(guard)

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        if isinstance(self.address, SqliteAddress):
            with closing(sqlite3.connect(self.address.path)) as file:
                return file.execute(statement).fetchall()
        with psycopg.connect(self.address.conninfo) as server:
            server.execute(f"SET search_path = {self.address.schema}".encode())
            return server.execute(statement.encode()).fetchall()

    def blob(self, content: bytes) -> str:
        return f"x'{content.hex()}'" if self.is_sqlite else f"'\\x{content.hex()}'::bytea"


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tampered]:
    """Facts 1 to 16: two dialogues in turn, each append of its own but one of five."""
    address: Any = (
        SqliteAddress(tmp_path / "talks.db")
        if request.param == "sqlite"
        else request.getfixturevalue("postgres_address")
    )
    with open_engine(address) as engine:
        for lot in drafts_of(SEVERAL):
            recorded(engine, lot)
        assert engine.head() == 16
    yield Tampered(address)
    with suppress(OSError):
        (tmp_path / "talks.db").unlink(missing_ok=True)
