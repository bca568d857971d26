"""The power cut: at any instant of a writer's life, is every fact there that it had acknowledged?

A writer is recorded with strace, its writes and syncs are played to a model of a disk that keeps only what was synced
and of the rest anything, and the store is rebuilt as of a cut and opened.
"""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

from events.errors import NotFoundError, TimelineError
from events.fact_file import read
from events.intake.batch import record as append
from events.intake.lines import MOST_LINES
from events.store.address import SqliteAddress, open_engine
from events.store.log import FactLog
from events.store.options import OpenMode
from tests.torture.arena import Arena, Outcome, Scenario
from tests.torture.checks import Sent, check_log
from tests.torture.disk import Disk, Mood
from tests.torture.facts import OPENED, Document, options_of, told
from tests.torture.trace import Told, record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.torture.trace import Call

CUTS_A_RECORDING = 60

_ACKNOWLEDGED = re.compile(rb'"fact": ?"([0-9a-f]{32})"')

_RUN = """
import sys
from timeline.cli.app import run_command
for command in {commands!r}:
    if run_command(command):
        sys.exit(1)
"""


class Recording(NamedTuple):
    """A writer's life.

    Attributes:
        folder: where its store was.
        calls: what it asked of the kernel.
        answers: each id that it told, after so many calls.
        sent: what it sent.

    """

    folder: Path
    calls: list[Call]
    answers: list[tuple[int, str]]
    sent: Sent

    def acknowledged(self, place: int) -> list[str]:
        """The ids told in the first calls."""
        return [fact_id for number, fact_id in self.answers if number <= place]


def recorded(arena: Arena, way: Literal["stream", "single", "large"], name: str) -> Recording:
    """Record a writer: facts line by line, or command by command, or as many as fill the -wal file.

    Raises:
        CannotRunError: not on this machine.

    """
    dice, folder = arena.dice, arena.folder / name
    folder.mkdir()
    sizes = {"stream": [dice.randint(1, 3) for _ in range(25)], "single": [1] * 4, "large": [1200] * 14}[way]
    documents = [OPENED, *(told(dice, f"{name}.{n}", facts=size) for n, size in enumerate(sizes))]
    store = ["--store", str(folder / "talks.db"), "--recorded-by", "torture"]
    if way == "single":
        commands = [["append", "--from", "-", "--json", *store]]
        commands += [["append", *options_of(one.written["facts"][0]), "--json", *store] for one in documents[1:]]
        calls = record(["-c", _RUN.format(commands=commands)], folder, stdin=OPENED.line)
    else:
        lines = b"".join(document.line for document in documents)
        command = [["append", "--stream", *store]]
        calls = record(["-c", _RUN.format(commands=command)], folder, stdin=lines)
    sent = Sent([document.ids for document in documents], 1 if way == "single" else MOST_LINES)
    return Recording(folder, calls, _answers(calls), sent)


def _answers(calls: Sequence[Call]) -> list[tuple[int, str]]:
    return [
        (number, found.decode())
        for number, call in enumerate(calls, start=1)
        if isinstance(call, Told)
        for found in _ACKNOWLEDGED.findall(call.data)
    ]


def play(arena: Arena) -> Outcome:
    """Cut the power after an answer, or anywhere."""
    outcome = Outcome()
    ways: list[Literal["stream", "single", "large"]] = ["stream", "single"]
    if arena.rounds > CUTS_A_RECORDING:
        ways.append("large")
    while outcome.rounds < arena.rounds:
        way = ways[(outcome.rounds // CUTS_A_RECORDING) % len(ways)] if arena.rounds > CUTS_A_RECORDING else "stream"
        recording = recorded(arena, way, f"recording{outcome.rounds}")
        outcome.seen[f"recordings of a {way} writer"] += 1
        cuts = min(CUTS_A_RECORDING, arena.rounds - outcome.rounds)
        cut_often(arena, recording, cuts, outcome)
        shutil.rmtree(recording.folder)
    return outcome


def cut_often(
    arena: Arena,
    recording: Recording,
    cuts: int,
    outcome: Outcome,
    *,
    heeds: Callable[[Path], bool] = lambda _: True,
) -> None:
    """Rebuild the store as of so many cuts, and look into each."""
    dice, calls = arena.dice, recording.calls
    answered = [number for number, _ in recording.answers]
    places = sorted(dice.choice([dice.choice(answered), dice.randrange(len(calls) + 1)]) for _ in range(cuts))
    disk, played = Disk(recording.folder, heeds=heeds), 0
    for place in places:
        for call in calls[played:place]:
            disk.play(call)
        played = place
        mood = dice.choice(list(Mood))
        outcome.rounds += 1
        outcome.seen[mood.value] += 1
        files = disk.after_a_cut(mood, dice)
        _look(arena, files, outcome, recording, place)
        arena.watch(outcome)


def _look(arena: Arena, files: dict[str, bytes], outcome: Outcome, recording: Recording, place: int) -> None:
    """Open what is on the disk, as the next command would."""
    folder = arena.folder / "after"
    folder.mkdir()
    for name, content in files.items():
        # SQLite's index of the -wal file is in memory and made anew.
        if not name.endswith("-shm"):
            (folder / name).write_bytes(content)
    path = folder / "talks.db"
    acknowledged = recording.acknowledged(place)
    outcome.seen["acknowledged facts looked for"] += len(acknowledged)
    ids: list[str] = []
    try:
        with open_engine(SqliteAddress(path), mode=OpenMode.APPEND) as engine:
            ids = check_log(engine, outcome, before=(), acknowledged=acknowledged, sent=[recording.sent])
    except NotFoundError:
        if acknowledged:
            outcome.fail("lost", f"cut at call {place}: there is no store", len(acknowledged))
    except TimelineError as error:
        outcome.fail("lost", f"cut at call {place}: {error.message}", max(len(acknowledged), 1))
        shutil.rmtree(folder)
        return
    _append_again(path, ids, outcome, place)
    shutil.rmtree(folder)


def _append_again(path: Path, before: list[str], outcome: Outcome, place: int) -> None:
    document = Document({"dialogue": "talks", "facts": [{"kind": "contact-held", "note": f"after the cut at {place}"}]})
    try:
        with open_engine(SqliteAddress(path)) as engine:
            append(FactLog(engine), read(BytesIO(OPENED.line + document.line), "a.jsonl"), recorded_by="torture")
            after = [row.fact_id for row in engine.since()]
            faults = engine.own_faults()
    except TimelineError as error:
        outcome.fail("inconsistent", f"cut at call {place}: nothing can be appended afterwards: {error.message}")
        return
    if after[: len(before)] != before or after[-1:] != list(document.ids):
        outcome.fail("inconsistent", f"cut at call {place}: what was appended afterwards is not at the end")
    if faults:
        outcome.fail("inconsistent", f"cut at call {place}, after the next append: {faults[0]}")


SCENARIO = Scenario(
    "power",
    "the power cut: the store rebuilt from the syncs and writes of a recorded writer",
    ("sqlite",),
    short=50,
    long=300,
    play=play,
)
