"""May a request change anything? Not where the server only shows, and not where another site's page sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from timeline.web.stopped import stopped

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SAFE: Final = frozenset({"GET", "HEAD"})


class Writes:
    """Refuses what is no GET or HEAD: always (405) where nothing may be recorded, else where it comes from elsewhere.

    A browser says where a request comes from (Sec-Fetch-Site, Origin). One that says neither is refused too (403).
    """

    def __init__(self, app: ASGIApp, *, writes: bool) -> None:
        self._app = app
        self._writes = writes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] not in SAFE:
            refusal = None
            if not self._writes:
                refusal = stopped(scope, 405, "This server only shows.", {"allow": "GET, HEAD"})
            elif not _is_of_this_site(Headers(scope=scope)):
                refusal = stopped(scope, 403, "This was not sent by a page of this server.")
            if refusal:
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_of_this_site(headers: Headers) -> bool:
    """Whether the browser says so; where it says it by Sec-Fetch-Site, our referrer policy takes the Origin away."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    of_origin = origin is not None and origin.partition("://")[2] == headers.get("host")
    if site is None:
        return of_origin
    return site == "same-origin" and (of_origin or origin in (None, "null"))
