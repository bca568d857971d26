"""Did nothing become known of a dialogue between two days? Then nobody has to project it for either of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.read_models.past_same import is_all_known, is_same, where_no_more_is_known
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from datetime import date

    from events.store.port import Engine

_JUDGE: Final = frozenset({"fact-corrected", "fact-retracted", "fact-redacted", "subjects-linked", "source-assessed"})
"""Kinds by which facts can be read otherwise from a day on, or are gone, though as many are known as before."""


def is_quiet(engine: Engine, dialogue: str, first: date, last: date, *, with_all: bool = False) -> bool:
    """Whether no answer of a dialogue changes from one day of knowledge to a later one, and nothing is judged in it.

    Args:
        engine: the store.
        dialogue: slug.
        first: the earlier day.
        last: the later day.
        with_all: whether all that is on record is to be known by the later day.

    Returns:
        False also where no answers are ready that tell.

    """
    read_models = engine.read_models
    if not is_same(read_models, SHAPE, dialogue, first, last):
        return False
    if with_all and not is_all_known(read_models, SHAPE, dialogue, last):
        return False
    if _JUDGE.isdisjoint(map(_kind, engine.topics())):
        return True
    return all(_kind(row.topic) not in _JUDGE for row in engine.stream(dialogue))


def without_more(engine: Engine, first: date, last: date) -> set[str]:
    """The dialogues of which nothing that was on record on a day comes out after it. See `where_no_more_is_known`."""
    read_models = engine.read_models
    return where_no_more_is_known(read_models, SHAPE, first, last) if read_models.in_use(SHAPE) else set()


def _kind(topic: str) -> str:
    return topic.partition("@")[0]
