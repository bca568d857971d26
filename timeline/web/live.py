"""Who is told, and how, that the log went on? One thread follows it for all readers of this process.

A reader who listens costs no thread and no queue: what he was not told yet is one message, into which the next is put.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from events.errors import TimelineError
from timeline.application.log import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.application.tracker import Tracker


class Heard(NamedTuple):
    """What was heard of the log.

    Attributes:
        position: of its last fact. 0 where only something about the store was heard.
        dialogues: that it went on with, by slug.
        lost: whether the store is out of reach. None where that did not change.

    """

    position: int = 0
    dialogues: frozenset[str] = frozenset()
    lost: bool | None = None

    def and_then(self, later: Heard) -> Heard:
        """Both, as one message."""
        lost = self.lost if later.lost is None else later.lost
        return Heard(max(self.position, later.position), self.dialogues | later.dialogues, lost)


class Listener:
    """One reader: what he was not told yet. Used on the loop of the server only."""

    def __init__(self) -> None:
        self._heard = Heard()
        self._is_over = False
        self._something = asyncio.Event()

    def tell(self, heard: Heard) -> None:
        """Let him hear something."""
        self._heard = self._heard.and_then(heard)
        self._something.set()

    def end(self) -> None:
        """Let him go."""
        self._is_over = True
        self._something.set()

    async def next(self, seconds: float) -> Heard | None:
        """What was heard since he asked last, waited for at most so long. None at the end."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._something.wait()
        self._something.clear()
        heard, self._heard = self._heard, Heard()
        return None if self._is_over else heard


class Live:
    """The readers who listen, and the thread that follows the log for them from the first one on."""

    def __init__(self, tracker: Callable[[], Tracker]) -> None:
        """Take what makes a tracker of the open store."""
        self._tracker = tracker
        self._listeners: set[Listener] = set()
        self._arrivals: Arrivals | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_over = False
        self._lock = threading.Lock()
        self._waiting = Heard()

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A reader who is told everything that comes while he listens. Called on the loop of the server.

        Raises:
            StoreError: the log cannot be followed.

        """
        listener = Listener()
        if self._is_over:
            listener.end()
        elif self._arrivals is None:
            self._begin()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """Let every reader go and follow no longer. Called on the loop of the server."""
        self._is_over = True
        if self._arrivals is not None:
            self._arrivals.end()
        for listener in tuple(self._listeners):
            listener.end()

    def _begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._arrivals = Arrivals(
            self._tracker().engine,
            lost=lambda _: self._hear(Heard(lost=True)),
            back=lambda _: self._hear(Heard(lost=False)),
        )
        threading.Thread(target=self._follow, args=[self._arrivals], name="follower", daemon=True).start()

    def _follow(self, arrivals: Arrivals) -> None:
        try:
            for position, dialogue in arrivals:
                self._hear(Heard(position, frozenset((dialogue,))))
        except TimelineError:  # the store is another one now, or cannot be read: pages say so themselves
            self._hear(Heard(lost=True))

    def _hear(self, heard: Heard) -> None:
        """Pass on what the thread heard. What comes before the loop gets to it goes along."""
        with self._lock:
            was_waiting = self._waiting != Heard()
            self._waiting = self._waiting.and_then(heard)
        if not was_waiting:
            assert self._loop is not None
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        with self._lock:
            heard, self._waiting = self._waiting, Heard()
        for listener in self._listeners:
            listener.tell(heard)
