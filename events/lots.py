"""How is a stream of items cut into lots, so that one statement of a store serves many items?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")


def lots(items: Iterable[Item], size_of: Callable[[Item], int], *, most: int, size: int) -> Iterator[list[Item]]:
    """The items in lots of at most so many, each ended by the item that brings it to a size."""
    lot: list[Item] = []
    reached = 0
    for item in items:
        lot.append(item)
        reached += size_of(item)
        if len(lot) == most or reached >= size:
            yield lot
            lot, reached = [], 0
        del item  # it would lie in memory until the next one is there
    if lot:
        yield lot
