"""Real processes that append by the command line, and what each of them was told is stored.

Their answers go to a file: what they wrote there is there, whenever they are killed. Most are forked from a process
that has everything imported (200 starts of Python take minutes); some are started cold, as a person starts them.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from events.intake.lines import MOST_LINES
from events.store.address import SqliteAddress
from tests.cli.given import ROOT, command_line
from tests.torture.arena import typed
from tests.torture.checks import Sent
from tests.torture.facts import OPENED, OPENING, Document, options_of, told
from timeline.cli.app import run_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import ForkServerContext
    from pathlib import Path
    from random import Random

    from events.store.address import PostgresAddress

Way = Literal["stream", "single", "bulk"]
WAYS: tuple[Way, ...] = ("stream", "single", "bulk")

_ACKNOWLEDGED = re.compile(rb'"fact": ?"([0-9a-f]{32})"')
_LONGEST_SECONDS = 120


@cache
def nursery() -> ForkServerContext:
    """Where writers are forked from a process that has everything imported and nothing opened."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [
            "tests.torture.writers",
            "timeline.cli.commands.append",
            "timeline.cli.terminal.streaming",
            "timeline.cli.commands.merge",
            "timeline.cli.terminal.appending",
            "events.intake.batch",
            "events.store.library",
            "events.store.sqlite.writer",
            "events.store.postgres.writer",
        ]
    )
    return context


def run_all(commands: Sequence[Sequence[str]], stdin: str, answers: str, file_bytes: int | None = None) -> None:
    """Run command lines one after the other in this process, with its streams in files; leave at the first failure.

    Args:
        commands: without the name of the program.
        stdin: the file that all of them read.
        answers: the file that their answers are added to; their errors go to another beside it.
        file_bytes: no file may grow past this, as on a disk that is full.

    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    read = os.open(stdin, os.O_RDONLY)
    out = os.open(answers, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    errors = os.open(f"{answers}.err", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for descriptor, standard in ((read, 0), (out, 1), (errors, 2)):
        os.dup2(descriptor, standard)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode, closefd=False) for n, mode in enumerate(("r", "w", "w")))
    for command in commands:
        code = run_command(command)
        sys.stdout.flush()
        sys.stderr.flush()
        if code:
            os._exit(code)


@dataclass
class Writer:
    """One process that appends.

    Attributes:
        way: line by line, command by command, or file by file.
        documents: what it appends, in order.
        address: of the store.
        folder: for its files.
        name: of these, nobody else's.
        cold: started as a person starts it; only a stream can be.
        file_bytes: no file that it writes may grow past this.

    """

    way: Way
    documents: list[Document]
    address: SqliteAddress | PostgresAddress
    folder: Path
    name: str
    cold: bool = False
    file_bytes: int | None = None
    _process: multiprocessing.process.BaseProcess | subprocess.Popen[bytes] | None = field(default=None, init=False)
    _read: int = field(default=0, init=False)
    _acknowledged: set[str] = field(default_factory=set, init=False)

    @property
    def answers(self) -> Path:
        """What it was told."""
        return self.folder / f"{self.name}.told"

    @property
    def sent(self) -> Sent:
        """Its documents, as far as they come in together: lines of a stream that wait are stored together."""
        return Sent([document.ids for document in self.documents], MOST_LINES if self.way == "stream" else 1)

    def start(self) -> None:
        """Begin."""
        stdin = self.folder / f"{self.name}.in"
        stdin.write_bytes(b"".join(document.line for document in self.documents))
        commands = self._commands()
        if self.cold:
            with stdin.open("rb") as read, self.answers.open("wb") as out, self._errors.open("wb") as err:
                self._process = subprocess.Popen(
                    command_line(*commands[0]), stdin=read, stdout=out, stderr=err, cwd=ROOT
                )
            return
        arguments = (commands, str(stdin), str(self.answers), self.file_bytes)
        process = nursery().Process(target=run_all, args=arguments, daemon=True)
        process.start()
        self._process = process

    @property
    def _errors(self) -> Path:
        return self.folder / f"{self.name}.told.err"

    def _commands(self) -> list[list[str]]:
        common = ["--store", typed(self.address), "--recorded-by", "torture"]
        if self.way == "stream":
            return [["append", "--stream", *common]]
        if self.way == "bulk":
            return [["append", "--from", str(file), "--json", *common] for file in self._files()]
        opening: list[str] = ["append", "dialogue-opened", OPENING["dialogue"], "--title", OPENING["title"]]
        opening += [word for party in OPENING["parties"] for word in ("--parties", party)]
        typed_facts = (options_of(document.written["facts"][0]) for document in self.documents[1:])
        return [[*opening, "--json", *common], *(["append", *words, "--json", *common] for words in typed_facts)]

    def _files(self) -> list[Path]:
        files = []
        for number, document in enumerate(self.documents):
            file = self.folder / f"{self.name}.{number}.jsonl"
            file.write_bytes(document.line)
            files.append(file)
        return files

    def kill(self) -> None:
        """End it as the kernel does: at once."""
        assert self._process is not None
        self._process.kill()

    def wait(self) -> int:
        """Wait for its end; return its exit code, or the negative signal."""
        assert self._process is not None
        if isinstance(self._process, subprocess.Popen):
            return self._process.wait(_LONGEST_SECONDS)
        self._process.join(_LONGEST_SECONDS)
        code = self._process.exitcode
        assert code is not None, f"{self.name} hangs"
        return code

    def is_over(self) -> bool:
        """Whether it has ended."""
        if isinstance(self._process, subprocess.Popen):
            return self._process.poll() is not None
        return self._process is not None and self._process.exitcode is not None

    def acknowledged(self) -> set[str]:
        """The ids that it was told are stored."""
        # Whoever waits to kill it asks a thousand times a second: what was read once is not read again.
        size = self.answers.stat().st_size if self.answers.exists() else 0
        if size != self._read:
            told = _ACKNOWLEDGED.findall(self.answers.read_bytes()[:size])
            self._read, self._acknowledged = size, {fact_id.decode() for fact_id in told}
        return set(self._acknowledged)

    def said(self) -> str:
        """What went to its standard error."""
        return self._errors.read_text() if self._errors.exists() else ""


def new_writer(  # noqa: PLR0913 - all that tells writers apart
    dice: Random,
    way: Way,
    address: SqliteAddress | PostgresAddress,
    folder: Path,
    name: str,
    *,
    batches: int,
    facts: int = 1,
    cold: bool = False,
) -> Writer:
    """A writer of that many batches; batches of a stream have up to four times `facts`, now and then with a report."""
    documents = [OPENED]
    for number in range(batches):
        count = dice.randint(1, 4 * facts) if way == "stream" else facts
        report = way != "single" and dice.random() < 1 / 4
        documents.append(told(dice, f"{name}.{number}", facts=count, report=report))
    return Writer(way, documents, address, folder, name, cold=cold)


def written_at(address: SqliteAddress | PostgresAddress) -> int:
    """When the store's main file was last written, which SQLite does when it writes the -wal file back."""
    if isinstance(address, SqliteAddress) and address.path.exists():
        return address.path.stat().st_mtime_ns
    return 0
