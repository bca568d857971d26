"""A page as tests ask for it: one request to the application, without a network between."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from anyio.from_thread import start_blocking_portal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.types import ASGIApp, Message

HOST: Final = "127.0.0.1:8123"


@dataclass(frozen=True)
class Answered:
    """What came back."""

    code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.content)


def awaited(function: Callable[..., Awaitable[object]], *arguments: object) -> None:
    """Run a function on a loop of its own thread: where Playwright was used, this thread has one that never ends."""
    with start_blocking_portal() as portal:
        portal.call(function, *arguments)


class Browser:
    """Asks one application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.client = "127.0.0.1"

    def get(self, address: str, **headers: str) -> Answered:
        """Ask for a page; `_` stands for `-` in names of headers."""
        return self.send("GET", address, [(name.replace("_", "-"), value) for name, value in headers.items()])

    def send(self, method: str, address: str, headers: Sequence[tuple[str, str]] = (), body: bytes = b"") -> Answered:
        """Send a request; with the Host header of the server, unless another is given."""
        given = [(name.lower(), value) for name, value in headers]
        if not any(name == "host" for name, _ in given):
            given.append(("host", HOST))
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given],
            "client": (self.client, 50000),
            "server": ("127.0.0.1", 8123),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        awaited(self.app, scope, receive, send)
        start = sent[0]
        answered = {name.decode().lower(): value.decode() for name, value in start["headers"]}
        return Answered(start["status"], answered, b"".join(part.get("body", b"") for part in sent[1:]))
