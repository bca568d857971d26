"""`timeline serve` as a process of its own: what it answers, byte by byte, and what it takes of the machine."""

from __future__ import annotations

import re
import socket
import subprocess
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from tests.cli.given import ROOT, command_line, unmeasured
from tests.torture.arena import CannotRunError, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.store.address import PostgresAddress, SqliteAddress

LOOPBACK = "127.0.0.1"
SECONDS = 60
"""In which any answer has come, also on a machine that has other things to do."""

FORM = b"application/x-www-form-urlencoded"


class Taken(NamedTuple):
    """What a process takes of the machine.

    Attributes:
        memory: bytes that are in memory.
        files: open ones, sockets too.
        threads: of it.

    """

    memory: int
    files: int
    threads: int


class Server:
    """Somebody who speaks HTTP on a port of this machine.

    Attributes:
        port: that it listens on.
        host: what its Host header has to be.

    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"{LOOPBACK}:{port}".encode()

    def line(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection((LOOPBACK, self.port), timeout=SECONDS)

    def got(self, path: str) -> tuple[int, bytes]:
        """What a reader gets who asks for a page."""
        connection = HTTPConnection(LOOPBACK, self.port, timeout=SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    @cached_property
    def stamp(self) -> str:
        """What its forms are sent with."""
        found = re.search(rb'name="stamp" value="(\w+)"', self.got("/add")[1])
        assert found is not None
        return found[1].decode()

    def head(self, path: str, *headers: bytes, method: bytes = b"GET", last: bool = True) -> bytes:
        """The head of a request, as a browser would write it."""
        lines = [method + b" " + path.encode() + b" HTTP/1.1", b"Host: " + self.host, *headers]
        return b"\r\n".join([*lines, b"Connection: close" if last else b"Connection: keep-alive", b"", b""])

    def form(self, path: str, fields: Iterable[tuple[str, str]], *headers: bytes) -> bytes:
        """A form as a page of this server sends it."""
        body = urlencode(list(fields), errors="surrogatepass").encode()
        own = (b"Origin: http://" + self.host, b"Sec-Fetch-Site: same-origin", b"Content-Type: " + FORM)
        length = b"Content-Length: %d" % len(body)
        return self.head(path, *own, length, *headers, method=b"POST") + body


class Served(Server):
    """`timeline serve --write`, as somebody starts it."""

    def __init__(self, address: SqliteAddress | PostgresAddress, folder: Path) -> None:
        if not Path("/proc/self/fd").exists():
            raise CannotRunError("no /proc to see what a process takes")
        self._errors = folder / "served.err"
        words = command_line("serve", "--no-open", "--write", "--store", typed(address))
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=unmeasured()
            )
        assert self._process.stdout is not None
        with self._process.stdout as told:  # it says nothing more there
            super().__init__(urlsplit(told.readline().strip()).port or 0)

    def end(self) -> int:
        """End it as an administrator does, and return its exit code."""
        self._process.terminate()
        return self._process.wait(SECONDS)

    def is_over(self) -> bool:
        """Whether it has ended by itself."""
        return self._process.poll() is not None

    def said(self) -> str:
        """What went to its standard error."""
        return self._errors.read_text(errors="replace")

    def takes(self) -> Taken:
        """What it takes just now."""
        mine = Path(f"/proc/{self._process.pid}")
        status = (mine / "status").read_text()
        (memory,) = re.findall(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        (threads,) = re.findall(r"^Threads:\s+(\d+)", status, re.MULTILINE)
        return Taken(int(memory) * 1024, len(list((mine / "fd").iterdir())), int(threads))


def answers(line: socket.socket, said: Iterable[bytes], methods: Sequence[bytes] = (b"GET",)) -> list[int]:
    """Say something on a connection, and return the codes that come before it is closed, in their order.

    Args:
        line: the connection; the last request on it must ask for its end, or be one that ends it.
        said: in pieces.
        methods: of the requests: what is asked for by HEAD has no body.

    """
    try:
        for piece in said:
            line.sendall(piece)
    except OSError:
        pass  # the server had heard enough
    got = b""
    try:
        while piece := line.recv(65536):
            got += piece
    except ConnectionResetError:
        pass  # what it did not read was thrown away with the connection
    codes = []
    while got:
        head, _, got = got.partition(b"\r\n\r\n")
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", head)
        assert found is not None, head[:200]
        codes.append(int(found[1]))
        method = methods[min(len(codes), len(methods)) - 1]
        if method != b"HEAD":
            got = got[_length(head, got) :]
    return codes


def _length(head: bytes, rest: bytes) -> int:
    """How many bytes after its head belong to an answer."""
    if re.search(rb"\r\ntransfer-encoding: chunked", head, re.IGNORECASE):
        return rest.index(b"0\r\n\r\n") + 5
    told = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
    return int(told[1]) if told else len(rest)
