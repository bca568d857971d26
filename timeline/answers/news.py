"""The answers to `news` and `days`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import Answer, Sourced
from timeline.answers.diff import ChangeAnswer

if TYPE_CHECKING:
    from timeline.projections.news import DayOfNews, News


class NewsAnswer(Sourced):
    """What became known of one subject of a dialogue, as changes of its answers."""

    dialogue: str = Field(description="The dialogue, by its short name.")
    known_by: str = Field(description="The day on which the most telling change became known, YYYY-MM-DD.")
    subject: str = Field(description="What it is about, `type:key`.")
    changes: tuple[ChangeAnswer, ...] = Field(description="The attributes that changed, the most telling first.")
    weight: int = Field(description="How much it weighs beside other news. The answer is ordered by it.")


class DayOfNewsAnswer(Answer):
    """A day on which something became known of a dialogue."""

    dialogue: str = Field(description="The dialogue, by its short name.")
    day: str = Field(description="The day on which it became known, YYYY-MM-DD.")
    facts: int = Field(description="The number of facts that became known.")
    reports: int = Field(description="The number of reports that became known.")
    weight: int = Field(description="How much the changes of the day weigh together.")
    news: tuple[NewsAnswer, ...] = Field(description="What changed, the weightiest first.")


def news_answer(news: News, *, dialogue: str) -> NewsAnswer:
    """The answer for what became known of one subject."""
    return NewsAnswer(
        dialogue=dialogue,
        known_by=news.known_by.isoformat(),
        subject=str(news.subject),
        changes=tuple(map(ChangeAnswer.of, news.changes)),
        weight=news.weight,
        facts=news.facts,
        reports=news.reports,
        origins=news.origins,
    )


def day_answer(day: DayOfNews, *, dialogue: str) -> DayOfNewsAnswer:
    """The answer for a day of news."""
    return DayOfNewsAnswer(
        dialogue=dialogue,
        day=day.day.isoformat(),
        facts=day.facts,
        reports=day.reports,
        weight=day.weight,
        news=tuple(news_answer(one, dialogue=dialogue) for one in day.news),
    )
