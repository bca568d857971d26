"""The SQLite engine: a store of facts in one file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from events.store.engine import LogEngine
from events.store.options import OpenMode, StoreOptions
from events.store.sql.read_models import SqlReadModels
from events.store.sqlite.file import open_file, take_back
from events.store.sqlite.place import real
from events.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from events.store.port import LockedLog
    from events.store.sqlite.writer import SqliteWriter


class SqliteEngine(LogEngine):
    """Rows of facts in an SQLite file. May be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, path: Path, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: what is at the path is not a store that this release can use.

        """
        self.path = path = real(path)
        options = options or StoreOptions()
        self._pages = SqliteReader(path, open_file(path, mode=options.mode, wait_seconds=options.wait_seconds))
        read_models = SqlReadModels(
            exist=self._pages.has_read_models,
            indexed=self._pages.has_index,
            ask=self._pages.ask,
            locked=self.locked,
        )
        super().__init__(self._pages, read_models, options, shown=str(path))
        self._writer: SqliteWriter | None = None

    def _locked(self) -> AbstractContextManager[LockedLog]:
        return self._writing().locked()

    def _sweep(self) -> str | None:
        """Write the file anew (see the port)."""
        return self._writing().sweep()

    def _writing(self) -> SqliteWriter:
        with self._making:
            if self._writer is None:
                # Here, since most commands only read.
                from events.store.sqlite.writer import SqliteWriter

                self._writer = SqliteWriter(self.path, wait_seconds=self._options.wait_seconds)
            return self._writer

    @property
    def opener(self) -> Callable[[], SqliteEngine]:
        """How another process opens this store to read it (see the port)."""
        return partial(SqliteEngine, self.path.absolute(), StoreOptions(OpenMode.READ))

    def copy_to(self, path: Path) -> None:
        """Copy the whole store into a file that is not there yet, as it is now, while others write."""
        self._pages.copy_to(path)

    def take_back(self) -> None:
        """Close it, and take its file away if that holds nothing and nobody else has it open: it was made for nothing.

        Raises:
            StoreError: somebody has it open, and it stays as it is.

        """
        self.close()
        take_back(self.path)

    def close(self) -> None:
        """Close the connections. Closing twice does nothing."""
        with self._making:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        self._pages.close()
