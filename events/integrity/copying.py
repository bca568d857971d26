"""How does a whole log get into another place? Fact by fact with all of its envelope, and proved to be the same."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from events.advice import Next
from events.errors import ConflictError, StoreError
from events.intake.draft import Draft
from events.intake.legality import illegal
from events.intake.spool import in_lots
from events.integrity.verification import verify
from events.store.address import SqliteAddress, open_engine
from events.store.options import OpenMode, StoreOptions
from events.store.sqlite import SqliteEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from events.integrity.verification import Verification
    from events.store.port import Engine, StoredFact


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
        first = found.faults[0]
        further = f"{Next('verify', store=name)} says more."
        if first.is_illegal:
            carry_over = Next("merge", other=name, leave_out_illegal=True)
            further = f"It was put in past this program. {carry_over} carries the other facts over into a new store."
        super().__init__(f"{name} does not hold: {first}", hint=f"Nothing was changed. {further}")
        self.found = found


def verified(
    engine: Engine,
    name: str,
    *,
    leaving_out: bool = False,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verification:
    """Verify a log that is to be copied.

    Args:
        engine: the log.
        name: what messages call it.
        leaving_out: what could not have been recorded is no hindrance: `LeavingOut` leaves it out.
        told: is called as by `verify`.

    Raises:
        BrokenLogError: it does not hold.
        UnreadableTopicError: it holds, and a newer release wrote some of it.

    """
    found = verify(engine, told=told)
    if any(not (leaving_out and fault.is_illegal) for fault in found.faults):
        raise BrokenLogError(name, found)
    found.require_readable()
    return found


class LeftOut(NamedTuple):
    """A fact that is not copied.

    Attributes:
        row: as it is in the log.
        reason: why.

    """

    row: StoredFact
    reason: str

    def __str__(self) -> str:
        return f"position {self.row.position} ({self.row.topic}, fact {self.row.fact_id}) {self.reason}"


class LeavingOut:
    """Leaves out of a log what could not have been recorded, and what refers to it.

    Attributes:
        left_out: those facts, in order of position.

    """

    def __init__(self, now: datetime) -> None:
        """Begin. `now` is by a clock of today."""
        self.left_out: list[LeftOut] = []
        self._now = now
        self._gone: set[tuple[str, str]] = set()

    def rows(self, rows: Iterable[StoredFact]) -> Iterator[StoredFact]:
        """Pass on the others."""
        for row in rows:
            reason = illegal(row, self._now) or self._refers_to_what_is_gone(row)
            if reason is None:
                yield row
                continue
            self.left_out.append(LeftOut(row, reason))
            self._gone.add((row.dialogue, row.fact_id))
            if row.topic.startswith("report-filed@") and (report := _attribute(row, "id")):
                self._gone.add((row.dialogue, report))

    def _refers_to_what_is_gone(self, row: StoredFact) -> str | None:
        if self._gone:
            for name in ("report", "target"):
                if (row.dialogue, value := _attribute(row, name)) in self._gone:
                    return f"refers to {value}, which is left out"
        return None


def _attribute(row: StoredFact, name: str) -> str:
    try:
        return str(json.loads(row.payload).get(name, ""))
    except (ValueError, AttributeError, RecursionError):
        return ""


RECEIVING = StoreOptions(
    # Nothing is in the future of this clock: each fact keeps the instant at which it was recorded.
    clock=lambda: datetime.max.replace(tzinfo=UTC),
)
"""How a store is opened that is to receive a whole log."""


def copy(source: Engine, target: Engine, *, name: str) -> Verification:
    """Copy a log into an empty one in one transaction. Both are verified.

    Args:
        source: whose facts up to its present head are copied. Others may append meanwhile.
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
    """Copy a log into an SQLite store that is not there yet, while others append. Open it to be read.

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
