"""How does a command get its answer? As it is kept for today, else from the log, folded and read as of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeline.read_models.stored_form import SHAPE, STATE, TIMELINE, UnreadableAnswerError, moved, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.cli.options import Moment, Store
    from timeline.knowledge.ledger import Ledger
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
    if not moment.is_now:
        return None
    day = moment.day
    found = engine.read_models.answer_of(SHAPE, dialogue, question, day.toordinal())
    if found is None:
        return None
    since, answer = found
    try:
        return moved(unpacked(answer), day.toordinal() - since, on=day.isoformat())
    except UnreadableAnswerError:
        return None  # `timeline verify` names it; the log has the answer


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
    require(engine, [dialogue])
    return state_of(ledger_of(log_of(engine), dialogue, moment), moment)


def ask_all(store: Store, dialogues: Iterable[str], moment: Moment) -> Iterator[State]:
    """Several dialogues as of a moment, in order of slug, one at a time; all of the store where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    with store.engine() as engine:
        named = list(dialogues)
        require(engine, named)
        log = log_of(engine)
        for dialogue in named or engine.versions():
            yield state_of(ledger_of(log, dialogue, moment), moment)


def require(engine: Engine, dialogues: Iterable[str]) -> None:
    """Refuse a slug that the store does not know."""
    for dialogue in dialogues:
        # Here, since most questions name none, or have their answer ready.
        from timeline.cli.commands.history import require_dialogue

        require_dialogue(engine, dialogue)


def log_of(engine: Engine) -> FactLog:
    """The log of a store, whose shapes are checked once, whatever the number of dialogues read from it."""
    from events.store.log import FactLog

    return FactLog(engine)


def ledger_of(log: FactLog, dialogue: str, moment: Moment) -> Ledger:
    """A dialogue's log as it was held at the instant asked about."""
    from timeline.knowledge.ledger import replay

    return replay(log.stream(dialogue), recorded_at=moment.recorded_at)


def state_of(ledger: Ledger, moment: Moment, known_at: date | None = None) -> State:
    """A ledger as of a moment, or as known at another day than the moment's."""
    from timeline.knowledge.known import knowledge
    from timeline.projections.state import State

    day = known_at or moment.day
    return State(knowledge(ledger, known_at=known_at or moment.known_by), day)
