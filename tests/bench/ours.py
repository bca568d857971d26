"""What is measured of this project, each a task for a process of its own (`tests.bench.worker`).

All that the bench knows of the program's insides is here, so that what moves there is followed in one file.
"""

from __future__ import annotations

import json
from collections import deque
from contextlib import closing, contextmanager, redirect_stdout
from datetime import date
from io import StringIO
from itertools import islice
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from events.facts.base import ReportedFact
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactCorrected, FactRetracted, SubjectsLinked
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from events.identity import digest_of, fact_id_of
from events.intake.draft import Draft
from events.store.address import Address, open_engine
from events.store.log import FactLog
from tests.bench.history import DIALOGUE, SMALLEST, TODAY, dialogue, entries, entries_of, of_people
from tests.bench.timing import Timed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.store.port import Engine, Entry

RECORDED_BY = "bench"

Item = TypeVar("Item")


def make_store(store: str, facts: int) -> Timed:
    """Make a store that holds a history, as fast as the engine takes it."""
    begun = perf_counter()
    with open_engine(Address.parse(store)) as engine:
        for lot in batched(entries(facts), 1_000):
            engine.append(lot, recorded_by=RECORDED_BY)
    return Timed(perf_counter() - begun, facts)


def make_dialogue(store: str, facts: int, people: int, judgements: int) -> Timed:
    """Make a store that holds one dialogue: of so many facts and judgements, or of calls between people."""
    documents = of_people(facts, people) if people else dialogue(facts - judgements)
    begun = perf_counter()
    with open_engine(Address.parse(store)) as engine:
        for lot in batched((entry for document in documents for entry in entries_of(document)), 1_000):
            engine.append(lot, recorded_by=RECORDED_BY)
        if judgements:
            told = list(FactLog(engine).stream(DIALOGUE))
            judged = _judging(told, judgements)
            engine.append([Draft(DIALOGUE, one.fact, "bench").entry() for one in judged], recorded_by=RECORDED_BY)
        return Timed(perf_counter() - begun, engine.head())


def append_in_bulk(store: str, facts: int, lot: int) -> Timed:
    """Append a history that lies ready in memory to a new store, lot by lot in one transaction, as large files are."""
    lots = list(batched(entries(facts), lot))
    with _new_store(store) as engine:
        begun = perf_counter()
        with engine.appending(recorded_by=RECORDED_BY) as append:
            for one in lots:
                append(one)
        return Timed(perf_counter() - begun, facts)


def append_in_batches(store: str, facts: int, lot: int) -> Timed:
    """Do the same in many transactions, of so many facts each."""
    lots = list(batched(entries(facts), lot))
    with _new_store(store) as engine:
        begun = perf_counter()
        for one in lots:
            engine.append(one, recorded_by=RECORDED_BY)
        return Timed(perf_counter() - begun, facts)


def append_one_by_one(store: str, facts: int) -> Timed:
    """Append the last facts of the smallest history, each in a transaction: from its model to its place in the log."""
    return _one_by_one(store, facts, answers=False)


def append_with_answers(store: str, facts: int) -> Timed:
    """Do the same, and make the answers of its dialogue in that transaction."""
    return _one_by_one(store, facts, answers=True)


def _one_by_one(store: str, facts: int, *, answers: bool) -> Timed:
    from timeline.read_models.making import Keeper

    before, drafts = _before_and_last(facts)
    with _new_store(store) as engine:
        engine.append(before, recorded_by=RECORDED_BY)
        hooks = (Keeper(FactLog(engine), TODAY),) if answers else ()
        begun = perf_counter()
        for draft in drafts:
            engine.append([draft.entry()], recorded_by=RECORDED_BY, on_append=hooks)
        return Timed(perf_counter() - begun, facts)


def record_one_by_one(store: str, facts: int) -> Timed:
    """Record the last facts of the smallest history as `timeline append` does, from opening the store to closing it."""
    from timeline.cli.options import Store
    from timeline.cli.terminal.appending import append

    before, drafts = _before_and_last(facts)
    with _new_store(store) as engine:
        engine.append(before, recorded_by=RECORDED_BY)
    with redirect_stdout(StringIO()):
        begun = perf_counter()
        for draft in drafts:
            append([draft], Store(store), recorded_by=RECORDED_BY)
        return Timed(perf_counter() - begun, facts)


def append_stream(store: str, facts: int, together: int) -> Timed:
    """Feed the last facts of the smallest history to `timeline append --stream`, so many lines waiting at a time.

    The next ones are sent once these are answered. The first line, which loads what all others use, is not counted, nor
    what the stream does at its end.
    """
    from timeline.application.recording import Stored, Stream

    before, drafts = _before_and_last(facts + 1)
    first, *lines = [_line(draft) for draft in drafts]
    with _new_store(store) as engine:
        engine.append(before, recorded_by=RECORDED_BY)
        stream = Stream(engine, TODAY, recorded_by=RECORDED_BY)
        sent = _Sent([first, *(b"".join(lot) for lot in batched(lines, together))])
        told = stream.append(sent)
        next(told)
        begun = perf_counter()
        answered = list(islice(told, facts))
        taken = perf_counter() - begun
        assert all(isinstance(one, Stored) for one in answered)
        return Timed(taken, facts)


