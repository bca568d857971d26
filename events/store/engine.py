"""What every engine is made of: a reader for questions, and a recorder made when the first append needs it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from events.errors import StoreError
from events.store.options import OpenMode
from events.store.sql.read_models import SqlReadModels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from events.store.options import StoreOptions
    from events.store.port import Appended, Engine, Entry, Guarded, Hook, StoredFact, TreeHead
    from events.store.read_models import ReadModels, ReadModelWriter
    from events.store.reading import LogReader

Result = TypeVar("Result")


class FactRecorder(Protocol):
    """The library's side of a store, as far as appending goes."""

    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int], on_append: Sequence[Hook]
    ) -> AbstractContextManager[Callable[[Sequence[Entry]], list[Appended]]]:
        """Append lot by lot in one transaction."""
        ...

    def change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        """Change read models in one transaction that holds the write lock."""
        ...


class LogEngine(ABC):
    """Rows of facts; may be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, reader: LogReader, options: StoreOptions, *, shown: str) -> None:
        """Take a reader, the options, and how messages call the store."""
        self._reader = reader
        self._options = options
        self._shown = shown

    @abstractmethod
    def recorder(self) -> FactRecorder:
        """Return the library's side of this store, made at the first call."""

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
        """Append lot by lot in one transaction (see the port)."""
        return self._writable().appending(recorded_by=recorded_by, expected=expected or {}, on_append=on_append)

    def _writable(self) -> FactRecorder:
        if self._options.mode is OpenMode.READ:
            msg = f"the store {self._shown} was opened for reading only"
            raise StoreError(msg)
        return self.recorder()

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[StoredFact]:
        """Rows of one dialogue in order of version."""
        return self._reader.stream(dialogue, after_version)

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log in order of position."""
        return self._reader.since(position, limit)

    def head(self) -> int:
        """Return the last position; 0 for an empty log."""
        return self._reader.head()

    def wait(self, position: int, *, seconds: float) -> bool:
        """Wait until the log has a fact after a position; False when none came within so many seconds."""
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
    def read_models(self) -> ReadModels:
        """What is held beside the log."""
        return SqlReadModels(exist=self._reader.has_read_models, ask=self._reader.ask, change=self._change)

    def _change(self, action: Callable[[ReadModelWriter], Result]) -> Result:
        return self._writable().change(action)

    @property
    @abstractmethod
    def opener(self) -> Callable[[], Engine] | None:
        """How another process opens this store to read it (see the port)."""

    def own_faults(self) -> list[str]:
        """What the engine itself finds wrong with the place where it keeps the log."""
        return self._reader.own_faults()

    def settings(self) -> dict[str, str]:
        """What decides whether an acknowledged fact survives a crash."""
        return self._reader.settings()

    @abstractmethod
    def close(self) -> None:
        """Give back connections; closing twice does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
