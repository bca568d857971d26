"""What is to come across dialogues, and what is overdue: as it is kept for today, else projected from the log."""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.cli.asking import require
from timeline.projections.upcoming import Order
from timeline.read_models.stored_form import SHAPE, UnreadableAnswerError, moved, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.cli.options import Moment, Store


class Ranked(NamedTuple):
    """Something to come, or overdue, with its place among those of all dialogues.

    Attributes:
        order: by which they are ordered.
        dialogue: slug.
        number: its place among those of the dialogue.
        row: the answer.

    """

    order: Order
    dialogue: str
    number: int
    row: dict[str, Any]


def to_come(store: "Store", dialogues: "Collection[str]", moment: "Moment") -> list[Ranked]:
    """What is to come across dialogues as of a moment, then what is overdue; of the whole store where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    from functools import partial

    with store.engine() as engine:
        require(engine, dialogues)
        ready, behind = _kept_to_come(engine, moment)
        found = [one for one in ready if not dialogues or one.dialogue in dialogues]
        if behind or behind is None:
            from events.store.by_dialogue import LITTLE_FACTS, each
            from timeline.application.remarks import StaleAnswers
            from timeline.cli.terminal.saying import say_besides

            todo = {slug: facts for slug, facts in engine.versions().items() if behind is None or slug in behind}
            if dialogues:
                todo = {slug: todo[slug] for slug in dialogues if slug in todo}
            if moment.is_now and sum(todo.values()) > LITTLE_FACTS:
                say_besides([StaleAnswers(dialogues=len(todo), facts=sum(todo.values()))])
            work = partial(_projected_to_come, on=moment.day, known_at=moment.known_by, recorded_at=moment.recorded_at)
            for _, projected in each(engine, todo, work):
                found += projected
    return sorted(found)


def _kept_to_come(engine: "Engine", moment: "Moment") -> "tuple[list[Ranked], Collection[str] | None]":
    """What is kept for today, and the dialogues of which nothing is, or was damaged; None for all."""
    read_models = engine.read_models
    if not (moment.is_now and read_models.in_use(SHAPE)):
        return [], None
    day = moment.day
    behind = set(read_models.stale(SHAPE, day.toordinal()))
    found = []
    for dialogue, since, number, _, *order, answer in read_models.to_come(SHAPE, day.toordinal()):
        try:
            row = moved(unpacked(answer), day.toordinal() - since, on=day.isoformat())
        except UnreadableAnswerError:
            behind.add(dialogue)
        else:
            found.append(Ranked(Order(*order), dialogue, number, row))
    return [one for one in found if one.dialogue not in behind], behind


def _projected_to_come(
    log: "FactLog", dialogue: str, /, *, on: "date", known_at: "date | None", recorded_at: "datetime | None"
) -> list[Ranked]:
    """What is to come in a dialogue, projected from its log."""
    from timeline.answers.sessions import session_answer
    from timeline.knowledge.known import knowledge
    from timeline.knowledge.ledger import replay
    from timeline.projections import sessions, upcoming

    known = knowledge(replay(log.stream(dialogue), recorded_at=recorded_at), known_at=known_at)
    return [
        Ranked(upcoming.order(one), dialogue, number, session_answer(one, known).model_dump(mode="json"))
        for number, one in enumerate(upcoming.project(sessions.project(known, on)))
    ]
