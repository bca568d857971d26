"""The disk is full, or read-only from one moment to the next: is it told, is all there, and does it go on afterwards?

The disk is one in memory, of a size of our own; where none can be mounted, no file may grow past a size.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from events.errors import TimelineError
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode
from tests.cli.given import timeline
from tests.torture.arena import Outcome, Scenario
from tests.torture.checks import check_log
from tests.torture.kill import append_again
from tests.torture.writers import WAYS, Writer, new_writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.torture.arena import Arena

_LARGE = "64m"
_WORDS = ("the disk is full", "the disk failed", "cannot be written", "cannot be opened", "unfinished work")


class _Disk:
    """A folder on a disk of its own, if one can be mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.mounted = self._mount("-t", "tmpfs", "-o", f"size={_LARGE}", "tmpfs")

    def _mount(self, *options: str) -> bool:
        mount = shutil.which("mount")
        done = mount and subprocess.run([mount, *options, self.folder], capture_output=True, check=False)
        return bool(done and done.returncode == 0)

    def change(self, *options: str) -> bool:
        """Give it another size, or make it read-only; say whether it could be done."""
        return self.mounted and self._mount("-o", ",".join(("remount", *options)))

    def remove(self) -> None:
        """Take it away."""
        if self.mounted:
            subprocess.run(["umount", "--lazy", self.folder], check=True)
        shutil.rmtree(self.folder)


@contextmanager
def _disk(folder: Path) -> Iterator[_Disk]:
    disk = _Disk(folder)
    try:
        yield disk
    finally:
        disk.remove()


def play(arena: Arena) -> Outcome:
    """Fill a disk a round; every third one turns read-only besides."""
    outcome = Outcome()
    for number in range(arena.rounds):
        outcome.rounds += 1
        with _disk(arena.folder / "disk") as disk:
            outcome.seen["on a disk of its own" if disk.mounted else "with a limit on files"] += 1
            ids = _fill(arena, disk, outcome)
            if number % 3 == 0:
                _turn_read_only(arena, disk, ids, outcome)
        arena.watch(outcome)
    return outcome


def _fill(arena: Arena, disk: _Disk, outcome: Outcome) -> list[str]:
    """One or two writers append until there is no room."""
    dice, address = arena.dice, SqliteAddress(disk.folder / "talks.db")
    room = dice.randrange(80_000, 900_000)
    disk.change(f"size={room}")
    writers = [_writer(arena, address, f"f{outcome.rounds}.{n}") for n in range(dice.randint(1, 2))]
    for writer in writers:
        # Of the answers, which are files as well, there is less than that.
        writer.file_bytes = None if disk.mounted else 300_000 + room
        writer.start()
    for writer in writers:
        writer.wait()
        _heard(writer, outcome)
    _ask(address, outcome)
    disk.change(f"size={_LARGE}")
    acknowledged = set[str]().union(*(writer.acknowledged() for writer in writers))
    outcome.seen["facts acknowledged"] += len(acknowledged)
    try:
        with open_engine(address, mode=OpenMode.CREATE) as engine:
            sent = [writer.sent for writer in writers]
            ids = check_log(engine, outcome, before=(), acknowledged=acknowledged, sent=sent)
    except TimelineError as error:
        outcome.fail("lost", f"cannot be opened when there is room again: {error.message}", 1 + len(acknowledged))
        return []
    return append_again(address, ids, outcome, dice, f"room{outcome.rounds}")


def _writer(arena: Arena, address: SqliteAddress, name: str) -> Writer:
    way = arena.dice.choice(WAYS[::2])
    batches, facts = (150, 1) if way == "stream" else (6, 80)
    return new_writer(arena.dice, way, address, arena.folder, name, batches=batches, facts=facts)


def _heard(writer: Writer, outcome: Outcome) -> None:
    """What a writer said when there was no room; every writer says something, if only how much it added."""
    said, code = writer.said(), writer.wait()
    if code == 0:
        outcome.seen["writers that had room enough"] += 1
    elif code == 1 and "Traceback" not in said and any(words in said for words in _WORDS):
        outcome.seen["writers that were told"] += 1
    else:
        outcome.fail("unclear", f"exit {code}: {said[-300:]}")


def _ask(address: SqliteAddress, outcome: Outcome) -> None:
    """Reading has to work on a full disk, or to say why not."""
    for words in (("verify",), ("history", "--json"), ("state", "talks")):
        ran = timeline(*words, "--store", str(address))
        outcome.seen["answers on a full disk" if ran.code == 0 else "refusals on a full disk"] += 1
        if ran.code and "error: " not in ran.err:
            outcome.fail("unclear", f"timeline {words[0]}: exit {ran.code}: {ran.err[:200]}")


def _turn_read_only(arena: Arena, disk: _Disk, ids: list[str], outcome: Outcome) -> None:
    if not disk.change("ro"):
        return
    address = SqliteAddress(disk.folder / "talks.db")
    writer = new_writer(arena.dice, "stream", address, arena.folder, f"ro{outcome.rounds}", batches=2)
    writer.start()
    writer.wait()
    _heard(writer, outcome)
    if writer.acknowledged():
        outcome.fail("lost", "acknowledged on a disk that takes no writes", len(writer.acknowledged()))
    with open_engine(address, mode=OpenMode.READ) as engine:
        check_log(engine, outcome, before=ids, acknowledged=(), sent=[])
    outcome.seen["read on a disk that takes no writes"] += 1
    disk.change("rw")


SCENARIO = Scenario(
    "full",
    "the disk full, then read-only",
    ("sqlite",),
    short=3,
    long=60,
    play=play,
)
