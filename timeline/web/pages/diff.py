"""`/d/SLUG/diff?from=&to=`: what was known on one day and on another, side by side?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from timeline.application.moment import day_of
from timeline.drawing.picture import NARROW
from timeline.web.body import as_json
from timeline.web.drawn import frame_of_today, pictures, scene_of
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.answers.diff import DiffAnswer
    from timeline.application.reply import Reply
    from timeline.web.body import Body
    from timeline.web.visit import Visit

_MONTH: Final = 30
_WIDTHS: Final = {"half": 540, "narrow": NARROW}
"""Pixels of each of the two pictures, of which a style sheet shows the ones that fit."""


def _days(visit: Visit) -> tuple[date, date]:
    """The two days. The last month where none is named.

    Raises:
        BadInputError: one of them is none.

    """
    last = day_of(visit.given("to")) or visit.moment.known_at or visit.tracker.today
    return day_of(visit.given("from")) or date.fromordinal(max(last.toordinal() - _MONTH, 1)), last


def _asked(visit: Visit, language: str) -> Reply:
    first, last = _days(visit)
    recorded_at = visit.given("recorded")
    return visit.ask("diff", visit.named("dialogue"), first, last, recorded_at=recorded_at, language=language)


def _page(visit: Visit) -> Body:
    slug = visit.named("dialogue")
    answer: DiffAnswer = _asked(visit, visit.language).model
    sides = []
    for day, names in zip(_days(visit), ("a", "b"), strict=True):
        scene = scene_of(visit.at(day), slug)
        drawn = pictures(visit, scene, frame_of_today(visit, slug), _WIDTHS, names)
        sides.append((day, scene.state, drawn))
    return visit.page("diff.html", slug=slug, answer=answer, sides=sides)


def _json(visit: Visit) -> Body:
    return as_json(_asked(visit, visit.given("lang") or "en").plain)


PAGE: Final = Page("/d/{dialogue}/diff", {"": _page, "json": _json}, answers="diff")
