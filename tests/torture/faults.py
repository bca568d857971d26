"""PostgreSQL fails under its writers, in every way that we know: is each of them told, in time, and what is true?"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import psycopg
import pytest

from events.errors import TimelineError
from events.store.address import Address, PostgresAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from events.store.postgres import connections
from tests.postgres_proxy import Proxy
from tests.postgres_server import PASSWORD
from tests.torture.arena import Outcome, Scenario
from tests.torture.checks import Sent, check_log
from tests.torture.facts import OPENED, Document, entries_of, told
from tests.torture.kill import wait_for_backends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from events.store.port import Appended, Engine, Entry
    from tests.postgres_server import PostgresServer
    from tests.torture.arena import Arena

TOLD_SECONDS = 60
"""Within which whoever appends must have an answer, whatever happens."""

_APPENDS = 8
_TRIES = 60
_ROUNDS_A_STORE = 10
_COMMIT = b"; COMMIT"


@dataclass
class Field:
    """Where a fault strikes.

    Attributes:
        server: of our own.
        proxy: between the writers and the server.
        address: of the store, without the proxy.
        dice: of the round.

    """

    server: PostgresServer
    proxy: Proxy
    address: PostgresAddress
    dice: Random

    def wait(self, longest: float) -> None:
        """Let some time pass."""
        time.sleep(self.dice.random() * longest)

    @contextmanager
    def session(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """A session of somebody else."""
        with psycopg.connect(self.address.conninfo, autocommit=True) as connection:
            yield connection


_BACKENDS = b"SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'timeline-%'"
_END_BACKENDS = b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'timeline-%'"


def backend_ended(field: Field) -> None:
    """An administrator ends our sessions."""
    with field.session() as server:
        for _ in range(field.dice.randint(1, 3)):
            field.wait(0.1)
            server.execute(_END_BACKENDS)


def backend_killed(field: Field) -> None:
    """A server process dies; the server restarts itself."""
    field.wait(0.2)
    with field.session() as server:
        pids = [int(str(pid)) for (pid,) in server.execute(_BACKENDS).fetchall()]
    if pids:
        with suppress(ProcessLookupError):
            os.kill(field.dice.choice(pids), signal.SIGKILL)


def server_stopped_hard(field: Field) -> None:
    """The server is stopped as a crash does (immediate), and started again."""
    field.wait(0.2)
    field.server.kill()
    field.wait(1.5)
    field.server.start()


def server_restarted(field: Field) -> None:
    """An administrator restarts the server in order; whoever is connected is thrown out."""
    field.wait(0.2)
    field.server.stop()
    field.server.start()


def answer_lost(field: Field) -> None:
    """The server commits, and nobody hears of it."""
    for _ in range(3):
        field.proxy.lose_next = _COMMIT
        field.wait(0.2)


def commit_lost(field: Field) -> None:
    """The commit never reaches the server."""
    for _ in range(3):
        field.proxy.swallow_next = _COMMIT
        field.wait(0.2)


def line_cut(field: Field) -> None:
    """All lines are cut at once."""
    for _ in range(3):
        field.wait(0.1)
        field.proxy.cut()


def line_dead(field: Field) -> None:
    """Nothing comes through for a while, and nobody is told."""
    if field.dice.random() < 1 / 2:
        field.proxy.die_next = field.dice.choice([b"LOCK TABLE", b"INSERT INTO facts", _COMMIT])
        time.sleep(0.2)
    else:
        field.wait(0.2)
        field.proxy.dead.set()
    field.wait(2.5)
    field.proxy.die_next = None
    field.proxy.dead.clear()


def lock_held(field: Field) -> None:
    """Somebody else holds the table."""
    field.wait(0.1)
    with field.session() as server, server.transaction():
        server.execute(f"LOCK TABLE {field.address.schema}.facts IN EXCLUSIVE MODE".encode())
        field.wait(2.5)


FAULTS: tuple[Callable[[Field], None], ...] = (
    backend_ended,
    backend_killed,
    server_stopped_hard,
    server_restarted,
    answer_lost,
    commit_lost,
    line_cut,
    line_dead,
    lock_held,
)


@dataclass
class Sender:
    """One who appends through thick and thin.

    Attributes:
        documents: what it appends.
        stubborn: for each, whether it is sent again until it is taken.
        acknowledged: where it was told that a fact stands.
        refused: ids of which it was told, at last, that they are not stored.

    """

    documents: list[Document]
    stubborn: list[bool]
    outcome: Outcome
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def run(self, engine: Engine) -> None:
        """Append all."""
        for document, stubborn in zip(self.documents, self.stubborn, strict=True):
            entries = entries_of(document)
            # What is to be believed of all attempts: that nothing is stored, once each of them said so.
            refused = True
            for _ in range(_TRIES if stubborn else 1):
                receipts, said_refused = self._append(engine, entries)
                if receipts is not None:
                    self._acknowledge(receipts, new=refused)
                    break
                refused &= said_refused
                time.sleep(0.25)
            else:
                if stubborn:
                    self.outcome.fail("unclear", f"not taken in {_TRIES} tries")
                if refused:
                    self.refused.update(document.ids)

    def _acknowledge(self, receipts: list[Appended], *, new: bool) -> None:
        for receipt in receipts:
            self.acknowledged[receipt.fact_id] = receipt.position
        ours = [receipt for receipt in receipts if receipt.fact_id not in OPENED.ids]
        if new and not all(receipt.added for receipt in ours):
            self.outcome.fail("undetected", "a recorded fact was reported as refused: sent again, it was known")

    def _append(self, engine: Engine, entries: list[Entry]) -> tuple[list[Appended] | None, bool]:
        """The receipts, None where it failed; and whether it was said that nothing is stored."""
        started, receipts, refused = time.monotonic(), None, False
        try:
            receipts = engine.append(entries, recorded_by="torture")
        except TimelineError as error:
            refused = "Nothing was stored" in error.hint or "not stored" in error.message
            self.outcome.seen["told that nothing was stored" if refused else "told that the server is lost"] += 1
            if PASSWORD in f"{error}{error!r}" or len(error.message.splitlines()) != 1 or not error.hint:
                self.outcome.fail("unclear", repr(error))
        except Exception as error:  # noqa: BLE001 - any traceback is what is looked for
            self.outcome.fail("unclear", f"{type(error).__name__}: {error}")
        else:
            self.outcome.seen["appends that were answered"] += 1
        if (seconds := time.monotonic() - started) > TOLD_SECONDS:
            self.outcome.fail("undetected", f"told after {seconds:.0f} s")
        return receipts, refused


def play(arena: Arena) -> Outcome:
    """One fault a round, while up to three append; all waiting is shortened."""
    outcome, server = Outcome(), arena.server
    assert server is not None
    address, before = arena.address(), list[str]()
    with closing(Proxy(server.port)) as proxy, pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections.Connection, "answer_seconds", 1.0)
        patch.setattr(connections, "RECONNECT_SECONDS", 5.0)
        patch.setattr(connections, "CONNECT_SECONDS", 2)
        for number in range(arena.rounds):
            outcome.rounds += 1
            if number % _ROUNDS_A_STORE == 0:
                address, before = arena.address(), []
                open_engine(address).close()
            assert isinstance(address, PostgresAddress)
            fault = FAULTS[number % len(FAULTS)]
            before = _round(arena, Field(server, proxy, address, arena.dice), fault, before, outcome)
            arena.watch(outcome)
    return outcome


def _round(
    arena: Arena, field: Field, fault: Callable[[Field], None], before: list[str], outcome: Outcome
) -> list[str]:
    dice = arena.dice
    senders = [_sender(dice, f"s{outcome.rounds}.{which}", outcome) for which in range(dice.randint(1, 3))]
    by_proxy = Address.parse(f"{field.server.address_on(field.proxy.port)}?schema={field.address.schema}")
    with ExitStack() as opened:
        engines = [opened.enter_context(open_engine(by_proxy, StoreOptions(wait_seconds=1))) for _ in senders]
        threads = [
            threading.Thread(target=sender.run, args=(engine,)) for sender, engine in zip(senders, engines, strict=True)
        ]
        for thread in threads:
            thread.start()
        fault(field)
        for thread in threads:
            thread.join()
    field.proxy.lose_next = field.proxy.swallow_next = field.proxy.die_next = None
    outcome.seen[fault.__name__.replace("_", " ")] += 1
    return _check(field.address, senders, before, outcome)


def _sender(dice: Random, name: str, outcome: Outcome) -> Sender:
    documents = [OPENED, *(told(dice, f"{name}.{n}", facts=dice.randint(1, 4)) for n in range(_APPENDS))]
    return Sender(documents, [True, *(dice.random() < 1 / 2 for _ in range(_APPENDS))], outcome)


def _check(address: PostgresAddress, senders: list[Sender], before: list[str], outcome: Outcome) -> list[str]:
    wait_for_backends(address)
    with open_engine(address, mode=OpenMode.APPEND) as engine:
        acknowledged = {fact_id for sender in senders for fact_id in sender.acknowledged}
        # Of one sender several batches may be there whose fate it was not told.
        sent = [Sent([document.ids]) for sender in senders for document in sender.documents]
        ids = check_log(engine, outcome, before=before, acknowledged=acknowledged, sent=sent)
    there = {fact_id: position for position, fact_id in enumerate(ids, start=1)}
    for sender in senders:
        if wrong := sender.refused.intersection(there):
            outcome.fail("undetected", f"{len(wrong)} recorded facts were reported as refused", len(wrong))
        moved = [fact_id for fact_id, position in sender.acknowledged.items() if there.get(fact_id) != position]
        if moved:
            outcome.fail("inconsistent", f"{len(moved)} facts do not stand where their receipts say")
    return ids


Silence = Literal["LOCK TABLE", "INSERT INTO facts", "; COMMIT", "a lock that is held"]
SILENCES: tuple[Silence, ...] = ("LOCK TABLE", "INSERT INTO facts", "; COMMIT", "a lock that is held")


def play_silence(arena: Arena) -> Outcome:
    """Nothing is shortened: a line goes dead at each stage of an append, and a lock is held for good; all at once."""
    outcome, server = Outcome(), arena.server
    assert server is not None
    for _ in range(arena.rounds):
        outcome.rounds += 1
        threads = [threading.Thread(target=_silence, args=(arena, server, when, outcome)) for when in SILENCES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        arena.watch(outcome)
    return outcome


def _silence(arena: Arena, server: PostgresServer, when: Silence, outcome: Outcome) -> None:
    address = arena.address()
    assert isinstance(address, PostgresAddress)
    with open_engine(address) as engine:
        before = [one.fact_id for one in engine.append(entries_of(OPENED), recorded_by="torture")]
    sender = Sender([Document({**OPENED.written, "title": when})], [False], outcome)
    started = time.monotonic()
    with closing(Proxy(server.port)) as proxy, ExitStack() as held:
        by_proxy = Address.parse(f"{server.address_on(proxy.port)}?schema={address.schema}")
        engine = held.enter_context(open_engine(by_proxy))
        if when == "a lock that is held":
            other = held.enter_context(psycopg.connect(address.conninfo))
            other.execute(f"LOCK TABLE {address.schema}.facts IN EXCLUSIVE MODE".encode())
        else:
            proxy.die_next = when.encode()
        sender.run(engine)
        outcome.seen[f"{when}: told after {time.monotonic() - started:.0f} s"] += 1
        if sender.acknowledged:
            outcome.fail("undetected", f"{when}: acknowledged over a dead line")
        proxy.dead.clear()
    _check(address, [sender], before, outcome)


SCENARIO = Scenario(
    "faults",
    "PostgreSQL killed, stopped and started, cut off, its answers lost, its lock held, under its writers",
    ("postgres",),
    short=9,
    long=180,
    play=play,
)
SILENCE = Scenario(
    "silence",
    "lines that go dead at each stage of an append, with every real deadline",
    ("postgres",),
    short=0,
    long=2,
    play=play_silence,
)
