"""`/`: where does every dialogue stand, at a glance?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _page(visit: Visit) -> Body:
    return visit.page("home.html", cards=[visit.read("state", slug) for slug in visit.slugs])


def _json(visit: Visit) -> Body:
    return as_json([visit.told("state", slug) for slug in visit.slugs])


PAGE: Final = Page("/", {"": _page, "json": _json}, stem="/index")
