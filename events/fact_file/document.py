"""A document as both formats are read into it: plain values that know their lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from events.limits import DOCUMENT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

SPLIT: Final = "Split the document: several may hold facts of one report."
"""What to do with a document beyond a limit."""


class Object(dict[str, object]):
    """An object of a document.

    Attributes:
        line: where it begins, from 1.
        lines: of each attribute.

    """

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Items(list[object]):
    """A list of a document.

    Attributes:
        line: where it begins, from 1.
        lines: of each item.

    """

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


@dataclass(frozen=True, slots=True)
class FileDocument:
    """One document of a fact file.

    Attributes:
        file: its name, for messages.
        line: where it begins, from 1.
        value: what it holds. An `Object` where it is right.

    """

    file: str
    line: int
    value: object

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of what the path leads to, or of the last thing on the way that is there."""
        line, value = self.line, self.value
        for step in path:
            if isinstance(value, Object) and step in value.lines:
                line, value = value.lines[str(step)], value[str(step)]
            elif isinstance(value, Items) and isinstance(step, int) and step < len(value.lines):
                line, value = value.lines[step], value[step]
            else:
                break
        return line


class Line(NamedTuple):
    """A line of a file, or a piece of one that is longer than a document may be.

    Attributes:
        number: from 1.
        raw: with its line break.

    """

    number: int
    raw: bytes


def lines_of(stream: IO[bytes], *, first_line: int = 1) -> Iterator[Line]:
    """The lines of a file in bounded memory, without byte order marks: where files are joined, each brings its own."""
    number, raw = first_line, stream.readline(DOCUMENT_BYTES + 1)
    while raw:
        yield Line(number, raw.removeprefix(b"\xef\xbb\xbf"))
        number += raw.endswith(b"\n")
        raw = stream.readline(DOCUMENT_BYTES + 1)
