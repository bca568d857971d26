"""How is a log followed? What is there after a position, then what comes: in order, each fact once, none left out.

It never ends by itself. A store that is out of reach is tried until it answers; then the log goes on after the last
fact. It is the library's subscription (`events.store.library`), over any engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import NotFoundError
from events.store.library import FactRecorder
from events.store.options import OpenMode, StoreOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.store.port import Engine, StoredFact, UnavailableError


def follow(
    engine: Engine,
    position: int,
    *,
    lost: Callable[[UnavailableError], object],
    back: Callable[[int], object],
) -> Iterator[StoredFact]:
    """Facts after a position, without end.

    Args:
        engine: an open store.
        position: 0 for all that the log holds.
        lost: called once, with the reason, when the store gets out of reach.
        back: called when it answers again, with the position after which the log goes on.

    Raises:
        NotFoundError: at once: the log does not reach that position.
        StoreError: the log is not the one any more that was followed, or cannot be read.

    """
    last = next(engine.since(position - 1, limit=1), None) if position else None
    if position and last is None:
        msg = f"the log ends at position {engine.head()}, before {position}"
        raise NotFoundError(msg, hint="Is it a position of another store? «history» shows those of this one.")
    recorder = FactRecorder(engine, StoreOptions(OpenMode.READ))
    return (notification.row() for notification in recorder.follow(last, lost=lost, back=back))
