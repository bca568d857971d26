"""How long may a request take to arrive, and an answer to be taken? Nobody who does neither is waited for.

uvicorn has a limit for silence after an answer, and none before the first request, inside the head of one, or for a
reader who takes nothing of what is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from asyncio import BaseTransport, TimerHandle, Transport

_OWED: Final = frozenset({h11.IDLE, h11.SEND_RESPONSE})
"""States of our side in which an answer can still begin."""

HEAD_SECONDS: Final = 10.0
"""For the whole head of a request, from the first byte that is awaited."""


TAKEN_SECONDS: Final = 30.0
"""In which a reader takes something of what waits for it."""

LEAST_TAKEN: Final = 16 * 2**10
"""Bytes of it: half a kilobyte a second is less than any line that people use has."""


class PromptProtocol(H11Protocol):
    """HTTP/1.1 with a deadline for the head of each request, and for taking what is answered."""

    head_seconds = HEAD_SECONDS
    taken_seconds = TAKEN_SECONDS
    _deadline: TimerHandle | None = None
    _taking: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        made = cast("Transport", transport)
        super().connection_made(made)
        made.set_write_buffer_limits(high=0)  # what the system does not take at once is told of
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for a reader who does not take all at once."""
        super().pause_writing()
        self._await_taking()

    def resume_writing(self) -> None:
        """Wait no longer: everything was taken."""
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None
        super().resume_writing()

    def _await_taking(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(self.taken_seconds, self._look_what_was_taken, left)

    def _look_what_was_taken(self, before: int) -> None:
        """Let a reader go who took next to nothing meanwhile, and whatever waits for it."""
        if before - self.transport.get_write_buffer_size() < LEAST_TAKEN:
            self._taking = None
            self.transport.abort()
        else:
            self._await_taking()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a head that has begun."""
        if self._deadline is None and not self._is_answering():
            self._await_head()
        super().data_received(data)

    def handle_events(self) -> None:
        """Wait no longer once a head is whole."""
        super().handle_events()
        if self._is_answering():
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Wait for the rest of what is there of the next request already."""
        super().on_response_complete()
        if self._is_answering():  # the next one came with it, whole
            self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request. Where an answer is on its way, or was given, the connection only ends.

        uvicorn answers a second time then, which fails with a traceback in the log for each broken body that is sent.
        """
        is_owed = self.conn.our_state in _OWED
        if self._is_answering():
            cycle: Any = self.cycle
            cycle.disconnected = True
            cycle.message_event.set()
        if is_owed:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def _is_answering(self) -> bool:
        cycle: Any = self.cycle
        return cycle is not None and not cycle.response_complete

    def _await_head(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()
