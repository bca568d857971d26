"""`/static/…`: the style, the script and the icon. What has another content has another address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.web.assets import assets

if TYPE_CHECKING:
    from starlette.requests import Request

_FOR_GOOD: Final = {"cache-control": "public, max-age=31536000, immutable"}


def _file(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None or asset.path != request.url.path:
        return PlainTextResponse("There is no such file.\n", 404)
    return Response(asset.content, headers=_FOR_GOOD, media_type=asset.media_type)


ROUTES: Final = (Route("/static/{digest}/{name}", _file, methods=["GET"]),)
