"""How a store is opened: for what, by which clock, and how long does it wait."""

from __future__ import annotations

import enum
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_SECONDS = 30.0
"""How long an append waits for its turn before it says that somebody else holds the store."""


class OpenMode(enum.Enum):
    """What the opened store is for."""

    CREATE = "create"
    """Read and append. A store that is not there is made."""

    APPEND = "append"
    """Read and append. A store that is not there is a NotFoundError."""

    READ = "read"
    """Read only. Nothing is ever made or changed."""


def utc_now() -> datetime:
    """Return the present instant in UTC, to the microsecond."""
    return datetime.now(UTC)


class StoreOptions:
    """What an engine is given besides its address.

    No NamedTuple: to make one takes longer than to open a store.

    Attributes:
        mode: what the store is opened for.
        clock: the instant of an append, in UTC. What is recorded is never earlier than the row before.
        wait_seconds: how long an append waits for its turn.

    """

    def __init__(
        self,
        mode: OpenMode = OpenMode.CREATE,
        *,
        clock: Callable[[], datetime] = utc_now,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self.mode = mode
        self.clock = clock
        self.wait_seconds = wait_seconds

    def with_mode(self, mode: OpenMode) -> StoreOptions:
        """Return the same options for another use."""
        return StoreOptions(mode, clock=self.clock, wait_seconds=self.wait_seconds)
