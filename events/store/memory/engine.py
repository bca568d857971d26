"""How does a store live in memory? As lists and dictionaries, under the rules of the port and nothing else.

For what is thrown away when a process ends: a dry run, a demonstration, a test that needs no file. It has no address.
Who has its `Contents` opens it again, also from other threads.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from events.identity import FACT_ID_DIGITS
from events.store.engine import LogEngine
from events.store.memory.read_models import MemoryReadModels, MemoryReadModelWriter
from events.store.memory.state import MemoryContents, MemoryLookups
from events.store.options import StoreOptions
from events.store.port import UnavailableError
from events.store.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from events.store.port import Addition, Guarded, LockedLog, StoredFact, TreeHead

_HEX_DIGITS = frozenset("0123456789abcdef")


class Contents:
    """What a store in memory holds, for whoever opens it.

    Attributes:
        state: as it was committed last. Never changed, only replaced.
        turn: held by who writes.
        replaced: is notified when the state is.

    """

    def __init__(self) -> None:
        self.state = MemoryContents()
        self.turn = threading.Lock()
        self.replaced = threading.Condition()

    def replace(self, state: MemoryContents) -> None:
        """Let a new state take the place of the old one."""
        with self.replaced:
            self.state = state
            self.replaced.notify_all()


class MemoryEngine(LogEngine):
    """Rows of facts in memory. May be shared by threads (see `events.store.port.Engine`)."""

    def __init__(self, contents: Contents | None = None, options: StoreOptions | None = None) -> None:
        """Open what somebody else has open, or an empty store."""
        self.contents = Contents() if contents is None else contents
        reader = MemoryReader(self.contents)
        read_models = MemoryReadModels(lambda: self.contents.state, self.locked)
        super().__init__(reader, read_models, options or StoreOptions(), shown="in memory")

    @contextmanager
    def _locked(self) -> Iterator[LockedLog]:
        contents = self.contents
        if not contents.turn.acquire(timeout=self._options.wait_seconds):
            msg = f"another thread holds the store in memory (for {self._options.wait_seconds:g} seconds)"
            raise UnavailableError(msg, hint="Nothing was stored. Repeat the append.")
        try:
            log = MemoryLockedLog(contents.state)
            yield log
            if log.state is not contents.state:
                contents.replace(log.state)
        finally:
            contents.turn.release()

    def _sweep(self) -> None:
        """Do nothing: what was replaced is nowhere."""
        return

    @property
    def opener(self) -> None:
        """No other process can open it."""
        return None

    def close(self) -> None:
        """Do nothing: the contents go with the last who has them."""


class MemoryLockedLog:
    """The log in a transaction that holds the lock (see `events.store.port.LockedLog`).

    It works on a copy of the state, made when it first writes, which takes the place of the state at the end.

    Attributes:
        state: as this transaction sees it.

    """

    def __init__(self, state: MemoryContents) -> None:
        self.state = self._before = state
        self.lookups = MemoryLookups(lambda: self.state)
        self.read_models = MemoryReadModelWriter(lambda: self.state, self._changed)

    def _changed(self) -> MemoryContents:
        """Return the state, which may be changed."""
        if self.state is self._before:
            self.state = self._before.copy()
        return self.state

    def end(self) -> tuple[int, datetime | None]:
        """Return the last position and its instant."""
        rows = self.state.rows
        return (len(rows), rows[-1].fact.recorded_at) if rows else (0, None)

    def tree(self) -> Sequence[tuple[Any, ...]]:
        """Return the head of the tree."""
        return [self.state.tree]

    def write(self, addition: Addition) -> None:
        """Take the rows in."""
        self._changed().add(addition)

    def redact(self, positions: Sequence[int]) -> None:
        """Take the content of rows away."""
        self._changed().redact(positions)


class MemoryReader:
    """Reads the state as it is when it is asked. A walk sees what is appended meanwhile."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.lookups = MemoryLookups(lambda: contents.state)

    def guarded(self) -> Iterator[Guarded]:
        """Walk the log, each row with what guards it."""
        place = 0
        while place < len(rows := self._contents.state.rows):
            yield rows[place]
            place += 1

    def since(self, position: int, limit: int | None) -> Iterator[StoredFact]:
        """Walk the log after a position."""
        place = max(position, 0)
        end = None if limit is None else place + limit
        while place < len(rows := self._contents.state.rows) and place != end:
            yield rows[place].fact
            place += 1

    def stream(self, dialogue: str, after_version: int) -> Iterator[StoredFact]:
        """Walk one dialogue after a version."""
        storable(dialogue)
        state = self._contents.state
        rows = (state.rows[position - 1].fact for position in state.streams.get(dialogue, ()))
        yield from sorted((row for row in rows if row.version > after_version), key=lambda row: row.version)

    def find(self, fact_id_prefix: str, limit: int) -> list[StoredFact]:
        """Look up fact ids by their first digits."""
        if len(fact_id_prefix) > FACT_ID_DIGITS or not _HEX_DIGITS.issuperset(fact_id_prefix):
            return []  # No id starts like that.
        state = self._contents.state
        found = sorted(position for fact_id, position in state.by_id.items() if fact_id.startswith(fact_id_prefix))
        return [state.rows[position - 1].fact for position in found[:limit]]

    def head(self) -> int:
        """Return the last position."""
        return len(self._contents.state.rows)

    def wait(self, position: int, seconds: float) -> bool:
        """Wait until the log is longer than that."""
        with self._contents.replaced:
            return self._contents.replaced.wait_for(lambda: self.head() > position, timeout=seconds)

    def versions(self) -> dict[str, int]:
        """Return the version of each stream, ordered by slug, by its bytes."""
        state = self._contents.state
        return {slug: state.version_of(slug) for slug in sorted(state.streams, key=str.encode)}

    def topics(self) -> dict[str, int]:
        """Return the first position of each topic."""
        return dict(sorted(self._contents.state.topics.items()))

    def tree_head(self, shown: str) -> TreeHead:  # noqa: ARG002 - nobody changes it behind our back
        """Return the head of the tree."""
        return self._contents.state.tree

    def own_faults(self) -> list[str]:
        """Return nothing: there is no place that could fail."""
        return []

    def settings(self) -> dict[str, str]:
        """Say that nothing reaches a disk."""
        return {"durability": "none: in memory"}
