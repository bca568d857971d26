"""How do drafts get into a store, and what is said of each?"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple, Self

from events.errors import BadInputError, NotFoundError
from events.intake.batch import Batch
from events.intake.spool import LOT_FACTS
from events.store.log import FactLog
from events.store.options import OpenMode
from events.wording import counted
from timeline.cli.appending import appending
from timeline.cli.terminal.output import print_array
from timeline.cli.terminal.progress import stored_so_far
from timeline.cli.terminal.saying import done, say, say_done
from timeline.cli.throw_away import throw_away_engine
from timeline.text.summary import FACT_ID_SHOWN, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.intake.draft import Draft
    from events.intake.spool import Place
    from events.store.port import Appended, Engine
    from timeline.cli.options import Store


class Receipt(NamedTuple):
    """What became of a fact.

    Attributes:
        fact: its id.
        dialogue: slug.
        position: place in the log; None where nothing was stored.
        version: place in the dialogue; None where nothing was stored.
        added: whether it is new to the log.

    """

    fact: str
    dialogue: str
    position: int | None
    version: int | None
    added: bool

    @classmethod
    def of(cls, appended: Appended) -> Self:
        """The receipt of an appended fact."""
        return cls(appended.fact_id, appended.dialogue, appended.position, appended.version, appended.added)


class _Outcome:
    """What became of the facts of a batch, as far as it is told.

    Attributes:
        first: the first receipt.
        tallies: of each dialogue, in the order of the facts, how many were added and how many known.

    """

    def __init__(self, batch: Batch, *, each: bool) -> None:
        """Keep the receipts in the batch, where `each` is to be told."""
        self.first: Receipt | None = None
        self.tallies: dict[str, list[int]] = {}
        self._batch = batch
        self._each = each

    def take(self, receipts: Sequence[Place]) -> None:
        """Take the receipts of a lot."""
        for receipt in receipts:
            self.first = self.first or Receipt._make(receipt)
            _, dialogue, _, _, added = receipt
            self.tallies.setdefault(dialogue, [0, 0])[not added] += 1
        if self._each:
            self._batch.keep(receipts)

    def say(self, *, dry_run: bool) -> None:
        """Print a receipt for each fact, or a line for one fact, or one for each dialogue."""
        if self._each:
            if not dry_run:
                done("; ".join(f"{counted(new, 'fact')} added ({slug})" for slug, (new, _) in self.tallies.items()))
            print_array(receipt._asdict() for receipt in map(Receipt._make, self._batch.receipts()))
            return
        became = "would be added" if dry_run else "added"
        tell = say if dry_run else say_done
        if self.first is not None and len(self._batch) == 1:
            fact, dialogue, position, _, added = self.first
            place = "" if position is None else f" at position {position}"
            became = became if added else "is known already"
            tell(f"fact {fact[:FACT_ID_SHOWN]} {became}{place} ({dialogue}): {summary(self._batch.fact(1))}")
            return
        for dialogue, (new, known) in self.tallies.items():
            tell(f"{new} fact{'' if new == 1 else 's'} {became}, {known} known already ({dialogue})")
        if self.first is None:
            say("0 facts: the files hold none")


def record(
    drafts: Iterable[Draft],
    store: Store,
    *,
    recorded_by: str,
    expected_version: int | None = None,
    dry_run: bool = False,
    each: bool = False,
) -> None:
    """Check all drafts, then append them in one transaction, and print what became of them.

    Args:
        drafts: as many as there are; they are taken one by one, and none of them is held.
        store: where they go.
        recorded_by: who appends.
        expected_version: the version that their one dialogue must have.
        dry_run: store nothing, and print what would become of them.
        each: print a receipt for each fact as JSON, not a line for each dialogue.

    Raises:
        TimelineError: why none of them was stored.

    """
    with Batch() as batch:
        batch.read(drafts)
        outcome = _Outcome(batch, each=each)
        expected = _expected(batch, expected_version)
        with ExitStack() as opened:
            log = FactLog(_engine_to_check(store, batch, opened))
            batch.check(log)
            if dry_run:
                for lot in batch.added(log):
                    outcome.take([(entry.fact_id, entry.dialogue, None, None, new) for entry, new in lot])
        if not dry_run:
            # What others append since the check is refused by the engine: ids and report ids are unique there.
            with (
                appending(store, OpenMode.CREATE, many=len(batch) > LOT_FACTS) as engine,
                engine.appending(recorded_by=recorded_by, expected=expected) as append,
            ):
                for entries in stored_so_far(batch.entries(), len(batch)):
                    outcome.take(append(entries))
        outcome.say(dry_run=dry_run)


def _engine_to_check(store: Store, batch: Batch, opened: ExitStack) -> Engine:
    """The store to check against: an empty one where the first facts, which open a dialogue, are to make it.

    Anything else goes into a store that is there: a mistyped address must not make an empty one.
    """
    try:
        return opened.enter_context(store.engine())
    except NotFoundError:
        if not batch.opened:
            raise
        return opened.enter_context(throw_away_engine())


def _expected(batch: Batch, version: int | None) -> dict[str, int]:
    if version is None:
        return {}
    dialogues = list(batch.dialogues)
    if len(dialogues) != 1:
        message = f"--expected-version is the version of one dialogue, and these facts go into {len(dialogues)}"
        raise BadInputError(message, hint="Append one dialogue at a time, or leave it out.")
    return {dialogues[0]: version}
