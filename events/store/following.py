"""How is a log followed? What is there after a position, then what comes: in order, each fact once, none left out.

It never ends by itself. A store that is out of reach is tried until it answers; then the log goes on after the last
fact, which has to stand in it as it did: a server or a file that was put back to an earlier state is not followed.
"""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING

from events.errors import NotFoundError, StoreError
from events.store.port import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.store.port import Engine, StoredFact

LOOK_SECONDS = 60.0
"""After so long without news the log is looked at whether it still ends with the last fact."""

AGAIN_SECONDS = 1.0
"""Between two attempts to reach a store that is out of reach."""


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
        raise NotFoundError(msg, hint="Is it a position of another store? `timeline history` shows those of this one.")
    return _followed(engine, last, lost, back)


def _followed(
    engine: Engine,
    last: StoredFact | None,
    lost: Callable[[UnavailableError], object],
    back: Callable[[int], object],
) -> Iterator[StoredFact]:
    is_lost = False
    while True:
        try:
            rows = _after(engine, last)
            if is_lost:
                is_lost = False
                back(last.position if last else 0)
            for fact in rows:
                last = fact
                yield fact
            engine.wait(last.position if last else 0, seconds=LOOK_SECONDS)
        except UnavailableError as error:
            if not is_lost:
                is_lost = True
                lost(error)
            time.sleep(AGAIN_SECONDS)


def _after(engine: Engine, last: StoredFact | None) -> Iterator[StoredFact]:
    """Facts after the last one; the first read is made at once."""
    rows = engine.since(last.position - 1 if last else 0)
    first = next(rows, None)
    if last is None:
        return rows if first is None else chain([first], rows)
    if first != last:
        stands = "nothing" if first is None else f"another fact ({first.fact_id})"
        msg = f"the log does not go on after position {last.position}: {stands} stands where fact {last.fact_id} stood"
        raise StoreError(msg, hint="The store was put back to an earlier state, or another took its place.")
    return rows
