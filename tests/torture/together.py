"""Eight writers at once in one dialogue: is every fact there, once, in one order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.store.address import open_engine
from events.store.options import OpenMode
from tests.torture.arena import Outcome, Scenario
from tests.torture.checks import check_log
from tests.torture.facts import OPENED, Document, told
from tests.torture.writers import Writer

if TYPE_CHECKING:
    from tests.torture.arena import Arena

WRITERS = 8

FEW, MANY = 125, 500
"""Facts of each writer: in the suite, which has no minutes, and where there is time."""


def play(arena: Arena) -> Outcome:
    """Each writer appends its facts line by line; the store is made by whichever comes first."""
    outcome = Outcome()
    for number in range(arena.rounds):
        outcome.rounds += 1
        address = arena.address()
        # The first round is the suite's. Then large batches and single facts take turns.
        facts, most = (FEW, 4) if number == 0 else (MANY, 16 if number % 2 else 1)
        writers = [
            Writer(
                "stream",
                [OPENED, *_documents(arena, f"t{number}.{which}", facts, most)],
                address,
                arena.folder,
                f"{number}.{which}",
            )
            for which in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        acknowledged: set[str] = set()
        for writer in writers:
            if writer.wait() != 0 or "refused" not in writer.said():
                outcome.fail("unclear", writer.said()[-300:])
            acknowledged |= writer.acknowledged()
        outcome.seen["facts acknowledged"] += len(acknowledged)
        if len(acknowledged) != 1 + WRITERS * facts:
            outcome.fail("lost", f"{len(acknowledged)} of {1 + WRITERS * facts} were acknowledged")
        with open_engine(address, mode=OpenMode.READ) as engine:
            sent = [writer.sent for writer in writers]
            ids = check_log(engine, outcome, before=(), acknowledged=acknowledged, sent=sent)
        if len(ids) != len(acknowledged):
            outcome.fail("twice", f"{len(ids)} facts in the log, {len(acknowledged)} acknowledged")
        arena.watch(outcome)
    return outcome


def _documents(arena: Arena, name: str, facts: int, most: int) -> list[Document]:
    documents, left = [], facts
    while left:
        size = min(left, arena.dice.randint(1, most))
        documents.append(told(arena.dice, f"{name}.{left}", facts=size))
        left -= size
    return documents


SCENARIO = Scenario(
    "together",
    f"{WRITERS} writers of up to {MANY} facts each, at once, in one dialogue",
    ("sqlite", "postgres"),
    short=1,
    long=3,
    play=play,
)
