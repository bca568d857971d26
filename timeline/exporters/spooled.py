"""Where does a file wait that cannot be written from beginning to end? In memory while small, else on the disk."""

from __future__ import annotations

from contextlib import contextmanager
from heapq import merge
from io import BytesIO
from itertools import pairwise
from struct import Struct
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_MEMORY: Final = 1_000_000
"""Bytes that wait in memory. More than that lie in a file without a name, which goes with the process."""

_PIECE: Final = 1_000_000

_ORDERED: Final = Struct("<qqI")
"""Before a piece that is to be ordered: the two numbers, and its length."""


@contextmanager
def spool() -> Iterator[IO[bytes]]:
    """A file to write to, and then to read `pieces` from."""
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        yield file


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """What was written, from the beginning."""
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


class Sorted:
    """Pieces that are put in order once all are there: each lot is sorted as it comes, then they are merged."""

    def __init__(self, file: IO[bytes]) -> None:
        """Take the file that the pieces wait in."""
        self._file = file
        self._lots = [0]

    def add(self, lot: Iterable[tuple[int, int, bytes]]) -> None:
        """Put pieces in, each with two numbers that it is ordered by."""
        for first, second, piece in sorted(lot, reverse=True):
            self._file.write(_ORDERED.pack(first, second, len(piece)))
            self._file.write(piece)
        self._lots.append(self._file.tell())

    def last_first(self) -> Iterator[bytes]:
        """The pieces, the greatest numbers first."""
        in_order = merge(*(self._lot(*bounds) for bounds in pairwise(self._lots)), reverse=True)
        return (piece for _, _, piece in in_order)

    def _lot(self, at: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        while at < end:
            self._file.seek(at)
            first, second, size = _ORDERED.unpack(self._file.read(_ORDERED.size))
            at += _ORDERED.size + size
            yield first, second, self._file.read(size)


class Written(BytesIO):
    """What a library has written and nobody has taken yet. It tells places as if all of it were still there."""

    def __init__(self) -> None:
        super().__init__()
        self._before = 0

    def tell(self) -> int:
        """Return how much was written."""
        return self._before + super().tell()

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        piece = self.getvalue()
        self._before += len(piece)
        self.seek(0)
        self.truncate()
        return piece

    def close(self) -> None:
        """Stay open: the end of the file is still to be taken."""
