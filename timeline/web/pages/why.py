"""`/d/SLUG/why/SUBJECT[.ATTRIBUTE]`: why is a value shown? The evidence, down to report and quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _page(visit: Visit) -> Body:
    slug = visit.named("dialogue")
    return visit.page("why.html", slug=slug, answer=visit.read("explain", slug, visit.named("subject")))


def _json(visit: Visit) -> Body:
    return as_json(visit.told("explain", visit.named("dialogue"), visit.named("subject")))


PAGE: Final = Page("/d/{dialogue}/why/{subject:path}", {"": _page, "json": _json}, answers="explain")
