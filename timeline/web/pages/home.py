"""`/`: where does every dialogue stand, at a glance, and what wants attention?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from timeline.drawing.scale import Frame
from timeline.drawing.strip import strip, years
from timeline.web.body import as_json
from timeline.web.page import Page
from timeline.web.tabled import page_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


class Summary(NamedTuple):
    """One dialogue in short: by what it is found, and where it stands among others.

    Attributes:
        dialogue: slug.
        title: of it.
        parties: that take part.
        status: where it stands.
        next_by: the last day on which the next session can be. None where none is to come.
        silent_days: since the last news. None where there was none.
        late: what is overdue.

    """

    dialogue: str
    title: str
    parties: tuple[str, ...]
    status: str
    next_by: str | None
    silent_days: int | None
    late: tuple[UpcomingAnswer, ...]


def _page(visit: Visit) -> Body:
    every = [_summary(visit, slug) for slug in visit.slugs]
    parties = sorted({party for one in every for party in one.parties})
    statuses = list(dict.fromkeys(one.status for one in every))
    party, status = visit.given("party"), visit.given("status")
    found = [one for one in every if (not party or party in one.parties) and (not status or one.status == status)]
    found.sort(key=_ORDERS.get(visit.given("sort") or "") or _by_next)
    pages = max(-(-len(found) // ROWS), 1)
    page = min(max(page_number(visit.given("page")), 1), pages)
    frame = _frame(visit.moment.on)
    late = [(summary.title, one) for summary in found for one in summary.late]
    late.sort(key=lambda one: -(one[1].overdue_days or 0))
    return visit.page(
        "home.html",
        rows=[_row(visit, one.dialogue, frame) for one in found[(page - 1) * ROWS : page * ROWS]],
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


def _summary(visit: Visit, slug: str) -> Summary:
    """A dialogue in short, worked out anew only when something was recorded of it, or another day is looked at."""
    of = ("summary", slug, *visit.made_of)
    return visit.desk.summaries.of(of, visit.versions[slug], lambda: _summed_up(visit.read("state", slug)))


def _summed_up(state: StateAnswer) -> Summary:
    window = state.next_session.window if state.next_session else None
    return Summary(
        dialogue=state.dialogue,
        title=state.title,
        parties=state.parties,
        status=state.status,
        next_by=((window.latest if window else None) or _FAR) if state.next_session else None,
        silent_days=state.silent_days,
        late=_late(state),
    )


def _row(visit: Visit, slug: str, frame: Frame) -> Markup:
    """The row of a dialogue, drawn anew only when something was recorded of it, or another day is looked at."""

    def made() -> Markup:
        state: StateAnswer = visit.read("state", slug)
        drawn = strip(state, frame, visit.tracker.today, language=visit.language)
        return visit.part("row.html", state=state, late=_late(state), strip=Markup(drawn))  # noqa: S704 - elements of ours

    return visit.desk.summaries.of(("row", slug, *visit.made_of), visit.versions[slug], made)


def _late(state: StateAnswer) -> tuple[UpcomingAnswer, ...]:
    return tuple(one for one in state.upcoming if one.status == "overdue")


def _frame(on: date) -> Frame:
    first, last = on.toordinal() - _BEHIND.days, on.toordinal() + _AHEAD.days
    return Frame((date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))))


_FAR: Final = "9999"


def _by_next(one: Summary) -> tuple[bool, str, str]:
    """What comes next first, then what has nothing to come."""
    return one.next_by is None, one.next_by or _FAR, one.dialogue


def _by_heard(one: Summary) -> tuple[int, str]:
    return one.silent_days if one.silent_days is not None else 10**6, one.dialogue


def _by_overdue(one: Summary) -> tuple[int, str]:
    return -max((late.overdue_days or 0 for late in one.late), default=-1), one.dialogue


def _by_name(one: Summary) -> tuple[str, str]:
    return one.title.casefold(), one.dialogue


_ORDERS: Final[Mapping[str, Callable[[Summary], Any]]] = {
    "next": _by_next,
    "heard": _by_heard,
    "overdue": _by_overdue,
    "name": _by_name,
}


def _json(visit: Visit) -> Body:
    return as_json([visit.told("state", slug) for slug in visit.slugs])


PAGE: Final = Page("/", {"": _page, "json": _json}, answers="state", is_list=True, stem="/index")
