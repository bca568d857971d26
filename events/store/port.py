"""What a store of facts can do: the port that everything above it is written against.

Shapes, in the order in which a fact meets them:

`Entry`       what is to be stored: content only, identity already derived from it
`Appended`    the receipt: where the entry stands in the log, and whether it was new
`StoredFact`  one row of the log, payload still as bytes

They are tuples, since a bulk append and a replay make millions of them: a frozen dataclass takes four times as long.
An engine (SQLite, PostgreSQL) moves rows. `events.store.log` decodes them into facts.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeVar

from events.errors import ConflictError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import TracebackType

    from events.store.read_models import ReadModels, ReadModelWriter


Row = TypeVar("Row", bound=tuple[Any, ...])


def made(of: type[Row], *columns: Iterable[Any]) -> list[Row]:
    """Named tuples of their columns. What they are made by themselves with is Python, and takes twice as long."""
    return list(map(partial(tuple.__new__, of), zip(*columns, strict=True)))


class Recorded(NamedTuple):
    """When and by whom a fact was recorded in the log that it comes from.

    Attributes:
        at: the instant of that append, UTC.
        by: who appended it there.

    """

    at: datetime
    by: str


class Entry(NamedTuple):
    """A fact on its way into the log.

    Attributes:
        dialogue: slug of the dialogue. The name of its stream.
        fact_id: 32 hex digits derived from the content. Appending the same id twice adds nothing.
        digest: SHA-256 of the canonical content, 64 hex digits.
        topic: permanent name of the stored shape, `kind@version`.
        payload: canonical JSON, UTF-8.
        once: what this dialogue can hold only once, such as `report:ina-34355`. None for most facts.
        recorded: of a fact from another log: kept where the log can have it in its place, which is not before its
            last fact and not in the future. Otherwise the append is recorded as any other.

    """

    dialogue: str
    fact_id: str
    digest: str
    topic: str
    payload: bytes
    once: str | None = None
    recorded: Recorded | None = None


class Appended(NamedTuple):
    """Where an entry stands in the log after an append.

    Attributes:
        fact_id: as in the entry.
        dialogue: as in the entry.
        position: place in the whole log, from 1, without gaps, in order of commit.
        version: place in the dialogue's stream, from 1, without gaps.
        added: False when the log already held this fact. Then position and version are the old ones.

    """

    fact_id: str
    dialogue: str
    position: int
    version: int
    added: bool


class StoredFact(NamedTuple):
    """One row of the log.

    Attributes:
        position: place in the whole log, from 1.
        dialogue: slug of the dialogue.
        version: place in the dialogue's stream, from 1.
        fact_id: 32 hex digits.
        digest: 64 hex digits.
        topic: `kind@version` as it was stored. An old topic is upcast when it is decoded.
        payload: canonical JSON as it was stored.
        recorded_at: the instant of the append, UTC. Never decreases along the log.
        recorded_by: who appended it.

    """

    position: int
    dialogue: str
    version: int
    fact_id: str
    digest: str
    topic: str
    payload: bytes
    recorded_at: datetime
    recorded_by: str


class TreeHead(NamedTuple):
    """The head of the Merkle tree that grows with the log, as the store holds it beside the log (`events.store.tree`).

    Attributes:
        size: facts that the tree covers.
        roots: of its full subtrees, the largest first, joined.

    """

    size: int
    roots: bytes


class Guarded(NamedTuple):
    """A row of the log with what its store keeps in it besides. Of a store that was edited, whatever stands there.

    Attributes:
        fact: the row.
        once: what its dialogue can hold only once.
        mark: the first bytes of the hash of its leaf.

    """

    fact: StoredFact
    once: object
    mark: object


class VersionConflictError(ConflictError):
    """A stream is not at the version that the caller expected."""

    def __init__(self, dialogue: str, *, expected: int, actual: int) -> None:
        super().__init__(
            f"dialogue {dialogue!r} is at version {actual}, not at the expected version {expected}",
            hint="The dialogue has grown meanwhile. Read it again, then repeat the append.",
        )
        self.dialogue = dialogue
        self.expected = expected
        self.actual = actual


class FactIdConflictError(ConflictError):
    """Two different contents claim one fact id."""

    def __init__(self, entry: Entry, stored: StoredFact) -> None:
        super().__init__(
            f"fact {entry.fact_id} is in the store with other content (digest {stored.digest}, new {entry.digest})",
            hint="Run «verify»: either the store or the incoming fact was altered.",
        )
        self.entry = entry
        self.stored = stored


class OnceConflictError(ConflictError):
    """The dialogue already holds this once-only thing with other content. `stored` and `entry` are both kept."""

    def __init__(self, entry: Entry, stored: StoredFact) -> None:
        super().__init__(f"{entry.once} is already in dialogue {entry.dialogue!r} with other content")
        self.entry = entry
        self.stored = stored


class RefusedError(StoreError):
    """The store's own rules refused a row: a place that is taken, or a fact that was to be changed."""


