"""`/report/ID`: what does one report say, whose words are they, and what are they worth?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.errors import NotFoundError
from timeline.access.roles import Act
from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.answers.sources import SourceAnswer
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _sources(visit: Visit) -> list[SourceAnswer]:
    """The report in every dialogue in which it is on file and its viewer may look.

    Raises:
        NotFoundError: there is no such report, or it was not known yet.

    """
    name = visit.named("report")
    dialogues = [slug for slug in visit.tracker.filed_in(name) if visit.may(Act.READ, slug)]
    found = [one for slug in dialogues for one in visit.read("sources", slug) if one.report == name]
    if not found:
        raise NotFoundError(f"no report {name!r} is on file, or none was known then")
    return found


def _page(visit: Visit) -> Body:
    sources = _sources(visit)
    said = {
        source.dialogue: [entry for entry in visit.read("show", source.dialogue) if source.report in entry.reports]
        for source in sources
    }
    return visit.page("report.html", sources=sources, said=said)


def _json(visit: Visit) -> Body:
    return as_json([one.model_dump(mode="json") for one in _sources(visit)])


PAGE: Final = Page("/report/{report:path}", {"": _page, "json": _json}, answers="sources")
