"""Standard streams that are closed, full or unreadable, and outputs that name what must not be written over.

Commands are run with each of their streams broken: no traceback, and what was stored is told. Then outputs are aimed at
stores, at what SQLite keeps beside them, at links and at devices: each is still there afterwards, byte by byte.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from events.fact_file import read
from events.intake.batch import record
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from tests.cli.given import ROOT, command_line, unmeasured
from tests.test_sealed import command_lines
from tests.torture.arena import Outcome, Scenario
from tests.torture.facts import OPENED, told

if TYPE_CHECKING:
    from tests.torture.arena import Arena

BROKEN = (">&-", "2>&-", "<&-", "> /dev/full", "2> /dev/full", "< /", "<&- >&- 2>&-", "> /dev/full 2>&1", "| true")
"""What a shell does to the streams of a command."""

_NO_END = frozenset({"serve", "watch"})
"""Commands that go on until they are told to end."""

_TRACEBACK = "Traceback (most recent call last)"


def play(arena: Arena) -> Outcome:
    """Break the streams of a command, and aim an output, each round."""
    outcome = Outcome()
    lines = [line for line in command_lines(arena.folder) if line[0] not in _NO_END]
    for _ in range(arena.rounds):
        outcome.rounds += 1
        store = _store(arena)
        for broken in arena.dice.sample(BROKEN, 3):
            _break(arena, store, arena.dice.choice(lines), broken, outcome)
        _append_without_answer(arena, store, outcome)
        _aim(arena, store, outcome)
        arena.watch(outcome)
    return outcome


def _store(arena: Arena) -> Path:
    address = arena.address()
    assert isinstance(address, SqliteAddress)
    lines = OPENED.line + b"".join(told(arena.dice, f"f{number}").line for number in range(5))
    with open_engine(address) as engine:
        record(FactLog(engine), read(BytesIO(lines), "a.jsonl"), recorded_by="torture")
    return address.path


def _shell(words: list[str], store: Path, broken: str, folder: Path) -> tuple[int, str]:
    """Run a command line with a broken stream; its code, and what could still be said."""
    said = folder / "said"
    line = f'"$@" {broken}' if "2>" in broken else f'"$@" {broken} 2> "$SAID"'
    if broken.startswith("|"):
        line = f'"$@" 2> "$SAID" {broken}'
    said.unlink(missing_ok=True)
    settings = {**unmeasured(), "TIMELINE_STORE": str(store), "SAID": str(said)}
    done = subprocess.run(
        ["sh", "-c", line, "sh", *command_line(*words)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=settings,
        input=b"",
        timeout=120,
    )
    told_ = said.read_text(errors="replace") if said.exists() else ""
    return done.returncode, told_ + done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def _break(arena: Arena, store: Path, words: list[str], broken: str, outcome: Outcome) -> None:
    outcome.seen[f"ran with {broken}"] += 1
    _, said = _shell(words, store, broken, arena.folder)
    if _TRACEBACK in said or "Exception ignored" in said:
        outcome.fail("unclear", f"{' '.join(words)} {broken}: {said[-600:]}")
    _holds(store, f"{' '.join(words)} {broken}", outcome)


def _append_without_answer(arena: Arena, store: Path, outcome: Outcome) -> None:
    """A fact that was stored is told of, where anything can be told."""
    broken = arena.dice.choice([">&-", "> /dev/full"])
    note = f"note {arena.dice.random()}"
    words = ["append", "contact-held", "talks", "--format", "call", "--when", "2024-01-01", "--note", note]
    with open_engine(SqliteAddress(store)) as engine:
        before = engine.head()
    _, said = _shell(words, store, broken, arena.folder)
    with open_engine(SqliteAddress(store)) as engine:
        stored = engine.head() > before
    if stored and "It is done all the same" not in said:
        outcome.fail("undetected", f"append {broken} stored a fact, and said {said!r}")


def _aim(arena: Arena, store: Path, outcome: Outcome) -> None:
    """Aim one output at what must not be written over."""
    link, hard, taken = (arena.folder / f"{outcome.rounds}.{kind}" for kind in ("link", "hard", "db"))
    shutil.copy(store, taken)
    link.symlink_to(taken)
    os.link(taken, hard)
    beside = taken.with_name(f"{taken.name}-wal")
    targets = [taken, link, hard, beside, store, store.with_name(f"{store.name}-shm"), Path("/dev/null"), arena.folder]
    target = arena.dice.choice(targets)
    out = str(target)
    fact = "r1"
    with open_engine(SqliteAddress(store)) as engine:
        fact = next(engine.since()).fact_id
    words = arena.dice.choice(
        [
            ["export", "csv", "talks", "-o", out],
            ["export", "ics", "-o", out],
            ["export", "log", "-o", out],
            ["prove", fact, "-o", out],
            ["backup", out],
            ["backup", out, "--replace"],
            ["checkpoint", "--make-key", out, "--origin", "example.org/talks"],
            ["restore", str(store), "--store", out],
        ]
    )
    was = [(path, path.read_bytes()) for path in (taken, store)]
    devices = Path("/dev/null").is_char_device()
    code, said = _shell(words, store, "", arena.folder)
    outcome.seen["aimed at what is in use" if code else "let through"] += 1
    told_ = f"{' '.join(words)}: {said[-400:]}"
    if _TRACEBACK in said:
        outcome.fail("unclear", told_)
    if Path("/dev/null").is_char_device() is not devices:
        outcome.fail("inconsistent", f"/dev/null is a file now: {told_}")
    if not link.is_symlink() or not hard.exists():
        outcome.fail("inconsistent", f"a link is a file now: {told_}")
    replaced = words[0] == "backup" and "--replace" in words
    for path, content in was:
        # A backup that may take a file's place is a store again; nothing else may change one.
        if path.read_bytes() != content and not (replaced and path == taken):
            outcome.fail("inconsistent", f"{path.name} was written over: {told_}")
    _holds(store, told_, outcome)
    for path in (link, hard, taken, beside):
        path.unlink(missing_ok=True)


def _holds(store: Path, told_: str, outcome: Outcome) -> None:
    with open_engine(SqliteAddress(store)) as engine:
        faults = verify(engine).faults
    if faults:
        outcome.fail("inconsistent", f"{faults[0]} after {told_}")


SCENARIO = Scenario(
    "streams",
    "standard streams that fail or are closed, and outputs aimed at stores and devices",
    ("sqlite",),
    short=4,
    long=60,
    play=play,
)
