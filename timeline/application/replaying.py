"""What did each fact change, and does replaying always come out the same?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeline.answers.people import person_answer
from timeline.answers.sources import source_answer
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import evolve, initial
from timeline.projections import diff, people, sources, timeline
from timeline.projections.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from events.store.log import RecordedFact
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.diff import Difference


@dataclass(frozen=True, slots=True)
class Step:
    """A fact and what it changed in the projected state."""

    recorded: RecordedFact
    difference: Difference


def steps(facts: Iterable[RecordedFact], today: date, *, earlier: Iterable[RecordedFact] = ()) -> Iterator[Step]:
    """Walk one dialogue's log fact by fact, from its beginning or after earlier facts.

    The day we stand on is that of the newest report so far, so that each step shows what its fact meant then; before
    any report of known date it is today.
    """
    ledger = _folded(initial(), earlier)
    before = _state(ledger, today)
    for recorded in facts:
        ledger = evolve(ledger, recorded)
        after = _state(ledger, today)
        yield Step(recorded, diff.project(before, after))
        before = after


def _state(ledger: Ledger, today: date) -> State:
    known = knowledge(ledger)
    return State(known, max((report.known_by for report in known.reports.values() if report.dated), default=today))


def unrepeatable(facts: Sequence[RecordedFact], on: date) -> list[str]:
    """The projections of one dialogue that differ when it is replayed again, or in two halves."""
    whole = _projected(_folded(initial(), facts), on)
    half = len(facts) // 2
    again = _projected(_folded(initial(), facts), on)
    in_halves = _projected(_folded(_folded(initial(), facts[:half]), facts[half:]), on)
    return [name for name, answer in whole.items() if again[name] != answer or in_halves[name] != answer]


def _folded(ledger: Ledger, facts: Iterable[RecordedFact]) -> Ledger:
    for recorded in facts:
        ledger = evolve(ledger, recorded)
    return ledger


def _projected(ledger: Ledger, on: date) -> dict[str, Any]:
    """Every projection by name, as its answer prints it."""
    known = knowledge(ledger)
    state = State(known, on)
    return state_answer(state).model_dump(mode="json") | {
        "timeline": [timeline_answer(one, known).model_dump_json() for one in timeline.project(known, on)],
        "people": [person_answer(one, known).model_dump_json() for one in people.project(known, on, state.sessions)],
        "sources": [source_answer(one, known).model_dump_json() for one in sources.project(known, on, state)],
    }
