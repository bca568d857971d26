"""How does a dialogue look from one day of news to the next? For whoever goes through its days, as with a slider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import BadInputError
from timeline.answers.news import day_answer
from timeline.answers.state import state_answer
from timeline.application.asking import ledger_of, log_of, require
from timeline.application.moment import day_of
from timeline.projections.walk import KnowledgeWalk

if TYPE_CHECKING:
    from datetime import date

    from events.store.port import Engine
    from timeline.answers.news import DayOfNewsAnswer
    from timeline.answers.state import StateAnswer


class Walk:
    """One dialogue, day after day of what was known. The log is read once, and a step costs what it changes.

    What is recorded after it began is not seen. One thread uses it at a time.
    """

    def __init__(self, engine: Engine, dialogue: str, day: date | str) -> None:
        """Stand on a day, with what was known by it.

        Raises:
            NotFoundError: there is no such dialogue.
            BadInputError: the day is none.

        """
        require(engine, [dialogue])
        first = _day_given(day)
        self._dialogue = dialogue
        self._walk = KnowledgeWalk(ledger_of(log_of(engine), dialogue), first)

    @property
    def day(self) -> date:
        """The day on which it stands."""
        return self._walk.day

    def forward(self) -> DayOfNewsAnswer | None:
        """Go on to the next day on which a fact became known, and tell what changed. None where there is none."""
        day = self._walk.next_day()
        return None if day is None else self.to(day)

    def back(self) -> DayOfNewsAnswer | None:
        """Go back to the last earlier such day, and tell what is otherwise there. None where there is none."""
        day = self._walk.previous_day()
        return None if day is None else self.to(day)

    def to(self, day: date | str) -> DayOfNewsAnswer:
        """Stand on another day, later or earlier. Tells what is otherwise than on the day before this step.

        Raises:
            BadInputError: the day is none.

        """
        return day_answer(self._walk.move(_day_given(day)), dialogue=self._dialogue)

    def state(self) -> StateAnswer:
        """The status card of the day, as `Tracker.state` gives it with `on` this day."""
        return state_answer(self._walk.state())


def _day_given(given: date | str) -> date:
    """The day that was given. Refuses None, which other methods take for today."""
    day = day_of(given)
    if day is None:
        raise BadInputError("None is not a day", hint="Write it as 2025-05-10.")
    return day
