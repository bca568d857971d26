"""`timeline backup`: how is the whole log brought to safety while others write?"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated

import typer

from events.errors import BadInputError, ConflictError
from events.wording import counted
from timeline.cli.options import Store
from timeline.cli.terminal.files import (
    SIDE_FILES,
    NotWrittenError,
    ProtectedFileError,
    file_behind,
)
from timeline.cli.terminal.progress import watch
from timeline.cli.terminal.saying import say_done

if TYPE_CHECKING:
    from collections.abc import Iterator


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. It becomes an SQLite store.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace an existing file, once the new one is verified.")
    ] = False,
    store: Store,
) -> None:
    """Write the whole log into one file, while others may go on writing.

    The file is a store itself, so every command reads it with --store. It is verified before it gets its name. If
    anything fails, no file is left behind.
    """
    from events.store.address import SqliteAddress

    with _written(file, replace=replace) as beside, store.tracker() as tracker:
        found = tracker.back_up(SqliteAddress(beside), str(store.address()), watch=watch)
    say_done(f"{file} holds {counted(found.size, 'fact')}, verified. Root {found.root}")


@contextmanager
def _written(path: Path, *, replace: bool) -> Iterator[Path]:
    """A path beside the file. What is there at the end of the block gets the file's name, on the disk for good."""
    try:
        target = file_behind(path)
        if path.exists() and not replace:
            raise _is_there(path)
        if target.exists() and not target.is_file():
            raise ProtectedFileError(path, "is no file")
        if any(target.with_name(target.name + ending).exists() for ending in SIDE_FILES):
            raise ProtectedFileError(path, "is a store that is in use, or that a writer left behind")
    except OSError as error:
        raise NotWrittenError(path, error) from error
    beside = target.with_name(f".{target.name[:100]}.{token_hex(4)}.tmp")
    try:
        if not target.parent.is_dir():
            raise BadInputError(f"there is no folder {str(target.parent)!r}", hint="Make it, or name another file.")
        yield beside
        if replace:
            beside.replace(target)
        else:
            os.link(beside, target)
        _sync(target)
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise NotWrittenError(path, error) from error
    finally:
        for suffix in ("", *SIDE_FILES):
            with suppress(OSError):
                beside.with_name(beside.name + suffix).unlink(missing_ok=True)


def _is_there(path: Path) -> ConflictError:
    return ConflictError(f"{str(path)!r} is there already", hint="Name another file, or say --replace.")


def _sync(path: Path) -> None:
    """Wait until the disk has the file and its name."""
    for place in (path, path.absolute().parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
