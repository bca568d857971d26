"""On which distinct days in the world was something said or done? Ten prints of one speech are one occasion."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from datetime import timedelta
from math import inf
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.knowledge.known_fact import KnownFact


PRINTED_WITHIN: Final = timedelta(days=7)
"""Outlets print a statement within days. An office that is quoted later without a date has spoken again."""


class Occasion(NamedTuple):
    """A day in the world, as vague as the reports left it.

    Attributes:
        time: the narrowest window given. None where no fact tells a time.
        facts: those that tell of it, in order of the log.

    """

    time: WindowValue | None
    facts: tuple[KnownFact, ...]


def by_occasion(facts: Iterable[KnownFact]) -> list[Occasion]:
    """Facts about one thing, gathered by occasion, in order of time. What is of unknown time comes first.

    A window that agrees with an occasion is that occasion. A fact without a time belongs to the occasion on which the
    same origin said the same, else to the one that it told of last, unless its report came out more than
    `PRINTED_WITHIN` later and is no reprint: by then the office has spoken anew, on the day of that publication.
    """
    return Occasions(facts).told


_POSITION: Final = attrgetter("position")

_Turn = tuple[Any, ...]


def _turn(known: KnownFact) -> _Turn:
    """When it is a fact's turn to join an occasion: first what tells its day, the narrower the earlier."""
    if known.when is not None:
        return (0, known.when.breadth, known.when.window.sort_key, known.position)
    return (1, not known.dated, known.known_by, known.position)


def in_turn(facts: Iterable[KnownFact]) -> list[KnownFact]:
    """Facts in the order in which they join occasions."""
    return sorted(facts, key=_turn)


class _Gathering:
    """An occasion while its facts are gathered.

    Attributes:
        turn: of the fact for which it was made.
        time: the narrowest window given. None where no fact tells a time.
        facts: that joined it.

    """

    __slots__ = ("_made", "facts", "time", "turn")

    def __init__(self, turn: _Turn, time: WindowValue | None) -> None:
        self.turn = turn
        self.time = time
        self.facts: list[KnownFact] = []
        self._made: Occasion | None = None

    def put(self, known: KnownFact) -> None:
        self.facts.append(known)
        self._made = None

    @property
    def occasion(self) -> Occasion:
        """What it amounts to, the same object for as long as nothing joins it."""
        if self._made is None:
            self._made = Occasion(self.time, tuple(sorted(self.facts, key=_POSITION)))
        return self._made

    @property
    def order(self) -> tuple[bool, tuple[int, int, str]]:
        """Its place among the occasions of one thing."""
        return self.time is not None, _sort_key(self.time)