class UnavailableError(StoreError):
    """The store cannot do it now, and may do the same in a while: held by others, out of reach, restarting."""


class Hook(Protocol):
    """What else is written in the transaction of an append: committed with the facts, or not at all."""

    def __call__(self, read_models: ReadModelWriter, rows: Sequence[StoredFact], /) -> object:
        """Write beside the rows of a batch that are new. Never called with none. What it raises undoes the append."""
        ...


class Growth(NamedTuple):
    """What an append adds to the tree.

    Attributes:
        size: facts that the tree covers then.
        roots: of its full subtrees then, the largest first, joined.
        marks: the first bytes of the leaf hash of each row.

    """

    size: int
    roots: bytes
    marks: list[bytes]


class Addition(NamedTuple):
    """What an append writes.

    Attributes:
        rows: in order of position, never none.
        once: what the dialogue of each row can hold only once.
        growth: what the tree is then, and the mark of each row.
        topics: those that may be new to the log, each with the position of its first row.

    """

    rows: Sequence[StoredFact]
    once: Sequence[str | None]
    growth: Growth
    topics: Sequence[tuple[str, int]]


class Lookups(Protocol):
    """Looks for rows by what identifies them, many at a time. Each question is one read, so asked in batches."""

    def known(self, fact_ids: Sequence[str]) -> dict[str, StoredFact]:
        """Rows of those of these facts that are in the log, by fact id."""
        ...

    def taken(self, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], StoredFact]:
        """Rows that hold one of these `once` keys, by (dialogue, once)."""
        ...

    def versions_of(self, dialogues: Collection[str]) -> dict[str, int]:
        """The version of each of these streams, 0 for a dialogue without facts."""
        ...


class LockedLog(Protocol):
    """A log in a transaction that holds the write lock: nobody else appends meanwhile."""

    @property
    def lookups(self) -> Lookups:
        """Finds rows, also those that this transaction wrote."""
        ...

    @property
    def read_models(self) -> ReadModelWriter:
        """Writes read models in this transaction."""
        ...

    def end(self) -> tuple[int, datetime | None]:
        """The last position and its instant. 0 and None for an empty log."""
        ...

    def tree(self) -> Sequence[tuple[Any, ...]]:
        """The tree head as it is held: one row, of size and roots, where all is well."""
        ...

    def write(self, addition: Addition) -> None:
        """Write rows, their topics and the tree.

        Raises:
            RefusedError: a version or an id is taken.

        """
        ...

    def redact(self, positions: Sequence[int]) -> None:
        """Take the content of rows away, and their `once` keys: `REDACTED` stands in its place.

        All else of a row stays, so that its leaf is what it was. The one change of a row that there is.
        """
        ...


