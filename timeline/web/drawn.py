"""How is a dialogue drawn on a page? In three widths, over the same days whatever day is looked at.

The axis comes from what is known today, the marks from what was known on the day, so nothing jumps when the day moves.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from timeline.drawing.picture import MIDDLE, NARROW, WIDE, Look, draw, frame_of
from timeline.drawing.scale import Frame
from timeline.drawing.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping

    from timeline.web.visit import Visit

ZOOMS: Final = {"year": 366, "quarter": 92, "month": 31}
"""Days that are shown. Everything where no zoom is asked for."""

WIDTHS: Final = {"wide": WIDE, "middle": MIDDLE, "narrow": NARROW}
"""Pixels of the pictures of a page, by the class that its style sheet knows."""

_BEHIND: Final = 0.62
"""The part of a zoomed view that lies before the day we stand on."""

OPEN: Final = "open"
"""What `folds` is in an address that asks for quiet stretches to be unfolded."""


def scene_of(visit: Visit, dialogue: str) -> Scene:
    """What is to be drawn of a dialogue as of the visit's moment."""
    visit.require(dialogue)
    tracker = visit.tracker
    stands = tracker.standing(dialogue, language=visit.language, **visit.times)
    return Scene(
        stands.state, stands.events, tracker.prints(dialogue, **visit.times), visit.moment.on, visit.tracker.today
    )


def pictures(visit: Visit, scene: Scene, frame: Frame, widths: Mapping[str, int], names: str = "") -> dict[str, Markup]:
    """The picture in several widths, of which a style sheet shows the one that fits: text is not scaled.

    Args:
        visit: whose language they are in.
        scene: what is drawn.
        frame: the days that are shown.
        widths: pixels, by the class that the style sheet knows.
        names: what the ids in them begin with, where one page has several.

    """
    is_mirrored = visit.words.direction == "rtl"
    return {
        kind: Markup(  # noqa: S704 - our drawing made it of elements, with every text escaped
            draw(scene, Look(width, frame, visit.language, is_mirrored, names=f"{names}{kind}", styled=False))
        )
        for kind, width in widths.items()
    }


def frame_around(visit: Visit, dialogue: str, scene: Scene) -> Frame:
    """The days that are shown: all that is known today, or some around the day we stand on."""
    days = ZOOMS.get(visit.given("zoom") or "")
    if days:
        return _around(visit.moment.on, days)
    whole, on = frame_of_today(visit, dialogue, scene if visit.moment.is_now else None), visit.moment.on
    room = timedelta(days=4)
    view = min(whole.view[0], on - min(room, on - date.min)), max(whole.view[1], on + min(room, date.max - on))
    folds = () if visit.given("folds") == OPEN else tuple(fold for fold in whole.folds if not fold[0] <= on < fold[1])
    return Frame(view, folds)


def frame_of_today(visit: Visit, dialogue: str, scene: Scene | None = None) -> Frame:
    """All that is known today of a dialogue, with its quiet stretches folded. `scene` is today's, where it is made."""
    tracker = visit.tracker
    made_of = (tracker.head(), tracker.today)
    return visit.desk.kept.of(("frame", dialogue), made_of, lambda: frame_of(scene or scene_of(visit.now(), dialogue)))


def _around(on: date, days: int) -> Frame:
    """So many days around one, as far as there are days."""
    first = max(on.toordinal() - int(days * _BEHIND), 1)
    last = min(first + days, date.max.toordinal())
    return Frame((date.fromordinal(first), date.fromordinal(last)))
