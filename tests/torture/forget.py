"""Redactions killed at random instants: is all of it there, or nothing, and is every byte gone once it was repeated?"""

from __future__ import annotations

import json
import signal
import time
from io import BytesIO
from typing import TYPE_CHECKING

from events.fact_file import read
from events.identity import REDACTED
from events.integrity.checkpoint import Checkpoint
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.torture.arena import Outcome, Scenario, typed
from tests.torture.checks import read_models_hold
from tests.torture.facts import OPENED, Document, told
from tests.torture.kill import wait_for_backends
from tests.torture.writers import nursery, run_all
from timeline.application.tracker import Tracker

if TYPE_CHECKING:
    from datetime import date

    from events.store.address import PostgresAddress
    from tests.torture.arena import Arena

NAME = "Quillon Zebrafish"
_TRACES = (b"Quillon", b"Zebrafish", b"quillon", b"zebrafish")
_NAMED, _OTHERS = 40, 40
_LONGEST_SECONDS = 1.0
"""Of a redaction that nobody kills, on a machine that does nothing else."""


def play(arena: Arena) -> Outcome:
    """Kill one redaction a round, look, repeat it, look again."""
    from timeline.cli.options import today

    outcome, day = Outcome(), today()
    for _ in range(arena.rounds):
        outcome.rounds += 1
        address = arena.address()
        before, named = _recorded(address, arena, day)
        _kill(address, arena, outcome)
        if not isinstance(address, SqliteAddress):
            wait_for_backends(address)
        gone = _look(address, before, named, outcome)
        outcome.seen["redacted before the kill" if gone else "not redacted before the kill"] += 1
        _repeat(address, before, named, outcome, day)
        arena.watch(outcome)
    return outcome


def _recorded(address: SqliteAddress | PostgresAddress, arena: Arena, day: date) -> tuple[Checkpoint, set[str]]:
    """A log in which half of the facts name somebody; its head, and the ids of these."""
    dice = arena.dice
    named = [_naming(told(dice, f"n{number}")) for number in range(_NAMED)]
    others = [told(dice, f"o{number}") for number in range(_OTHERS)]
    documents = [*named, *others]
    dice.shuffle(documents)
    lines = b"".join(document.line for document in (OPENED, *documents))
    with Tracker(open_engine(address), day) as tracker:
        tracker.append(read(BytesIO(lines), "a.jsonl"), recorded_by="torture")
        found = verify(tracker.engine)
    return Checkpoint("torture", found.size, found.root), {one for document in named for one in document.ids}


def _naming(document: Document) -> Document:
    facts = [{**fact, "persons": [{"name": NAME}]} for fact in document.written["facts"]]
    return Document({**document.written, "facts": facts})


def _line(address: SqliteAddress | PostgresAddress) -> list[str]:
    words = ["redact", "--person", NAME, "--reason", "asked for", "--yes", "--json"]
    return [*words, "--store", typed(address), "--recorded-by", "torture"]


def _kill(address: SqliteAddress | PostgresAddress, arena: Arena, outcome: Outcome) -> None:
    answers = arena.folder / f"{outcome.rounds}.told"
    process = nursery().Process(target=run_all, args=([_line(address)], "/dev/null", str(answers)), daemon=True)
    process.start()
    deadline = time.monotonic() + arena.dice.uniform(0.2, _LONGEST_SECONDS)
    while process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.001)
    outcome.seen["killed" if process.is_alive() else "ended before the kill"] += 1
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), answers.with_suffix(".told.err").read_text()


def _look(address: SqliteAddress | PostgresAddress, before: Checkpoint, named: set[str], outcome: Outcome) -> bool:
    """Whether it was redacted: all of it, or nothing."""
    with open_engine(address, mode=OpenMode.APPEND) as engine:
        if problems := [str(one) for one in verify(engine, since=before).faults] or read_models_hold(engine):
            outcome.fail("inconsistent", "; ".join(problems[:3]))
        rows = list(engine.since())
        gone = {row.fact_id for row in rows if row.payload == REDACTED}
        judged = {json.loads(row.payload)["target"] for row in rows if row.topic.startswith("fact-redacted@")}
        if gone not in (set(), named) or judged != gone:
            outcome.fail("inconsistent", f"{len(gone)} of {len(named)} facts have no content, {len(judged)} judgements")
        kept = {row.fact_id for row in rows} - judged
        if not named <= kept | gone:
            outcome.fail("lost", "facts are gone with all that they were")
        return bool(gone)


def _repeat(
    address: SqliteAddress | PostgresAddress, before: Checkpoint, named: set[str], outcome: Outcome, day: date
) -> None:
    """Who repeats the command has it done: no fact, no answer and no file has the name."""
    with Tracker(open_engine(address, mode=OpenMode.APPEND), day) as tracker:
        redactor = tracker.redactor(recorded_by="torture")
        answer, _ = redactor.redact(redactor.plan(person=NAME), "asked for")
        if not answer.swept:
            outcome.fail("undetected", f"not swept: {answer.stays}")
    _look(address, before, named, outcome)
    if isinstance(address, SqliteAddress):
        files = [file for file in address.path.parent.iterdir() if file.name.startswith(address.path.name)]
        left = [(file.name, trace) for file in files for trace in _TRACES if trace in file.read_bytes()]
        if left:
            outcome.fail("inconsistent", f"what was redacted is still in {left}")


SCENARIO = Scenario(
    "forget",
    "a redaction killed with SIGKILL at random instants, and repeated",
    ("sqlite", "postgres"),
    short=6,
    long=100,
    play=play,
)
