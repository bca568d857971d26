"""A hundred readers and a writer: is everything that was acknowledged read and heard by all, and does memory stay flat?

Sixty ask for pages, one after the other, as people do. Forty have a page open and listen. Facts come from another
process, line by line, and by the forms of the server itself.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from statistics import linear_regression, median
from typing import TYPE_CHECKING, Final

from events.store.address import open_engine
from events.store.options import OpenMode
from tests.cli.given import ROOT, TALKS, command_line, timeline, unmeasured
from tests.torture.arena import Outcome, Scenario, typed
from tests.torture.checks import check_log
from tests.torture.facts import told
from tests.torture.hostile import FILES_EACH, THREADS
from tests.torture.served import LOOPBACK, SECONDS, Served

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from events.store.address import PostgresAddress, SqliteAddress
    from tests.torture.arena import Arena
    from tests.torture.served import Server

ASKING: Final = 60
LISTENING: Final = 40

SLICE: Final = 10.0
"""Seconds of a round."""

THINKS: Final = 2.0
"""Seconds that a reader looks at a page, at most."""

WRITES: Final = 0.5
"""Seconds between two facts."""

FORMS: Final = 10
"""Every so many facts come by a form."""

MOST_MEMORY: Final = 32 * 2**20
"""Bytes that a server may take beyond one that is started afterwards and makes each page once: what two threads make
pages in, the answers of a hundred who are being served, and what Python keeps between them."""

MOST_GROWTH: Final = 2 * 2**20
"""Bytes by which a server may grow in a minute of the second half, beyond what the facts of that minute take."""

STEADY: Final = 24
"""So many rounds have a second half in which growth can be told from chance."""

PAGES: Final = (
    *("/", "/index.json", "/d/talks", "/d/talks?on=2025-01-01", "/d/talks?on=2024-06-01", "/d/talks.json", "/news"),
    *("/d/talks/sessions", "/d/talks/history", "/d/talks/sources", "/upcoming", "/search?q=met", "/d/talks.svg"),
    *("/d/talks.ics", "/news.atom", "/d/talks/why/session:1", "/d/talks/diff?from=2024-03-01&to=2025-01-01"),
    *("/d/talks/add?kind=session-held", "/d/talks/people", "/d/talks.json?on=2024-12-31", "/d/talks?lang=ar"),
)
LOG: Final = "/d/talks/history.json"


@dataclass
class Play:
    """What goes on.

    Attributes:
        server: that is read from.
        dice: of all who take part.
        outcome: where failures are counted.
        acknowledged: ids of facts that the writer was told are stored, with the moment at which it was.
        heard: the last position that each listener heard.
        seconds: that each answer took.
        delays: seconds from the acknowledgement of a fact until a listener heard of its position.
        told_at: when each position was acknowledged.
        is_over: no more is asked.

    """

    server: Server
    dice: Random
    outcome: Outcome
    acknowledged: set[str] = field(default_factory=set)
    heard: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    told_at: dict[int, float] = field(default_factory=dict)
    is_over: bool = False

    def is_waited_for(self, listener: int) -> bool:
        """Whether a listener has not heard of the last fact yet."""
        return self.heard.get(listener, 0) < max(self.told_at, default=0)


async def _exchange(server: Server, lines: asyncio.StreamReader, out: asyncio.StreamWriter, said: bytes) -> bytes:
    """What is answered to a request on an open line.

    Raises:
        ValueError: it is no answer of 200.

    """
    out.write(said)
    head = await asyncio.wait_for(lines.readuntil(b"\r\n\r\n"), SECONDS)
    length = next(
        int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    body = await lines.readexactly(length)
    if not head.startswith(b"HTTP/1.1 200 "):
        message = f"{head.partition(b' ')[2][:30]!r} from {server.port} to {said[:120]!r}: {body[-300:]!r}"
        raise ValueError(message)
    return body


async def _ask(play: Play) -> None:
    """One reader who goes from page to page."""
    server = play.server
    lines, out = await asyncio.open_connection(LOOPBACK, server.port, limit=2**24)
    while not play.is_over:
        path = LOG if play.dice.random() < 1 / 10 else play.dice.choice(PAGES)
        before, begun = frozenset(play.acknowledged), time.monotonic()
        if out.transport.is_closing():  # a server lets go whoever is silent for some seconds
            lines, out = await asyncio.open_connection(LOOPBACK, server.port, limit=2**24)
        body = await _exchange(server, lines, out, server.head(path, last=False))
        play.seconds.append(time.monotonic() - begun)
        if path == LOG:
            rows = json.loads(body)
            lost = before - {row["fact"] for row in rows}
            if lost or [row["version"] for row in rows] != list(range(1, len(rows) + 1)):
                play.outcome.fail("lost", f"{len(lost)} facts are not on the page that was asked for after them")
        await asyncio.sleep(play.dice.random() * THINKS)
    out.close()


async def _listen(play: Play, number: int) -> None:
    """One reader whose page is open."""
    server = play.server
    lines, out = await asyncio.open_connection(LOOPBACK, server.port)
    out.write(server.head("/live", last=False))
    while not play.is_over or play.is_waited_for(number):
        try:
            line = await asyncio.wait_for(lines.readline(), 1)
        except TimeoutError:
            continue
        if not line:
            play.outcome.fail("lost", "a reader who listened was let go")
            return
        if line.startswith(b'data: {"position"'):
            position = json.loads(line.partition(b" ")[2])["position"]
            if position < play.heard.get(number, 0):
                play.outcome.fail("inconsistent", f"position {position} was heard after {play.heard[number]}")
            play.heard[number] = position
            if position in play.told_at:
                play.delays.append(time.monotonic() - play.told_at[position])
    out.close()


async def _write(play: Play, store: str) -> None:
    """The writer: a process that takes lines, and now and then a form."""
    words = command_line("append", "--stream", "--store", store, "--recorded-by", "torture")
    stream = await asyncio.create_subprocess_exec(
        *words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=unmeasured()
    )
    assert stream.stdin is not None
    assert stream.stdout is not None
    number = 0
    while not play.is_over:
        number += 1
        if number % FORMS == 0:
            await _fill_in(play, number)
        else:
            document = told(play.dice, f"w{number}", report=number % 7 == 0)
            stream.stdin.write(document.line)
            for _ in document.ids:
                fact = json.loads(await asyncio.wait_for(stream.stdout.readline(), SECONDS))
                play.acknowledged.add(fact["fact"])
                play.told_at[fact["position"]] = time.monotonic()
        await asyncio.sleep(WRITES)
    stream.stdin.close()
    if await asyncio.wait_for(stream.wait(), SECONDS):
        play.outcome.fail("unclear", "the writer ended badly")


async def _fill_in(play: Play, number: int) -> None:
    """A fact by a form, as somebody sends it who looked at it first; and sent twice, as it happens."""
    server = play.server
    fields = [
        *(("stamp", server.stamp), ("kind", "position-stated"), ("cites", ""), ("step", "record")),
        *(("fact.actor", "B"), ("fact.issue", "forms"), ("fact.stance", f"we said {number}")),
    ]
    said = server.form("/d/talks/add", fields)
    for _ in range(2):
        lines, out = await asyncio.open_connection(LOOPBACK, server.port, limit=2**24)
        body = await _exchange(server, lines, out, said)
        out.close()
    if b"/fact/" not in body:
        play.outcome.fail("unclear", f"a form was answered {body[-300:]!r}")


async def _run(play: Play, arena: Arena, server: Served, store: str) -> list[int]:
    """All of them, for as many rounds as are played; the memory after each."""
    people = [_ask(play) for _ in range(ASKING)] + [_listen(play, number) for number in range(LISTENING)]
    tasks = [asyncio.create_task(one) for one in (*people, _write(play, store))]
    memory = []
    for _ in range(arena.rounds):
        await asyncio.sleep(SLICE)
        play.outcome.rounds += 1
        taken = server.takes()
        memory.append(taken.memory)
        if taken.threads > THREADS:
            play.outcome.fail("inconsistent", f"{taken.threads} threads for {len(people)} readers")
        arena.watch(play.outcome)
    play.is_over = True
    await asyncio.wait(tasks, timeout=SECONDS)
    for task in tasks:
        if not task.done():
            task.cancel()
            play.outcome.fail("unclear", "a reader waits for an answer")
        elif task.exception() is not None:
            play.outcome.fail("unclear", repr(task.exception()))
    all_heard(play)
    return memory


def all_heard(play: Play) -> None:
    """Whether each listener heard of the last fact that the writer was told of."""
    deaf = [one for one in range(LISTENING) if play.is_waited_for(one)]
    if deaf:
        play.outcome.fail("lost", f"{len(deaf)} readers did not hear of fact {max(play.told_at)}", len(deaf))


def play(arena: Arena) -> Outcome:
    """All of them at once, then the log and what is left in the server."""
    outcome, address = Outcome(), arena.address()
    file = arena.folder / "talks.yaml"
    file.write_text(TALKS)
    assert timeline("append", "--from", str(file), "--store", typed(address)).code == 0
    server = Served(address, arena.folder)
    try:
        assert server.stamp
        for path in (*PAGES, LOG):
            server.got(path)
        before = server.takes()
        going_on = Play(server, arena.dice, outcome)
        memory = asyncio.run(_run(going_on, arena, server, typed(address)))
        after = server.takes()
        if after.files > before.files + after.threads * FILES_EACH + LISTENING:
            outcome.fail("inconsistent", f"left behind: {before} before, {after} after")
    finally:
        if server.end() != 0:
            outcome.fail("unclear", f"the server ended otherwise than told to: {server.said()[-300:]}")
    if "Traceback" in server.said():
        outcome.fail("unclear", server.said()[-3_000:])
    measured(going_on, memory, before.memory, _afresh(arena, address))
    with open_engine(address, mode=OpenMode.READ) as engine:
        known = [row.fact_id for row in engine.since()]
        check_log(engine, outcome, before=known, acknowledged=going_on.acknowledged, sent=())
        outcome.seen["facts"] = len(known)
    return outcome


def measured(going_on: Play, memory: Sequence[int], before: int, afresh: int) -> None:
    """What was measured, and whether memory stayed flat but for the facts that came in.

    Args:
        going_on: what went on.
        memory: that the server took after each round.
        before: what it took when it had made each page once, and nobody had written yet.
        afresh: what a server takes that is started afterwards, and makes each page once.

    """
    outcome, took = going_on.outcome, sorted(going_on.seconds)
    grows = growth(memory) - (afresh - before) / len(memory)
    a_minute = 60 / SLICE
    outcome.seen += Counter(
        {
            "pages": len(took),
            "ms, half of them": round(median(took) * 1000),
            "ms, 99 of 100": round(took[len(took) * 99 // 100] * 1000),
            "ms, heard after": round(median(going_on.delays) * 1000) if going_on.delays else 0,
            "MB at the end": memory[-1] // 2**20,
            "MB afresh": afresh // 2**20,
            "kB a minute beyond facts": max(round(grows * a_minute) // 2**10, 0),
        }
    )
    sizes = [one // 2**20 for one in memory]
    if memory[-1] > afresh + MOST_MEMORY:
        outcome.fail("inconsistent", f"memory grew: {sizes} MB, where {afresh // 2**20} would do")
    if len(memory) >= STEADY and grows * a_minute > MOST_GROWTH:
        outcome.fail("inconsistent", f"memory goes on growing: {sizes} MB, {before // 2**20} before the first fact")


def growth(memory: Sequence[int]) -> float:
    """The bytes by which memory grows from round to round in the second half: the slope of a line through them all."""
    half = memory[len(memory) // 2 :]
    return linear_regression(range(len(half)), half).slope if len(half) > 1 else 0.0


def _afresh(arena: Arena, address: SqliteAddress | PostgresAddress) -> int:
    """What a server takes that begins with this log, when each page was asked for."""
    server = Served(address, arena.folder)
    try:
        for path in (*PAGES, LOG):
            server.got(path)
        return server.takes().memory
    finally:
        server.end()


SCENARIO = Scenario(
    "readers",
    f"{ASKING + LISTENING} readers of a server and a writer, {SLICE:.0f} seconds a round",
    ("sqlite", "postgres"),
    short=1,
    long=60,
    play=play,
)
