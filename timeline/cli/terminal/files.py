"""How is a file written? Whole or not at all: beside its place first, then moved there in one step.

Nothing is written over a store, over the files that SQLite keeps beside one, or onto a disk.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from events.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotWrittenError(BadInputError):
    """A file cannot be written where it was asked for."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"cannot write {str(path)!r}: {error.strerror or error}",
            hint="The old file is unchanged. Name another file, or leave -o out.",
        )


class ProtectedFileError(BadInputError):
    """What is to be written over is a store, belongs to one, or is no place for a file."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{str(path)!r} {what}, and is not written over", hint="Name another file.")


STANDARD_OUTPUT = Path("-")
"""What stands for it where a file is named."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the files that belong to it."""

_SQLITE = b"SQLite format 3\x00"
_LINKS = 40


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file. Whoever reads it meanwhile, and whatever fails, sees the old content or the new one.

    Args:
        path: of the file. `-` is standard output.
        pieces: of its content, taken one at a time: it may be larger than the memory.

    Raises:
        ProtectedFileError: it is a store, belongs to one, or is a disk.
        NotWrittenError: it cannot be. What was there is unchanged.

    """
    if path == STANDARD_OUTPUT:
        for piece in pieces:
            write_out(piece)
        return
    try:
        target = file_behind(path)
        if is_database(target):
            raise ProtectedFileError(path, "is an SQLite database")
        if target.exists() and not target.is_file():
            with target.open("wb") as file:  # a pipe or a terminal cannot be replaced
                file.writelines(pieces)
        else:
            _replace(target, pieces)
    except OSError as error:
        raise NotWrittenError(path, error) from error


def file_behind(path: Path) -> Path:
    """The file that a path leads to, which may be written or replaced as far as its name and kind tell.

    Raises:
        ProtectedFileError: SQLite has or wants a file there that belongs to a store, or it is a disk.
        OSError: links lead in a circle, or to a folder.

    """
    target = path
    for _ in range(_LINKS):  # Path.resolve tells a circle in another way in each Python
        if not target.is_symlink():
            break
        target = target.parent / target.readlink()
    else:
        raise OSError(40, "Too many levels of symbolic links")
    if target.is_block_device():
        raise ProtectedFileError(path, "is a disk")
    if target.is_dir():  # also where no name is left: "", "." and "/"
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    for ending in SIDE_FILES:
        store = target.with_name(target.name.removesuffix(ending)) if target.name != ending else target
        if store != target and is_database(store):
            raise ProtectedFileError(path, f"is where SQLite keeps what belongs to {str(store)!r}")
    return target


def is_database(path: Path) -> bool:
    """Whether an SQLite database is there: a store, or one of another program."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    # Not the `tempfile` module: its files are for the owner only, and ours are to be as any other.
    beside = path.with_name(f".{path.name[:100]}.{token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_out(content: bytes) -> None:
    """Write to standard output, byte by byte as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
