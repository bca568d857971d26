"""Which other stores lie in the folder of a store? Copies that somebody made: a redaction does not reach them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from events.store.sqlite.schema import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

FILES_LOOKED_AT: Final = 1_000
"""Of the files in the folder, so many are looked at."""

_MAGIC, _APPLICATION_ID = b"SQLite format 3\0", slice(68, 72)
"""Where an SQLite file says what it is (https://www.sqlite.org/fileformat.html#the_database_header)."""


def stores_beside(path: Path) -> list[Path]:
    """The files in the folder of a store that are stores too. What cannot be read is none."""
    try:
        files = sorted(islice(path.absolute().parent.iterdir(), FILES_LOOKED_AT))
    except OSError:
        return []
    return [file for file in files if file.name != path.name and _is_store(file)]


def _is_store(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID.stop)
    except OSError:
        return False
    return head.startswith(_MAGIC) and head[_APPLICATION_ID] == APPLICATION_ID.to_bytes(4, "big")
