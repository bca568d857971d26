"""What is shown to whoever is stopped before any page: a page for browsers, a line for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, PlainTextResponse

from events.errors import BadInputError
from timeline.values.languages import ENGLISH, tag_of
from timeline.web.rendering import rendered
from timeline.web.visit import preferred
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response
    from starlette.types import Scope


def stopped(scope: Scope, code: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """The answer to a request that is refused.

    Args:
        scope: of the request.
        code: of HTTP.
        why: a sentence in English, which is worded in the reader's language.
        headers: that are said besides.

    """
    given = dict(headers or {}) | {"cache-control": "no-store", "vary": "Accept, Accept-Language"}
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(f"{why}\n", code, given)
    return HTMLResponse(rendered("stopped.html", {"words": wording_for(_language(scope)), "why": why}), code, given)


def _language(scope: Scope) -> str:
    """In which somebody reads who asks, as far as they say so."""
    asked = QueryParams(scope["query_string"]).get("lang")
    try:
        found = tag_of(asked) if asked else preferred(Headers(scope=scope).get("accept-language", ""))
    except BadInputError:
        return ENGLISH
    return found or ENGLISH
