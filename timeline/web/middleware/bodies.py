"""How much may be sent, in which form, and how slowly? Forms only, of a size that people fill in, within a time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from timeline.web.stopped import stopped

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST: Final = 262_144
"""Bytes of a form."""

SECONDS: Final = 30.0
"""In which the whole of a form has to arrive."""

FORM: Final = "application/x-www-form-urlencoded"

WITHOUT_BODY: Final = frozenset({"GET", "HEAD"})


class _GoneError(Exception):
    """Half of a form is no form: nothing is done with it, and nobody is there to be told."""


class Bodies:
    """Passes the whole body of a form on, or refuses it: another type (415), too long (413), too slow (408)."""

    def __init__(self, app: ASGIApp, *, longest: int = LONGEST, seconds: float = SECONDS) -> None:
        self._app = app
        self._longest = longest
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http" or scope["method"] in WITHOUT_BODY:
            await self._app(scope, receive, send)
            return
        if Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower() != FORM:
            await _refusal(scope, 415, "Send a form.")(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body = await self._whole(receive)
        except TimeoutError:
            await _refusal(scope, 408, "The form did not arrive in time.")(scope, receive, send)
            return
        except _GoneError:
            return
        if body is None:
            await _refusal(scope, 413, f"A form has at most {self._longest:,} bytes.")(scope, receive, send)
            return
        await self._app(scope, _once(body, receive), send)

    async def _whole(self, receive: Receive) -> bytes | None:
        """The body. None where it is too long, counted while it comes: what a header says of it proves nothing.

        Raises:
            _GoneError: whoever sent it went away before the end.

        """
        pieces, length = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _GoneError
            pieces.append(message.get("body", b""))
            length += len(pieces[-1])
            if length > self._longest:
                return None
            if not message.get("more_body", False):
                return b"".join(pieces)


def _refusal(scope: Scope, code: int, reason: str) -> Response:
    return stopped(scope, code, reason, {"connection": "close"})


def _once(body: bytes, receive: Receive) -> Receive:
    """A body that was read already, as a server gives it. Then whatever comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
