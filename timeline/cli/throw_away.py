"""A store for as long as a command runs: to try things out, or to check against where there is none yet."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.store.port import Engine


@contextmanager
def throw_away_engine() -> Iterator[Engine]:
    """Open an empty store that is gone afterwards."""
    from events.store.address import SqliteAddress, open_engine

    with (
        TemporaryDirectory(prefix="timeline-") as folder,
        open_engine(SqliteAddress(Path(folder) / "store.db")) as engine,
    ):
        yield engine
