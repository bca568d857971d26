"""The PostgreSQL engine: rows of facts in one schema of a database.

Reading asks the tables (`reader`); the library is imported when the first append needs its recorder.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Self

from events.errors import StoreError
from events.store.options import OpenMode, StoreOptions
from events.store.postgres import schema as shape
from events.store.postgres.errors import refusing
from events.store.postgres.lines import Lines
from events.store.postgres.reader import PostgresReader
from events.store.postgres.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from events.store.port import Appended, Entry, StoredFact
    from events.store.postgres.recorder import PostgresFactRecorder


class PostgresEngine:
    """Rows of facts in PostgreSQL; may be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, conninfo: str, *, schema: str, shown: str, options: StoreOptions | None = None) -> None:
        """Open the store, as `options.mode` says.

        Raises:
            NotFoundError: there is no store, and the mode does not make one.
            StoreError: the server cannot be reached, or what is there is not a store that this release can use.

        """
        self.target = Target(conninfo, schema, shown)
        self._options = options or StoreOptions()
        self._lines = Lines(self.target, wait_seconds=self._options.wait_seconds)
        self._reader = PostgresReader(self._lines)
        self._recorder: PostgresFactRecorder | None = None
        self._recorder_lock = threading.Lock()
        line, _ = self._lines.take()
        try:
            with refusing(self.target):
                shape.prepare(line, self.target, self._options.mode)
        except BaseException:
            line.close()
            raise
        self._lines.give_back(line)

    def append(
        self,
        entries: Sequence[Entry],
        *,
        recorded_by: str,
        expected: Mapping[str, int] | None = None,
    ) -> list[Appended]:
        """Append all entries in one transaction, in order, or none (see the port)."""
        if self._options.mode is OpenMode.READ:
            msg = f"the store {self.target.shown} was opened for reading only"
            raise StoreError(msg)
        return self.recorder().append(entries, recorded_by=recorded_by, expected=expected or {})

    def recorder(self) -> PostgresFactRecorder:
        """Return the library's side of this store, made at the first call."""
        # Here, because importing the library would double the time of a command that only reads.
        from events.store.postgres.recorder import FactDatastore, PostgresFactRecorder

        with self._recorder_lock:
            if self._recorder is None:
                self._recorder = PostgresFactRecorder(FactDatastore(self._lines, self._options))
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

    def close(self) -> None:
        """Close the lines; closing twice does nothing."""
        self._lines.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
