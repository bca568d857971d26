"""What is every engine made of? A reader for questions, and the library's recorder, made when it is first needed."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from datetime import UTC
from typing import TYPE_CHECKING, Protocol, Self

from events.errors import StoreError
from events.store.options import OpenMode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import TracebackType

    from events.store.library import FactRecorder
    from events.store.options import StoreOptions
    from events.store.port import Appended, Engine, Entry, Guarded, Hook, LockedLog, Lookups, StoredFact, TreeHead
    from events.store.read_models import ReadModels


class LogReader(Protocol):
    """Answers the questions of the port over the rows of a store."""

    @property
    def lookups(self) -> Lookups:
        """Finds rows by what identifies them."""
        ...

    def stream(self, dialogue: str, after_version: int) -> Iterator[StoredFact]:
        """Walk one dialogue after a version."""
        ...

    def since(self, position: int, limit: int | None) -> Iterator[StoredFact]:
        """Walk the log after a position."""
        ...

    def guarded(self) -> Iterator[Guarded]:
        """Walk the log from its beginning, each row with what guards it."""
        ...

    def find(self, fact_id_prefix: str, limit: int) -> list[StoredFact]:
        """Look up fact ids by their first digits."""
        ...

    def head(self) -> int:
        """Return the last position."""
        ...

    def wait(self, position: int, seconds: float) -> bool:
        """Wait until the last position is a later one, at most so long. Say whether it is."""
        ...

    def versions(self) -> dict[str, int]:
        """Return the version of each stream."""
        ...

    def topics(self) -> dict[str, int]:
        """Return the first position of each topic."""
        ...

    def tree_head(self, shown: str) -> TreeHead:
        """Return the head of the tree. `shown` is what messages call the store."""
        ...

    def own_faults(self) -> list[str]:
        """Return what the engine itself finds wrong with the place where the log is."""
        ...

    def settings(self) -> dict[str, str]:
        """Say how writes reach the disk."""
        ...


class LogEngine(ABC):
    """Rows of facts. May be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, reader: LogReader, read_models: ReadModels, options: StoreOptions, *, shown: str) -> None:
        """Take a reader, the read models, the options, and what messages call the store."""
        self._reader = reader
        self._read_models = read_models
        self._options = options
        self._shown = shown
        self._recorder: FactRecorder | None = None
        self._making = threading.RLock()
        """Held while what is made once is made."""

    def now(self) -> datetime:
        """The present instant, UTC."""
        return self._options.clock().astimezone(UTC)

    @property
    def shown(self) -> str:
        """What messages call the store."""
        return self._shown

    @property
    def read_models(self) -> ReadModels:
        """What is held beside the log."""
        return self._read_models

    @property
    def recorder(self) -> FactRecorder:
        """The library's recorder over this store, made when it is first asked for."""
        with self._making:
            if self._recorder is None:
                # Here, because importing the library would double the time of a command that only reads.
                from events.store.library import FactRecorder

                self._recorder = FactRecorder(self, self._options)
            return self._recorder

    def locked(self) -> AbstractContextManager[LockedLog]:
        """Hold the write lock for the block (see the port)."""
        self._require_writable()
        return self._locked()

    @abstractmethod
    def _locked(self) -> AbstractContextManager[LockedLog]:
        """Hold the write lock of a store that may be written."""

    def _require_writable(self) -> None:
        if self._options.mode is OpenMode.READ:
            msg = f"the store {self._shown} was opened for reading only"
            raise StoreError(msg)

    def append(
        self,
        entries: Sequence[Entry],
        *,
        recorded_by: str,
        expected: Mapping[str, int] | None = None,
        on_append: Sequence[Hook] = (),
    ) -> list[Appended]:
        """Append all entries in one transaction, in order, or none (see the port)."""
        with self.appending(recorded_by=recorded_by, expected=expected, on_append=on_append) as append:
            return append(entries)

    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int] | None = None, on_append: Sequence[Hook] = ()
    ) -> AbstractContextManager[Callable[[Sequence[Entry]], list[Appended]]]:
        """Append batch by batch in one transaction (see the port)."""
        self._require_writable()
        return self.recorder.appending(recorded_by=recorded_by, expected=expected or {}, on_append=on_append)

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[StoredFact]:
        """Rows of one dialogue in order of version."""
        return self._reader.stream(dialogue, after_version)

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log in order of position."""
        return self._reader.since(position, limit)

    def head(self) -> int:
        """Return the last position. 0 for an empty log."""
        return self._reader.head()

    def wait(self, position: int, *, seconds: float) -> bool:
        """Wait until the log has a fact after a position. False when none came within so many seconds."""
        return self._reader.wait(position, seconds)

    def versions(self) -> dict[str, int]:
        """Each dialogue with the version of its stream, ordered by slug."""
        return self._reader.versions()

    def find(self, fact_id_prefix: str, *, limit: int = 10) -> list[StoredFact]:
        """Rows whose fact id starts with the prefix, in order of position."""
        return self._reader.find(fact_id_prefix, limit)

    def known(self, fact_ids: Sequence[str]) -> dict[str, StoredFact]:
        """Rows of those of these facts that are in the log, by fact id."""
        return self._reader.lookups.known(fact_ids)

    def taken(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], StoredFact]:
        """Rows that hold one of these `once` keys, by (dialogue, once)."""
        return self._reader.lookups.taken(keys)

    def versions_of(self, dialogues: Collection[str]) -> dict[str, int]:
        """The version of each of these streams, 0 for a dialogue without facts."""
        return self._reader.lookups.versions_of(dialogues)

    def topics(self) -> dict[str, int]:
        """Each topic in the log with the position of its first row."""
        return self._reader.topics()

    def guarded(self) -> Iterator[Guarded]:
        """The whole log in order of position, each row with what guards it."""
        return self._reader.guarded()

    def tree_head(self) -> TreeHead:
        """The head of the tree over the log."""
        return self._reader.tree_head(self._shown)

    @property
    @abstractmethod
    def opener(self) -> Callable[[], Engine] | None:
        """How another process opens this store to read it (see the port)."""

    def sweep(self) -> str | None:
        """Take away what the place still has of redacted content (see the port)."""
        self._require_writable()
        return self._sweep()

    @abstractmethod
    def _sweep(self) -> str | None:
        """Sweep the place of a store that may be written."""

    def own_faults(self) -> list[str]:
        """What the engine itself finds wrong with the place where the log is."""
        return self._reader.own_faults()

    def settings(self) -> dict[str, str]:
        """What decides whether an acknowledged fact survives a crash."""
        return self._reader.settings()

    @abstractmethod
    def close(self) -> None:
        """Give back connections. Closing twice does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
