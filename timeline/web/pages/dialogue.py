"""`/d/SLUG`: where does one dialogue stand, drawn and in tables, as known on any day?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from timeline.drawing.picture import NARROW, WIDE, Look, draw
from timeline.web.body import as_json
from timeline.web.page import Page

if TYPE_CHECKING:
    from timeline.drawing.scene import Scene
    from timeline.web.body import Body
    from timeline.web.visit import Visit


def _page(visit: Visit) -> Body:
    slug = visit.named("dialogue")
    card = visit.read("state", slug)
    scene = visit.tracker.scene(slug, language=visit.language, **visit.times)
    mirrored = visit.words.direction == "rtl"
    looks = {
        "wide": Look(WIDE, mirrored=mirrored, names="w", styled=False),
        "narrow": Look(NARROW, mirrored=mirrored, names="n", styled=False),
    }
    pictures = {name: _drawn(scene, look) for name, look in looks.items()}
    entries = visit.read("show", slug)
    return visit.page("dialogue.html", slug=slug, card=card, entries=entries, pictures=pictures)


def _drawn(scene: Scene, look: Look) -> Markup:
    return Markup(draw(scene, look))  # noqa: S704 - an SVG that our drawing made of elements, all texts escaped


def _json(visit: Visit) -> Body:
    return as_json(visit.told("state", visit.named("dialogue")))


PAGE: Final = Page("/d/{dialogue}", {"": _page, "json": _json})
