"""Which lines of a stream wait to be read together? All that have come by the time somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from events.limits import DOCUMENT_BYTES, ENDLESS_BYTES
from events.lots import lots

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES: Final = 64
"""Lines that are taken together: more make each of them no faster, and the first would wait for the last."""

_READ_BYTES: Final = 65_536
"""As much as a pipe holds."""

_LINE_BYTES: Final = DOCUMENT_BYTES + 2
"""Of a longer line enough is kept to be refused."""


class Source(Protocol):
    """A buffered file, such as standard input."""

    def read1(self, size: int, /) -> bytes:
        """What has come, at most so much. Nothing only at the end."""
        ...


def waiting_lines(stream: Source) -> Iterator[list[tuple[int, bytes]]]:
    """The lines that are not blank, with their numbers from 1, those together that wait. Never an empty list.

    Nobody waits for more: a line that has come is given before the next one is read. A line of which no end is found
    is the last one.
    """
    lines = _Lines()
    while piece := stream.read1(_READ_BYTES):
        yield from lots(lines.ended_by(piece), lambda _: 0, most=MOST_LINES, size=1)
        if lines.is_endless:
            break
    if last := lines.last():
        yield [last]


class _Lines:
    """Cuts what is read into lines."""

    def __init__(self) -> None:
        self._number = 1
        self._begun = bytearray()
        self._size = 0

    @property
    def is_endless(self) -> bool:
        """Whether no end of a line is to be expected."""
        return self._size >= ENDLESS_BYTES

    def ended_by(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        """The lines that end in a piece. What is behind them begins the next one."""
        for part in piece.splitlines(keepends=True):
            self._size += len(part)
            if len(self._begun) < _LINE_BYTES:
                self._begun += part[: _LINE_BYTES - len(self._begun)]
            if part.endswith(b"\n"):
                line = self.last()
                self._number, self._size = self._number + 1, 0
                self._begun.clear()
                if line:
                    yield line

    def last(self) -> tuple[int, bytes] | None:
        """The line that was begun. None where it is blank."""
        line = bytes(self._begun)
        return (self._number, line) if line.strip() else None
