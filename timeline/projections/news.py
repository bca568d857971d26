"""What became known of a dialogue since a day, as changes of its answers, the weightiest first?

Two states are compared: what was known by the day before, and what is known now. What time alone changed (a session
became overdue) is no news: each change rests on facts that did not count before, or on a correction of those that did.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.diff import Change

_WEIGHTS: Final = {
    "dialogue": 60,
    "session": 50,
    "document": 40,
    "invitation": 35,
    "commitment": 30,
    "deadline": 25,
    "role": 20,
    "measure": 20,
    "contact": 20,
    "position": 15,
    "statement": 8,
}
"""How much it weighs that something of this type changed at all."""

_TELLING: Final = ("status", "held", "started", "window", "due", "answer", "stance", "change", "text", "force", "place")
"""Attributes in order of what they tell. A change of one weighs more the earlier it stands here."""

_ATTRIBUTE: Final = 30
"""How much more a change of the most telling attribute weighs."""

_ORIGINS: Final = 5
"""Independent origins that are counted at most: who says so much more often says no more."""

RECENT: Final = 90
"""Days: what happened longer ago than this, before the news begin, is recalled rather than told."""

_RECALLED: Final = 4
"""By how much less it weighs then."""

_BY_TIME: Final = frozenset({"status"})
"""Attributes that time alone changes."""


class News(NamedTuple):
    """What became known of one subject.

    Attributes:
        subject: what it is about.
        changes: the most telling first.
        known_by: the day on which the most telling change became known, whatever repeats it later.
        facts: ids of the facts behind the changes that did not count before.
        reports: ids of the reports that say so, in order of the log.
        origins: the independent origins that say so, in order of the log.
        weight: how much it weighs beside other news.

    """

    subject: Subject
    changes: tuple[Change, ...]
    known_by: date
    facts: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    weight: int


class DayOfNews(NamedTuple):
    """A day on which something became known.

    Attributes:
        day: which.
        facts: that became known.
        reports: that became known.
        news: the subjects of which something changed, the weightiest first.

    """

    day: date
    facts: int
    reports: int
    news: tuple[News, ...]

    @property
    def weight(self) -> int:
        """What its news weigh together."""
        return sum(one.weight for one in self.news)


class NewFact(NamedTuple):
    """A fact behind news.

    Attributes:
        fact_id: 32 hex digits.
        position: place in the log.
        report: id of the report that says it. None for a fact that cites none.
        origin: whose words it carries. None where it cites no report.
        known_by: the day from which it was public.
        latest: the last day on which it can have happened. None where no window, or one without an end, is given.

    """

    fact_id: str
    position: int
    report: str | None
    origin: str | None
    known_by: date
    latest: date | None

    @classmethod
    def of(cls, known: KnownFact) -> Self:
        """A fact that counts."""
        report = known.report.id if known.report else None
        latest = known.when.window.latest if known.when else None
        return cls(known.fact_id, known.position, report, known.origin, known.known_by, latest)


def weighed(
    changes: Iterable[Change],
    facts: Mapping[str, NewFact],
    giving: Mapping[tuple[Subject, str], Collection[str]],
    since: date,
    on: date,
) -> list[News]:
    """What changes tell, the weightiest first.

    Args:
        changes: between two states.
        facts: those behind changes that count in the later one, by id.
        giving: ids of the facts that give an attribute its value in the later one, at least of those behind changes.
        since: the day of the earlier one.
        on: the day of the later one.

    """
    # Here, since who is told that nothing changed needs none of it.
    from timeline.claims.modality import ASSERTED

    by_subject: dict[Subject, list[Change]] = defaultdict(list)
    for change in changes:
        goes_without_saying = change.before is None and change.after == ASSERTED
        if (change.facts or change.attribute not in _BY_TIME) and not goes_without_saying:
            by_subject[change.subject].append(change)
    news = [_news(subject, changes, facts, giving, since, on) for subject, changes in by_subject.items()]
    return sorted(news, key=lambda one: (-one.weight, str(one.subject)))


def _news(  # noqa: PLR0913, PLR0917 - two states, taken apart
    subject: Subject,
    changes: list[Change],
    known: Mapping[str, NewFact],
    giving: Mapping[tuple[Subject, str], Collection[str]],
    since: date,
    on: date,
) -> News:
    changes = sorted(changes, key=lambda change: (-_telling(change.attribute), change.attribute))
    first = changes[0]
    saying_so = set(first.facts).intersection(giving.get((subject, first.attribute), ())) or set(first.facts)
    ids = {fact for change in changes for fact in change.facts}
    facts = sorted((known[fact_id] for fact_id in ids if fact_id in known), key=lambda fact: fact.position)
    origins = _once(fact.origin for fact in facts)
    long_ago = earlier(since, RECENT)
    weight = _WEIGHTS.get(subject.type, 1) + max(_telling(change.attribute) for change in changes)
    if all(fact.latest is not None and fact.latest < long_ago for fact in facts) and facts:
        weight //= _RECALLED
    return News(
        subject=subject,
        changes=tuple(changes),
        # What came out "in November" is known by its last day, and told of now.
        known_by=min([on, *(known[fact].known_by for fact in saying_so if fact in known)]),
        facts=tuple(fact.fact_id for fact in facts),
        reports=_once(fact.report for fact in facts),
        origins=origins,
        weight=weight + min(len(origins), _ORIGINS),
    )


def _telling(attribute: str) -> int:
    if attribute not in _TELLING:
        return 0
    return _ATTRIBUTE * (len(_TELLING) - _TELLING.index(attribute)) // len(_TELLING)


def _once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def earlier(day: date, count: int) -> date:
    """The day so many days earlier. The first of all days where there is none."""
    return type(day).fromordinal(max(day.toordinal() - count, 1))
