"""From a request to what is answered: which page it is, who looks, whether it is finished already, or why not.

Adding a page is a module of `timeline.web.pages`, its line in `PAGES`, its template and its test.
"""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from events.errors import NotFoundError, TimelineError
from timeline.web.body import HTML, MEDIA_TYPES
from timeline.web.finished import Finished, etag_of
from timeline.web.middleware.bodies import Bodies
from timeline.web.middleware.headers import Headers
from timeline.web.middleware.hosts import Hosts
from timeline.web.middleware.known import KnownViewers, viewer_of
from timeline.web.middleware.writes import Writes
from timeline.web.openapi import document
from timeline.web.pages import (
    access,
    across,
    add,
    dialogue,
    diff,
    exported,
    fact,
    files,
    health,
    home,
    judge,
    live,
    named,
    question,
    report,
    why,
)
from timeline.web.refusing import refused
from timeline.web.submitted import Submitted
from timeline.web.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from timeline.web.body import Body
    from timeline.web.desk import Desk
    from timeline.web.page import Make, Page

PAGES: Final[tuple[Page, ...]] = (
    home.PAGE,
    access.PAGE,
    add.OPENING,
    add.PAGE,
    *judge.PAGES,
    *across.PAGES,
    *exported.PAGES,
    fact.PAGE,
    report.PAGE,
    *named.PAGES,
    diff.PAGE,
    *question.PAGES,
    why.PAGE,
    dialogue.PAGE,
)
"""Every page. Of two paths that fit, the first is taken."""


def app_of(desk: Desk) -> ASGIApp:
    """The application that a server runs, with everything that stands before a page: outermost first."""
    finished = Finished()
    told = Route("/openapi.json", lambda _: JSONResponse(document(PAGES, desk.version)), methods=["GET"])
    routes = [*health.routes(desk), *live.routes(desk), *files.ROUTES, told]
    routes += [route for page in PAGES for route in _routes(desk, finished, page)]
    pages = Starlette(routes=routes, exception_handlers={404: partial(_nowhere, desk)})
    within = KnownViewers(Writes(Bodies(pages), writes=desk.writes), desk.access)
    pages.router.redirect_slashes = False  # behind a proxy it would lead to an address without TLS
    return Headers(Hosts(within, desk.hosts))


def _routes(desk: Desk, finished: Finished, page: Page) -> Iterator[Route]:
    """The addresses of a page: those with an ending first, since a name may have a dot."""
    for ending, make in sorted(page.makes.items(), key=lambda one: -len(one[0])):
        if ending:
            paths = [f"{page.stem or page.path}.{ending}"]
        else:
            paths = [page.path] if page.stem else [f"{page.path}.html", page.path]
        for path in paths:
            yield Route(path, _endpoint(desk, finished, page, ending, make), methods=["GET"])
    if page.takes is not None:
        yield Route(page.path, _taking(desk, page.takes), methods=["POST"])


def _endpoint(desk: Desk, finished: Finished, page: Page, ending: str, make: Make) -> Callable[[Request], Response]:
    media_type = MEDIA_TYPES[ending]

    def answer(request: Request) -> Response:
        visit = Visit(desk, request, viewer_of(request))
        try:
            if not page.finishes:
                return _once(make(visit))
            tag = etag_of(*_made_of(visit))
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"etag": tag, **_VARYING})
            body = finished.body(tag, visit.tracker.head(), lambda: make(visit))
        except TimelineError as error:
            return _refusal(visit, error, media_type)
        headers = {**body.headers, **_VARYING, "etag": tag}
        if not ending and len(page.makes) > 1:
            headers["link"] = ", ".join(_alternates(visit, page))
        return _sent(request, body, headers)

    return answer


def _once(body: Body) -> Response:
    """A body that is never the same twice: nobody keeps it, and it is not compressed, since it may hold a token."""
    return Response(body.content, body.code, {**body.headers, "cache-control": "no-store"}, body.media_type)


def _taking(desk: Desk, take: Make) -> Callable[[Request], Awaitable[Response]]:
    """What answers a form that was sent."""

    def answer(request: Request, body: bytes) -> Response:
        viewer = viewer_of(request)
        visit = Visit(desk, request, viewer)
        try:
            visit.form = Submitted.of(body, desk.stamps, viewer.name)
            return _once(take(visit))
        except TimelineError as error:
            return _refusal(visit, error, HTML)

    async def taken(request: Request) -> Response:
        return await run_in_threadpool(answer, request, await request.body())

    return taken


_VARYING: Final = {"vary": "Accept-Encoding, Accept-Language"}


def _made_of(visit: Visit) -> tuple[object, ...]:
    """All that decides what a page looks like."""
    url = visit.request.url
    return (
        visit.tracker.head(),
        visit.tracker.today,
        visit.viewer.name,
        visit.viewer.sees,
        visit.language,
        url.path,
        url.query,
    )


def _alternates(visit: Visit, page: Page) -> Iterator[str]:
    """Where programs find the same (RFC 8288)."""
    url = visit.request.url
    path = page.stem or quote(visit.request.scope["path"].removesuffix(".html"), safe="/:,@")
    for ending in page.makes:
        if ending:
            query = f"?{quote(url.query, safe='=&%+:,@/-._~')}" if url.query else ""
            yield f'<{path}.{ending}{query}>; rel="alternate"; type="{MEDIA_TYPES[ending]}"'


def _sent(request: Request, body: Body, headers: dict[str, str]) -> Response:
    """A finished body, compressed for who reads that."""
    content = body.content
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, body.code, headers, body.media_type)


def _refusal(visit: Visit, error: TimelineError, media_type: str) -> Response:
    body = refused(visit, error, media_type)
    return Response(body.content, body.code, media_type=body.media_type)


def _nowhere(desk: Desk, request: Request, _error: Exception) -> Response:
    """No page has that path."""
    return _refusal(Visit(desk, request, viewer_of(request)), NotFoundError(f"no page {request.url.path!r}"), HTML)
