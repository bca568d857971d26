"""What the figures are measured on: stores, fact files, a journal, a server, each made when it is first asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Self

from tests.bench.history import SEED, TODAY, history, write_fact_files
from tests.bench.process import PYTHON, seconds, settings, timed, timeline
from tests.postgres_server import NoServerError, PostgresServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

MIDDLE = 100_000
"""What is measured on one size only, is measured on the largest that is not above this."""

FACT_FILE_BYTES = 150_000_000
"""Where a history is cut into fact files; the program takes 200 MB at a time."""

BARE_MODULE = """\
import typer


def command(dialogue: str, on: str = typer.Option("today", "--on")) -> None:
    print(dialogue, on)


def run() -> None:
    typer.run(command)
"""
"""The least that a Typer command with one argument and one option can be."""


class NotThereError(Exception):
    """A figure cannot be measured here; says why."""


def say(text: str) -> None:
    """Tell how far the bench is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Materials:
    """Everything in one temporary folder, which goes when the bench ends."""

    def __init__(self, sizes: list[int], *, postgres: str | None = None, parent: Path | None = None) -> None:
        """Make the folder.

        Args:
            sizes: facts of the histories.
            postgres: address of a database to use; None starts a server when one is needed.
            parent: where the folder is made; the system's place for temporary files where left out.

        """
        self.small, self.large = min(sizes), max(sizes)
        self.middle = max((size for size in sizes if size <= MIDDLE), default=self.small)
        self.folder = Path(mkdtemp(prefix="timeline-bench-", dir=parent))
        self.tenth = max((size for size in sizes if 10 * size <= self.large), default=self.small)
        self._postgres = postgres
        self._made: dict[str, Path] = {}
        self._numbers = count(1)
        self._opened = ExitStack()
        self._opened.callback(shutil.rmtree, self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._opened.close()

    def _once(self, name: str, make: Callable[[Path], object]) -> Path:
        """A folder or file of this name, made by the first who asks."""
        if name not in self._made:
            say(f"  making {name}")
            path = self.folder / name
            make(path)
            self._made[name] = path
        return self._made[name]

    def store(self, facts: int) -> str:
        """The address of our store of so many facts, with its read models."""

        def make(path: Path) -> None:
            timed("ours.make_store", store=str(path), facts=facts)
            seconds(timeline("rebuild"), settings(str(path)))

        return str(self._once(f"ours-{facts}.db", make))

    def dialogue(self, facts: int, *, people: int = 0, judgements: int = 0) -> str:
        """The address of a store that holds one dialogue of so many facts, `DIALOGUE`, with its read models.

        Args:
            facts: how many; where it is about people, two for each pair of them.
            people: how many different names; none in particular where left out.
            judgements: how many of the facts judge the others.

        """

        def make(path: Path) -> None:
            timed("ours.make_dialogue", store=str(path), facts=facts, people=people, judgements=judgements)
            seconds(timeline("rebuild"), settings(str(path)))

        return str(self._once(f"dialogue-{facts}-{people}-{judgements}.db", make))

    def repository(self, commits: int) -> Path:
        """A git repository with so many commits over decades."""
        return self._once(f"repository-{commits}", lambda path: _write_repository(path, commits))

    def library_store(self, facts: int, *, values: bool = False) -> str:
        """The library's file of so many facts."""
        name = f"library-{'typed-' if values else ''}{facts}.db"
        return str(
            self._once(name, lambda path: timed("library.make_store", file=str(path), facts=facts, values=values))
        )

    def fact_files(self, facts: int) -> list[Path]:
        """A history as fact files."""

        def make(folder: Path) -> None:
            folder.mkdir()
            write_fact_files(history(facts), folder, at_most_bytes=FACT_FILE_BYTES)

        return sorted(self._once(f"facts-{facts}", make).iterdir())

    def bare_command(self) -> list[str | Path]:
        """A command line of the bare Typer command: a script such as installers write, its module compiled."""

        def make(folder: Path) -> None:
            folder.mkdir()
            (folder / "bare.py").write_text(BARE_MODULE)
            script = folder / "bare"
            script.write_text(
                f"#!{PYTHON}\nimport sys\nfrom bare import run\nif __name__ == '__main__':\n    sys.exit(run())\n"
            )
            script.chmod(0o755)

        return [self._once("bare", make) / "bare", "iraq-nato", "--on", "2025-05-10"]

    def journal(self, entries: int) -> Path:
        """A journal of hledger with so many entries over decades."""
        return self._once(f"journal-{entries}", lambda path: _write_journal(path, entries))

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A new folder, which goes at the end of the block."""
        folder = self.folder / f"scratch-{next(self._numbers)}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    @contextmanager
    def postgres(self) -> Iterator[tuple[str, str]]:
        """The address of a database, and a name for a schema that nobody has; it goes at the end of the block."""
        schema = f"bench_{next(self._numbers)}"
        address = self._database()
        try:
            yield address, schema
        finally:
            timed("ours.drop_postgres", store=in_schema(address, schema))

    def _database(self) -> str:
        if self._postgres is None:
            try:
                server = PostgresServer()
            except NoServerError as error:
                raise NotThereError(str(error)) from error
            self._opened.callback(server.remove)
            self._postgres = server.address
        return self._postgres


def in_schema(address: str, schema: str) -> str:
    """The address of our store in a schema of a database."""
    return f"{address}{'&' if '?' in address else '?'}schema={schema}"


def _write_repository(path: Path, commits: int) -> None:
    """Write commits of nothing, in order of day, over as many years as a history has."""
    begun = TODAY - timedelta(days=365 * 36)
    path.mkdir()
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", path], check=True)
    lines = []
    for number in range(commits):
        instant = datetime.combine(begun + timedelta(days=365 * 36 * number // commits), time(), UTC)
        message = f"contact {number}"
        lines.append(
            f"commit refs/heads/main\ncommitter Anna <anna@talks.example> {int(instant.timestamp())} +0000\n"
            f"data {len(message)}\n{message}\n"
        )
    importing: list[str | Path] = ["git", "-C", path, "fast-import", "--quiet", "--date-format=raw-permissive"]
    subprocess.run(importing, input="".join(lines).encode(), check=True)


def _write_journal(path: Path, entries: int) -> None:
    """Write entries of two postings each, in order of day, over as many years as a history has."""
    random = Random(SEED)  # noqa: S311 - a journal, no secret
    payees = [f"{word} {number}" for word in ("travel", "hotel", "translation", "catering") for number in range(25)]
    begun = TODAY - timedelta(days=365 * 36)
    with path.open("w") as file:
        for number in range(entries):
            day = begun + timedelta(days=365 * 36 * number // entries)
            payee, cents = random.choice(payees), random.randrange(100, 500_000)
            account = f"expenses:{payee.replace(' ', ':')}"
            file.write(
                f"{day} {payee}\n    {account}  {cents // 100}.{cents % 100:02d} EUR\n    assets:bank:current\n\n"
            )