def _line(draft: Draft) -> bytes:
    """A fact as a line of a fact file that holds only it."""
    fact = draft.fact
    said = json.loads(fact.payload())
    if isinstance(fact, DialogueOpened):
        document = said
    elif isinstance(fact, ReportFiled):
        document = {"report": said}
    else:
        document = {"facts": [{"kind": fact.kind(), **said}]}
    return json.dumps({"dialogue": draft.dialogue, **document}).encode() + b"\n"


class _Sent:
    """A pipe into which lines come together."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._left = iter(pieces)

    def read1(self, _: int) -> bytes:
        """Return the next ones."""
        return next(self._left, b"")


def replay(store: str) -> Timed:
    """Read the whole log through the port, every fact as its model; what the first ones set up is not counted."""
    with open_engine(Address.parse(store)) as engine:
        log = FactLog(engine)
        deque(log.since(limit=1_000), maxlen=0)
        begun = perf_counter()
        count = sum(1 for _ in log.since())
        return Timed(perf_counter() - begun, count)


def step(store: str, slug: str, facts: int) -> Timed:
    """Go on from one fact of a dialogue to the next, for the last of them, each with all that it changes."""
    from timeline.application.replaying import steps

    with open_engine(Address.parse(store)) as engine:
        told = list(FactLog(engine).stream(slug))
    walked = steps(told[-facts - 1 :], TODAY, earlier=told[: -facts - 1])
    next(walked)
    begun = perf_counter()
    deque(walked, maxlen=0)
    return Timed(perf_counter() - begun, facts)


def judge(store: str, slug: str, judgements: int) -> Timed:
    """Go on from one judgement on a dialogue to the next, each with all that it changes."""
    from timeline.application.replaying import steps

    with open_engine(Address.parse(store)) as engine:
        told = list(FactLog(engine).stream(slug))
    walked = steps(_judging(told, judgements + 1), TODAY, earlier=told)
    next(walked)
    begun = perf_counter()
    deque(walked, maxlen=0)
    return Timed(perf_counter() - begun, judgements)


def _judging(told: list[RecordedFact], judgements: int) -> Iterator[RecordedFact]:
    """Mostly corrections; of each ten one takes a fact back, one assesses an outlet, one links two persons."""
    targets = [one for one in told if isinstance(one.fact, ReportedFact)]
    for number in range(judgements):
        target, position = targets[number * 7 % len(targets)], told[-1].position + number + 1
        fact: Fact
        match number % 10:
            case 7:
                fact = FactRetracted(target=target.fact_id, whose="coder", reason=f"{number}")
            case 8:
                fact = SourceAssessed(outlet=f"Outlet {number}", reliability="B", rationale=f"{number}")
            case 9:
                fact = SubjectsLinked.model_validate(
                    {"subjects": [f"person:P{number}", f"person:Q{number}"], "as": "same"}
                )
            case _:
                fact = FactCorrected(
                    target=target.fact_id, whose="coder", reason=f"{number}", field="note", new=f"{number}"
                )
        fact_id = fact_id_of(digest_of(target.dialogue, fact.stored_as(), fact.payload()))
        yield target._replace(fact=fact, fact_id=fact_id, position=position, version=position)


def state_on_day(store: str, dialogue: str, day: str, repeats: int) -> Timed:
    """Answer `state` as known on a day, from an open store to the answer as JSON has it; the median of some repeats."""
    from timeline.application.tracker import Tracker

    taken = []
    with Tracker(open_engine(Address.parse(store)), date.fromisoformat(day)) as tracker:
        for _ in range(repeats):
            begun = perf_counter()
            answer = tracker.ask("state", dialogue, on=day).plain
            taken.append(perf_counter() - begun)
            assert answer["on"] == day
    return Timed(median(taken), 1)


def drop_postgres(store: str) -> Timed:
    """Take away what a task left in a PostgreSQL database: the schema of the store."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    from events.store.address import PostgresAddress

    address = Address.parse(store)
    assert isinstance(address, PostgresAddress)
    begun = perf_counter()
    with closing(psycopg.connect(address.conninfo, autocommit=True)) as connection:
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(address.schema)))
    return Timed(perf_counter() - begun, 1)


def batched(facts: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut into lists of `size`; the last may be shorter."""
    rest = iter(facts)
    while lot := list(islice(rest, size)):
        yield lot


@contextmanager
def _new_store(store: str) -> Iterator[Engine]:
    """A new store in which the first append, which loads and makes what all others use, is over."""
    opened = DialogueOpened(title="Warming up")
    with open_engine(Address.parse(store)) as engine:
        engine.append([Draft("warming-up", opened, "bench").entry()], recorded_by=RECORDED_BY)
        yield engine


def _before_and_last(facts: int) -> tuple[list[Entry], list[Draft]]:
    """The smallest history: its last facts as models, and what comes before them."""
    told = list(entries(SMALLEST))
    last = [Draft(entry.dialogue, CATALOGUE.decode(entry.topic, entry.payload), "bench") for entry in told[-facts:]]
    return told[:-facts], last
