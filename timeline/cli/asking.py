"""How does a command get its answer? The log of a dialogue, folded, read as of the moment asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli.history import require_dialogue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.cli.options import Moment, Store
    from timeline.knowledge import Ledger
    from timeline.projections.state import State


def ask(store: Store, dialogue: str, moment: Moment) -> State:
    """One dialogue as of a moment.

    Raises:
        NotFoundError: there is no store, or no such dialogue in it.

    """
    with store.engine() as engine:
        require_dialogue(engine, dialogue)
        return state_of(ledger_of(log_of(engine), dialogue, moment), moment)


def ask_all(store: Store, dialogues: Iterable[str], moment: Moment) -> list[State]:
    """Several dialogues as of a moment, in order of slug; all of the store where none is named.

    Raises:
        NotFoundError: there is no store, or a dialogue is not in it.

    """
    with store.engine() as engine:
        named = list(dialogues)
        for dialogue in named:
            require_dialogue(engine, dialogue)
        log = log_of(engine)
        return [state_of(ledger_of(log, dialogue, moment), moment) for dialogue in named or engine.versions()]


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
