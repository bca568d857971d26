"""Which fact does somebody mean who types the beginning of its id, or the id of a report?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import BadInputError, NotFoundError
from events.wording import shown
from timeline.application.given import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from events.store.log import FactLog, RecordedFact

_LOT = 500
"""Dialogues in which a report is looked for at once."""

SHORTEST_BEGINNING = 4
"""Digits of a fact id that have to be typed at least."""


class AmbiguousFactError(BadInputError):
    """Several facts begin like this. Carries them."""

    def __init__(self, beginning: str, found: Sequence[RecordedFact]) -> None:
        # Here, since most who look for a dialogue need no model of a fact.
        from timeline.text.summary import FACT_ID_SHOWN, summary

        lines = [f"{one.fact_id[:FACT_ID_SHOWN]}  {one.dialogue}: {summary(one.fact)}" for one in found]
        super().__init__(
            "\n  ".join([f"{beginning} means more than one fact:", *lines]),
            hint="Type more of the id.",
        )
        self.candidates = tuple(found)


def find_fact(log: FactLog, text: str, seen: Callable[[str], bool] = lambda _: True) -> RecordedFact:
    """The only fact whose id begins like this, in capitals or not. Otherwise that which filed the report of this id.

    Args:
        log: to look in.
        text: an id, its beginning, or the id of a report.
        seen: whether the asker sees a dialogue. Facts of others are not there for them.

    Raises:
        NotFoundError: there is none.
        AmbiguousFactError: there are several. Lists them.
        BadInputError: the text is too short, or no id begins so.

    """
    filed = [one for one in filings(log, text) if seen(one.dialogue)]
    if not filed:
        beginning = checked_beginning(text)
        return only_one(beginning, [one for one in log.find(beginning) if seen(one.dialogue)])
    try:
        found = [one for one in log.find(checked_beginning(text)) if seen(one.dialogue)]
    except BadInputError:
        found = []
    return only_one(text, [*found, *filed])


def filings(log: FactLog, report: str) -> list[RecordedFact]:
    """The facts that file the report of an id, at most one in each dialogue."""
    name_of(report)
    keys = [(dialogue, f"report:{report}") for dialogue in log.engine.versions()]
    rows = [row for at in range(0, len(keys), _LOT) for row in log.engine.taken(keys[at : at + _LOT]).values()]
    return [log.decoded(row) for row in rows]


def only_one(beginning: str, found: Sequence[RecordedFact]) -> RecordedFact:
    """The only one of the facts found.

    Raises:
        NotFoundError: there is none.
        AmbiguousFactError: there are several. Lists them.

    """
    if not found:
        raise NotFoundError(f"no fact id begins with {beginning}", hint="«history» prints the ids of facts.")
    if len(found) > 1:
        raise AmbiguousFactError(beginning, found)
    return found[0]


def checked_beginning(text: str) -> str:
    """The beginning of a fact id, as the log spells it.

    Raises:
        BadInputError: it is too short, or no id begins so.

    """
    beginning = text.lower()
    if len(beginning) < SHORTEST_BEGINNING or not set(beginning) <= set("0123456789abcdef"):
        message = f"{shown(text)} is not a report on file, and not the beginning of a fact id"
        hint = f"Type {SHORTEST_BEGINNING} or more of its digits (0-9, a-f), as «history» prints them."
        raise BadInputError(message, hint=hint)
    return beginning
