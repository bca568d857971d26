"""What is worked out once for many pages, such as which days a picture shows? Kept while the log does not grow.

What an earlier log gave is never asked for again, and is not kept beside what the present one gives.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")

MOST: Final = 1_000
"""Values that are kept: some for each dialogue."""


class Kept:
    """Values by what they are of. Threads may share it."""

    def __init__(self, most: int = MOST) -> None:
        """Keep so many values. What was not asked for the longest goes first."""
        self._most = most
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, subject: Hashable, made_of: Hashable, make: Callable[[], Value]) -> Value:
        """The value. Made where it is not kept.

        Args:
            subject: what it is of, such as the days of news of a dialogue.
            made_of: the log, the day and whatever else it follows from. Of each subject the last value is kept.
            make: makes it.

        """
        with self._lock:
            last, found = self._values.get(subject, (None, None))
            if found is not None and last == made_of:
                self._values.move_to_end(subject)
                value: Value = found
                return value
        value = make()
        with self._lock:
            self._values[subject] = made_of, value
            self._values.move_to_end(subject)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
