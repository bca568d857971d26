"""A store's files flipped, cut, overwritten, taken away: found, harmless, or told by a checkpoint; never a traceback.

Reading commands do not verify; so what counts is that `timeline verify` finds it, or that every answer is as before.
"""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from events.fact_file import read
from events.intake.batch import record
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from tests.cli.given import STORYLINE, Ran, timeline
from tests.torture.arena import Outcome, Scenario
from tests.torture.facts import OPENED, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from tests.torture.arena import Arena

_SECTOR = 512
_FILES = ("", "-wal", "-shm")
_TOLD = (1, 3)
"""Exit codes of a store that cannot do it, and of one that is not there."""


class Whole(NamedTuple):
    """A store as it was left.

    Attributes:
        files: content by suffix; only a killed writer leaves more than the store itself.
        log: all of it, as exported.
        checkpoint: that was kept elsewhere.

    """

    files: dict[str, bytes]
    log: str
    checkpoint: str


def flip(content: bytes, dice: Random) -> bytes:
    """One bit."""
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << dice.randrange(8)]) + content[place + 1 :]


def scratch(content: bytes, dice: Random) -> bytes:
    """One to eight sectors, with zeros, with ones or with anything."""
    start = dice.randrange(len(content)) // _SECTOR * _SECTOR
    size = min(dice.randint(1, 8) * _SECTOR, len(content) - start)
    filling = dice.choice([bytes(size), b"\xff" * size, dice.randbytes(size)])
    return content[:start] + filling + content[start + size :]


def swap(content: bytes, dice: Random) -> bytes:
    """Two sectors with each other."""
    first, second = sorted(dice.sample(range(len(content) // _SECTOR), 2))
    one, two = (content[n * _SECTOR : (n + 1) * _SECTOR] for n in (first, second))
    between = content[(first + 1) * _SECTOR : second * _SECTOR]
    return content[: first * _SECTOR] + two + between + one + content[(second + 1) * _SECTOR :]


def cut(content: bytes, dice: Random) -> bytes:
    """The end."""
    return content[: dice.randrange(len(content))]


def pad(content: bytes, dice: Random) -> bytes:
    """Something at the end."""
    return content + dice.randbytes(dice.randint(1, 9_000))


_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (flip, flip, scratch, swap, cut, pad)


def play(arena: Arena) -> Outcome:
    """Damage one file a round, and ask."""
    outcome = Outcome()
    closed, killed = _closed(arena), _killed(arena)
    for number in range(arena.rounds):
        outcome.rounds += 1
        path = arena.folder / f"{number}.db"
        dice = arena.dice
        whole, suffix = dice.choice([(closed, ""), (closed, ""), (killed, ""), (killed, "-wal"), (killed, "-wal gone")])
        files = dict(whole.files)
        if suffix == "-wal gone":
            del files["-wal"]
            what = "the -wal file taken away"
        else:
            change = dice.choice(_CHANGES)
            files[suffix] = change(files[suffix], dice)
            what = f"{change.__name__}{f' in the {suffix} file' if suffix else ''}"
        for name, content in files.items():
            path.with_name(f"{path.name}{name}").write_bytes(content)
        judge(path, whole, what, outcome, arena)
        for name in _FILES:
            path.with_name(f"{path.name}{name}").unlink(missing_ok=True)
        arena.watch(outcome)
    return outcome


def _closed(arena: Arena) -> Whole:
    """A store that was closed in order."""
    path = arena.folder / "closed.db"
    _asked("append", "--from", str(STORYLINE), "--store", str(path))
    return left(path, path)


def _killed(arena: Arena) -> Whole:
    """A store whose writer was killed: the last facts are in its -wal file alone."""
    path, copy = arena.folder / "writing.db", arena.folder / "killed.db"
    _asked("append", "--from", str(STORYLINE), "--store", str(path))
    with open_engine(SqliteAddress(path)) as engine:
        log = FactLog(engine)
        for number in range(12):
            lines = OPENED.line + told(arena.dice, f"late{number}", facts=2).line
            record(log, read(BytesIO(lines), "late.jsonl"), recorded_by="torture")
        for name in _FILES:
            shutil.copy(f"{path}{name}", f"{copy}{name}")
    return left(copy, path)


def left(path: Path, original: Path) -> Whole:
    """The files as they are; what they hold is asked of the original, since asking writes the -wal file back."""
    files = {name: path.with_name(f"{path.name}{name}") for name in _FILES}
    contents = {name: file.read_bytes() for name, file in files.items() if file.exists()}
    log = _asked("export", "log", "--store", str(original))
    return Whole(contents, log, _asked("checkpoint", "--store", str(original)))


def _asked(*arguments: str) -> str:
    ran = timeline(*arguments)
    assert ran.code == 0, ran.err
    return ran.out


def judge(path: Path, whole: Whole, what: str, outcome: Outcome, arena: Arena) -> None:
    """Ask everything that may be asked of a store; the first question finds it as it was damaged."""
    verified, log, *_ = (
        _run(outcome, what, *words, "--store", str(path))
        for words in (("verify",), ("export", "log"), ("history", "--json"), ("upcoming", "--json"), ("doctor",))
    )
    if verified.code:
        differs = log.code == 0 and log.out != whole.log
        outcome.seen[f"{what}: verify tells" if differs else f"{what}: told"] += 1
    elif log.out == whole.log and log.code == 0:
        outcome.seen[f"{what}: harmless"] += 1
    elif "-wal" in what and whole.log.startswith(log.out):
        checkpoint = arena.folder / "checkpoint"
        checkpoint.write_text(whole.checkpoint)
        ran = _run(outcome, what, "verify", "--since", str(checkpoint), "--store", str(path))
        outcome.seen[f"{what}: an earlier log, as a checkpoint tells"] += 1
        if ran.code != 1 or "is missing" not in ran.err:
            outcome.fail("undetected", f"{what}: the log ends earlier, and the checkpoint does not tell")
    else:
        outcome.fail("undetected", f"{what}: verify finds nothing, and the log is another")


def _run(outcome: Outcome, what: str, *arguments: str) -> Ran:
    """Run a command; whatever it says, it has to say it."""
    try:
        ran = timeline(*arguments)
    except Exception as error:  # noqa: BLE001 - any traceback is what is looked for
        outcome.fail("unclear", f"{what}: timeline {arguments[0]}: {type(error).__name__}: {error}")
        return Ran(1, "", "")
    if ran.code and not (ran.code in _TOLD and re.search("^error: ", ran.err, re.MULTILINE)):
        outcome.fail("unclear", f"{what}: timeline {arguments[0]} leaves with {ran.code}: {ran.err[:200]}")
    return ran


SCENARIO = Scenario(
    "damage",
    "files of a store flipped, cut, overwritten, taken away",
    ("sqlite",),
    short=40,
    long=1000,
    play=play,
)
