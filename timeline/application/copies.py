"""How does a whole log get into a backup, out of one, or into another log? Each copy is verified, or there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.facts.judgement import FactCorrected
from events.identity import REDACTED
from events.intake.draft import Draft
from events.integrity.copying import copied_to_file, copy, verified
from events.integrity.redactions import redactions, target_of
from timeline.answers.trust import CopiedAnswer
from timeline.application.doing import Doing
from timeline.application.progress import unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.integrity.copying import LeavingOut
    from events.integrity.verification import Verification
    from events.store.address import SqliteAddress
    from events.store.port import Engine, StoredFact
    from timeline.application.progress import Watch


def back_up(engine: Engine, file: SqliteAddress, name: str, *, watch: Watch = unseen) -> CopiedAnswer:
    """Copy the whole log into a file that is not there yet, an SQLite store, while others write, and verify it.

    Args:
        engine: the store.
        file: the address of the file.
        name: what messages call the store.
        watch: shows how far it is.

    Raises:
        StoreError: the log does not hold, or it cannot be written. What lies there is no backup.

    """
    with copied_to_file(engine, file, name=name) as copied, watch(Doing.CHECKING) as told:
        return _answer(verified(copied, name, told=told))


def restore(backup: Engine, target: Engine, name: str) -> CopiedAnswer:
    """Put the log of a backup into an empty store: the same facts, ids, instants and names, the same root.

    Args:
        backup: where it lies.
        target: opened with `events.integrity.copying.RECEIVING`.
        name: what messages call the backup.

    Raises:
        BrokenLogError: the backup does not hold.
        NotEmptyError: the store holds facts.

    """
    return _answer(copy(backup, target, name=name))


def check_backup(backup: Engine, name: str, *, leaving_out: bool = False, watch: Watch = unseen) -> int:
    """Verify a store whose facts are to be copied, and say how many it holds, so no store is made for a broken one.

    Raises:
        BrokenLogError: it does not hold.

    """
    with watch(Doing.CHECKING) as told:
        return verified(backup, name, leaving_out=leaving_out, told=told).size


def drafts_of(
    other: Engine,
    name: str,
    *,
    ours: Engine | None = None,
    leaving_out: LeavingOut | None = None,
    watch: Watch = unseen,
) -> Iterator[Draft]:
    """The facts of another store, which is verified first, to be added to this one. None is held.

    Args:
        other: the other store.
        name: what messages call it.
        ours: where they are added. Corrections of what is redacted there, or in the other store, are left out.
        leaving_out: leaves out what could not have been recorded, and tells it once the drafts are read.
        watch: shows how far it is.

    Raises:
        BrokenLogError: it does not hold.

    """
    size = check_backup(other, name, leaving_out=leaving_out is not None, watch=watch)
    rows = other.since(limit=size)
    if leaving_out is not None:
        rows = leaving_out.rows(rows)
    gone = {target_of(row) for engine in (other, ours) if engine is not None for row in redactions(engine)}
    if gone:
        rows = (row for row in rows if not _corrects_any(row, gone))
    return (Draft.copy_of(row, f"{name}, position {row.position}") for row in rows)


def _corrects_any(row: StoredFact, gone: set[str]) -> bool:
    """Whether a row repeats what a redacted fact said, so that the content would come back."""
    if row.payload == REDACTED or not row.topic.startswith(f"{FactCorrected.kind()}@"):
        return False
    return target_of(row) in gone


def _answer(found: Verification) -> CopiedAnswer:
    return CopiedAnswer(size=found.size, root=found.root.hex())
