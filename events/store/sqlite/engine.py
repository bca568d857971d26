"""The SQLite engine: a store of facts in one file.

Reading asks the tables (`reader`); the library is imported when the first append needs its recorder.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from events.store.engine import LogEngine
from events.store.options import OpenMode, StoreOptions
from events.store.sqlite.file import open_file
from events.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from events.store.sqlite.recorder import SqliteFactRecorder


class SqliteEngine(LogEngine):
    """Rows of facts in an SQLite file; may be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, path: Path, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: what is at the path is not a store that this release can use.

        """
        self.path = path
        options = options or StoreOptions()
        self._pages = SqliteReader(path, open_file(path, mode=options.mode, wait_seconds=options.wait_seconds))
        super().__init__(self._pages, options, shown=str(path))
        self._recorder: SqliteFactRecorder | None = None
        self._recorder_lock = threading.Lock()

    def recorder(self) -> SqliteFactRecorder:
        """Return the library's side of this store, made at the first call."""
        with self._recorder_lock:
            if self._recorder is None:
                # Here, because importing the library would double the time of a command that only reads.
                from events.store.sqlite.recorder import FactDatastore, SqliteFactRecorder

                self._recorder = SqliteFactRecorder(FactDatastore(self.path, self._options))
            return self._recorder

    @property
    def opener(self) -> Callable[[], SqliteEngine]:
        """How another process opens this store to read it (see the port)."""
        return partial(SqliteEngine, self.path.absolute(), StoreOptions(OpenMode.READ))

    def copy_to(self, path: Path) -> None:
        """Copy the whole store into a file that is not there yet, as it is now, while others write."""
        self._pages.copy_to(path)

    def close(self) -> None:
        """Close the connections; closing twice does nothing."""
        with self._recorder_lock:
            if self._recorder is not None:
                self._recorder.datastore.close()
                self._recorder = None
        self._pages.close()
