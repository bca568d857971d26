"""What is worked out once for many pages, such as which days a picture shows? Kept while the log does not grow.

What an earlier log gave is never asked for again, and is not kept beside what the present one gives. Values are kept by
the memory that they take: what was not asked for the longest goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

KeptValue = TypeVar("KeptValue")

ROOM: Final = 8 * 2**20
"""Bytes of values: those of some dialogues of 10,000 facts, or of a thousand small ones."""


class Kept:
    """Values by what they are of. Threads may share it."""

    def __init__(self, room: int = ROOM) -> None:
        """Keep so many bytes of values. The last value is kept whatever it takes."""
        self._room = room
        self._taken = 0
        self._values: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()
        self._lock = Lock()

    def of(self, subject: Hashable, made_of: Hashable, make: Callable[[], KeptValue]) -> KeptValue:
        """The value. Made where it is not kept.

        Args:
            subject: what it is of, such as the days of news of a dialogue.
            made_of: the log, the day and whatever else it follows from. Of each subject the last value is kept.
            make: makes it.

        """
        with self._lock:
            last, found, _ = self._values.get(subject, (None, None, 0))
            if found is not None and last == made_of:
                self._values.move_to_end(subject)
                value: KeptValue = found
                return value
        value = make()
        size = bytes_of(value) + bytes_of(subject)
        with self._lock:
            self._taken += size - self._values.pop(subject, (None, None, 0))[2]
            self._values[subject] = made_of, value, size
            while self._taken > self._room and len(self._values) > 1:
                _, (_, _, gone) = self._values.popitem(last=False)
                self._taken -= gone
        return value


def bytes_of(value: object) -> int:
    """The memory that a value takes, with all that it is made of. What stands in it twice is counted once."""
    taken, seen, waiting = 0, set[int](), [value]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type):
            continue
        seen.add(id(one))
        taken += one.__sizeof__()
        if isinstance(one, Mapping):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, tuple | list | set | frozenset):
            waiting += one
        elif (inside := getattr(one, "__dict__", None)) is not None:
            waiting += inside.values()
    return taken
