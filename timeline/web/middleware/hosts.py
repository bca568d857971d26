"""Is the server called by its own name? Another name that leads here is somebody's trick (DNS rebinding)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send


class Hosts:
    """Refuses a request that has not exactly one Host header, or not one of these names (421, RFC 9110).

    The whole header is compared: to parse it is where such checks have failed.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode("latin-1") for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            called = [value.lower() for name, value in scope["headers"] if name == b"host"]
            if len(called) != 1 or called[0] not in self._hosts:
                refusal = PlainTextResponse("This server answers to its own name only.\n", 421)
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
