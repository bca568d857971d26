"""How does a request say how far it is? It names what it begins to do; the shell shows it, or nothing."""

from __future__ import annotations

import enum
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Told = Callable[[int, int], None]
"""Is called with the number of facts that are done, and of all: before the first and now and then."""


class Doing(enum.Enum):
    """What takes a while."""

    STORING = enum.auto()
    CHECKING = enum.auto()
    COMPARING = enum.auto()
    MAKING_ANSWERS = enum.auto()


Watch = Callable[[Doing], AbstractContextManager[Told]]
"""Opens a block for what is being done there, and gives what is told how far it is."""


def unseen(_doing: Doing) -> AbstractContextManager[Told]:
    """Show nothing: nobody looks on."""
    return nullcontext(lambda _done, _of: None)
