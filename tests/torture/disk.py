"""A disk that keeps what was synced, and of the rest whatever it likes: what is on it after a power cut?

Synced is the content of a file after fsync or fdatasync of it, and its name after fsync of its folder. What was
written, cut, made or unlinked since then may be there or not, in any combination, and a write may be there in parts:
by sectors, since that is what disks write at once.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.torture.trace import Closed, Cut, Opened, Synced, Told, Unlinked, Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from tests.torture.trace import Call


class Mood(enum.Enum):
    """What the disk does with what nobody synced."""

    NOTHING = "nothing unsynced is there"
    ALL = "all is there"
    WHOLE = "some writes are there, each whole"
    TORN = "some sectors of some writes are there"
    LAST = "only the last writes are there"


@dataclass
class _File:
    """One file, whatever it is called.

    Attributes:
        synced: what is surely there.
        pending: what may be, in order.

    """

    synced: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


def _write(content: bytearray, offset: int, data: bytes) -> None:
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write, or give the file another length."""
    if data is not None:
        _write(content, offset, data)
    elif offset <= len(content):
        del content[offset:]
    else:
        content.extend(bytes(offset - len(content)))


class Disk:
    """The disk while the calls are played to it."""

    def __init__(self, folder: Path, *, heeds: Callable[[Path], bool] = lambda _: True) -> None:
        """Begin with an empty folder.

        Args:
            folder: whose files these are.
            heeds: of which files the syncs are heeded; a disk that lies, or a writer that does not ask, heeds none.

        """
        self._folder = folder
        self._heeds = heeds
        self._opened: dict[int, Path] = {}
        self._inodes: dict[int, _File] = {}
        self._names: dict[Path, _File] = {}
        self._synced_names: dict[Path, _File] = {}

    def play(self, call: Call) -> None:
        """Do what the writer asked."""
        match call:
            case Opened(path, descriptor, truncated):
                self._opened[descriptor] = path
                if path != self._folder:
                    file = self._names.setdefault(path, _File())
                    self._inodes[descriptor] = file
                    if truncated:
                        file.pending.append((0, None))
            case Closed(descriptor):
                self._opened.pop(descriptor, None)
                self._inodes.pop(descriptor, None)
            case Written(descriptor, offset, data):
                self._inodes[descriptor].pending.append((offset, data))
            case Cut(descriptor, size):
                self._inodes[descriptor].pending.append((size, None))
            case Synced(descriptor):
                self._sync(descriptor)
            case Unlinked(path):
                self._names.pop(path, None)
            case Told():
                pass  # whoever heard it lives on

    def _sync(self, descriptor: int) -> None:
        path = self._opened[descriptor]
        if not self._heeds(path):
            return
        if path == self._folder:
            self._synced_names = dict(self._names)
            return
        file = self._inodes[descriptor]
        for offset, data in file.pending:
            _apply(file.synced, offset, data)
        file.pending.clear()

    def after_a_cut(self, mood: Mood, dice: Random) -> dict[str, bytes]:
        """What is on the disk when the power comes back, by file name."""
        names = dict(self._synced_names)
        for path in sorted({*self._names, *self._synced_names}):
            if self._names.get(path) is not names.get(path) and (
                mood is Mood.ALL or (mood is not Mood.NOTHING and dice.random() < 1 / 2)
            ):
                if path in self._names:
                    names[path] = self._names[path]
                else:
                    del names[path]
        return {path.name: _content(file, mood, dice) for path, file in names.items()}


def _content(file: _File, mood: Mood, dice: Random) -> bytes:
    content = bytearray(file.synced)
    luck = dice.random()
    for number, (offset, data) in enumerate(file.pending):
        if mood is Mood.NOTHING:
            break
        if mood is Mood.LAST and number < luck * len(file.pending):
            continue
        if mood in (Mood.WHOLE, Mood.TORN) and dice.random() < luck:
            continue
        if mood is Mood.TORN and data is not None:
            _write_torn(content, offset, data, dice)
        else:
            _apply(content, offset, data)
    return bytes(content)


def _write_torn(content: bytearray, offset: int, data: bytes, dice: Random) -> None:
    """Write some sectors of what is written; sectors lie at multiples of their size."""
    sector = dice.choice([512, 4096])
    at = offset
    while at < offset + len(data):
        end = min((at // sector + 1) * sector, offset + len(data))
        if dice.random() < 1 / 2:
            _write(content, at, data[at - offset : end - offset])
        at = end
