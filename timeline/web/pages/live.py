"""`/live`: what goes on while I look? Server-sent events: `facts` with the dialogues that facts were added to, `store`.

A browser that was away comes back with the position of what it heard last, and is told at once what it missed.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from events.errors import TimelineError
from timeline.access.roles import Act
from timeline.web.live import Heard, Room
from timeline.web.middleware.known import viewer_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from timeline.web.desk import Desk
    from timeline.web.live import Listener

BEAT_SECONDS: Final = 15.0
"""After so long without news a reader is told that the server is there: proxies end what is silent."""

MOST_MISSED: Final = 1000
"""Facts that are read to say what was missed. Whoever missed more is told that every dialogue may have changed."""

AGAIN_MS: Final = 2000
"""After which a browser comes back."""

NO_ROOM_SECONDS: Final = 60
"""After which who found no room may ask once more."""


def routes(desk: Desk) -> list[Route]:
    """The one address."""

    async def live(request: Request) -> Response:
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        if request.method == "HEAD":
            return Response(headers=headers, media_type="text/event-stream")
        who = _who(request)
        if refusal := _NO_ROOM.get(desk.live.room(who)):
            return _no_room(*refusal)
        try:
            listener = desk.live.join(who)
        except TimelineError as error:
            return _no_room(503, error.message)
        return _Telling(desk, request, listener, headers)

    return [Route("/live", live, methods=["GET"])]


_NO_ROOM: Final = {
    Room.NONE_FOR_THEM: (429, "As many pages listen from here as may."),
    Room.NONE: (503, "As many readers listen as may."),
}


def _who(request: Request) -> str:
    """From where somebody listens: behind a proxy the names of people differ, and the address does not."""
    address = request.client.host if request.client else ""
    return f"{viewer_of(request).name} {address}"


def _no_room(code: int, why: str) -> Response:
    """Refused for now (RFC 9110, 15.6.4; RFC 6585, 4)."""
    headers = {"retry-after": str(NO_ROOM_SECONDS), "cache-control": "no-store"}
    return PlainTextResponse(f"{why}\n", code, headers)


class _Telling(StreamingResponse):
    """What one reader is told, who leaves with it, however it ends."""

    def __init__(self, desk: Desk, request: Request, listener: Listener, headers: dict[str, str]) -> None:
        super().__init__(_told(desk, request, listener), headers=headers, media_type="text/event-stream")
        self._leave = partial(desk.live.leave, listener)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()


async def _told(desk: Desk, request: Request, listener: Listener) -> AsyncIterator[str]:
    tracker = desk.tracker()
    yield f"retry: {AGAIN_MS}\n{_event('hello', {'position': tracker.head()}, tracker.head())}"
    heard: Heard | None = _missed(desk, request.headers.get("last-event-id", ""))
    while heard is not None:
        viewer = desk.access.viewer(request)  # once more: a token may have ended, a grant may be gone
        if viewer is None:
            return
        if heard.lost is not None:
            yield _event("store", {"lost": heard.lost})
        seen = sorted(slug for slug in heard.dialogues if viewer.may(Act.READ, slug))
        if seen:
            yield _event("facts", {"position": heard.position, "dialogues": seen}, heard.position)
        elif heard == Heard():  # only after silence: what is kept from a reader makes no sound
            yield ":\n\n"
        heard = await listener.next(BEAT_SECONDS)


def _missed(desk: Desk, last: str) -> Heard:
    """What was recorded after the position that a browser heard last."""
    tracker = desk.tracker()
    head = tracker.head()
    if not last.isascii() or not last.isdigit() or len(last) > len(str(head)) or int(last) >= head:
        return Heard()
    if head - int(last) > MOST_MISSED:
        return Heard(head, frozenset(tracker.slugs()))
    return Heard(head, frozenset(row.dialogue for row in tracker.history(since=int(last), limit=MOST_MISSED)))


def _event(name: str, data: dict[str, Any], position: int | None = None) -> str:
    """A message of the stream (HTML Living Standard, 9.2)."""
    place = "" if position is None else f"id: {position}\n"
    return f"{place}event: {name}\ndata: {json.dumps(data)}\n\n"
