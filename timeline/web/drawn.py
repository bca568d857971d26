"""How is a dialogue drawn on a page? Wide and narrow, over the same days whatever day is looked at.

The axis comes from what is known today, the marks from what was known on the day, so nothing jumps when the day moves.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from timeline.drawing.picture import NARROW, WIDE, Look, draw, frame_of
from timeline.drawing.scale import Frame
from timeline.drawing.scene import Scene

if TYPE_CHECKING:
    from timeline.web.visit import Visit

ZOOMS: Final = {"year": 366, "quarter": 92, "month": 31}
"""Days that are shown. Everything where no zoom is asked for."""

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


def pictures(visit: Visit, dialogue: str, scene: Scene) -> dict[str, Markup]:
    """The picture in two widths, of which a style sheet shows the one that fits."""
    frame = _frame(visit, dialogue, scene)
    is_mirrored = visit.words.direction == "rtl"
    looks = {"wide": (WIDE, "w"), "narrow": (NARROW, "n")}
    return {
        name: Markup(  # noqa: S704 - our drawing made it of elements, with every text escaped
            draw(
                scene,
                Look(width, frame, language=visit.language, mirrored=is_mirrored, names=names, styled=False),
            )
        )
        for name, (width, names) in looks.items()
    }


def _frame(visit: Visit, dialogue: str, scene: Scene) -> Frame:
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
