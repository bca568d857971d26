"""A line to a PostgreSQL server that can be cut, go dead, or lose the answer to a commit."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Proxy:
    """Passes bytes between clients and a server on the loopback until it is told to fail.

    Attributes:
        port: where clients connect.
        lose_next: bytes; the next request that holds them reaches the server, but the line is cut before the
            answer comes back.
        swallow_next: bytes; the line is cut before the next request that holds them reaches the server.
        die_next: bytes; the line goes dead before the next request that holds them reaches the server.
        dead: while set, nothing is passed on in either direction, and no line is cut.

    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self.lose_next: bytes | None = None
        self.swallow_next: bytes | None = None
        self.die_next: bytes | None = None
        self.dead = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut every line and listen no more."""
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """Cut every line there is; not the ones that come for those."""
        there = self._sockets[:]
        del self._sockets[: len(there)]
        for side in there:
            _shut(side)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._server_port))
                except OSError:  # The server is down; it may come back.
                    _shut(client)
                    continue
                self._sockets += [client, server]
                answers = threading.Event()
                answers.set()
                threading.Thread(target=self._requests, args=(client, server, answers), daemon=True).start()
                threading.Thread(target=self._answers, args=(server, client, answers), daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket, answers: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if self.die_next is not None and self.die_next in data:
                    self.die_next = None
                    self.dead.set()
                self._wait_while_dead()
                if self.swallow_next is not None and self.swallow_next in data:
                    self.swallow_next = None
                    break
                if self.lose_next is not None and self.lose_next in data:
                    self.lose_next = None
                    answers.clear()
                server.sendall(data)
        _shut(client)
        _shut(server)

    def _answers(self, server: socket.socket, client: socket.socket, answers: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                self._wait_while_dead()
                if not answers.is_set():
                    break
                client.sendall(data)
        _shut(client)
        _shut(server)

    def _wait_while_dead(self) -> None:
        while self.dead.is_set():
            time.sleep(0.02)


def _shut(side: socket.socket) -> None:
    """Close a socket that another thread may be waiting on."""
    with contextlib.suppress(OSError):
        side.shutdown(socket.SHUT_RDWR)
    side.close()
