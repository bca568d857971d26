"""What is worked out once for many pages, such as which days a picture shows? Kept while the log does not grow."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")

MOST: Final = 1_000
"""Values that are kept. They are small."""


class Kept:
    """Values by what they were made of. Threads may share it."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, made_of: Hashable, make: Callable[[], Value]) -> Value:
        """The value. Made where it is not kept."""
        with self._lock:
            if made_of in self._values:
                self._values.move_to_end(made_of)
                found: Value = self._values[made_of]
                return found
        value = make()
        with self._lock:
            self._values[made_of] = value
            while len(self._values) > MOST:
                self._values.popitem(last=False)
        return value
