"""The PostgreSQL engine: rows of facts in one schema of a database.

Reading asks the tables (`reader`); the library is imported when the first append needs its recorder.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from events.store.engine import LogEngine
from events.store.options import OpenMode, StoreOptions
from events.store.postgres import schema as shape
from events.store.postgres.connections import Lines
from events.store.postgres.errors import refusing
from events.store.postgres.reader import PostgresReader
from events.store.postgres.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.store.postgres.recorder import PostgresFactRecorder


class PostgresEngine(LogEngine):
    """Rows of facts in PostgreSQL; may be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, conninfo: str, *, schema: str, shown: str, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: the server cannot be reached, or what is there is not a store that this release can use.

        """
        self.target = Target(conninfo, schema, shown)
        options = options or StoreOptions()
        self._lines = Lines(self.target, wait_seconds=options.wait_seconds)
        reader = PostgresReader(self._lines)
        super().__init__(reader, options, shown=shown)
        self._recorder: PostgresFactRecorder | None = None
        self._recorder_lock = threading.Lock()
        line, _ = self._lines.take()
        try:
            with refusing(self.target):
                reader.has_read_models = shape.prepare(line, self.target, options.mode) is shape.Found.STORE
        except BaseException:
            line.close()
            raise
        self._lines.give_back(line)

    def recorder(self) -> PostgresFactRecorder:
        """Return the library's side of this store, made at the first call."""
        with self._recorder_lock:
            if self._recorder is None:
                # Here, because importing the library would double the time of a command that only reads.
                from events.store.postgres.recorder import FactDatastore, PostgresFactRecorder

                self._recorder = PostgresFactRecorder(FactDatastore(self._lines, self._options))
            return self._recorder

    @property
    def opener(self) -> Callable[[], PostgresEngine]:
        """How another process opens this store to read it (see the port)."""
        target, options = self.target, StoreOptions(OpenMode.READ)
        return partial(PostgresEngine, target.conninfo, schema=target.schema, shown=target.shown, options=options)

    def close(self) -> None:
        """Close the lines; closing twice does nothing."""
        self._lines.forget()
