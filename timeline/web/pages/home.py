"""`/`: where does every dialogue stand, at a glance, and what wants attention?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from timeline.drawing.scale import Frame
from timeline.drawing.strip import strip, years
from timeline.web.body import as_json
from timeline.web.page import Page
from timeline.web.tabled import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from timeline.answers.state import StateAnswer
    from timeline.answers.upcoming import UpcomingAnswer
    from timeline.web.body import Body
    from timeline.web.visit import Visit

ROWS: Final = 60
"""Dialogues on one page."""

ATTENTION: Final = 8
"""Overdue things that are named at the top. The page of what is to come has all."""

_BEHIND, _AHEAD = timedelta(days=900), timedelta(days=300)
"""How far the common axis reaches."""


class Card(NamedTuple):
    """One dialogue as its row shows it.

    Attributes:
        state: its status card.
        late: what is overdue.
        strip: its sessions, drawn.

    """

    state: StateAnswer
    late: Sequence[UpcomingAnswer]
    strip: Markup


def _page(visit: Visit) -> Body:
    states = [visit.read("state", slug) for slug in visit.slugs]
    parties = sorted({party for state in states for party in state.parties})
    statuses = list(dict.fromkeys(state.status for state in states))
    party, status = visit.given("party"), visit.given("status")
    found = [
        state for state in states if (not party or party in state.parties) and (not status or state.status == status)
    ]
    order = _ORDERS.get(visit.given("sort") or "") or _by_next
    found.sort(key=order)
    pages = max(-(-len(found) // ROWS), 1)
    page = min(max(number_of(visit.given("page")), 1), pages)
    frame = _frame(visit.moment.on)
    shown = found[(page - 1) * ROWS : page * ROWS]
    late = [(state, one) for state in found for one in state.upcoming if one.status == "overdue"]
    late.sort(key=lambda one: -(one[1].overdue_days or 0))
    return visit.page(
        "home.html",
        cards=[_card(visit, state, frame, f"s{number}") for number, state in enumerate(shown)],
        of=len(found),
        years=Markup(years(frame, language=visit.language)),  # noqa: S704 - elements of ours
        parties=parties,
        statuses=statuses,
        orders=tuple(_ORDERS),
        late=late,
        attention=late[:ATTENTION],
        page=page,
        pages=pages,
    )


def _card(visit: Visit, state: StateAnswer, frame: Frame, names: str) -> Card:
    late = [one for one in state.upcoming if one.status == "overdue"]
    drawn = strip(state, frame, visit.tracker.today, language=visit.language, names=names)
    return Card(state, late, Markup(drawn))  # noqa: S704 - made of elements, with every text escaped


def _frame(on: date) -> Frame:
    first, last = on.toordinal() - _BEHIND.days, on.toordinal() + _AHEAD.days
    return Frame((date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))))


def _by_next(state: StateAnswer) -> tuple[bool, str, str]:
    """What comes next first, then what has nothing to come."""
    window = state.next_session.window if state.next_session else None
    return state.next_session is None, (window.latest or "9999") if window else "9999", state.dialogue


def _by_heard(state: StateAnswer) -> tuple[int, str]:
    return state.silent_days if state.silent_days is not None else 10**6, state.dialogue


def _by_overdue(state: StateAnswer) -> tuple[int, str]:
    late = [one.overdue_days or 0 for one in state.upcoming if one.status == "overdue"]
    return -max(late, default=-1), state.dialogue


def _by_name(state: StateAnswer) -> tuple[str, str]:
    return state.title.casefold(), state.dialogue


_ORDERS: Final[Mapping[str, Callable[[StateAnswer], Any]]] = {
    "next": _by_next,
    "heard": _by_heard,
    "overdue": _by_overdue,
    "name": _by_name,
}


def _json(visit: Visit) -> Body:
    return as_json([visit.told("state", slug) for slug in visit.slugs])


PAGE: Final = Page("/", {"": _page, "json": _json}, answers="state", is_list=True, stem="/index")
