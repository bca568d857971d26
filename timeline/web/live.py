"""Who is told, and how, that the log went on? One thread follows it for all readers of this process.

A reader who listens costs no thread and no queue: what he was not told yet is one message, into which the next is put.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import suppress
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import TimelineError
from timeline.application.log import Arrivals

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.application.tracker import Tracker

MOST: Final = 500
"""Readers who listen at once. Each holds an open file, of which a process is often given 1,024."""

MOST_EACH: Final = 150
"""Of these from one address, under one name: who has as many pages open is a program that went wrong."""


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


class Room(Enum):
    """Whether one more reader may listen."""

    THERE_IS = auto()
    NONE_FOR_THEM = auto()
    NONE = auto()


class Listener:
    """One reader: what he was not told yet. Used on the loop of the server only.

    Attributes:
        who: listens: the place from which he asks.

    """

    def __init__(self, who: str) -> None:
        self.who = who
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
        self._of: Counter[str] = Counter()
        self._arrivals: Arrivals | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_over = False
        self._lock = threading.Lock()
        self._waiting = Heard()

    def room(self, who: str) -> Room:
        """Whether one more may listen from a place."""
        if self._of[who] >= MOST_EACH:
            return Room.NONE_FOR_THEM
        return Room.NONE if len(self._listeners) >= MOST else Room.THERE_IS

    def join(self, who: str) -> Listener:
        """A reader who is told everything that comes until he leaves. Called on the loop of the server.

        Raises:
            TimelineError: the log cannot be followed.

        """
        listener = Listener(who)
        if self._is_over:
            listener.end()
        elif self._arrivals is None:
            self._begin()
        self._listeners.add(listener)
        self._of[who] += 1
        return listener

    def leave(self, listener: Listener) -> None:
        """Tell a reader nothing more."""
        self._listeners.discard(listener)
        self._of[listener.who] -= 1
        self._of += Counter()  # a place from which nobody listens any more is kept no longer

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
        except Exception:
            # Nobody waits for this thread at the end, so the store may be closed while it looks for what is new.
            if not self._is_over:
                raise

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
