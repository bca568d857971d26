"""The PostgreSQL engine: rows of facts in one schema of a database."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from events.store.engine import LogEngine
from events.store.options import OpenMode, StoreOptions
from events.store.postgres import schema as shape
from events.store.postgres.connections import Connections
from events.store.postgres.errors import refusing
from events.store.postgres.reader import PostgresReader
from events.store.postgres.target import Target
from events.store.sql.read_models import SqlReadModels

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from events.store.port import LockedLog


class PostgresEngine(LogEngine):
    """Rows of facts in PostgreSQL. May be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, conninfo: str, *, schema: str, shown: str, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: the server cannot be reached, or what is there is not a store that this release can use.

        """
        self.target = Target(conninfo, schema, shown)
        options = options or StoreOptions()
        self._connections = Connections(self.target, wait_seconds=options.wait_seconds)
        reader = PostgresReader(self._connections)
        connection, _ = self._connections.take()
        try:
            with refusing(self.target):
                found = shape.prepare(connection, self.target, options.mode)
        except BaseException:
            connection.close()
            raise
        self._connections.give_back(connection)
        read_models = SqlReadModels(
            exist=found is not shape.Found.OLDER_STORE,
            indexed=found is shape.Found.STORE,
            ask=reader.ask,
            locked=self.locked,
        )
        super().__init__(reader, read_models, options, shown=shown)

    def _locked(self) -> AbstractContextManager[LockedLog]:
        # Here, since most commands only read.
        from events.store.postgres.writer import PostgresWriter

        return PostgresWriter(self._connections).locked()

    def _sweep(self) -> str | None:
        """Write the tables anew (see the port)."""
        from events.store.postgres.writer import PostgresWriter

        return PostgresWriter(self._connections).sweep()

    @property
    def opener(self) -> Callable[[], PostgresEngine]:
        """How another process opens this store to read it (see the port)."""
        target, options = self.target, StoreOptions(OpenMode.READ)
        return partial(PostgresEngine, target.conninfo, schema=target.schema, shown=target.shown, options=options)

    def close(self) -> None:
        """Close the connections. Closing twice does nothing."""
        self._connections.close()
