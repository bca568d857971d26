"""How long may a request take to arrive? Whoever opens a connection and then says nothing is not waited for.

uvicorn has a limit for silence after an answer, and none before the first request or inside the head of one.
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


class PromptProtocol(H11Protocol):
    """HTTP/1.1 with a deadline for the head of each request."""

    head_seconds = HEAD_SECONDS
    _deadline: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(cast("Transport", transport))
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

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
