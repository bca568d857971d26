"""Who sends this request? Somebody unknown is refused here, before any page. What follows finds who it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from starlette.requests import HTTPConnection

from timeline.web.stopped import stopped

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from timeline.web.access import Access, Viewer

_VIEWER: Final = "timeline.viewer"


class KnownViewers:
    """Passes on what somebody known sends (else 401)."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            viewer = self._access.viewer(HTTPConnection(scope))
            if viewer is None and not _is_for_anybody(scope["path"]):
                refusal = stopped(scope, 401, "Sign in, or show a token.", {"www-authenticate": "Bearer"})
                await refusal(scope, receive, send)
                return
            scope[_VIEWER] = viewer
        await self._app(scope, receive, send)


def viewer_of(request: HTTPConnection) -> Viewer:
    """Who sent a request for a page."""
    viewer: Viewer = request.scope[_VIEWER]
    assert viewer is not None, "nobody unknown gets so far"
    return viewer


def _is_for_anybody(path: str) -> bool:
    """Whether what stands there tells nothing of any dialogue."""
    return path == "/-/health" or re.fullmatch(r"/static/[^/]+/[^/]+", path) is not None
