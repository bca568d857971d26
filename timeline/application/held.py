"""What does a server hold in memory of a store? The folded log of each dialogue, and its last states.

A server holds (`hold`). A command, which asks once, does not. Nothing held is ever stale: a ledger is grown by what was
appended since, and a state belongs to one version of its dialogue.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from timeline.answers.sources import print_answers
from timeline.knowledge.ledger import evolve, initial, replay
from timeline.projections.state import State
from timeline.projections.timeline import Remembered
from timeline.projections.walk import KnowledgeWalk
from timeline.read_models.past_changes import stretches
from timeline.read_models.past_form import UNDIVIDED
from timeline.read_models.past_held import HeldPast
from timeline.read_models.stored_form import SHAPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from events.store.log import FactLog
    from events.store.port import Engine
    from timeline.answers.sources import PrintAnswer
    from timeline.application.moment import Moment
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Difference
    from timeline.read_models.past_changes import Stretch

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
        self._printed: OrderedDict[str, tuple[tuple[int, date], Printed]] = OrderedDict()
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

    def is_all_known(self, log: FactLog, dialogue: str, day: date) -> bool:
        """Whether all that is on record was public by a day, so that the day is answered as it will be in the past."""
        with self._lock:
            return self._walked(self._grown(log, dialogue), dialogue, day).is_all_known

    def prints(self, log: FactLog, dialogue: str, moment: Moment, today: date) -> tuple[PrintAnswer, ...]:
        """The reports of a dialogue as of a moment."""
        with self._lock:
            on = moment.on
            if moment.is_now or (moment.is_past and on <= today):
                ledger = self._grown(log, dialogue)
                printed = self._printed_by(ledger, dialogue, today)
                walk = self._walked(ledger, dialogue, on)
                if moment.is_past and (found := printed.by(walk.known, on)) is not None:
                    return found
                if moment.is_now and walk.is_all_known:
                    return printed.every
            return print_answers(self.state(log, dialogue, moment).knowledge)

    def _printed_by(self, ledger: Ledger, dialogue: str, today: date) -> Printed:
        key = ledger.version, today
        found, printed = self._printed.pop(dialogue, (None, None))
        if printed is None or found != key:
            printed = Printed(self._walked(ledger, dialogue, today).known)
        self._printed[dialogue] = key, printed
        while len(self._printed) > WALKS:
            self._printed.popitem(last=False)
        return printed

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


class Printed:
    """The reports as they are known on a day. On an earlier one the same were known, as a rule, but for the later ones.

    Which report first printed something depends on the earlier ones only, where the days of all are known.

    Attributes:
        every: report that is known on the day.

    """

    def __init__(self, known: Knowledge) -> None:
        """Take what is known on the day."""
        self._facts = tuple(known.facts)
        self._reports = dict(known.reports)
        prints = print_answers(known)
        days = (self._reports[one.report].known_by for one in prints)
        self.every = prints
        self._prints = tuple(zip(prints, days, strict=True))

    def by(self, known: Knowledge, day: date) -> tuple[PrintAnswer, ...] | None:
        """Those of an earlier day, on which this was known; None where some of it was read otherwise then."""
        facts = [one for one in self._facts if one.known_by <= day]
        prints = tuple(one for one, known_by in self._prints if known_by <= day)
        if len(facts) != len(known.facts) or not all(map(_is_alike, facts, known.facts)):
            return None
        if len(prints) != len(known.reports):
            return None
        are_same = all(self._reports.get(name) is report and report.dated for name, report in known.reports.items())
        return prints if are_same else None


def _is_alike(one: KnownFact, other: KnownFact) -> bool:
    return one is other or one._replace(ahead=other.ahead) == other


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
