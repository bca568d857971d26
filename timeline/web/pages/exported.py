"""`/d/SLUG.ics` and the like, `/calendar.ics`, `/news.atom`: what do calendars, feed readers and editors get?"""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from events.errors import NotFoundError
from timeline.drawing.style import STYLE
from timeline.web.body import MEDIA_TYPES, Body
from timeline.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from timeline.web.page import Make
    from timeline.web.visit import Visit

_FORMATS: Final = {"ics": "ics", "atom": "atom", "svg": "svg", "md": "markdown", "csl.json": "csl"}
"""The endings of addresses with the formats that they stand for."""

_STYLE_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
_DRAWING_POLICY: Final = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'"
"""A picture that stands alone brings its own style. Nothing in it runs."""


def _exported(visit: Visit, ending: str, dialogues: Sequence[str]) -> Body:
    content = visit.tracker.export(_FORMATS[ending], dialogues, **visit.times)
    headers = {"content-security-policy": _DRAWING_POLICY} if ending == "svg" else {}
    return Body(content, MEDIA_TYPES[ending], headers)


def _of_dialogue(ending: str, visit: Visit) -> Body:
    slug = visit.named("dialogue")
    visit.require(slug)
    return _exported(visit, ending, [slug])


def _of_all(ending: str, visit: Visit) -> Body:
    """Every dialogue that the viewer may see.

    Raises:
        NotFoundError: there is none: an export of no dialogues would be one of all.

    """
    if not visit.slugs:
        raise NotFoundError("no dialogue is tracked yet")
    return _exported(visit, ending, visit.slugs)


OF_DIALOGUE: Final[Mapping[str, Make]] = {ending: partial(_of_dialogue, ending) for ending in _FORMATS}
"""What is made of one dialogue, by ending."""

PAGES: Final = (
    Page("/calendar", {"ics": partial(_of_all, "ics")}),
    Page("/news", {"atom": partial(_of_all, "atom")}),
)
