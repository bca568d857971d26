"""How is a log followed? First the facts after a position, then each new one: in order, once, with none left out.

It never ends by itself. A store that is out of reach is tried until it answers. Then the log goes on after the last
fact. It is the library's subscription (`events.store.library`), over any engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from events.errors import NotFoundError
from events.store.library import FactRecorder
from events.store.options import OpenMode, StoreOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.store.library import FactSubscription
    from events.store.port import Engine, StoredFact, UnavailableError


class Followed:
    """Facts as they are recorded, without end but by `end`."""

    def __init__(self, subscription: FactSubscription) -> None:
        self._subscription = subscription

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> StoredFact:
        """The next fact, however long it takes."""
        return next(self._subscription).row()

    def end(self) -> None:
        """Let whoever waits for the next fact go, within about a second. Called from any thread."""
        self._subscription.stop()


def follow(
    engine: Engine,
    position: int,
    *,
    lost: Callable[[UnavailableError], object],
    back: Callable[[int], object],
) -> Followed:
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
        raise NotFoundError(msg, hint="Is it an entry of another store? «history» shows those of this one.")
    recorder = FactRecorder(engine, StoreOptions(OpenMode.READ))
    return Followed(recorder.follow(last, lost=lost, back=back))
