"""Whoever opens a connection and says nothing, or says it slowly, is let go; others are served meanwhile."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import anyio
import pytest
import uvicorn
from anyio.lowlevel import checkpoint
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from timeline.web.protocol import PromptProtocol
from timeline.web.serving import listener, port_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SECONDS = 60


MUCH = 8 * 2**20
ENDED = threading.Event()
"""That an answer which has no end was ended."""


class Prompt(PromptProtocol):
    head_seconds = 1.0  # whoever means it says it within that, also on a busy machine
    taken_seconds = 1.0


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that waits one second for the head of a request."""

    async def slow(_: object) -> PlainTextResponse:
        await anyio.sleep(1.3)
        return PlainTextResponse("slow")

    async def without_end(ended: threading.Event) -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"x" * 2**16
                await checkpoint()
        finally:
            ended.set()

    routes = [
        Route("/", lambda _: PlainTextResponse("here")),
        Route("/slow", slow),
        Route("/much", lambda _: PlainTextResponse("x" * MUCH)),
        Route("/without-end", lambda _: StreamingResponse(without_end(ENDED))),
    ]
    config = uvicorn.Config(Starlette(routes=routes), http=Prompt, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    with listener(0) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield port_of(listening)
        server.should_exit = True
        thread.join()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        yield connection


def answered(connection: socket.socket, body: bytes) -> bool:
    """Whether an answer comes that ends so."""
    got = b""
    while not got.endswith(body) and (piece := connection.recv(1000)):
        got += piece
    return got.endswith(body)


def is_let_go(connection: socket.socket) -> bool:
    """Whether the server closes it, which is waited for."""
    try:
        return connection.recv(1000) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("said", [b"", b"G", HEAD])
def test_a_head_that_does_not_arrive_is_not_waited_for(port: int, said: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(said)
        assert is_let_go(connection)


def test_a_head_that_drips_is_not_waited_for(port: int) -> None:
    with connected(port) as connection:
        begun = time.monotonic()
        with pytest.raises(OSError, match=r"."):  # noqa: PT012 - which byte meets the closed door is not known
            while time.monotonic() - begun < SECONDS:
                connection.sendall(b"G")
                time.sleep(0.05)


def test_the_head_of_a_second_request_is_waited_for_no_longer_than_the_first(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(HEAD + b"\r\n")
        assert answered(connection, b"here")
        connection.sendall(HEAD)
        assert is_let_go(connection)


def test_an_answer_may_take_longer_than_a_head(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(HEAD.replace(b"/ ", b"/slow ", 1) + b"\r\n")
        assert answered(connection, b"slow")


def asked(port: int, path: bytes) -> socket.socket:
    """A connection on which something was asked for, by a reader with little room for the answer."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**14)
    connection.settimeout(SECONDS)
    connection.connect(("127.0.0.1", port))
    connection.sendall(HEAD.replace(b"/ ", path + b" ", 1) + b"Connection: close\r\n\r\n")
    return connection


def test_who_takes_nothing_of_an_answer_is_let_go(port: int) -> None:
    with asked(port, b"/much") as connection:
        time.sleep(4 * Prompt.taken_seconds)
        got = 0
        while piece := connection.recv(2**16):
            got += len(piece)
        assert 0 < got < MUCH / 2, "what the system held for it still comes, and then the end"


def test_who_takes_nothing_of_an_answer_without_end_is_let_go(port: int) -> None:
    ENDED.clear()
    with asked(port, b"/without-end"):
        assert ENDED.wait(SECONDS)


def test_who_takes_an_answer_slowly_gets_all_of_it(port: int) -> None:
    got, begun = 0, time.monotonic()
    with asked(port, b"/much") as connection:
        while piece := connection.recv(2**16):
            got += len(piece)
            time.sleep(0.05 if time.monotonic() - begun < 3 * Prompt.taken_seconds else 0)
    assert got > MUCH


CHUNKED = b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize("path", [b"/", b"/slow", b"/nowhere"])
@pytest.mark.parametrize("rest", [b"zz\r\n", b"1\r\naa\r\n", b"-1\r\n\r\n"])
def test_a_body_that_is_none_leaves_no_traceback(
    port: int, path: bytes, rest: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Whether the answer is still to come, on its way, or given already."""
    for wait in (0.0, 0.1):
        with connected(port) as connection:
            connection.sendall(HEAD.replace(b"GET / ", b"POST " + path + b" ", 1) + CHUNKED)
            time.sleep(wait)
            connection.sendall(rest)
            while not is_let_go(connection):
                pass
    with connected(port) as connection:
        connection.sendall(HEAD + b"\r\n")
        assert answered(connection, b"here")
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def test_others_are_served_while_many_say_nothing(port: int) -> None:
    silent = [socket.create_connection(("127.0.0.1", port), timeout=SECONDS) for _ in range(60)]
    try:
        with connected(port) as connection:
            connection.sendall(HEAD + b"\r\n")
            assert answered(connection, b"here")
        assert all(map(is_let_go, silent))
    finally:
        for connection in silent:
            connection.close()
