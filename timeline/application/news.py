"""What became known since a day, across dialogues, and on which days did a dialogue have news?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.application.asking import ledger_of, log_of, require
from timeline.application.moment import day_of
from timeline.application.reply import Reply
from timeline.projections.news import earlier
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.answers.shapes import Question
    from timeline.projections.news import DayOfNews, News

_WEEK = 7
"""Days that news go back where nobody says."""

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
    from timeline.read_models import past_changes

    require(engine, [dialogue])
    keeps = held(engine)
    read = keeps.stretches if keeps else past_changes.stretches
    told = past_changes.heard(engine.read_models, SHAPE, dialogue, today, read)
    if told is None and keeps:
        told = keeps.heard(log_of(engine), dialogue, today)
    elif told is None:
        known = knowledge(ledger_of(log_of(engine), dialogue), known_at=today)
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
    # The day before the first one is compared.
    first = max(day_of(since) or earlier(today, _WEEK), date.min + _A_DAY)
    if first > today:
        return Reply(question, plain=[])
    versions = engine.versions()
    recorded = _recorded_since(engine, first, {slug: versions[slug] for slug in dialogues if slug in versions})
    touched = dict.fromkeys(dialogues or recorded | _coming_out(engine, versions, first, today))
    if not touched:
        return Reply(question, plain=[])
    from timeline.read_models.past_changes import news_since

    rows, todo = list[dict[str, Any]](), dict[str, int]()
    for slug in touched:
        found = news_since(engine.read_models, SHAPE, slug, first - _A_DAY, today, recorded=slug in recorded)
        if found is None and slug in versions:
            todo[slug] = versions[slug]
        rows += _rows(slug, found or [])
    if todo:
        from events.store.by_dialogue import each

        work = partial(_of_dialogue, since=first, today=today, recorded=recorded)
        rows += [row for _, told in each(engine, todo, work) for row in told]
    rows.sort(key=lambda row: (-row["weight"], _later_first(row["known_by"]), row["dialogue"], row["subject"]))
    return Reply(question, plain=rows)


def _later_first(day: str) -> int:
    return -int(day.replace("-", ""))


def _coming_out(engine: Engine, dialogues: Iterable[str], day: date, today: date) -> set[str]:
    """Those of the dialogues of which something can come out later than it was recorded, since a day.

    Of a report of May, all is known by the end of May.
    """
    from timeline.read_models.past_same import where_no_more_is_known

    read_models = engine.read_models
    out = where_no_more_is_known(read_models, SHAPE, day - _A_DAY, today) if read_models.in_use(SHAPE) else set()
    return set(dialogues) - out


def _recorded_since(engine: Engine, day: date, only: Mapping[str, int]) -> set[str]:
    """The dialogues of which something was recorded since the day before.

    Instants grow with positions, so of one dialogue it is enough to look at its last fact. Of all, the first of those
    facts is found by halving.

    Args:
        engine: the store.
        day: the day after that.
        only: of these, each with its version. Of all where there are none.

    """
    if only:
        last = (row for slug, version in only.items() for row in engine.stream(slug, after_version=version - 1))
        return {row.dialogue for row in last if row.recorded_at.date() >= day - _A_DAY}
    low, high = 0, engine.head()
    while low < high:
        middle = (low + high) // 2
        (row,) = engine.since(middle, limit=1)
        if row.recorded_at.date() + _A_DAY < day:
            low = middle + 1
        else:
            high = middle
    return {row.dialogue for row in engine.since(low)}


def _of_dialogue(
    log: FactLog, dialogue: str, /, *, since: date, today: date, recorded: Collection[str]
) -> list[dict[str, Any]]:
    from timeline.projections.walk import KnowledgeWalk

    walk = KnowledgeWalk(ledger_of(log, dialogue), since - _A_DAY)
    return _rows(dialogue, walk.news_of_all(today, recorded=dialogue in recorded))


def _rows(dialogue: str, found: Collection[News]) -> list[dict[str, Any]]:
    """The answers for what became known of a dialogue. Where nothing did, nothing is loaded for them."""
    if not found:
        return []
    from timeline.answers.news import news_answer

    return [news_answer(one, dialogue=dialogue).model_dump(mode="json") for one in found]


def days_of_news(
    engine: Engine, question: Question, today: date, dialogue: str, *, since: date | str | None = None
) -> Reply:
    """The days on which something became known of a dialogue, all of them or those since a day, in order.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from timeline.read_models import past_changes

    require(engine, [dialogue])
    first = day_of(since) or date.min
    days: Iterable[DayOfNews] | None = past_changes.days_of_news(engine.read_models, SHAPE, dialogue, first, today)
    if days is None:
        from timeline.projections import walk

        days = walk.days(ledger_of(log_of(engine), dialogue), since=first, until=today)
    elif not days:
        return Reply(question, plain=[])
    # Here, since where there is no news nothing is made of it.
    from timeline.answers.news import day_answer

    return Reply(question, made=(day_answer(day, dialogue=dialogue) for day in days))