class Engine(Lookups, Protocol):
    """A place that keeps rows of facts, append-only.

    Every method raises `StoreError` (with one clear line) when the place cannot do it.
    """

    def append(
        self,
        entries: Sequence[Entry],
        *,
        recorded_by: str,
        expected: Mapping[str, int] | None = None,
        on_append: Sequence[Hook] = (),
    ) -> list[Appended]:
        """Append all entries in one transaction, in order, or none.

        An entry whose id is in the log (or earlier in `entries`) adds nothing. `expected` maps a dialogue to the
        version its stream must have before the append. The hooks are called in order, before the commit.

        Raises:
            VersionConflictError: a stream is not at the expected version.
            FactIdConflictError: an id is in the log with another digest.
            OnceConflictError: a `once` key is in the dialogue under another fact id.

        """
        ...

    def appending(
        self, *, recorded_by: str, expected: Mapping[str, int] | None = None, on_append: Sequence[Hook] = ()
    ) -> AbstractContextManager[Callable[[Sequence[Entry]], list[Appended]]]:
        """Append batch by batch in one transaction: what the block is given takes a batch and returns its receipts.

        The hooks are called after each batch. Receipts hold once the block is left. What leaves it by an exception has
        appended nothing. Others wait with their appends meanwhile. Raises what `append` does. A StoreError at the end
        of the block says what became of it.
        """
        ...

    def locked(self) -> AbstractContextManager[LockedLog]:
        """Hold the write lock for the block. Commit at its end, or undo it where an exception leaves it.

        For who makes appends of it (`events.store.library`). What is checked and derived there is not checked here.

        Raises:
            UnavailableError: others held it for too long.
            StoreError: it was opened for reading, or cannot be written.

        """
        ...

    def stream(self, dialogue: str, *, after_version: int = 0) -> Iterator[StoredFact]:
        """Rows of one dialogue in order of version, those after `after_version`. Nothing for an unknown one."""
        ...

    def since(self, position: int = 0, *, limit: int | None = None) -> Iterator[StoredFact]:
        """Rows of the whole log in order of position, those after `position`, in bounded memory."""
        ...

    def head(self) -> int:
        """The last position. 0 for an empty log."""
        ...

    def wait(self, position: int, *, seconds: float) -> bool:
        """Wait until the log has a fact after a position. False when none came within so many seconds.

        An append by anybody is noticed within about a second. Nothing is held meanwhile: no transaction, no lock.

        Raises:
            UnavailableError: the store is out of reach. Waiting again may do.
            StoreError: what is at the address is not the store any more that was opened.

        """
        ...

    def versions(self) -> dict[str, int]:
        """Each dialogue with the version of its stream, ordered by slug."""
        ...

    def find(self, fact_id_prefix: str, *, limit: int = 10) -> list[StoredFact]:
        """Rows whose fact id starts with the prefix, in order of position, at most `limit`."""
        ...

    def topics(self) -> dict[str, int]:
        """Each topic in the log with the position of its first row: what the catalogue must be able to read."""
        ...

    def guarded(self) -> Iterator[Guarded]:
        """The whole log in order of position, each row with what guards it, in bounded memory."""
        ...

    def tree_head(self) -> TreeHead:
        """The head of the tree over the log, as it is held beside the log.

        Raises:
            StoreError: it cannot be read.

        """
        ...

    @property
    def read_models(self) -> ReadModels:
        """What is held beside the log, so that questions of today need not read it."""
        ...

    def now(self) -> datetime:
        """The present instant, UTC, by the clock that the store was opened with."""
        ...

    @property
    def shown(self) -> str:
        """What messages call the store. Without secrets."""
        ...

    @property
    def opener(self) -> Callable[[], Engine] | None:
        """How another process opens this store to read it. None where none can, as with a store in memory."""
        ...

    def sweep(self) -> str | None:
        """Take away what the place still has of content that was redacted: freed pages, write-ahead logs, dead rows.

        Returns why some of it may be left, in words. None where nothing is, as far as this program can see.
        """
        ...

    def own_faults(self) -> list[str]:
        """What the engine itself finds wrong with the place where it keeps the log. Nothing where all is well."""
        ...

    def settings(self) -> dict[str, str]:
        """What decides whether an acknowledged fact survives a crash, by name."""
        ...

    def close(self) -> None:
        """Give back connections. The engine is not used afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
