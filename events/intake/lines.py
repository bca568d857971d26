"""Which lines of a stream are read together? All that have arrived when the reader asks for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from events.limits import DOCUMENT_BYTES, ENDLESS_BYTES, ENDLESS_LINES
from events.lots import lots

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES: Final = 64
"""Lines that are taken together: more make each of them no faster, and the first would wait for the last."""

_READ_BYTES: Final = 65_536
"""As much as a pipe holds."""

_LINE_BYTES: Final = DOCUMENT_BYTES + 2
"""Of a longer line enough is kept to be refused."""


class BufferedInput(Protocol):
    """A buffered file, such as standard input."""

    def read1(self, size: int, /) -> bytes:
        """What has come, at most so much. Nothing only at the end."""
        ...


def waiting_lines(stream: BufferedInput) -> Iterator[list[tuple[int, bytes]]]:
    """The lines that are not blank, with their numbers from 1, those together that wait. Never an empty list.

    Nobody waits for more: a line that has come is given before the next one is read. A line of which no end is found
    is the last one.

    Raises:
        EndlessError: nothing but white space comes any more.

    """
    lines = _Lines()
    while piece := stream.read1(_READ_BYTES):
        yield from lots(lines.ended_by(piece), lambda _: 0, most=MOST_LINES, size=1)
        if lines.blank > ENDLESS_LINES or (lines.is_endless and lines.last() is None):
            raise EndlessError(lines.number - lines.blank)
        if lines.is_endless:
            break
    if last := lines.last():
        yield [last]


class EndlessError(Exception):
    """Of a stream nothing but white space comes any more.

    Attributes:
        line: the first without anything, from 1.

    """

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Lines:
    """Cuts what is read into lines.

    Attributes:
        number: of the line that is begun, from 1.
        blank: lines without anything since the last one with something.

    """

    def __init__(self) -> None:
        self.number = 1
        self.blank = 0
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
                self.number, self._size = self.number + 1, 0
                self._begun.clear()
                self.blank = 0 if line else self.blank + 1
                if line:
                    yield line

    def last(self) -> tuple[int, bytes] | None:
        """The line that was begun. None where it is blank."""
        line = bytes(self._begun)
        return (self.number, line) if line.strip() else None
