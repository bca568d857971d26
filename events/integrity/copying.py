"""How does a whole log get into another place? Fact by fact with all of its envelope, and proved to be the same."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from events.advice import Next
from events.errors import ConflictError, StoreError
from events.intake.draft import Draft
from events.intake.spool import in_lots
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from events.store.sqlite import SqliteEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from events.integrity.verification import Verification
    from events.store.port import Engine


class NotEmptyError(ConflictError):
    """A log was to be put where there are facts."""

    def __init__(self, facts: int) -> None:
        super().__init__(
            f"the store holds facts already (position {facts})",
            hint="Nothing was changed. Name a store that does not exist yet, or «merge» into this one.",
        )


class BrokenLogError(StoreError):
    """A log that was to be copied does not hold."""

    def __init__(self, name: str, found: Verification) -> None:
        super().__init__(
            f"{name} does not hold: {found.faults[0]}",
            hint=f"Nothing was changed. {Next('verify', store=name)} says more.",
        )
        self.found = found


def verified(engine: Engine, name: str, *, told: Callable[[int, int], None] = lambda _done, _of: None) -> Verification:
    """Verify a log that is to be copied; `told` is called as by `verify`.

    Raises:
        BrokenLogError: it does not hold.

    """
    found = verify(engine, told=told)
    if not found.holds:
        raise BrokenLogError(name, found)
    return found


RECEIVING = StoreOptions(
    # Nothing is in the future of this clock: each fact keeps the instant at which it was recorded.
    clock=lambda: datetime.max.replace(tzinfo=UTC),
)
"""How a store is opened that is to receive a whole log."""


def copy(source: Engine, target: Engine, *, name: str) -> Verification:
    """Copy a log into an empty one in one transaction; both are verified.

    Args:
        source: whose facts up to its present head are copied; others may append meanwhile.
        target: opened with `RECEIVING`.
        name: what messages call the source.

    Raises:
        BrokenLogError: the source does not hold.
        NotEmptyError: the target is not empty.

    """
    before = verified(source, name)
    with target.appending(recorded_by="copy") as append:
        if target.head():
            raise NotEmptyError(target.head())
        entries = (Draft.copy_of(row, name).entry() for row in source.since(limit=before.size))
        for lot in in_lots(entries, lambda entry: len(entry.payload)):
            append(lot)
    after = verify(target)
    if after.faults or after.root != before.root:
        raise BrokenLogError("the copy", after) if after.faults else StoreError("the copy is not that of the log")
    return after


@contextmanager
def copied_to_file(source: Engine, file: SqliteAddress, *, name: str) -> Iterator[Engine]:
    """Copy a log into an SQLite store that is not there yet, while others append; open it to be read.

    Raises:
        BrokenLogError: the source does not hold.
        StoreError: the file cannot be written.

    """
    if isinstance(source, SqliteEngine):
        source.copy_to(file.path)
    else:
        with open_engine(file, RECEIVING) as target:
            copy(source, target, name=name)
    with open_engine(file, mode=OpenMode.READ) as copied:
        yield copied
