"""What did each fact change, and does replaying always come out the same?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import tee
from typing import TYPE_CHECKING, Any

from timeline.answers.diff import ChangeAnswer
from timeline.answers.log import recorded_fact_answer
from timeline.answers.people import person_answer
from timeline.answers.replay import RepetitionAnswer, StepAnswer
from timeline.answers.sources import source_answer
from timeline.answers.state import state_answer
from timeline.answers.timeline import timeline_answer
from timeline.application.asking import log_of, require
from timeline.application.reply import Reply
from timeline.knowledge.growing import Growing
from timeline.knowledge.ledger import evolve, initial
from timeline.projections import diff, people, sources, timeline
from timeline.projections.diff import Difference
from timeline.projections.going_on import GoingOn
from timeline.projections.state import State
from timeline.text.summary import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from events.store.log import FactLog, RecordedFact
    from events.store.port import Engine, StoredFact
    from timeline.answers.log import RecordedFactAnswer
    from timeline.answers.shapes import Question
    from timeline.knowledge.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Step:
    """A fact and what it changed in the projected state."""

    recorded: RecordedFact
    difference: Difference


def replayed(engine: Engine, question: Question, today: date, dialogue: str, *, until: int | None = None) -> Reply:
    """Each fact of a dialogue with what it changed, up to a position. Projected while they are taken.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    require(engine, [dialogue])
    facts = (recorded for recorded in log_of(engine).stream(dialogue) if until is None or recorded.position <= until)
    return Reply(question, made=map(step_answer, steps(facts, today)))


def step_answer(step: Step) -> StepAnswer:
    """The answer for one fact."""
    return StepAnswer(
        position=step.recorded.position,
        fact=step.recorded.fact_id,
        kind=step.recorded.fact.kind(),
        summary=summary(step.recorded.fact),
        changes=tuple(map(ChangeAnswer.of, step.difference.changes)),
        withdrawn=step.difference.withdrawn,
    )


def with_changes(
    engine: Engine, dialogue: str, position: int, rows: Iterable[StoredFact], today: date
) -> Iterator[tuple[RecordedFactAnswer, StepAnswer]]:
    """Facts of a dialogue after a position, each with what it changed. Taken one by one."""
    log = log_of(engine)
    earlier = (recorded for recorded in log.stream(dialogue) if recorded.position <= position)
    told, projected = tee(rows)
    walked = steps(map(log.decoded, projected), today, earlier=earlier)
    for row, step in zip(told, walked, strict=True):
        yield recorded_fact_answer(row), step_answer(step)


def repeated(
    engine: Engine,
    dialogue: str | None,
    today: date,
    *,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[RepetitionAnswer]:
    """Whether the projections of a dialogue, or of each, come out the same twice and in two halves. On all cores.

    Raises:
        NotFoundError: there is no such dialogue.

    """
    from events.store.by_dialogue import each

    if dialogue is not None:
        require(engine, [dialogue])
    versions = engine.versions()
    dialogues = {dialogue: versions[dialogue]} if dialogue else versions
    made = dict(each(engine, dialogues, partial(_repetition, day=today), told=told))
    return [made[slug] for slug in dialogues]


def _repetition(log: FactLog, dialogue: str, /, *, day: date) -> RepetitionAnswer:
    facts = list(log.stream(dialogue))
    differing = tuple(unrepeatable(facts, day))
    return RepetitionAnswer(dialogue=dialogue, facts=len(facts), same=not differing, differing=differing)


def steps(facts: Iterable[RecordedFact], today: date, *, earlier: Iterable[RecordedFact] = ()) -> Iterator[Step]:
    """Walk one dialogue's log fact by fact, from its beginning or after earlier facts.

    The day we stand on is that of the newest report so far, so that each step shows what its fact meant then. Before
    any report of known date it is today.
    """
    growing = Growing(_folded(initial(), earlier))
    going_on = GoingOn(growing.known, growing.last_heard or today)
    for recorded in facts:
        learnt = growing.take(recorded)
        going_on.go_on(growing.known, learnt, growing.last_heard or today)
        before, after = going_on.changed()
        difference = Difference(
            changes=diff.changes(map(diff.compared, before), map(diff.compared, after), learnt.new),
            reports=learnt.reports,
            origins=learnt.origins,
            facts=len(learnt.new),
            withdrawn=learnt.withdrawn,
        )
        yield Step(recorded, difference)


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
    state = State.of(ledger, on=on)
    known = state.knowledge
    return state_answer(state).model_dump(mode="json") | {
        "timeline": [timeline_answer(one, known).model_dump_json() for one in timeline.project(known, on)],
        "people": [person_answer(one, known).model_dump_json() for one in people.project(known, on, state.sessions)],
        "sources": [source_answer(one, known).model_dump_json() for one in sources.project(state)],
    }
