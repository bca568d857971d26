"""When is the next session due by an agreed rhythm, if no session is scheduled?"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.dialogue import RhythmAgreed
from events.facts.subject import DIALOGUE
from events.facts.track import MAIN_TRACK
from events.windows.window import Window
from timeline.claims.claims import Claim
from timeline.claims.dossier import Dossier
from timeline.claims.modality import is_done
from timeline.claims.news import settle_newest
from timeline.claims.overdue import overdue_days
from timeline.claims.statuses import BEGUN, TO_COME
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.session_series import OfTrack

_MONTHS_A_YEAR: Final = 12
_PERIOD: Final = re.compile(r"P(?:(\d+)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?)")


class Period(NamedTuple):
    """A time from one session to the next: whole months, then days."""

    months: int
    days: int

    @classmethod
    def of(cls, text: str) -> Period:
        """Read an ISO 8601 duration as a fact holds it: `P3M`, `P1Y`, `P2W`."""
        found = _PERIOD.fullmatch(text)
        assert found is not None, text
        weeks, years, months, days = (int(digits or 0) for digits in found.groups())
        return cls(years * _MONTHS_A_YEAR + months, weeks * 7 + days)

    def after(self, day: date) -> WindowValue | None:
        """The window one period after a day: a month where the period is one of whole months. None past 9999."""
        months = day.year * _MONTHS_A_YEAR + day.month - 1 + self.months
        year, month = divmod(months, _MONTHS_A_YEAR)
        if year > date.max.year:
            return None
        if not self.days:
            return WindowValue(Window.parse(f"{year:04}-{month + 1:02}"))
        start = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        if (date.max - start).days < self.days:
            return None
        return WindowValue(Window.parse((start + timedelta(self.days)).isoformat()))


@dataclass(frozen=True, slots=True)
class Due:
    """A session that the rhythm of its track makes due.

    Attributes:
        track: the series.
        dossier: of the dialogue, with the facts of the rhythm and of the last session, and verdicts (every, window).
        every: the period, as agreed.
        window: one period after the last session that was held.
        overdue_days: days since the window passed. None unless it has.

    """

    track: str
    dossier: Dossier
    every: str
    window: WindowValue
    overdue_days: int | None


def project(knowledge: Knowledge, sessions: Sequence[OfTrack], on: date) -> list[Due]:
    """The sessions that are due, one at most for each track, tracks in order of the log."""
    agreed: dict[str, list[KnownFact]] = {}
    for known in knowledge.by_subject.get(DIALOGUE, ()):
        if (
            isinstance(known.fact, RhythmAgreed)
            and is_done(known)
            and (known.when is None or not known.when.window.is_future(on))
        ):
            agreed.setdefault(known.fact.track or MAIN_TRACK, []).append(known)
    return [due for track, facts in agreed.items() if (due := _due(track, facts, sessions, on))]


def _due(track: str, facts: Sequence[KnownFact], sessions: Iterable[OfTrack], on: date) -> Due | None:
    of_track = [one for one in sessions if one.track == track]
    if any(one.status in TO_COME for one in of_track):
        return None
    news = [known for known in facts if not known.fact.retold] or facts
    every = settle_newest("every", [Claim(TermValue(_every(known)), known) for known in news])
    begun = [(one.began.window.latest, one) for one in of_track if one.status in BEGUN and one.began is not None]
    day, last = max(begun, key=lambda one: one[0] or date.min, default=(None, None))
    if every.preferred is None or last is None or day is None:
        return None
    window = Period.of(str(every.preferred.value.text)).after(day)
    if window is None:
        return None
    held = last.dossier.preferred("held") or last.dossier.preferred("started")
    assert held is not None
    support = tuple(Claim(window, claim.source) for claim in (*every.preferred.claims, *held.claims))
    verdicts = [every, every._replace(attribute="window", preferred=type(held)(window, support), others=(), dissent=())]
    told = {claim.source.position: claim.source for claim in support}
    dossier = Dossier.of(DIALOGUE, [told[position] for position in sorted(told)], verdicts)
    return Due(track, dossier, str(every.preferred.value.text), window, overdue_days(window, on))


def _every(known: KnownFact) -> str:
    assert isinstance(known.fact, RhythmAgreed)
    return known.fact.every
