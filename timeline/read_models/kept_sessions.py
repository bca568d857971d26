"""Where did each session stand, day by day, by what is kept of a dialogue? For who reads the facts of few of them.

What one session makes of another one of its track is little: whether and when it took place. That is read here from the
kept answers. A session that can come out otherwise because of another one is told apart, so that its facts are read.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from events.facts.subject import Subject
from events.store.read_models import NEVER
from events.windows.window import Window
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.projections.sessions import track_and_session
from timeline.read_models.chapters import NotAsKeptError
from timeline.read_models.past_form import question_of
from timeline.read_models.past_pieces import unit_name
from timeline.read_models.stored_form import unpacked_lines
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from events.store.read_models import KeptAnswer
    from timeline.claims.dossier import Dossier
    from timeline.projections.session_status import SessionStatus

SESSIONS: Final = "sessions"
"""The part of what is kept that lists them."""

_CAN_CHANGE: Final = TO_COME | {"started", "overdue", "lapsed"}
"""The statuses that another session of the track can change, or has made."""


class UnreadFactsError(NotAsKeptError):
    """What is to be made depends on the facts of a session that are not read.

    Attributes:
        session: which.

    """

    def __init__(self, session: Subject) -> None:
        super().__init__("the facts of a session are to be read")
        self.session = session


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session on some days, as it was kept.

    Attributes:
        subject: the session.
        place: among the sessions of the dialogue.
        track: the series it belongs to.
        session: its number, or slug.
        status: where it stands.
        window: the time it is planned for.
        started: the time it began.
        held: the time it took place.

    """

    subject: Subject
    place: Any
    track: str
    session: int | str
    status: SessionStatus
    window: WindowValue | None
    started: WindowValue | None
    held: WindowValue | None

    @classmethod
    def of(cls, subject: Subject, place: Any, told: dict[str, Any]) -> KeptSession:  # noqa: ANN401 - whatever orders it
        """The session of a piece."""
        track, session = track_and_session(subject)
        window, started, held = (_window(told[name]) for name in ("window", "started", "held"))
        return cls(subject, place, track, session, told["status"], window, started, held)

    @property
    def began(self) -> WindowValue | None:
        """The time it took place, or at least began."""
        return self.held or self.started

    @property
    def time(self) -> WindowValue | None:
        """When it took place, else when it began, else when it is or was planned for."""
        return self.began or self.window

    @property
    def dossier(self) -> Dossier:
        """Its facts, which are not kept.

        Raises:
            UnreadFactsError: always.

        """
        raise UnreadFactsError(self.subject)

    @property
    def can_change(self) -> bool:
        """Whether it can come out otherwise because another session of its track does.

        What counts as held by succession was held when it began.
        """
        if self.status != "held" or self.started is None:
            return self.status in _CAN_CHANGE
        return self.held is None or self.held.key == self.started.key


_Line = tuple[int, int, KeptSession]
"""A session with the first day on which it is this, and the first on which it is not any more."""


def _window(told: dict[str, Any] | None) -> WindowValue | None:
    return None if told is None else WindowValue(Window.parse(told["edtf"]), told["wording"])


class KeptSessions:
    """The sessions of a dialogue, day by day."""

    def __init__(self, past: Iterable[KeptAnswer], units: Mapping[str, int], ahead: Iterable[list[Any]]) -> None:
        """Read what is kept of them.

        Args:
            past: the kept answers of past days.
            units: what others take the place of today, with the first day on which they do.
            ahead: the lines of these others.

        Raises:
            KeyError, TypeError, ValueError: what is kept was edited.

        """
        chapters = ((one.since, one.until, unpacked_lines(one.answer)) for one in past if one.question == _QUESTION)
        self._past = [
            (max(since, first), min(until, last), found)
            for first, last, lines in chapters
            for since, until, found in map(_read, map(json.loads, lines))
        ]
        self._ahead = list(map(_read, ahead))
        self._units = units
        self._days = _days_of(self._past)
        self._days_ahead = _days_of([*self._past, *self._ahead], units.values())

    def on(self, day: int, *, of_today: bool) -> Iterator[KeptSession]:
        """Those of a day.

        Args:
            day: as its ordinal.
            of_today: with all that is on record.

        """
        for since, until, one in self._past:
            if since <= day < until and not (of_today and self._units.get(_unit(one.subject), day + 1) <= day):
                yield one
        if of_today:
            yield from (one for since, until, one in self._ahead if since <= day < until)

    def next_day(self, on: int, *, of_today: bool) -> list[int]:
        """The next day on which one of them is another one than on the day before; none where none is."""
        days = self._days_ahead if of_today else self._days
        at = bisect_right(days, on)
        return days[at : at + 1]

    def days_after(self, on: int) -> int:
        """The number of days after one on which one of them is another one than on the day before."""
        return len(self._days) - bisect_right(self._days, on)

    def that_can_change(self, tracks: Collection[str], after: int) -> set[Subject]:
        """Those of some tracks that can come out otherwise, on a day or later, because another one does."""
        lines = (*self._past, *self._ahead)
        return {one.subject for _, until, one in lines if until > after and one.track in tracks and one.can_change}

    def that_began_last(self, tracks: Collection[str], after: int) -> set[Subject]:
        """Those that began last of some tracks, on a day or later, if no other one does: a rhythm goes on from them."""
        lines = (one for _, until, one in (*self._past, *self._ahead) if until > after and one.track in tracks)
        begun = [(one.began.window.latest or date.min, one) for one in lines if one.status in BEGUN and one.began]
        last = {one.track: one for _, one in sorted(begun, key=itemgetter(0))}
        return {one.subject for one in last.values()}

    @staticmethod
    def by_track(sessions: Iterable[KeptSession], but: Collection[Subject]) -> dict[str, Sequence[KeptSession]]:
        """Sessions by their track, without some of them."""
        found: dict[str, list[KeptSession]] = defaultdict(list)
        for one in sessions:
            if one.subject not in but:
                found[one.track].append(one)
        return dict(found)


_QUESTION: Final = question_of(SESSIONS)


def _days_of(lines: Iterable[_Line], besides: Iterable[int] = ()) -> list[int]:
    """The days on which something begins or ends, in order."""
    return sorted({*besides, *(day for since, until, _ in lines for day in (since, until) if day < NEVER)})


def _unit(subject: Subject) -> str:
    return unit_name(("session", subject))


def _read(line: Sequence[Any]) -> _Line:
    """The days of a line, and the session."""
    since, until, unit, place, told = line
    subject = Subject("session", unit.removeprefix("session session:"))
    return since, until, KeptSession.of(subject, place, told)
