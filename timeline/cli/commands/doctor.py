"""`timeline doctor`: is everything as it should be where this program runs?"""

from __future__ import annotations

import os
import platform
import shutil
import stat
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, NamedTuple

from events.errors import TimelineError
from timeline.answers.columns import Column
from timeline.cli.exits import ExitCode
from timeline.cli.main import VERSION
from timeline.cli.options import Store, today
from timeline.cli.terminal.output import Output
from timeline.cli.terminal.saying import complain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.store.address import Address
    from events.store.port import Engine

ENOUGH_BYTES = 100_000_000
"""Of free disk; below it the next bulk append may fail."""

LIBRARIES = ("eventsourcing", "pydantic", "typer", "psycopg", "cryptography")

SAFE = {
    "synchronous": {"full", "extra"},
    "fsync": {"on"},
    "synchronous_commit": {"on", "remote_apply", "remote_write", "local"},
    "full_page_writes": {"on"},
}
"""The settings on which durability depends, with the values under which an acknowledged fact survives a power cut."""


class Finding(NamedTuple):
    """One thing that was looked at.

    Attributes:
        what: was looked at.
        value: that it has.
        problem: why that matters; None where all is well.

    """

    what: str
    value: str
    problem: str | None = None


COLUMNS = (Column("what", "what"), Column("value", "value"), Column("problem", "problem"))


def command(*, store: Store, output: Output) -> int:
    """Look at versions, the store, what its durability depends on, its verification, the disk and the permissions.

    Leaves with 1 and a line for each thing that matters. An address is shown without its password.
    """
    found = [*versions(), *of_store(store)]
    rows: list[dict[str, Any]] = [finding._asdict() for finding in found]
    output.rows(COLUMNS, rows, empty="")
    problems = [finding for finding in found if finding.problem]
    for finding in problems:
        complain(f"{finding.what}: {finding.problem}")
    return ExitCode.FAILED if problems else ExitCode.DONE


def versions() -> Iterator[Finding]:
    """What runs here."""
    yield Finding("dialogue-timeline", VERSION)
    yield Finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for library in LIBRARIES:
        try:
            yield Finding(library, version(library))
        except PackageNotFoundError:
            yield Finding(library, "not installed")


def of_store(store: Store) -> Iterator[Finding]:
    """What is to be said of the store, as far as it can be opened."""
    try:
        address = store.address()
    except TimelineError as error:
        yield Finding("store", "", error.message)
        return
    try:
        with store.engine() as engine:
            yield Finding("store", str(address))
            yield from settings(engine)
            yield from of_log(engine)
            yield of_answers(engine)
    except TimelineError as error:
        yield Finding("store", str(address), error.message)
    yield from of_disk(address)


def settings(engine: Engine) -> Iterator[Finding]:
    """What its durability depends on."""
    for name, value in engine.settings().items():
        unsafe = name in SAFE and value not in SAFE[name]
        problem = "an acknowledged fact may be lost in a power cut" if unsafe else None
        yield Finding(name, value, problem)


def of_log(engine: Engine) -> Iterator[Finding]:
    """What the log holds, and whether it holds."""
    from events.integrity.verification import verify
    from timeline.cli.terminal.progress import bar

    with bar("Checking") as told:
        found = verify(engine, told=told)
    yield Finding("head", f"{found.size} facts, {found.dialogues} dialogues")
    yield Finding("tree", f"{found.root.hex()}", None if found.holds else f"the log does not hold: {found.faults[0]}")


def of_answers(engine: Engine) -> Finding:
    """Whether the answers that are kept beside the log are those of today; `timeline verify` compares each."""
    from events.store.by_dialogue import LITTLE_FACTS
    from timeline.application.rebuilding import work_list
    from timeline.read_models.stored_form import SHAPE

    what, advice = "kept answers", "`timeline rebuild` makes them ready"
    if not engine.read_models.exist:
        return Finding(what, "none: the store is of an older format", f"{advice}, and brings the store up to date")
    if not engine.read_models.in_use(SHAPE):
        return Finding(what, "none of this release", advice if engine.head() > LITTLE_FACTS else None)
    ready, log = engine.read_models.versions(SHAPE), engine.versions()
    behind = work_list(engine, today())
    value = f"dialogues: {len(ready.keys() - behind):,} ready, {len(behind):,} behind"
    ahead = sorted(slug for slug, version in ready.items() if version > log.get(slug, 0))
    if ahead:
        return Finding(what, value, f"those of {ahead[0]!r} are ahead of the log: see `timeline verify`")
    slow = sum(behind.values()) > LITTLE_FACTS
    return Finding(what, value, f"questions about those behind read the log; {advice}" if slow else None)


def of_disk(address: Address) -> Iterator[Finding]:
    """How much room there is, and who may write: of a store that is a file here."""
    from events.store.address import SqliteAddress

    if not isinstance(address, SqliteAddress):
        return
    folder = address.path.absolute().parent
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    yield Finding("free disk", f"{free:,} bytes", None if free >= ENOUGH_BYTES else "the disk is nearly full")
    from events.store.sqlite.place import in_the_way, real

    for place in (folder, address.path):
        if place.exists():
            yield _permissions(place)
    if files := in_the_way(real(address.path)):
        yield Finding("side files", files, "this user cannot append while they are there; see `timeline append`")


def _permissions(place: Path) -> Finding:
    mode = place.stat().st_mode
    problem = None
    # In a folder such as /tmp everybody may write, but only to what is theirs.
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        problem = "everybody on this machine may change it"
    elif not os.access(place, os.W_OK):
        problem = "it cannot be written: nothing can be appended"
    return Finding("folder" if place.is_dir() else "file", f"{stat.filemode(mode)} {place}", problem)
