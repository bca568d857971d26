"""How does a command get its answer? As it is kept for today, else from the log, folded and read as of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.kept import SHAPE, STATE, TIMELINE, UnreadableAnswerError, moved, unpacked
from timeline.projections.upcoming import Order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date, datetime

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.cli.options import Moment, Store
    from timeline.knowledge import Ledger
    from timeline.projections.state import State


def state_answer_of(store: Store, dialogue: str, moment: Moment) -> dict[str, Any]:
    """The status card of one dialogue as of a moment, with every session, invitation, position and so on.

    Raises:
        NotFoundError: there is no store, or no such dialogue in it.

    """
    with store.engine() as engine:
        answer: dict[str, Any] | None = _kept(engine, dialogue, STATE, moment)
        return answer or state_json(_asked(engine, dialogue, moment))


def timeline_answer_of(store: Store, dialogue: str, moment: Moment) -> list[dict[str, Any]]:
    """The projected timeline of one dialogue as of a moment.

    Raises:
        NotFoundError: there is no store, or no such dialogue in it.

    """
    with store.engine() as engine:
        answer: list[dict[str, Any]] | None = _kept(engine, dialogue, TIMELINE, moment)
        return timeline_json(_asked(engine, dialogue, moment)) if answer is None else answer


def _kept(engine: Engine, dialogue: str, question: str, moment: Moment) -> Any:  # noqa: ANN401 - any value that JSON has
    """The answer kept for today; None where none is ready, it was damaged, or another moment is asked about."""
    if not (moment.is_now and engine.keeps):
        return None
    from events.store.kept import answer_of

    day = moment.day
    found = answer_of(engine.ask, SHAPE, dialogue, question, day.toordinal())
    if found is None:
        return None
    since, answer = found
    try:
        return moved(unpacked(answer), day.toordinal() - since, on=day.isoformat())
    except UnreadableAnswerError:
        return None  # `timeline verify` names it; the log has the answer


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


def to_come(store: Store, dialogues: Collection[str], moment: Moment) -> list[Ranked]:
    """What is to come across dialogues as of a moment, then what is overdue; of the whole store where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    from functools import partial

    with store.engine() as engine:
        _require(engine, dialogues)
        ready, behind = _kept_to_come(engine, moment)
        found = [one for one in ready if not dialogues or one.dialogue in dialogues]
        if behind or behind is None:
            from timeline.cli.at_once import LITTLE_FACTS, each
            from timeline.cli.rebuilding import remark_behind

            todo = {slug: facts for slug, facts in engine.versions().items() if behind is None or slug in behind}
            if dialogues:
                todo = {slug: todo[slug] for slug in dialogues if slug in todo}
            if moment.is_now and sum(todo.values()) > LITTLE_FACTS:
                remark_behind(todo)
            work = partial(_projected_to_come, on=moment.day, known_at=moment.known_by, recorded_at=moment.recorded_at)
            for _, projected in each(engine, store.address(), todo, work):
                found += projected
    return sorted(found)


def _kept_to_come(engine: Engine, moment: Moment) -> tuple[list[Ranked], Collection[str] | None]:
    """What is kept for today, and the dialogues of which nothing is, or was damaged; None for all."""
    from events.store import kept

    if not (moment.is_now and engine.keeps and kept.is_in_use(engine.ask, SHAPE)):
        return [], None
    day = moment.day
    behind = set(kept.behind(engine.ask, SHAPE, day.toordinal()))
    found = []
    for dialogue, one in kept.coming(engine.ask, SHAPE, day.toordinal()):
        try:
            row = moved(unpacked(one.answer), day.toordinal() - one.since, on=day.isoformat())
        except UnreadableAnswerError:
            behind.add(dialogue)
        else:
            order = Order(one.is_overdue, one.latest, one.earliest, one.edtf)
            found.append(Ranked(order, dialogue, one.number, row))
    return [one for one in found if one.dialogue not in behind], behind


def _projected_to_come(
    log: FactLog, dialogue: str, /, *, on: date, known_at: date | None, recorded_at: datetime | None
) -> list[Ranked]:
    """What is to come in a dialogue, projected from its log."""
    from timeline.answers.sessions import session_answer
    from timeline.knowledge import knowledge, replay
    from timeline.projections import sessions, upcoming

    known = knowledge(replay(log.stream(dialogue), recorded_at=recorded_at), known_at=known_at)
    return [
        Ranked(upcoming.order(one), dialogue, number, session_answer(one, known).model_dump(mode="json"))
        for number, one in enumerate(upcoming.project(sessions.project(known, on)))
    ]


def state_json(state: State) -> dict[str, Any]:
    """The status card of a dialogue, as JSON has it."""
    from timeline.answers.state import state_answer

    return state_answer(state).model_dump(mode="json")


def timeline_json(state: State) -> list[dict[str, Any]]:
    """The projected timeline of a dialogue, as JSON has it."""
    from timeline.answers.timeline import timeline_answer
    from timeline.projections import timeline

    entries = timeline.project(state.knowledge, state.on)
    return [timeline_answer(entry, state.knowledge).model_dump(mode="json") for entry in entries]


def ask(store: Store, dialogue: str, moment: Moment) -> State:
    """One dialogue as of a moment, projected from its log.

    Raises:
        NotFoundError: there is no store, or no such dialogue in it.

    """
    with store.engine() as engine:
        return _asked(engine, dialogue, moment)


def _asked(engine: Engine, dialogue: str, moment: Moment) -> State:
    _require(engine, [dialogue])
    return state_of(ledger_of(log_of(engine), dialogue, moment), moment)


def ask_all(store: Store, dialogues: Iterable[str], moment: Moment) -> Iterator[State]:
    """Several dialogues as of a moment, in order of slug, one at a time; all of the store where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    with store.engine() as engine:
        named = list(dialogues)
        _require(engine, named)
        log = log_of(engine)
        for dialogue in named or engine.versions():
            yield state_of(ledger_of(log, dialogue, moment), moment)


def _require(engine: Engine, dialogues: Iterable[str]) -> None:
    """Refuse a slug that the store does not know."""
    for dialogue in dialogues:
        # Here, since most questions name none, or have their answer ready.
        from timeline.cli.history import require_dialogue

        require_dialogue(engine, dialogue)


def log_of(engine: Engine) -> FactLog:
    """The log of a store, whose shapes are checked once, whatever the number of dialogues read from it."""
    from events.store.log import FactLog

    return FactLog(engine)


def ledger_of(log: FactLog, dialogue: str, moment: Moment) -> Ledger:
    """A dialogue's log as it was held at the instant asked about."""
    from timeline.knowledge import replay

    return replay(log.stream(dialogue), recorded_at=moment.recorded_at)


def state_of(ledger: Ledger, moment: Moment, known_at: date | None = None) -> State:
    """A ledger as of a moment, or as known at another day than the moment's."""
    from timeline.knowledge import knowledge
    from timeline.projections.state import State

    day = known_at or moment.day
    return State(knowledge(ledger, known_at=known_at or moment.known_by), day)
