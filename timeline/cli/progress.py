"""How far is it? A bar on standard error while files are read, and while facts are stored, where somebody is watching.

And where it takes a while: less is done before a bar could be read.
"""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Item = TypeVar("Item")

WORTH_SHOWING_BYTES = 300_000
"""About a second of reading."""

WORTH_SHOWING_FACTS = 20_000
"""About a second of storing."""

_STEP = 50


def watched(items: Iterable[Item], files: Sequence[IO[bytes]]) -> Iterator[Item]:
    """The items as they come out of the files, with a bar of how much of the files is read."""
    total = sum(_size_of(file) for file in files)
    if total < WORTH_SHOWING_BYTES or not sys.stderr.isatty():
        yield from items
        return
    import typer

    with typer.progressbar(length=total, label="Checking", file=sys.stderr) as bar:
        for number, item in enumerate(items):
            if number % _STEP == 0:
                bar.update(sum(file.tell() for file in files) - bar.pos)
            yield item
        bar.update(total - bar.pos)


def stored_so_far(lots: Iterable[list[Item]], total: int) -> Iterator[list[Item]]:
    """The lots as they are asked for, with a bar of how many of all facts went before."""
    if total < WORTH_SHOWING_FACTS or not sys.stderr.isatty():
        yield from lots
        return
    import typer

    with typer.progressbar(length=total, label="Storing", file=sys.stderr) as bar:
        for lot in lots:
            yield lot
            bar.update(len(lot))


def _size_of(file: IO[bytes]) -> int:
    """Bytes of a file; 0 for a pipe, whose end nobody knows."""
    if not file.seekable():
        return 0
    begin, size = file.tell(), file.seek(0, os.SEEK_END)
    file.seek(begin)
    return size
