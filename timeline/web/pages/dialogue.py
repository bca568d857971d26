"""`/d/SLUG`: where does one dialogue stand, drawn and in tables, as known on any day?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.web.body import as_json
from timeline.web.drawn import WIDTHS, ZOOMS, frame_around, pictures, scene_of
from timeline.web.page import Page
from timeline.web.pages.exported import OF_DIALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.answers.diff import DiffAnswer
    from timeline.application.news import DayWithNews
    from timeline.web.body import Body
    from timeline.web.visit import Visit

ROWS: Final = 12
"""Rows of each table on the page. The page of the question has all."""

LEADERS: Final = 6
"""People who lead that are named on the card. The page of people has all."""

EVENTS: Final = 40
"""Rows of the timeline, and of the reports."""

_KEPT_HERE: Final = ("zoom", "folds")


class Steps(NamedTuple):
    """The days of news around the day that is looked at.

    Attributes:
        news: every day of news, up to today.
        last: the newest that is not after the day looked at. None where nothing was known yet.
        before: the one before it. None where there is none.
        after: the next. None where there is none.

    """

    news: Sequence[DayWithNews]
    last: DayWithNews | None
    before: DayWithNews | None
    after: DayWithNews | None

    @property
    def gaps(self) -> str:
        """The days from each day of news to the next; the script adds them up."""
        return " ".join(str((after.day - before.day).days) for before, after in pairwise(self.news))

    @classmethod
    def around(cls, news: Sequence[DayWithNews], on: date) -> Steps:
        """The steps around a day."""
        past = [one for one in news if one.day <= on]
        to_come = [one for one in news if one.day > on]
        back = past[:-1] if past and past[-1].day == on else past
        return cls(news, past[-1] if past else None, back[-1] if back else None, to_come[0] if to_come else None)


class Shown(NamedTuple):
    """Some rows of many.

    Attributes:
        rows: those that are shown.
        of: how many there are.

    """

    rows: Sequence[Any]
    of: int

    @classmethod
    def last(cls, rows: Iterable[Any], most: int = ROWS) -> Shown:
        """The last rows."""
        every = list(rows)
        return cls(every[-most:], len(every))

    @classmethod
    def first(cls, rows: Iterable[Any], most: int = ROWS) -> Shown:
        """The first rows."""
        every = list(rows)
        return cls(every[:most], len(every))


def _page(visit: Visit) -> Body:
    slug = visit.named("dialogue")
    scene = scene_of(visit, slug)
    card = scene.state
    steps = Steps.around(_news(visit, slug), visit.moment.known_at or visit.tracker.today)
    kept = {name: visit.given(name) for name in _KEPT_HERE}
    return visit.page(
        "dialogue.html",
        slug=slug,
        card=card,
        leaders=LEADERS,
        pictures=pictures(visit, scene, frame_around(visit, slug, scene), WIDTHS),
        steps=steps,
        change=_change(visit, slug, steps),
        zooms=("", *ZOOMS),
        here=lambda **query: visit.link("d", slug, **{**kept, **query}),
        sessions=Shown.last(card.sessions),
        upcoming=Shown.first(card.upcoming),
        disputes=Shown.last(card.disputes),
        positions=Shown.first(one for one in card.positions if one.in_force),
        commitments=Shown.last(card.commitments),
        invitations=Shown.last(card.invitations),
        documents=Shown.last(card.documents),
        entries=Shown.last(scene.entries, EVENTS),
        sources=Shown.last(sorted(scene.sources, key=lambda one: one.known_by), EVENTS),
    )


def _news(visit: Visit, slug: str) -> Sequence[DayWithNews]:
    tracker = visit.tracker
    made_of = (tracker.head(), tracker.today)
    return visit.desk.kept.of(("heard", slug), made_of, lambda: tracker.heard(slug))


class LastNews(NamedTuple):
    """What the last news changed.

    Attributes:
        since: the day before it.
        until: the day that is looked at.
        answer: the difference.

    """

    since: date
    until: date
    answer: DiffAnswer


def _change(visit: Visit, slug: str, steps: Steps) -> LastNews | None:
    """What changed from the day before the last news. None where nothing was known before, or another time is asked."""
    if steps.last is None or visit.moment.recorded_at or steps.last.day == date.min:
        return None
    since, until = steps.last.day - timedelta(days=1), max(visit.moment.known_at or visit.tracker.today, steps.last.day)
    made_of = (visit.tracker.head(), since, until, visit.language)
    return visit.desk.kept.of(("change", slug), made_of, lambda: _changed(visit, slug, since, until))


def _changed(visit: Visit, slug: str, since: date, until: date) -> LastNews:
    answer: DiffAnswer = visit.ask("diff", slug, since, until, language=visit.language).model
    return LastNews(since, until, answer)


def _json(visit: Visit) -> Body:
    return as_json(visit.told("state", visit.named("dialogue")))


PAGE: Final = Page("/d/{dialogue}", {"": _page, "json": _json, **OF_DIALOGUE}, answers="state")
