"""What answers a question? Its line of the table where a dialogue's state is enough, else a function of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.answers.catalogue import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from events.store.port import Engine
    from timeline.application.reply import Reply


def ask(engine: Engine, today: date, name: str, *about: Any, **options: Any) -> Reply:  # noqa: ANN401 - see below
    """The reply to a question of the catalogue.

    Args:
        engine: the store.
        today: the day that the question stands on where it names none.
        name: of the question.
        about: what it is about: a dialogue, a subject; as the `Tracker`'s method of the name takes it.
        options: its times and whatever else that method takes.

    Raises:
        NotFoundError: there is no such dialogue, or no such subject.
        BadInputError: a time is none, or an option has no such value.

    """
    return _asked(name)(engine, QUESTIONS[name], today, *about, **options)


def _asked(name: str) -> Callable[..., Reply]:
    """What answers the question; imported here, since a kept answer needs little of it."""
    from timeline.application import asking

    found: Callable[..., Reply]
    match name:
        case "explain":
            found = asking.explained
        case "diff":
            found = asking.differing
        case "check":
            found = asking.checked
        case "upcoming":
            from timeline.application import upcoming

            found = upcoming.to_come
        case "news":
            from timeline.application import news

            found = news.became_known
        case "days":
            from timeline.application import news

            found = news.days_of_news
        case "dialogues":
            from timeline.application import log

            found = log.tracked
        case "history":
            from timeline.application import log

            found = log.recorded
        case "replay":
            from timeline.application import replaying

            found = replaying.replayed
        case _:
            found = asking.answered
    return found
