"""How does a reply read in another language than English? Its names are chosen anew, by the log of each dialogue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.application.asking import state_of
from timeline.application.moment import Moment
from timeline.application.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from events.store.port import Engine


def in_language(engine: Engine, reply: Reply, language: str, moment: Moment) -> Reply:
    """The reply with the names that reports known at a moment, or else the gazetteer, give in a language."""
    from timeline.answers.naming import Naming, named

    @cache
    def naming(dialogue: str) -> Naming:
        return Naming(state_of(engine, dialogue, moment).knowledge, language)

    def read(answer: dict[str, Any]) -> Any:  # noqa: ANN401 - the same, as JSON has it
        return named(answer, naming(answer["dialogue"]))

    plain = [read(row) for row in reply.rows()] if reply.question.is_list else read(reply.plain)
    return Reply(reply.question, plain=plain, remarks=reply.remarks)


def moment_of(today: date, name: str, about: Sequence[Any], options: Mapping[str, Any]) -> Moment:
    """What counts as known to a question, given what `ask` is given."""
    times = {time: options.get(time) for time in ("on", "known_at", "recorded_at")}
    if name == "diff":  # it ends with what is known on its second day
        times["known_at"] = about[-1]
    return Moment.of(today, **times)
