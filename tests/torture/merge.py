"""A merge is killed half-way and repeated: is it the merge that nobody disturbed?"""

from __future__ import annotations

import time
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from events.fact_file import read
from events.intake.batch import record
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.options import OpenMode
from tests.torture.arena import Outcome, Scenario, typed
from tests.torture.checks import read_models_hold
from tests.torture.facts import OPENED, told
from tests.torture.kill import wait_for_backends
from tests.torture.writers import nursery, run_all
from timeline.answers.state import state_answer
from timeline.knowledge.known import knowledge
from timeline.knowledge.ledger import replay
from timeline.projections.state import State

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from events.store.address import PostgresAddress
    from events.store.port import Engine
    from tests.torture.arena import Arena

ON = date(2025, 6, 1)
_THEIRS = 400


def play(arena: Arena) -> Outcome:
    """Kill a merge up to four times, then let it end."""
    outcome, dice = Outcome(), arena.dice
    theirs, shared = arena.address(), b"".join(told(dice, f"shared{n}", facts=5).line for n in range(4))
    _record(
        theirs, OPENED.line + shared + b"".join(told(dice, f"theirs{n}", facts=10).line for n in range(_THEIRS // 10))
    )
    for _ in range(arena.rounds):
        outcome.rounds += 1
        mine, undisturbed = arena.address(), arena.address()
        own = OPENED.line + told(dice, "mine", facts=20).line + shared
        for address in (mine, undisturbed):
            _record(address, own)
        before = _ids(mine)
        seconds = _merge(arena, theirs, undisturbed, f"{outcome.rounds}.whole", None)
        for number in range(dice.randint(1, 4)):
            _merge(
                arena,
                theirs,
                mine,
                f"{outcome.rounds}.{number}",
                seconds * dice.choice([dice.random(), dice.uniform(0.7, 1.1)]),
            )
            half = _ids(mine)
            outcome.seen["killed after the commit" if len(half) > len(before) else "killed before the commit"] += 1
            if half not in (before, _ids(undisturbed)):
                outcome.fail("inconsistent", f"{len(half)} facts after a kill, {len(before)} before it")
        for number in range(2):
            _merge(arena, theirs, mine, f"{outcome.rounds}.again{number}", None)
        _compare(mine, undisturbed, outcome)
        arena.watch(outcome)
    return outcome


def _record(address: SqliteAddress | PostgresAddress, lines: bytes) -> None:
    with open_engine(address) as engine:
        record(FactLog(engine), read(BytesIO(lines), "merge.jsonl"), recorded_by="torture")


def _ids(address: SqliteAddress | PostgresAddress) -> list[str]:
    if not isinstance(address, SqliteAddress):
        wait_for_backends(address)
    with open_engine(address, mode=OpenMode.APPEND) as engine:
        return [row.fact_id for row in engine.since()]


def _merge(
    arena: Arena,
    theirs: SqliteAddress | PostgresAddress,
    mine: SqliteAddress | PostgresAddress,
    name: str,
    until: float | None,
) -> float:
    """Merge in a process of its own; kill it after so many seconds. Returns how long it took."""
    command = ["merge", typed(theirs), "--store", typed(mine), "--recorded-by", "torture"]
    answers = arena.folder / f"{name}.told"
    process: BaseProcess = nursery().Process(target=run_all, args=([command], "/dev/null", str(answers)), daemon=True)
    started = time.monotonic()
    process.start()
    if until is not None:
        while time.monotonic() < started + until and process.is_alive():
            time.sleep(0.0005)
        process.kill()
    process.join()
    if until is None:
        assert process.exitcode == 0, answers.with_name(f"{answers.name}.err").read_text()
    return time.monotonic() - started


def _compare(
    mine: SqliteAddress | PostgresAddress, undisturbed: SqliteAddress | PostgresAddress, outcome: Outcome
) -> None:
    with open_engine(mine, mode=OpenMode.READ) as one, open_engine(undisturbed, mode=OpenMode.READ) as other:
        ids, expected = ([row.fact_id for row in engine.since()] for engine in (one, other))
        if ids != expected:
            lost = len(set(expected) - set(ids))
            outcome.fail("lost" if lost else "twice", f"{len(ids)} facts, undisturbed {len(expected)}", max(lost, 1))
        if problems := read_models_hold(one):
            outcome.fail("inconsistent", problems[0])
        if states(one) != states(other):
            outcome.fail("inconsistent", "the answers differ from those of an undisturbed merge")


def states(engine: Engine) -> dict[str, Any]:
    """All answers of every dialogue."""
    log = FactLog(engine)
    return {
        dialogue: state_answer(State(knowledge(replay(log.stream(dialogue)), known_at=None), ON)).model_dump(
            mode="json"
        )
        for dialogue in engine.versions()
    }


SCENARIO = Scenario(
    "merge",
    "a merge killed half-way, then repeated",
    ("sqlite", "postgres"),
    short=2,
    long=40,
    play=play,
)
