"""How far is it? A bar on standard error while files are read or facts are worked on, where somebody is watching.

And where it takes a while: less is done before a bar could be read.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, TypeVar

from timeline.application.doing import Doing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from typer._click._termui_impl import ProgressBar

Item = TypeVar("Item")

WORTH_SHOWING_BYTES = 300_000
"""About a second of reading."""

WORTH_SHOWING_FACTS = 20_000
"""Up to a second of storing or checking."""

WORTH_SHOWING_ANSWERED = 1_000
"""Up to two seconds of making answers, where these change on many days."""

_STEP = 50

_LABELS = {
    Doing.STORING: "Storing",
    Doing.CHECKING: "Checking",
    Doing.COMPARING: "Comparing answers",
    Doing.MAKING_ANSWERS: "Making answers",
}


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


@contextmanager
def bar(label: str, *, worth: int) -> Iterator[Callable[[int, int], None]]:
    """A bar of how many of all facts are done, from so many facts on. It is told, also of none before the first."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    import typer

    with ExitStack() as shown:
        begun: ProgressBar[int] | None = None

        def told(done: int, of: int) -> None:
            nonlocal begun
            if begun is None:
                if of < worth:
                    return
                begun = shown.enter_context(typer.progressbar(length=of, label=label, file=sys.stderr))
            begun.length = of
            begun.update(done - begun.pos)

        yield told


def watch(doing: Doing) -> AbstractContextManager[Callable[[int, int], None]]:
    """A bar for what a request does."""
    answers = doing in (Doing.MAKING_ANSWERS, Doing.COMPARING)
    return bar(_LABELS[doing], worth=WORTH_SHOWING_ANSWERED if answers else WORTH_SHOWING_FACTS)


def _size_of(file: IO[bytes]) -> int:
    """Bytes of a file. 0 for a pipe or a device, whose end nobody knows."""
    if not file.seekable():
        return 0
    begin = file.tell()
    try:
        size = file.seek(0, os.SEEK_END)
    except OSError:
        return 0
    file.seek(begin)
    return size
