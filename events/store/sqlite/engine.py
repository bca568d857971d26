"""The SQLite engine: a store of facts in one file.

Reading asks the tables (`reader`); the library is imported when the first append needs its recorder.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Self

from events.errors import StoreError
from events.store.options import OpenMode, StoreOptions
from events.store.sqlite.file import open_file
from events.store.sqlite.reader import SqliteReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from events.store.port import Appended, Entry, StoredFact
    from events.store.sqlite.recorder import SqliteFactRecorder


class SqliteEngine:
    """Rows of facts in an SQLite file; may be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, path: Path, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: what is at the path is not a store that this release can use.

        """
        self.path = path
        self._options = options or StoreOptions()
        self._reader = SqliteReader(
            path, open_file(path, mode=self._options.mode, wait_seconds=self._options.wait_seconds)
        )
        self._recorder: SqliteFactRecorder | None = None
        self._recorder_lock = threading.Lock()

    def append(
        self,
        entries: Sequence[Entry],
        *,
        recorded_by: str,
        expected: Mapping[str, int] | None = None,
    ) -> list[Appended]:
        """Append all entries in one transaction, in order, or none (see the port)."""
        if self._options.mode is OpenMode.READ:
            msg = f"the store {self.path} was opened for reading only"
            raise StoreError(msg)
        return self.recorder().append(entries, recorded_by=recorded_by, expected=expected or {})

    def recorder(self) -> SqliteFactRecorder:
        """Return the library's side of this store, made at the first call."""
        # Here, because importing the library would double the time of a command that only reads.
        from events.store.sqlite.recorder import FactDatastore, SqliteFactRecorder

        with self._recorder_lock:
            if self._recorder is None:
                self._recorder = SqliteFactRecorder(FactDatastore(self.path, self._options))
            return self._recorder

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[StoredFact]:
        """Rows of one dialogue in order of version."""
        return self._reader.stream(dialogue, after_version)

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log in order of position."""
        return self._reader.since(position, limit)

    def head(self) -> int:
        """Return the last position; 0 for an empty log."""
        return self._reader.head()

    def versions(self) -> dict[str, int]:
        """Each dialogue with the version of its stream, ordered by slug."""
        return self._reader.versions()

    def find(self, fact_id_prefix: str, *, limit: int = 10) -> list[StoredFact]:
        """Rows whose fact id starts with the prefix, in order of position."""
        return self._reader.find(fact_id_prefix, limit)

    def topics(self) -> dict[str, int]:
        """Each topic in the log with the position of its first row."""
        return self._reader.topics()

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of one reading statement over what is kept beside the log."""
        return self._reader.ask(statement)

    def own_faults(self) -> list[str]:
        """What the engine itself finds wrong with the place where it keeps the log."""
        return self._reader.own_faults()

    def settings(self) -> dict[str, str]:
        """What decides whether an acknowledged fact survives a crash."""
        return self._reader.settings()

    def copy_to(self, path: Path) -> None:
        """Copy the whole store into a file that is not there yet, as it is now, while others write."""
        self._reader.copy_to(path)

    def close(self) -> None:
        """Close the connections; closing twice does nothing."""
        with self._recorder_lock:
            if self._recorder is not None:
                self._recorder.datastore.close()
                self._recorder = None
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
