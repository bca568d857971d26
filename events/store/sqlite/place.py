"""Is there one store at a path, under one name, and may this user use it?

SQLite keeps the -wal and -shm files of a store beside the name by which it was opened. A file with two names has two
-wal files, and who closes last writes its pages over the other's: what was acknowledged is gone, and the file looks
sound. So a link to a store is followed once, before anything else, and a file that has a second name is refused.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import NotFoundError, StoreError
from events.store.options import OpenMode

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps beside a store while somebody has it open."""

_MOUNTS = Path("/proc/self/mountinfo")
_MOUNT_POINT = 4
"""The field of a line of it (https://www.kernel.org/doc/html/latest/filesystems/proc.html)."""


def real(path: Path) -> Path:
    """Return the path of the file itself where the path is a link to it."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - which raises nothing


def wal_of(path: Path) -> Path:
    """Return the path of the write-ahead log that SQLite keeps beside a store."""
    return path.with_name(f"{path.name}-wal")


def not_found(path: Path) -> NotFoundError:
    """Say that there is no store, where we looked, and how to make one."""
    return NotFoundError(
        f"there is no store at {path.absolute()}",
        hint="Start with «add», or look around with «demo». If your log is elsewhere, name it with «:store».",
    )


def prepare(path: Path, mode: OpenMode) -> None:
    """Refuse what no store can be at or be used at. Make the folder and the empty file of a store that is to be made.

    Raises:
        NotFoundError: there is nothing, and the mode does not make it.
        StoreError: it is a folder, has a second name, or this user may not do what the mode says.

    """
    try:
        if path.is_dir():
            msg = f"the store {path} is a folder, not a file"
            raise StoreError(msg, hint=f"Name a file in it, such as sqlite:///{path / 'timeline.db'}.")
        if not path.exists():
            if mode is not OpenMode.CREATE:
                raise not_found(path)
            _make_folder(path.absolute().parent)
            _make_file(path)
        refuse_second_name(path)
        if mode is not OpenMode.READ and not os.access(path, os.W_OK):
            raise not_writable(path)
    except OSError as error:
        msg = f"the store {path} cannot be opened ({error.strerror or error})"
        raise StoreError(msg, hint="Look at the permissions of its folder, or use another store.") from error


def refuse_second_name(path: Path) -> None:
    """Refuse a file that has a second name, where another -wal file may stand.

    Raises:
        StoreError: it has several hard links, or is mounted by itself.

    """
    links = path.stat().st_nlink
    if links > 1:
        msg = f"the store {path} has {links} names (hard links), and what is recorded under one is lost under another"
        hint = (
            "Nothing was read or stored. Find the names with `find … -samefile`; keep the one that has a -wal file"
            " beside it and remove the others, or copy the file (`cp`) while nobody has it open, and use the copy."
        )
        raise StoreError(msg, hint=hint)
    if is_mounted_by_itself(path):
        msg = f"the store {path} is mounted as a single file: its -wal file stays behind where nobody sees it"
        hint = "Nothing was read or stored. Mount the folder that the file is in, and name the store in it."
        raise StoreError(msg, hint=hint)


def is_mounted_by_itself(path: Path) -> bool:
    """Say whether the file, and not its folder, is a mount point, as a container makes one."""
    place = path.absolute()
    if place.stat().st_dev != place.parent.stat().st_dev:
        return True
    if not sys.platform.startswith("linux"):
        return False
    name = os.fsencode(os.path.realpath(place))
    for sign in (b"\\", b" ", b"\t", b"\n"):
        name = name.replace(sign, b"\\%03o" % sign[0])
    with suppress(OSError):
        return any(line.split(b" ", 5)[_MOUNT_POINT] == name for line in _MOUNTS.read_bytes().splitlines())
    return False


def is_closed_to_group(path: Path) -> bool:
    """Whether a group may write the folder of a store, and not the store: the umask took that away."""
    if os.name != "posix":
        return False
    folder, file = path.absolute().parent.stat(), path.stat()
    is_shared = folder.st_mode & stat.S_IWGRP and not folder.st_mode & stat.S_ISVTX
    return bool(is_shared and not file.st_mode & stat.S_IWGRP)


def not_writable(path: Path) -> StoreError:
    """Say that the file cannot be written, and by whom it can."""
    status = path.stat()
    rights = f"{stat.filemode(status.st_mode)}, of {user(status.st_uid)}"
    msg = f"the store {path} cannot be written: the file is not writable for this user ({rights})"
    hint = (
        "Nothing was stored. Its owner can let a group write (chmod g+w on the file; umask 002 before a store is made),"
        " or use another store."
    )
    return StoreError(msg, hint=hint)


def side_files(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """The files that SQLite keeps beside a store, as far as they are there."""
    for suffix in SIDE_FILES:
        beside = path.with_name(f"{path.name}{suffix}")
        with suppress(OSError):
            yield beside, beside.stat()


def in_the_way(path: Path) -> str:
    """Name the side files that this user cannot write, with their owners. Empty where there is none."""
    found = [
        f"{beside.name} ({stat.filemode(status.st_mode)}) belongs to {user(status.st_uid)}"
        for beside, status in side_files(path)
        if not os.access(beside, os.W_OK)
    ]
    return " and ".join(found)


def take_back(path: Path) -> bool:
    """Take away empty side files that this user has just made beside a store of somebody else. Say whether any was."""
    ours = [beside for beside, status in side_files(path) if status.st_uid == os.geteuid()]
    wal = wal_of(path)
    if wal not in ours or wal.stat().st_size:
        return False
    for beside in ours:
        beside.unlink(missing_ok=True)
    return True


def user(uid: int) -> str:
    """Name a user, by number where nobody has that number."""
    with suppress(ImportError, KeyError):
        import pwd

        return f"user {pwd.getpwuid(uid).pw_name}"
    return f"user {uid}"


def _make_file(path: Path) -> None:
    """Make the file with the rights that the umask leaves: SQLite would let no group write it."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666))


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each known to the disk before a fact is acknowledged in it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    if os.name == "posix":  # Elsewhere a folder cannot be opened to be synced.
        above = os.open(folder.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)
