"""What answers a question? Its line of the table where a dialogue's state is enough, else a function of its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from events.errors import BadInputError
from timeline.answers.catalogue import QUESTIONS
from timeline.application.given import name_of, names_in, number_of
from timeline.values.languages import ENGLISH, primary, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from events.store.port import Engine
    from timeline.application.reply import Reply


def ask(
    engine: Engine,
    today: date,
    name: str,
    *about: Any,  # noqa: ANN401 - see below
    language: str = ENGLISH,
    **options: Any,  # noqa: ANN401 - likewise
) -> Reply:
    """The reply to a question of the catalogue.

    Args:
        engine: the store.
        today: the day that the question stands on where it names none.
        name: of the question.
        about: what it is about: a dialogue, a subject. As the `Tracker`'s method of the name takes it.
        language: which spelling, place name and wording is shown (BCP 47).
        options: its times and whatever else that method takes.

    Raises:
        NotFoundError: there is no such dialogue, or no such subject.
        BadInputError: there is no such question, a name is no text, a time or the language is none, or an option has
            no such value.

    """
    question = QUESTIONS.get(name)
    if question is None:
        raise BadInputError(f"there is no question {name!r}", hint=f"Ask one of these: {', '.join(QUESTIONS)}.")
    about = _about(name, about)
    options |= {key: _READ[key](key, given) for key, given in options.items() if key in _READ and given is not None}
    if name == "history" and "since" in options:
        options["since"] = number_of("since", options["since"])
    tag = tag_of(language)
    reply = _asked(name)(engine, question, today, *about, **options)
    if primary(tag) == ENGLISH or name in _AS_RECORDED:
        return reply
    from timeline.application.language import in_language, moment_of

    return in_language(engine, reply, tag, moment_of(today, name, about, options))


def _about(name: str, given: tuple[object, ...]) -> tuple[object, ...]:
    """What a question is about: names. But `diff` takes two days as well, and `history` can be of the whole log."""
    if name == "history" and given == (None,):
        return ()
    names = 1 if name == "diff" else len(given)
    return (*map(name_of, given[:names]), *given[names:])


def _name(_: str, given: object) -> str:
    return name_of(given)


def _names(_: str, given: object) -> tuple[str, ...]:
    return names_in(given)


_READ: Final[dict[str, Callable[[str, object], object]]] = {
    **dict.fromkeys(("issue", "person", "place", "topic", "outlet"), _name),
    **dict.fromkeys(("dialogues", "only"), _names),
    **dict.fromkeys(("limit", "until"), number_of),
}
"""How options are read that are no times. Days and instants are read where the moment is made of them."""


_AS_RECORDED: Final = frozenset({"dialogues", "history", "replay", "find", "check", "sources"})
"""Questions about the log and the reports: they show what was written, in whatever language."""


def _asked(name: str) -> Callable[..., Reply]:
    """What answers the question. Imported here, since a kept answer needs little of it."""
    module, _, function = _ANSWERED_BY.get(name, "asking:answered").partition(":")
    found: Callable[..., Reply] = getattr(import_module(f"timeline.application.{module}"), function)
    return found


_ANSWERED_BY: Final = {
    "explain": "asking:explained",
    "diff": "asking:differing",
    "check": "asking:checked",
    "positions": "asking:positions_held",
    "upcoming": "upcoming:upcoming",
    "find": "searching:found",
    "news": "news:became_known",
    "days": "news:days_of_news",
    "dialogues": "log:tracked",
    "history": "log:recorded",
    "replay": "replaying:replayed",
}
"""The function that answers each question which is more than a projection of the state of one dialogue."""
