"""What a writer asked of the kernel: its writes, syncs and what it told, in order, recorded by strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.given import ROOT, unmeasured
from tests.torture.arena import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALLS = "openat,close,pwrite64,write,writev,pwritev,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,mkdir"
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NUMBER = re.compile(r"-?\d+")
_FLAG_SYNC = re.compile(r"O_D?SYNC")
_LONGEST = 1 << 24
_ANSWERS = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """A file was opened, and made if it was not there."""

    path: Path
    descriptor: int
    truncated: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A descriptor was given back."""

    descriptor: int


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes were handed to the kernel."""

    descriptor: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file was given another length."""

    descriptor: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """The kernel confirmed that the disk has what was written."""

    descriptor: int


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A name was taken away."""

    path: Path


@dataclass(frozen=True, slots=True)
class Told:
    """The writer told somebody outside."""

    data: bytes


Call = Opened | Closed | Written | Cut | Synced | Unlinked | Told


def record(command: list[str], folder: Path, *, stdin: bytes = b"") -> list[Call]:
    """Run a command under strace; return what it asked of the files in a folder, and what it told, in order.

    Args:
        command: arguments of Python.
        folder: what happens outside of it is left out.
        stdin: what it reads.

    Raises:
        CannotRunError: there is no strace here, or it may not trace.

    """
    strace = shutil.which("strace")
    if strace is None:
        raise CannotRunError("strace is not installed")
    log = folder.with_name(f"{folder.name}.trace")
    # Numbers of files, not their names: which is which follows from openat.
    options = ["-f", "-xx", "-s", str(_LONGEST), "-e", f"trace={_CALLS}", "-e", "signal=none", "-o", str(log)]
    done = subprocess.run(
        [strace, *options, sys.executable, *command],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=unmeasured(),
    )
    if b"ptrace" in done.stderr and done.returncode != 0:
        raise CannotRunError(f"strace may not trace: {done.stderr.decode().strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr.decode()
    with log.open() as lines:
        calls = list(_calls(lines, folder))
    log.unlink()
    return calls


def _calls(lines: Iterator[str], folder: Path) -> Iterator[Call]:
    """The calls that matter. The writer has one thread while it writes, so no call is interrupted by another's."""
    ours: set[int] = set()
    for line in lines:
        if "<unfinished ...>" in line or "resumed>" in line:
            message = f"the writer has several threads: {line[:120]}"
            raise AssertionError(message)
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        call = _call(match[1], match[2], int(match[3]), folder, ours)
        if isinstance(call, Opened):
            ours.add(call.descriptor)
        elif isinstance(call, Closed):
            ours.discard(call.descriptor)
        if call is not None:
            yield call


def _call(name: str, arguments: str, result: int, folder: Path, ours: set[int]) -> Call | None:  # noqa: PLR0911 - one for each call
    text = _TEXT.search(arguments)
    data = bytes.fromhex(text[1].replace("\\x", "")) if text else b""
    if name in ("openat", "unlink", "unlinkat", "rename", "mkdir"):
        path = Path(data.decode())
        if folder not in (path, *path.parents):
            return None
        if name == "openat":
            assert not _FLAG_SYNC.search(arguments), arguments
            return Opened(path, result, "O_TRUNC" in arguments)
        assert name.startswith("unlink"), f"the model of the disk knows no {name}"
        return Unlinked(path)
    descriptor = int(_NUMBER.match(arguments)[0])  # type: ignore[index] # the first argument of each of these
    if name == "write" and descriptor == _ANSWERS:
        return Told(data[:result])
    if descriptor not in ours:
        return None
    last = int(_NUMBER.findall(arguments.rpartition(",")[2] or arguments)[-1])
    match name:
        case "close":
            return Closed(descriptor)
        case "pwrite64":
            assert result == len(data), arguments[-80:]
            return Written(descriptor, last, data)
        case "ftruncate":
            return Cut(descriptor, last)
        case "fsync" | "fdatasync":
            return Synced(descriptor)
        case _:
            pass
    message = f"the model of the disk knows no {name}"
    raise AssertionError(message)
