"""What is to come across dialogues, and what is overdue? From kept answers, or else from the log."""

# Without `from __future__ import annotations`: of a text, each field of a NamedTuple would compile it at every start.

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from events.errors import BadInputError
from timeline.application.moment import Moment
from timeline.application.reply import Reply
from timeline.projections.order import Order
from timeline.read_models.stored_form import LONG_OVERDUE, SHAPE, UnreadableAnswerError, moved, unpacked_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime, timedelta
    from typing import Unpack

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.answers.shapes import Question
    from timeline.application.remarks import Remark
    from timeline.application.times import Times


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


def upcoming(
    engine: "Engine",
    question: "Question",
    today: "date",
    *dialogues: str,
    within: "timedelta | None" = None,
    overdue: bool = False,
    **times: "Unpack[Times]",
) -> Reply:
    """What is to come across dialogues as of a moment, then what is overdue. Of the whole store where none is named.

    Args:
        engine: the store.
        question: that is answered.
        today: the day to stand on where no other is asked about.
        dialogues: slugs.
        within: only what can take place so soon.
        overdue: also what has been overdue for long.
        times: that are asked about.

    Raises:
        NotFoundError: a dialogue is not in the store.

    """
    if within is not None and not hasattr(within, "days"):
        raise BadInputError(f"{within!r} is not a span of time", hint="Write timedelta(days=90).")
    if dialogues:
        # Here, since what is ready of all dialogues needs nothing of how others are answered.
        from timeline.application.asking import require

        require(engine, dialogues)
    moment = Moment.of(today, **times)
    remarks: list[Remark] = []
    found, stale = _ready(engine, moment, dialogues, overdue=overdue)
    if stale or stale is None:
        found += _projected(engine, dialogues, stale, moment, remarks)
    reach = moment.on.toordinal() + within.days if within else None
    shown = [one for one in sorted(found) if overdue or not one.row["long_overdue"]]
    rows = [one.row for one in shown if reach is None or one.order.can_be_by(reach)]
    return Reply(question, plain=rows, remarks=remarks)


def _ready(
    engine: "Engine", moment: "Moment", dialogues: "Collection[str]", *, overdue: bool
) -> "tuple[list[Ranked], Collection[str] | None]":
    """What is kept for the day, and the dialogues of which nothing is, or was damaged; None for all.

    Args:
        engine: the store.
        moment: that is asked about.
        dialogues: of these only; of all where there are none.
        overdue: also what has been overdue for long.

    """
    if not engine.read_models.in_use(SHAPE):
        return [], None
    if moment.is_past:
        return _past(engine, moment.on, dialogues, overdue=overdue)
    return _of_today(engine, moment.on, dialogues, overdue=overdue) if moment.is_now else ([], None)


def _of_today(
    engine: "Engine", day: "date", dialogues: "Collection[str]", *, overdue: bool
) -> "tuple[list[Ranked], Collection[str]]":
    read_models = engine.read_models
    stale = set(read_models.stale(SHAPE, day.toordinal()))
    found = []
    for dialogue, since, number, _, *order, answer in read_models.to_come(SHAPE, day.toordinal()):
        if dialogues and dialogue not in dialogues:
            continue
        try:
            text = unpacked_text(answer)
            if not overdue and LONG_OVERDUE in text:
                continue
            row = moved(json.loads(text), day.toordinal() - since, on=day.isoformat())
        except (ValueError, RecursionError):  # what somebody put there
            stale.add(dialogue)
        else:
            found.append(Ranked(Order(*order), dialogue, number, row))
    return [one for one in found if one.dialogue not in stale], stale


def _past(
    engine: "Engine", day: "date", dialogues: "Collection[str]", *, overdue: bool
) -> "tuple[list[Ranked], Collection[str]]":
    # Here, since a question of today needs none of it.
    from timeline.read_models.past_form import COMING, has_to_show, pieces_on, question_of

    read_models, at = engine.read_models, day.toordinal()
    stale: set[str] = set()
    found = []
    for dialogue, chapter in read_models.answers_on(SHAPE, question_of(COMING), at).items():
        if dialogues and dialogue not in dialogues:
            continue
        try:
            if not overdue and not has_to_show(chapter, at):
                continue
            rows = [
                Ranked(Order(*place[0]), dialogue, number, row)
                for number, (place, row) in enumerate(pieces_on(chapter, day, but=b"" if overdue else LONG_OVERDUE))
            ]
        except (UnreadableAnswerError, TypeError):  # or somebody put there what is no place
            stale.add(dialogue)
        else:
            found += rows
    return found, stale


def _projected(
    engine: "Engine",
    dialogues: "Collection[str]",
    stale: "Collection[str] | None",
    moment: "Moment",
    remarks: "list[Remark]",
) -> "list[Ranked]":
    """What is to come in the dialogues that were asked for and are stale, on all cores where it takes long."""
    from functools import partial

    from events.store.by_dialogue import LITTLE_FACTS, each

    todo = {slug: facts for slug, facts in engine.versions().items() if stale is None or slug in stale}
    if dialogues:
        todo = {slug: todo[slug] for slug in dialogues if slug in todo}
    if moment.is_now and sum(todo.values()) > LITTLE_FACTS:
        from timeline.application.remarks import StaleAnswers

        remarks.append(StaleAnswers(dialogues=len(todo), facts=sum(todo.values())))
    work = partial(_of_dialogue, on=moment.on, known_at=moment.known_at, recorded_at=moment.recorded_at)
    return [one for _, found in each(engine, todo, work) for one in found]


def _of_dialogue(
    log: "FactLog", dialogue: str, /, *, on: "date", known_at: "date | None", recorded_at: "datetime | None"
) -> list[Ranked]:
    """What is to come in a dialogue, projected from its log."""
    from timeline.answers.upcoming import upcoming_answer
    from timeline.application.asking import ledger_of
    from timeline.projections import upcoming
    from timeline.projections.state import State

    state = State.of(ledger_of(log, dialogue, recorded_at), on=on, known_at=known_at)
    return [
        Ranked(upcoming.order(one), dialogue, number, upcoming_answer(one, state.knowledge).model_dump(mode="json"))
        for number, one in enumerate(state.to_come)
    ]
