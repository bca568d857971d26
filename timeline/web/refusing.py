"""How is a request refused? With a code of HTTP for each family of refusals, in the words of the command line."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from events.advice import worded
from events.errors import BadInputError, ConflictError, NotFoundError, StoreError, TimelineError
from timeline.web.access import ForbiddenError
from timeline.web.body import JSON, Body, as_json

if TYPE_CHECKING:
    from events.advice import Next
    from timeline.web.visit import Visit


def code_of(error: TimelineError) -> HTTPStatus:
    """The code of HTTP for a refused request, by its family."""
    match error:
        case ForbiddenError():
            return HTTPStatus.FORBIDDEN
        case BadInputError():
            return HTTPStatus.BAD_REQUEST
        case NotFoundError():
            return HTTPStatus.NOT_FOUND
        case ConflictError():
            return HTTPStatus.CONFLICT
        case StoreError():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case _:
            return HTTPStatus.BAD_REQUEST


def refused(visit: Visit, error: TimelineError, media_type: str) -> Body:
    """What is wrong, and what can be done: as a page, or as JSON for who asked for that."""
    message, hint = (worded(text, _next, str) for text in (error.message, error.hint))
    code = code_of(error)
    try:
        _ = visit.moment, visit.words
    except BadInputError:
        visit.forget()
    if media_type == JSON:
        body = as_json({"error": message, "hint": hint})
    else:
        body = visit.page("refused.html", message=message, hint=hint)
    return Body(body.content, body.media_type, code=code)


def _next(one: Next) -> str:
    """What may be done next, by its name."""
    return one.action.replace("-", " ")
