"""Which pages are finished already? A page holds as long as the log holds no more facts, so it is made once.

Bodies are held compressed and by their bytes. What was not asked for the longest goes first, and all go with the next
fact: of an earlier log nobody asks again.
"""

from __future__ import annotations

import gc
import gzip
from collections import OrderedDict
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.web.body import Body

ROOM: Final = 16 * 2**20
"""Bytes that are held: some thousand pages."""

_SWEPT_AFTER: Final = 24
"""Pages, each of which leaves hundreds of objects that refer to each other. Python itself looks for them too seldom."""

_QUICK: Final = 5
"""Level of gzip: a tenth larger than the smallest, in a third of the time."""


class Finished:
    """Bodies by what they were made of. Threads may share it."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._head = 0
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._lock = Lock()
        self._making: dict[str, Lock] = {}
        self._made = 0

    def body(self, tag: str, head: int, make: Callable[[], Body]) -> Body:
        """The body of that tag, compressed. Made where it is not held. What is refused is not held.

        After each new fact all who look ask for the same pages at once. One of them makes each, the others wait for it.

        Args:
            tag: of all that it is made of.
            head: of the log that it is made of.
            make: makes it.

        """
        with self._lock:
            if head > self._head:
                self._head, self._taken = head, 0
                self._bodies.clear()
            if found := self._found(tag):
                return found
            making = self._making.setdefault(tag, Lock())
        with making:
            with self._lock:
                if found := self._found(tag):
                    return found
            try:
                made = make()
                packed = replace(made, content=gzip.compress(made.content, _QUICK, mtime=0))
                self._hold(tag, head, packed)
            finally:
                with self._lock:
                    self._making.pop(tag, None)
        self._sweep()
        return packed

    def _sweep(self) -> None:
        """Take apart, now and then, what was left of pages that were made."""
        self._made += 1
        if self._made >= _SWEPT_AFTER:
            self._made = 0
            gc.collect()

    def _found(self, tag: str) -> Body | None:
        if found := self._bodies.get(tag):
            self._bodies.move_to_end(tag)
        return found

    def _hold(self, tag: str, head: int, packed: Body) -> None:
        with self._lock:
            if tag not in self._bodies and head == self._head:
                self._bodies[tag] = packed
                self._taken += len(packed.content)
            while self._taken > self._room:
                _, gone = self._bodies.popitem(last=False)
                self._taken -= len(gone.content)


def etag_of(*made_of: object) -> str:
    """The tag of what is made of these, as the header ETag has it."""
    digest = sha256("\0".join(map(str, made_of)).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{digest[:32]}"'