class Occasions:
    """The occasions of one thing while facts about it come."""

    def __init__(self, facts: Iterable[KnownFact] = ()) -> None:
        """Gather facts."""
        self._gatherings: list[_Gathering] = []
        """In the order in which they were made."""
        self._in_time: list[_Gathering] = []
        self._at: dict[tuple[int, int] | None, tuple[_Turn, _Gathering]] = {}
        """The occasion on the days of each window that was looked for, and when it was looked for first."""
        self._told: dict[str | None, dict[int, tuple[_Gathering, list[KnownFact]]]] = defaultdict(dict)
        self._untimed: dict[str | None, list[tuple[_Turn, KnownFact]]] = defaultdict(list)
        self._last_day: float = 0
        self._last: _Turn = ()
        for known in in_turn(facts):
            self.put(known)

    @property
    def told(self) -> list[Occasion]:
        """Every occasion, in order of time; one is the same object for as long as no fact about it comes."""
        return [gathering.occasion for gathering in self._in_time]

    def put(self, known: KnownFact) -> bool:
        """Let one more fact join. False where others would then join another occasion: all are to be gathered anew."""
        turn = _turn(known)
        is_last = turn > self._last
        later = [] if is_last else [one for at, one in self._untimed[known.origin] if at > turn]
        if known.when is not None:
            gathering = self._occasion_at(known.when, turn, is_last=is_last)
        elif later:
            return False
        else:
            published = known.report.published if known.report else None
            value = WindowValue(published) if published else None
            gathering = self._told_by(known) or self._occasion_at(value, turn, is_last=is_last)
        if gathering is None or any(_can_be_about(one, gathering.time) for one in later):
            return False
        gathering.put(known)
        self._told[known.origin].setdefault(id(gathering), (gathering, []))[1].append(known)
        if known.when is None:
            self._untimed[known.origin].append((turn, known))
        self._last = max(self._last, turn)
        return True

    def _occasion_at(self, value: WindowValue | None, turn: _Turn, *, is_last: bool) -> _Gathering | None:
        """The first occasion that a window agrees with. A new one where there is none. An unknown time joins any.

        None where that cannot be told without the facts whose turn comes later.
        """
        days = value.window.reach if value else None
        if days in self._at:
            first, gathering = self._at[days]
            return gathering if first <= turn else None
        if is_last:
            found = self._agreeing(value)
        elif value is None or self._looked_for_near(value.window.reach):
            return None
        else:
            found = None
        gathering = found or self._new(value, turn)
        self._at[days] = turn, gathering
        self._last_day = max(self._last_day, value.window.reach[1] if value else inf)
        return gathering

    def _agreeing(self, value: WindowValue | None) -> _Gathering | None:
        if value is None:
            return self._gatherings[0] if self._gatherings else None
        if value.window.reach[0] > self._last_day:  # so it is with most, since days are put in order
            return None
        return next((one for one in self._gatherings if one.time is None or value.compatible(one.time)), None)

    def _looked_for_near(self, days: tuple[int, int]) -> bool:
        """Whether a window was looked for that shares a day with these, or is unknown."""
        if days[0] > self._last_day:
            return False
        return any(one is None or (one[0] <= days[1] and days[0] <= one[1]) for one in self._at)

    def _new(self, time: WindowValue | None, turn: _Turn) -> _Gathering:
        gathering = _Gathering(turn, time)
        insort(self._gatherings, gathering, key=_TURN)
        insort(self._in_time, gathering, key=_ORDER)
        return gathering

    def _told_by(self, known: KnownFact) -> _Gathering | None:
        """The occasion that a fact's origin told of last, where the fact can be about it."""
        said = _said(known)
        told = [
            (said in map(_said, own), _sort_key(gathering.time), gathering)
            for gathering, own in self._told[known.origin].values()
            if _can_be_about(known, gathering.time)
        ]
        return max(told, key=itemgetter(0, 1))[2] if told else None


class Gathered:
    """What is gathered of one thing again and again, of more facts each time."""

    def __init__(self) -> None:
        """Nothing is gathered yet."""
        self._seen: dict[str, KnownFact] = {}
        self._occasions = Occasions()

    def by_occasion(self, facts: Sequence[KnownFact]) -> list[Occasion]:
        """What `by_occasion` gives. An occasion of which nothing came is the same object as before."""
        new = [known for known in facts if self._seen.get(known.fact_id) != known]
        goes_on = len(self._seen) + len(new) == len(facts)
        if not (goes_on and all(map(self._occasions.put, in_turn(new)))):
            self._occasions = Occasions(facts)
        self._seen = {known.fact_id: known for known in facts}
        return self._occasions.told


_TURN: Final = attrgetter("turn")
_ORDER: Final = attrgetter("order")


def _can_be_about(known: KnownFact, time: WindowValue | None) -> bool:
    """Whether a fact without a day of its own can be about what its origin told of a time."""
    if time is None:
        return True
    repeats = not known.dated or (known.report is not None and known.report.filed.kind_ == "reprint")
    if not repeats and time.window.is_past(known.known_by - PRINTED_WITHIN):
        return False
    return not known.dated or not time.window.is_future(known.known_by)


def _sort_key(time: WindowValue | None) -> tuple[int, int, str]:
    return time.window.sort_key if time else (0, 0, "")


def _said(known: KnownFact) -> tuple[object, ...]:
    """What tells a print of one statement from another statement of the same origin."""
    return (known.origin, known.kind, *map(known.fact.said, _SAYING))


_SAYING: Final = ("stance", "change", "status", "form", "about", "format")
