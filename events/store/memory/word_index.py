"""How does a store in memory hold its index of words? As a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from events.store.memory.state import MemoryContents


class MemoryWordIndex:
    """Reads it as it is when it is asked (see `events.store.word_index.WordIndex`)."""

    def __init__(self, state: Callable[[], MemoryContents]) -> None:
        """Take what returns the state."""
        self._state = state

    def reach(self, shape: int) -> int:
        """The last position that is indexed."""
        held, until = self._state().indexed
        return until if held == shape else 0

    def beginning_with(self, text: str) -> set[int]:
        """The positions of the facts that have a word which begins so."""
        words = self._state().words
        return {position for word, found in words.items() if word.startswith(text) for position in found}


class MemoryWordIndexWriter(MemoryWordIndex):
    """Writes it in a transaction (see `events.store.word_index.WordIndexWriter`)."""

    def __init__(self, state: Callable[[], MemoryContents], changed: Callable[[], MemoryContents]) -> None:
        """Take what returns the state of the transaction, and the same to be changed."""
        super().__init__(state)
        self._changed = changed

    def drop(self) -> None:
        """Forget all of it."""
        state = self._changed()
        state.words, state.indexed = {}, (0, 0)

    def add(self, shape: int, words: Mapping[str, Sequence[int]], *, until: int) -> None:
        """Take in each word with the positions of its facts."""
        state = self._changed()
        for word, positions in words.items():
            state.words[word] = (*state.words.get(word, ()), *positions)
        state.indexed = (shape, until)
