"""What is to be drawn of a dialogue as of a moment? Its answers, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.application.moment import Moment
from timeline.application.questions import ask
from timeline.drawing.scene import Scene

if TYPE_CHECKING:
    from datetime import date
    from typing import Unpack

    from events.store.port import Engine
    from timeline.application.times import Asked


def scene_of(engine: Engine, today: date, dialogue: str, **asked: Unpack[Asked]) -> Scene:
    """The scene of a dialogue.

    Raises:
        NotFoundError: there is no such dialogue.
        BadInputError: a time or the language is none.

    """
    state, entries, sources = (
        ask(engine, today, question, dialogue, **asked).model for question in ("state", "show", "sources")
    )
    on = Moment.of(today, on=asked.get("on"), known_at=asked.get("known_at")).on
    return Scene(state, tuple(entries), tuple(sources), on, today)
