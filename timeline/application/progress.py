"""How does a request say how far it is? It names what it begins to do. The shell shows it, or nothing."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from timeline.application.doing import Doing

    Told = Callable[[int, int], None]
    """Is called with the number of facts that are done, and of all: before the first and now and then."""

    Watch = Callable[[Doing], AbstractContextManager[Told]]
    """Opens a block for what is being done there, and gives what is told how far it is."""


def unseen(_doing: Doing) -> AbstractContextManager[Told]:
    """Show nothing: nobody looks on."""
    return nullcontext(lambda _done, _of: None)
