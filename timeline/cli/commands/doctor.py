"""`timeline doctor`: is everything as it should be where this program runs?"""

from __future__ import annotations

import os
import platform
import shutil
import stat
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from events.errors import TimelineError
from timeline.answers.requests import REQUESTS
from timeline.answers.trust import HealthAnswer
from timeline.cli.exits import ExitCode
from timeline.cli.options import Store
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import as_commands, complain
from timeline.cli.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.address import Address

ENOUGH_BYTES = 100_000_000
"""Of free disk. Below it the next bulk append may fail."""

LIBRARIES = ("eventsourcing", "pydantic", "typer", "psycopg", "cryptography")


def command(*, store: Store, output: Output) -> int:
    """Check versions, settings, disk and permissions, and whether the log holds.

    The command exits with status 1 if something needs attention, with a line for each. Passwords are never shown.
    """
    found = [*versions(), *of_store(store)]
    rows = [finding.model_dump(mode="json") for finding in found]
    for row in rows:
        row["problem"] = row["problem"] and as_commands(row["problem"])
    output.rows(REQUESTS["doctor"].columns, rows, empty="")
    problems = [row for row in rows if row["problem"]]
    for row in problems:
        complain(f"{row['what']}: {row['problem']}")
    return ExitCode.FAILED if problems else ExitCode.DONE


def _finding(what: str, value: str, problem: str | None = None) -> HealthAnswer:
    return HealthAnswer(what=what, value=value, problem=problem)


def versions() -> Iterator[HealthAnswer]:
    """What runs here."""
    yield _finding("dialogue-timeline", VERSION)
    yield _finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for library in LIBRARIES:
        try:
            yield _finding(library, version(library))
        except PackageNotFoundError:
            yield _finding(library, "not installed")


def of_store(store: Store) -> Iterator[HealthAnswer]:
    """What is to be said of the store, as far as it can be opened."""
    try:
        address = store.address()
    except TimelineError as error:
        yield _finding("store", "", error.message)
        return
    try:
        with store.tracker() as tracker:
            yield _finding("store", str(address))
            yield from tracker.examine(watch=watch)
    except TimelineError as error:
        yield _finding("store", str(address), error.message)
    yield from of_disk(address)


def of_disk(address: Address) -> Iterator[HealthAnswer]:
    """How much room there is, and who may write: of a store that is a file here."""
    from events.store.address import SqliteAddress

    if not isinstance(address, SqliteAddress):
        return
    folder = address.path.absolute().parent
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    yield _finding("free disk", f"{free:,} bytes", None if free >= ENOUGH_BYTES else "the disk is nearly full")
    from events.store.sqlite.place import in_the_way, real

    for place in (folder, address.path):
        if place.exists():
            yield _permissions(place)
    if files := in_the_way(real(address.path)):
        yield _finding("side files", files, "this user cannot append while they are there; see `timeline append`")


def _permissions(place: Path) -> HealthAnswer:
    mode = place.stat().st_mode
    problem = None
    # In a folder such as /tmp everybody may write, but only to what is theirs.
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        problem = "everybody on this machine may change it"
    elif not os.access(place, os.W_OK):
        problem = "it cannot be written: nothing can be appended"
    return _finding("folder" if place.is_dir() else "file", f"{stat.filemode(mode)} {place}", problem)
