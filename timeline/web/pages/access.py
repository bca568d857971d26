"""`/-/access`: who am I here, what may I do, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from timeline.access.roles import Act
from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _found(visit: Visit) -> dict[str, Any]:
    may = {slug: [act.value for act in Act if visit.may(act, slug)] for slug in visit.slugs}
    everybody = list(visit.desk.access.everybody(visit.viewer))
    return {"name": visit.viewer.name, "why": list(visit.viewer.why()), "may": may, "everybody": everybody}


def _page(visit: Visit) -> Body:
    return visit.page("access.html", found=_found(visit))


def _json(visit: Visit) -> Body:
    return as_json(_found(visit))


PAGE: Final = Page("/-/access", {"": _page, "json": _json}, finishes=False)
