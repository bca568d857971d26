"""What became known since a day, across dialogues, and on which days did a dialogue have news?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.application.asking import ledger_of, log_of, require
from timeline.application.moment import day_of
from timeline.application.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.answers.shapes import Question

A_WEEK = timedelta(days=7)
"""How far news go back where nobody says."""

_A_DAY = timedelta(days=1)


class DayWithNews(NamedTuple):
    """A day on which something became known of a dialogue.

    Attributes:
        day: which.
        facts: that became known.
        reports: that told them.

    """

    day: date
    facts: int
    reports: int


def heard(engine: Engine, today: date, dialogue: str) -> list[DayWithNews]:
    """The days on which something became known of a dialogue, in order. What they changed is not looked at.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.application.held import held
    from timeline.knowledge.known import knowledge

    require(engine, [dialogue])
    log = log_of(engine)
    if keeps := held(engine):
        told = keeps.heard(log, dialogue, today)
    else:
        known = knowledge(ledger_of(log, dialogue), known_at=today)
        told = [(one.known_by, one.report.id if one.report else None) for one in known.facts]
    facts: dict[date, int] = defaultdict(int)
    reports: dict[date, set[str]] = defaultdict(set)
    for day, report in told:
        facts[day] += 1
        if report is not None:
            reports[day].add(report)
    return [DayWithNews(day, facts[day], len(reports[day])) for day in sorted(facts)]


def became_known(
    engine: Engine, question: Question, today: date, *dialogues: str, since: date | str | None = None
) -> Reply:
    """What became known since a day, that day too, in dialogues, or in all, the weightiest first.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    require(engine, dialogues)
    first = max(day_of(since) or today - A_WEEK, date.min + _A_DAY)  # the day before it is compared
    versions = engine.versions()
    touched = dialogues or _touched(engine, versions, first, today)
    # Looked at here: to know it of hundreds takes less time than to start a process.
    todo = {slug: versions[slug] for slug in touched if slug in versions and not _is_quiet(engine, slug, first, today)}
    if not todo:
        return Reply(question, plain=[])
    # Here, since where there is no news nothing reads facts.
    from events.store.by_dialogue import each

    work = partial(_of_dialogue, since=first, today=today)
    rows = [row for _, found in each(engine, todo, work) for row in found]
    rows.sort(key=lambda row: (-row["weight"], _later_first(row["known_by"]), row["dialogue"], row["subject"]))
    return Reply(question, plain=rows)


def _later_first(day: str) -> int:
    return -int(day.replace("-", ""))


def _touched(engine: Engine, dialogues: Iterable[str], day: date, today: date) -> Collection[str]:
    """Those of the dialogues of which something can have become known since a day.

    Something was recorded of them since, or comes out later than it was recorded: of a report of May, all is known by
    the end of May.
    """
    from timeline.application.quiet import without_more

    return {*_recorded_since(engine, day), *(set(dialogues) - without_more(engine, day - _A_DAY, today))}


def _recorded_since(engine: Engine, day: date) -> list[str]:
    """The dialogues of which something was recorded since the day before.

    Instants grow with positions, so the first of those facts is found by halving.
    """
    low, high = 0, engine.head()
    while low < high:
        middle = (low + high) // 2
        (row,) = engine.since(middle, limit=1)
        if row.recorded_at.date() + _A_DAY < day:
            low = middle + 1
        else:
            high = middle
    return list(dict.fromkeys(row.dialogue for row in engine.since(low)))


def _is_quiet(engine: Engine, dialogue: str, first: date, today: date) -> bool:
    """Whether nothing became known of a dialogue since a day, and nothing on record will."""
    from timeline.application.quiet import is_quiet

    return is_quiet(engine, dialogue, first - _A_DAY, today, with_all=True)


def _of_dialogue(log: FactLog, dialogue: str, /, *, since: date, today: date) -> list[dict[str, Any]]:
    from timeline.answers.news import news_answer
    from timeline.projections.news import KnowledgeWalk

    walk = KnowledgeWalk(ledger_of(log, dialogue), since - _A_DAY)
    return [news_answer(one, dialogue=dialogue).model_dump(mode="json") for one in walk.news_of_all(today)]


def days_of_news(
    engine: Engine, question: Question, today: date, dialogue: str, *, since: date | str | None = None
) -> Reply:
    """The days on which something became known of a dialogue, all of them or those since a day, in order.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.application.quiet import is_quiet

    require(engine, [dialogue])
    first = day_of(since) or date.min
    if first > date.min and is_quiet(engine, dialogue, first - _A_DAY, today):
        return Reply(question, plain=[])
    from timeline.answers.news import day_answer
    from timeline.projections import news

    ledger = ledger_of(log_of(engine), dialogue)
    days = news.days(ledger, since=first, until=today)
    return Reply(question, made=(day_answer(day, dialogue=dialogue) for day in days))
