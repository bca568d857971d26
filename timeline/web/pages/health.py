"""`/-/health`: does the server answer, and does its store? For whoever watches over it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse
from starlette.routing import Route

from events.errors import TimelineError

if TYPE_CHECKING:
    from starlette.requests import Request

    from timeline.web.desk import Desk


def routes(desk: Desk) -> list[Route]:
    """The one address. It tells nothing of what is in the store."""

    def health(_request: Request) -> JSONResponse:
        try:
            desk.tracker().head()
        except TimelineError:
            return JSONResponse({"store": "out of reach"}, HTTPStatus.SERVICE_UNAVAILABLE)
        return JSONResponse({"store": "ok"})

    return [Route("/-/health", health, methods=["GET"])]
