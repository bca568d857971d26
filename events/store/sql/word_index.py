"""How does a store that speaks SQL hold its index of words? In one table, alike on every engine.

A row has a word, the first of some facts that have it, and the positions of them all: one row for each word of an
append, however many facts that has. The row of the empty word says how far the index reaches. Its `first` is the shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.store.word_index import LAST, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from events.store.sql.table import Ask, Transaction

_REACH = "SELECT positions FROM words WHERE word = '' AND first = ?"
_FOUND = "SELECT positions FROM words WHERE word >= ? AND word < ?"
_INSERT = "INSERT INTO words (word, first, positions) VALUES (?, ?, ?)"
_FORGET_REACH = "DELETE FROM words WHERE word = ''"
_DROP = "DELETE FROM words"


def _reach(rows: Sequence[tuple[Any, ...]]) -> int:
    return max((unpacked(found)[0] for (found,) in rows), default=0)


class SqlWordIndex:
    """Asks the table (see `events.store.word_index.WordIndex`)."""

    def __init__(self, *, exists: bool, ask: Ask) -> None:
        """Take whether the table is there, and how a statement is asked."""
        self._exists = exists
        self._ask = ask

    def reach(self, shape: int) -> int:
        """The last position that is indexed."""
        return _reach(self._ask(_REACH, (shape,))) if self._exists else 0

    def beginning_with(self, text: str) -> set[int]:
        """The positions of the facts that have a word which begins so."""
        rows = self._ask(_FOUND, (text, f"{text}{LAST}")) if self._exists else []
        return {position for (found,) in rows for position in unpacked(found)}


class SqlWordIndexWriter:
    """Writes the table in an open transaction (see `events.store.word_index.WordIndexWriter`)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def reach(self, shape: int) -> int:
        """The last position that is indexed."""
        return _reach(self._transaction.execute(_REACH, (shape,)).fetchall())

    def drop(self) -> None:
        """Forget all of it."""
        self._transaction.execute(_DROP)

    def add(self, shape: int, words: Mapping[str, Sequence[int]], *, until: int) -> None:
        """Take in each word with the positions of its facts."""
        rows = [(word, positions[0], packed(positions)) for word, positions in sorted(words.items())]
        self._transaction.executemany(_INSERT, rows)
        self._transaction.execute(_FORGET_REACH)
        self._transaction.execute(_INSERT, ("", shape, packed([until])))
