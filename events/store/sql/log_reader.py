"""How do engines that speak SQL walk through a log? In short reads, each a statement of its own.

So a long walk keeps nothing from being cleaned up meanwhile, and holds one batch of rows in memory at most.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from events.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.store.port import Guarded, Lookups, StoredFact, TreeHead

_HEX_DIGITS = frozenset("0123456789abcdef")


SqlStatement = Any
"""A question as an engine's driver takes it."""


class Statements:
    """The questions in an engine's own words, as its driver takes them.

    No NamedTuple: to make one takes longer than to ask most of them.

    Attributes:
        since: facts after a position, at most so many.
        guarded: the same, each row with `once` and `mark` at its end.
        stream: facts of a dialogue after a version, at most so many.
        find: facts whose id lies between two, at most so many.
        head: the last position.
        versions: each dialogue with its version, ordered by slug.
        topics: each topic with its first position.
        tree_head: size and roots of the tree.

    """

    def __init__(  # noqa: PLR0913 - one for each question
        self,
        *,
        since: SqlStatement,
        guarded: SqlStatement,
        stream: SqlStatement,
        find: SqlStatement,
        head: SqlStatement,
        versions: SqlStatement,
        topics: SqlStatement,
        tree_head: SqlStatement,
    ) -> None:
        self.since = since
        self.guarded = guarded
        self.tree_head = tree_head
        self.stream = stream
        self.find = find
        self.head = head
        self.versions = versions
        self.topics = topics


class SqlLogReader(ABC):
    """Reads the rows of a store. Engines say how they ask and what a row is."""

    lookups: Lookups

    batch: ClassVar[int]
    """Rows of one short read."""

    statements: ClassVar[Statements]

    @abstractmethod
    def _ask(self, statement: SqlStatement, parameters: tuple[object, ...]) -> list[Any]:
        """Return the rows of one short read."""

    @abstractmethod
    def _facts(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredFact]:
        """Turn rows of the table into stored facts."""

    def since(self, position: int, limit: int | None) -> Iterator[StoredFact]:
        """Walk the log after a position."""
        while limit is None or limit > 0:
            wanted = self.batch if limit is None else min(self.batch, limit)
            rows = self._ask(self.statements.since, (position, wanted))
            yield from self._facts(rows)
            if len(rows) < wanted:
                return
            position = rows[-1][0]
            limit = None if limit is None else limit - len(rows)

    def guarded(self) -> Iterator[Guarded]:
        """Walk the log from its beginning, each row with what guards it."""
        # Here, since only who verifies a log asks for it.
        from events.store.port import Guarded

        position = 0
        while rows := self._ask(self.statements.guarded, (position, self.batch)):
            facts = self._facts(row[:-2] for row in rows)
            yield from (Guarded(fact, *row[-2:]) for fact, row in zip(facts, rows, strict=True))
            position = rows[-1][0]

    def stream(self, dialogue: str, after_version: int) -> Iterator[StoredFact]:
        """Walk one dialogue after a version."""
        while True:
            rows = self._ask(self.statements.stream, (dialogue, after_version, self.batch))
            yield from self._facts(rows)
            if len(rows) < self.batch:
                return
            after_version = rows[-1][2]

    def find(self, fact_id_prefix: str, limit: int) -> list[StoredFact]:
        """Look up fact ids by their first digits."""
        # Here, since most commands look up none: it loads the hashes.
        from events.identity import FACT_ID_DIGITS

        if len(fact_id_prefix) > FACT_ID_DIGITS or not _HEX_DIGITS.issuperset(fact_id_prefix):
            return []  # No id starts like that.
        first, last = (bytes.fromhex(fact_id_prefix.ljust(FACT_ID_DIGITS, digit)) for digit in "0f")
        return list(self._facts(self._ask(self.statements.find, (first, last, limit))))

    def head(self) -> int:
        """Return the last position."""
        position: int = self._ask(self.statements.head, ())[0][0]
        return position

    def versions(self) -> dict[str, int]:
        """Return the version of each stream."""
        return dict(self._ask(self.statements.versions, ()))

    def topics(self) -> dict[str, int]:
        """Return the first position of each topic."""
        return dict(self._ask(self.statements.topics, ()))

    def tree_head(self, shown: str) -> TreeHead:
        """Return the head of the tree. `shown` is what messages call the store."""
        # Here, since only who verifies a log asks for it.
        from events.store.port import TreeHead

        rows = self._ask(self.statements.tree_head, ())
        if len(rows) != 1 or tuple(map(type, rows[0])) != (int, bytes):
            msg = f"the tree head beside the log of {shown} cannot be read"
            raise StoreError(msg, hint="Somebody changed the store behind our back: run «verify».")
        return TreeHead._make(rows[0])

    @abstractmethod
    def wait(self, position: int, seconds: float) -> bool:
        """Wait until the last position is a later one, at most so long. Say whether it is."""

    @abstractmethod
    def ask(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""

    @abstractmethod
    def own_faults(self) -> list[str]:
        """Return what the engine itself finds wrong with the place where it keeps the log."""

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """Say how writes reach the disk."""
