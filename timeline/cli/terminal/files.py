"""How is a file written? Whole or not at all: beside its place first, then moved there in one step."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
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
            hint="What was there before is unchanged. Name another file, or leave -o out.",
        )


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file; whoever reads it meanwhile, and whatever fails, sees the old content or the new one.

    Args:
        path: of the file.
        pieces: of its content, taken one at a time: it may be larger than the memory.

    Raises:
        NotWrittenError: it cannot be; what was there is unchanged.

    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:  # a pipe or a device cannot be replaced
                file.writelines(pieces)
        else:
            _replace(path.resolve(), pieces)
    except OSError as error:
        raise NotWrittenError(path, error) from error


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
