"""Writers killed with SIGKILL at random instants: is all there that they were told is stored?"""

from __future__ import annotations

import enum
import threading
import time
from contextlib import ExitStack, suppress
from io import BytesIO
from typing import TYPE_CHECKING

import psycopg

from events.errors import NotFoundError
from events.fact_file import read
from events.intake.batch import record
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.options import OpenMode
from tests.torture.arena import Outcome, Scenario
from tests.torture.checks import check_log
from tests.torture.facts import OPENED, told
from tests.torture.writers import WAYS, Writer, new_writer, written_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from events.store.address import PostgresAddress
    from tests.torture.arena import Arena

ROUNDS_A_STORE = 5
"""Then a new one: its making is killed too, and the log stays short."""

_BYSTANDER_COMES = 2
"""In this round of a store."""

_COLD = 1 / 12
"""Of the writers start as a person starts them."""

_LOOKS_AGAIN_SECONDS = 0.001
"""Between two looks at a writer; then chance adds up to three times as much before the kill."""

_GIVE_UP_SECONDS = 60


class Aim(enum.Enum):
    """At what a writer is killed."""

    START = "at the start"
    APPEND = "in an append"
    WRITE_BACK = "while the -wal file is written back"
    END = "at the end"


def play(arena: Arena) -> Outcome:
    """Kill one to three writers a round."""
    outcome = Outcome()
    while outcome.rounds < arena.rounds:
        address, before = arena.address(), list[str]()
        with ExitStack() as bystander:
            for number in range(outcome.rounds, min(outcome.rounds + ROUNDS_A_STORE, arena.rounds)):
                outcome.rounds += 1
                count = arena.dice.choice([1, 1, 2, 3])
                writers = [_writer(arena, address, f"w{number}.{which}") for which in range(count)]
                _kill(writers, arena.dice, outcome)
                before = _check(address, before, writers, outcome)
                before = append_again(address, before, outcome, arena.dice, f"again{number}")
                if number % ROUNDS_A_STORE == _BYSTANDER_COMES and arena.dice.random() < 1 / 2:
                    # Nobody else is the last to close the store then: the -wal file grows until an append is its turn.
                    bystander.enter_context(open_engine(address, mode=OpenMode.READ)).head()
                    outcome.seen["stores that somebody else had open"] += 1
                arena.watch(outcome)
    return outcome


def _writer(arena: Arena, address: SqliteAddress | PostgresAddress, name: str) -> Writer:
    dice = arena.dice
    way = dice.choice(WAYS)
    cold = way == "stream" and dice.random() < _COLD
    batches, facts = {"stream": (dice.choice([20, 40, 120]), 1), "single": (6, 1), "bulk": (4, 40)}[way]
    return new_writer(dice, way, address, arena.folder, name, batches=batches, facts=facts, cold=cold)


def _kill(writers: list[Writer], dice: Random, outcome: Outcome) -> None:
    """Start all, and kill each at an instant of its own."""
    killers = []
    for writer in writers:
        aims = [aim for aim in Aim if aim is not Aim.WRITE_BACK or isinstance(writer.address, SqliteAddress)]
        aim, luck = dice.choice(aims), dice.random()
        writer.start()
        killers.append(threading.Thread(target=_strike, args=(writer, aim, luck, outcome)))
    for killer in killers:
        killer.start()
    for killer in killers:
        killer.join()


def _strike(writer: Writer, aim: Aim, luck: float, outcome: Outcome) -> None:
    """Wait for the moment, then kill."""
    expected = sum(len(document.ids) for document in writer.documents)
    changed, since = written_at(writer.address), time.monotonic()
    moments: dict[Aim, Callable[[], object]] = {
        Aim.START: lambda: time.monotonic() - since >= luck * (0.5 if writer.cold else 0.06),
        Aim.APPEND: lambda: len(writer.acknowledged()) >= luck * expected,
        Aim.WRITE_BACK: lambda: writer.acknowledged() and written_at(writer.address) != changed,
        Aim.END: lambda: len(writer.acknowledged()) >= expected - 1,
    }
    while not (writer.is_over() or moments[aim]() or time.monotonic() > since + _GIVE_UP_SECONDS):
        time.sleep(_LOOKS_AGAIN_SECONDS)
    if aim is not Aim.START:
        time.sleep(luck * 0.003)
    over = writer.is_over()
    writer.kill()
    writer.wait()
    outcome.seen["ended before the kill" if over else f"killed {aim.value}"] += 1


def _check(
    address: SqliteAddress | PostgresAddress, before: list[str], writers: list[Writer], outcome: Outcome
) -> list[str]:
    """What the log holds now, compared with what all were told."""
    acknowledged = set[str]().union(*(writer.acknowledged() for writer in writers))
    outcome.seen["facts acknowledged"] += len(acknowledged)
    for writer in writers:
        if said := writer.said().strip():
            outcome.seen["writers that said something"] += 1
            if "Traceback" in said:
                outcome.fail("unclear", said)
    if not isinstance(address, SqliteAddress):
        wait_for_backends(address)
    try:
        with open_engine(address, mode=OpenMode.APPEND) as engine:
            sent = [writer.sent for writer in writers]
            # Each begins with the document that opens the dialogue: it is everybody's.
            return check_log(engine, outcome, before=before, acknowledged=acknowledged, sent=sent)
    except NotFoundError:
        if before or acknowledged:
            outcome.fail("lost", "there is no store any more", len(acknowledged) + len(before))
        return []


def append_again(
    address: SqliteAddress | PostgresAddress, before: list[str], outcome: Outcome, dice: Random, name: str
) -> list[str]:
    """Whatever happened, the next fact goes in."""
    document = told(dice, name)
    with open_engine(address) as engine:
        lines = OPENED.line + document.line
        record(FactLog(engine), read(BytesIO(lines), "again.jsonl"), recorded_by="torture")
        ids = [row.fact_id for row in engine.since()]
    new = [fact_id for fact_id in (*OPENED.ids, *document.ids) if fact_id not in before]
    if ids != [*before, *new]:
        outcome.fail("inconsistent", "what was appended afterwards does not stand at the end of the log")
    return ids


def wait_for_backends(address: PostgresAddress) -> None:
    """Let the server finish what dead writers asked of it, and recover where it was killed."""
    deadline = time.monotonic() + _GIVE_UP_SECONDS
    # One that is idle has nothing of a dead writer's left to do; a bystander's is idle all the time.
    ask = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'timeline-%' AND state <> 'idle'"
    busy = True
    while busy and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(address.conninfo, autocommit=True) as server:
            busy = server.execute(ask).fetchone() != (0,)
        time.sleep(0.01)


SCENARIO = Scenario(
    "kill",
    "writers killed with SIGKILL at random instants, several at once",
    ("sqlite", "postgres"),
    # Of one to three writers each: ten kills at least.
    short=7,
    long=200,
    play=play,
)
