"""Which facts contain a word? The port of the index kept beside the log, so that a search need not read the log.

What a word is, its maker says: a store compares words by their bytes and knows no language, so every engine finds the
same. An index has a shape, a number that its maker raises with each change of how words are cut. It reaches from the
beginning of the log to a position. What lies after that is read from the log itself.
"""

# Without `from __future__ import annotations`: who reads answers that are ready imports this module too.

from struct import pack, unpack
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LAST: Final = "\U0010ffff"
"""Above every character of a word: what begins with `ab` lies from `ab` to `ab` with this behind it."""

_BYTES: Final = 4
"""A log has fewer than four thousand million facts."""


class WordIndex(Protocol):
    """The index of a store. A store of an older format that is only read has none: it reaches to 0."""

    def reach(self, shape: int) -> int:
        """The last position that is indexed in this shape. 0 where none is."""
        ...

    def beginning_with(self, text: str) -> set[int]:
        """The positions of the facts that have a word which begins so."""
        ...


class WordIndexWriter(Protocol):
    """Writes the index in a transaction that holds the write lock of the store."""

    def reach(self, shape: int) -> int:
        """The last position that is indexed in this shape. 0 where none is."""
        ...

    def drop(self) -> None:
        """Forget all of it, of whatever shape."""
        ...

    def add(self, shape: int, words: "Mapping[str, Sequence[int]]", *, until: int) -> None:
        """Take in each word with the positions of its facts, all of them later than what is indexed, up to `until`."""
        ...


def packed(positions: "Iterable[int]") -> bytes:
    """Positions as bytes, four each."""
    listed = list(positions)
    return pack(f">{len(listed)}I", *listed)


def unpacked(found: bytes) -> tuple[int, ...]:
    """The positions that bytes stand for."""
    return unpack(f">{len(found) // _BYTES}I", found)
