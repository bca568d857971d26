"""What does a server hold in memory of a store? The folded log of each dialogue, and its last states.

A server holds (`hold`). A command, which asks once, does not. Nothing held is ever stale: a ledger is grown by what was
appended since, and a state belongs to one version of its dialogue.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from timeline.knowledge.ledger import evolve, initial, replay
from timeline.projections.state import State
from timeline.projections.timeline import Remembered
from timeline.projections.walk import KnowledgeWalk
from timeline.read_models.past_changes import BROKEN, found_on, stretches
from timeline.read_models.past_form import FACTS, REPORTS, UNDIVIDED, is_all_known, question_of
from timeline.read_models.past_held import HeldPast
from timeline.read_models.past_prints import KeptPrints
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from events.store.log import FactLog
    from events.store.port import Engine
    from events.store.read_models import ReadModels
    from timeline.application.moment import Moment
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Difference
    from timeline.read_models.past_changes import Stretch
    from timeline.read_models.past_prints import Prints

STATES: Final = 24
"""So many states are held, of whatever dialogues and days. One of 10,000 facts takes some 20 MB."""

WALKS: Final = 8
"""In so many dialogues a step from day to day costs what it changes."""

COMPARED: Final = 2
"""Days of so many dialogues are compared without unpacking what is kept for that again: 8 MB for 10,000 facts."""

LEDGERS: Final = 500
"""So many dialogues are held. What was not asked for the longest goes first."""

_Key = tuple[str, int, "date", "date | None", "datetime | None"]


class HeldInMemory:
    """What is held of one store. Threads may share it."""

    def __init__(self) -> None:
        self._ledgers: OrderedDict[str, Ledger] = OrderedDict()
        self._states: OrderedDict[_Key, State] = OrderedDict()
        self._walks: OrderedDict[str, tuple[int, KnowledgeWalk]] = OrderedDict()
        self._remembered: dict[str, Remembered] = {}
        self._printed: OrderedDict[str, tuple[tuple[bytes, ...], KeptPrints]] = OrderedDict()
        self._lock = RLock()
        self._past = HeldPast()
        self._lines: OrderedDict[bytes, list[Stretch]] = OrderedDict()

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
        state = self._walked(ledger, dialogue, moment.on).state()
        vars(state)["remembered"] = self._remembered.setdefault(dialogue, Remembered())
        return state

    def _walked(self, ledger: Ledger, dialogue: str, day: date) -> KnowledgeWalk:
        """The walk of a dialogue, on a day."""
        version, walk = self._walks.pop(dialogue, (0, None))
        if walk is None or version != ledger.version:
            walk = KnowledgeWalk(ledger, day)
        elif walk.day != day:
            walk.stand(day)
        self._walks[dialogue] = ledger.version, walk
        while len(self._walks) > WALKS:
            gone, _ = self._walks.popitem(last=False)
            self._remembered.pop(gone, None)
        return walk

    def parts(
        self, engine: Engine, dialogue: str, day: date, make: Mapping[str, Callable[[Any], Any]]
    ) -> dict[str, list[tuple[Any, Any]]] | None:
        """What is kept of a dialogue on a past day; see `HeldPast.parts`."""
        with self._lock:
            return self._past.parts(engine.read_models, SHAPE, dialogue, day, make)

    def stretches(self, kept: bytes) -> list[Stretch]:
        """The lines of what is kept to be compared; see `past_changes.stretches`."""
        with self._lock:
            found = self._lines.pop(kept, None)
            self._lines[kept] = found = stretches(kept) if found is None else found
            while len(self._lines) > COMPARED * len(UNDIVIDED):
                self._lines.popitem(last=False)
            return found

    def difference(self, log: FactLog, dialogue: str, first: date, last: date) -> tuple[Difference, tuple[str, ...]]:
        """What changed between what was known on two days, and which facts of the dialogue are redacted."""
        with self._lock:
            walk = self._walked(self._grown(log, dialogue), dialogue, first)
            return walk.difference(last), walk.known.redacted

    def heard(self, log: FactLog, dialogue: str, day: date) -> list[tuple[date, str | None]]:
        """The facts that count by a day: from which day each was public, and the report that tells it."""
        with self._lock:
            known = self._walked(self._grown(log, dialogue), dialogue, day).known
            return [(one.known_by, one.report.id if one.report else None) for one in known.facts]

    def prints(self, engine: Engine, dialogue: str, moment: Moment, today: date) -> Prints | None:
        """The reports of a dialogue, as they are kept of a past day; None where that does not answer for the moment.

        What is made of today answers for earlier days too, as a rule.
        """
        read_models, on = engine.read_models, moment.on
        if not is_answered_by_the_past(read_models, dialogue, moment):
            return None
        with self._lock:
            try:
                find = partial(read_models.answer_of, SHAPE, dialogue)
                kept = tuple(found_on(find, question_of(part), on) for part in (FACTS, REPORTS))
                before, printed = self._printed.pop(dialogue, (None, None))
                if printed is None or before != kept:
                    printed = self._printed_of(kept, max(on, today))
                self._printed[dialogue] = kept, printed
                while len(self._printed) > WALKS:
                    self._printed.popitem(last=False)
                found = printed.by(on.toordinal())
                return self._printed_of(kept, on).every if found is None else found
            except BROKEN:
                return None

    def _printed_of(self, kept: tuple[bytes, ...], day: date) -> KeptPrints:
        facts, reports = map(self.stretches, kept)
        return KeptPrints(facts, reports, day.toordinal())

    def _grown(self, log: FactLog, dialogue: str) -> Ledger:
        """The ledger of a dialogue, with what was appended since."""
        ledger = self._ledgers.setdefault(dialogue, initial())
        before = ledger.version
        for recorded in log.stream(dialogue, after_version=ledger.version):
            ledger = evolve(ledger, recorded)
        if ledger.version > before:  # nobody asks for earlier states again, and they may say what was redacted
            for key in [one for one in self._states if one[0] == dialogue]:
                del self._states[key]
        self._ledgers.move_to_end(dialogue)
        while len(self._ledgers) > LEDGERS:
            self._ledgers.popitem(last=False)
        return ledger


def is_answered_by_the_past(read_models: ReadModels, dialogue: str, moment: Moment) -> bool:
    """Whether what is kept of past days answers for a moment: of today too, where nothing becomes known later."""
    return moment.is_past or (moment.is_now and is_all_known(read_models, SHAPE, dialogue, moment.on))


def _as_held(ledger: Ledger, recorded_at: datetime | None) -> Ledger:
    """The ledger as the log was at an instant."""
    if recorded_at is None:
        return ledger
    judged = (ledger.links, ledger.judgements, ledger.redactions, ledger.redacted)
    shelves = (ledger.headings, ledger.filings, ledger.assessments, ledger.facts, *judged)
    facts = sorted((one for shelf in shelves for one in shelf), key=lambda one: one.version)
    return replay(facts, recorded_at=recorded_at)


_STORES: Final[WeakKeyDictionary[Engine, HeldInMemory]] = WeakKeyDictionary()
"""What is held, by store. Gone with it."""


def hold(engine: Engine) -> None:
    """Hold from now on what is asked of a store."""
    _STORES.setdefault(engine, HeldInMemory())


def held(engine: Engine) -> HeldInMemory | None:
    """What is held of a store. None where nobody asked for that."""
    return _STORES.get(engine)
