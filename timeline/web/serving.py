"""How does the page listen? On one socket, speaking HTTP/1.1, until it is told to end."""

from __future__ import annotations

import signal
import socket
import threading
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import uvicorn
from anyio.to_thread import current_default_thread_limiter, run_sync

from events.errors import StoreError
from events.memory import leave_aside, share_heap
from timeline.web.protocol import PromptProtocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from timeline.web.desk import Desk

LOOPBACK: Final = "127.0.0.1"

THREADS: Final = 2
"""That make pages at once. Python runs one of them at a time: with the 40 that anyio takes, each page that a hundred
readers ask for waits for 39 others, and all 40 hold what they make it of: some megabytes each, and pages of the store.
Two are enough for one to wait for the store while another makes a page."""

_WAITING: Final = 128
"""Connections that may wait to be taken."""

_SENDING: Final = 128 * 2**10
"""Bytes that the system holds for a reader who does not take them. Left alone it holds megabytes for each."""

_LAST_WORDS: Final = 2
"""Seconds that answers which are on their way have to arrive, once the server is told to end."""


def listener(port: int, address: str = LOOPBACK) -> socket.socket:
    """A socket on an address of this machine. On a free port where it is 0.

    Raises:
        StoreError: somebody else listens there, or this user may not.

    """
    found = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    # A port that a server has just left is free, though the system still waits for stray packets.
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENDING)  # of every connection that is taken
    try:
        found.bind((address, port))
        found.listen(_WAITING)
    except (OSError, OverflowError) as error:
        found.close()
        place = f"port {port}" if address == LOOPBACK else f"{address} port {port}"
        message = f"cannot listen on {place}: {getattr(error, 'strerror', None) or error}"
        raise StoreError(message, hint="Give another «:port», or leave it out for a free one.") from None
    return found


def port_of(listening: socket.socket) -> int:
    """The port of a socket."""
    port: int = listening.getsockname()[1]
    return port


def hosts_of(port: int) -> frozenset[str]:
    """By which names a server on this machine is called."""
    return frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost"))


def serve(app: ASGIApp, listening: socket.socket, *, ready: Callable[[], None], ended: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM comes.

    Args:
        app: what answers.
        listening: where.
        ready: is called once requests are answered.
        ended: is called when no more are taken, and answers without an end are to end.

    """
    config = uvicorn.Config(
        app,
        http=PromptProtocol,
        proxy_headers=False,  # who sent a request is decided by `timeline.web.team`, of the address it came from
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    server = _Server(config, ready, ended)
    with _ended_by_signals(server):
        server.run(sockets=[listening])


class Pages:
    """All pages of a store. They are loaded once the server listens: a browser takes as long to start."""

    def __init__(self, desk: Desk) -> None:
        """Take what requests share. The store of its tracker is held in memory."""
        self._desk = desk
        self._app: Future[ASGIApp] = Future()

    def load(self) -> None:
        """Load them, in a thread of its own."""
        threading.Thread(target=self._load, name="loading").start()

    def _load(self) -> None:
        try:
            self._app.set_result(self._loaded())
        except BaseException as error:
            self._app.set_exception(error)
            raise
        leave_aside()

    def _loaded(self) -> ASGIApp:
        from timeline.application.held import hold
        from timeline.web.app import app_of

        hold(self._desk.tracker().engine)
        return app_of(self._desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, once there is what answers it."""
        app = self._app.result() if self._app.done() else await run_sync(self._app.result)
        await app(scope, receive, send)


class _Server(uvicorn.Server):
    """Says when it is ready, and when it ends."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], ended: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._ended = ended

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        current_default_thread_limiter().total_tokens = THREADS
        share_heap()
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ended()
        await super().shutdown(sockets)


@contextmanager
def _ended_by_signals(server: _Server) -> Iterator[None]:
    """Ended by a signal is ended well, also by one that comes before the server looks for any.

    The server sends it once more to itself when it is done, and nobody is hurt.
    """

    def end(*_: object) -> None:
        server.should_exit = True

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
