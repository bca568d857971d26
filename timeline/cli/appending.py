"""How do commands that append open the store? So that the answers of what they append are kept up to date."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline.cli.options import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.options import OpenMode
    from events.store.port import Engine
    from timeline.cli.options import Store


@contextmanager
def appending(store: Store, mode: OpenMode, *, many: bool = False) -> Iterator[Engine]:
    """Open the store to append to it.

    The answers of the dialogues that an append touches are made in its transaction; what would take long there is made
    at the end of the block, where it is little, or else left to `timeline rebuild`.

    Args:
        store: which.
        mode: whether the store may be made.
        many: appends follow each other fast, and the answers are made at the end.

    Raises:
        NotFoundError: there is none, and the mode does not make one.

    """
    from events.store.address import open_engine
    from events.store.log import FactLog
    from events.store.options import StoreOptions
    from timeline.cli.rebuilding import catch_up
    from timeline.read_models.making import Keeper

    address, day = store.address(), today()
    keeper = Keeper(day)
    with open_engine(address, StoreOptions(mode=mode, on_append=() if many else (keeper,))) as engine:
        keeper.log = FactLog(engine)
        yield engine
        catch_up(engine, day)
