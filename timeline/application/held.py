"""What is held in memory of a store that is asked again and again? Each dialogue's log, folded, and its last states.

A server holds (`hold`). A command, which asks once, does not. Nothing held is ever stale: a ledger is grown by what was
appended since, and a state belongs to one version of its dialogue.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from timeline.knowledge.ledger import evolve, initial, replay
from timeline.projections.news import Walk
from timeline.projections.state import State
from timeline.projections.timeline import Remembered

if TYPE_CHECKING:
    from datetime import date, datetime

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.application.moment import Moment
    from timeline.knowledge.ledger import Ledger

STATES: Final = 24
"""So many states are held, of whatever dialogues and days. One of 10,000 facts takes some 20 MB."""

WALKS: Final = 8
"""In so many dialogues a step from day to day costs what it changes."""

LEDGERS: Final = 500
"""So many dialogues are held. What was not asked for the longest goes first."""

_Key = tuple[str, int, "date", "date | None", "datetime | None"]


class Held:
    """What is held of one store. Threads may share it."""

    def __init__(self) -> None:
        self._ledgers: OrderedDict[str, Ledger] = OrderedDict()
        self._states: OrderedDict[_Key, State] = OrderedDict()
        self._walks: OrderedDict[str, tuple[int, Walk]] = OrderedDict()
        self._remembered: dict[str, Remembered] = {}
        self._lock = RLock()

    def state(self, log: FactLog, dialogue: str, moment: Moment) -> State:
        """A dialogue as of a moment."""
        with self._lock:
            ledger = self._grown(log, dialogue)
            key = (dialogue, ledger.version, moment.on, moment.known_at, moment.recorded_at)
            state = self._states.get(key)
            if state is None:
                state = self._states[key] = self._made(ledger, dialogue, moment)
            self._states.move_to_end(key)
            while len(self._states) > STATES:
                self._states.popitem(last=False)
            return state

    def _made(self, ledger: Ledger, dialogue: str, moment: Moment) -> State:
        """The state of a moment: of a day as it was known then by a step from the last such day, at its cost."""
        if moment.recorded_at is not None or moment.known_at != moment.on:
            return State.of(_as_held(ledger, moment.recorded_at), on=moment.on, known_at=moment.known_at)
        version, walk = self._walks.pop(dialogue, (0, None))
        if walk is None or version != ledger.version:
            walk = Walk(ledger, moment.on)
        else:
            walk.move(moment.on)
        self._walks[dialogue] = ledger.version, walk
        while len(self._walks) > WALKS:
            gone, _ = self._walks.popitem(last=False)
            self._remembered.pop(gone, None)
        state = walk.state()
        vars(state)["remembered"] = self._remembered.setdefault(dialogue, Remembered())
        return state

    def _grown(self, log: FactLog, dialogue: str) -> Ledger:
        """The ledger of a dialogue, with what was appended since."""
        ledger = self._ledgers.setdefault(dialogue, initial())
        before = len(ledger.redactions)
        for recorded in log.stream(dialogue, after_version=ledger.version):
            ledger = evolve(ledger, recorded)
        if len(ledger.redactions) > before:  # earlier states may say what is gone
            for key in [one for one in self._states if one[0] == dialogue]:
                del self._states[key]
        self._ledgers.move_to_end(dialogue)
        while len(self._ledgers) > LEDGERS:
            self._ledgers.popitem(last=False)
        return ledger


def _as_held(ledger: Ledger, recorded_at: datetime | None) -> Ledger:
    """The ledger as the log was at an instant."""
    if recorded_at is None:
        return ledger
    judged = (ledger.links, ledger.judgements, ledger.redactions, ledger.redacted)
    shelves = (ledger.headings, ledger.filings, ledger.assessments, ledger.facts, *judged)
    facts = sorted((one for shelf in shelves for one in shelf), key=lambda one: one.version)
    return replay(facts, recorded_at=recorded_at)


_STORES: Final[WeakKeyDictionary[Engine, Held]] = WeakKeyDictionary()
"""What is held, by store. Gone with it."""


def hold(engine: Engine) -> None:
    """Hold from now on what is asked of a store."""
    _STORES.setdefault(engine, Held())


def held(engine: Engine) -> Held | None:
    """What is held of a store. None where nobody asked for that."""
    return _STORES.get(engine)
