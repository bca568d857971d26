"""How do drafts get into a log, and what became of each? In one transaction, or line by line of a stream."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from events.errors import BadInputError, StoreError, TimelineError
from events.intake.batch import Batch
from events.intake.lines import EndlessError, waiting_lines
from events.intake.references import refers_ahead
from events.intake.spool import LOT_FACTS
from events.store.log import FactLog
from timeline.application.doing import Doing
from timeline.application.progress import unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from events.facts.base import Fact
    from events.intake.draft import Draft
    from events.intake.lines import BufferedInput
    from events.intake.portion import Portion
    from events.intake.spool import SpooledReceipt
    from events.store.port import Appended, Engine, Hook
    from timeline.answers.log import ReceiptAnswer
    from timeline.application.progress import Watch
    from timeline.application.remarks import Remark
    from timeline.knowledge.ledger import Ledger
    from timeline.projections.check import Finding

_COUNTED = itemgetter(1, 4)
"""Of a receipt the dialogue, and whether it is new."""

STREAM = "stdin.jsonl"
"""What messages call a stream. The suffix says that it is JSON Lines."""


def gathered(drafts: Iterable[Draft | Portion], follow: Callable[[Batch], object] = lambda _: None) -> Batch:
    """All of the drafts, read to the end. They wait in a spool, so that memory does not grow with them.

    Use it in a `with` block: the spool is let go at its end.

    Args:
        drafts: as many as there are.
        follow: see `Batch.read`.

    Raises:
        TimelineError: whatever is wrong with what is read.

    """
    batch = Batch()
    try:
        batch.read(drafts, follow)
    except BaseException:
        batch.close()
        raise
    return batch


class Added(NamedTuple):
    """What became of the facts of a dialogue.

    Attributes:
        dialogue: slug.
        added: facts that are new.
        known: facts that the log, or the same drafts further up, already held.

    """

    dialogue: str
    added: int
    known: int


class Fate(NamedTuple):
    """What became of a fact. See `ReceiptAnswer`."""

    fact: str
    dialogue: str
    position: int | None
    version: int | None
    added: bool


class Outcome:
    """What became of the facts of a batch.

    Attributes:
        recorded: whether they were stored. False for a dry run.
        ledgers: of dialogues, with the facts in them, where the append has read them anyway.

    """

    def __init__(self, batch: Batch, *, recorded: bool, each: bool) -> None:
        """Keep a receipt for each fact, where these are to be asked for."""
        self.recorded = recorded
        self.ledgers: Mapping[str, Ledger] = {}
        self._batch = batch
        self._each = each
        self._first: SpooledReceipt | None = None
        self._counts: dict[str, list[int]] = {}

    @property
    def added(self) -> list[Added]:
        """What became of the facts of each dialogue, in their order."""
        return [Added(dialogue, *counts) for dialogue, counts in self._counts.items()]

    @property
    def taken(self) -> int:
        """How many facts these are."""
        return sum(map(sum, self._counts.values()))

    @property
    def dialogues(self) -> Collection[str]:
        """The dialogues of the facts."""
        return self._counts.keys()

    @property
    def only(self) -> tuple[Fate, Fact] | None:
        """The receipt and the fact, where there is just one."""
        return (Fate(*self._first), self._batch.fact(1)) if self._first and len(self._batch) == 1 else None

    def receipts(self) -> Iterator[ReceiptAnswer]:
        """A receipt for each fact, in order, as long as the batch is open.

        Raises:
            BadInputError: the receipt of each was not asked for.

        """
        if not self._each:
            raise BadInputError("no receipt of each fact was kept", hint="Give each=True to `record` or `try_out`.")
        return map(_receipt, self._batch.receipts())

    def take(self, receipts: Sequence[SpooledReceipt]) -> None:
        """Take the receipts of a lot."""
        self._first = self._first or next(iter(receipts), None)
        for (dialogue, added), count in Counter(map(_COUNTED, receipts)).items():
            self._counts.setdefault(dialogue, [0, 0])[not added] += count
        if self._each:
            self._batch.keep(receipts)


def _receipt(place: SpooledReceipt | Appended) -> ReceiptAnswer:
    from timeline.answers.log import ReceiptAnswer

    fact, dialogue, position, version, added = place
    return ReceiptAnswer(fact=fact, dialogue=dialogue, position=position, version=version, added=added)


def check(engine: Engine, batch: Batch) -> None:
    """Check all drafts against a log. `record` does it too, this is for who must know before a store is made.

    Raises:
        TimelineError: why none of them can be recorded.

    """
    batch.check(FactLog(engine))


def tried(engine: Engine, batch: Batch, *, each: bool = False) -> Outcome:
    """Check all drafts, and say what would become of them. Store nothing.

    Raises:
        TimelineError: why none of them can be recorded.

    """
    log = FactLog(engine)
    batch.check(log)
    outcome = Outcome(batch, recorded=False, each=each)
    for lot in batch.added(log):
        outcome.take([(entry.fact_id, entry.dialogue, None, None, new) for entry, new in lot])
    return outcome


def record(  # noqa: PLR0913 - each says one thing of the append
    engine: Engine,
    day: date,
    batch: Batch,
    *,
    recorded_by: str,
    expected_version: int | None = None,
    each: bool = False,
    watch: Watch = unseen,
) -> Outcome:
    """Check all drafts, and append them in one transaction. `bring_up` then makes what answers are still stale.

    Args:
        engine: the store, opened for appending.
        day: today.
        batch: the drafts.
        recorded_by: who appends.
        expected_version: the version that their one dialogue must have.
        each: keep a receipt for each fact.
        watch: shows how far it is.

    Raises:
        TimelineError: why none of them was stored.

    """
    expected = _expected(batch, expected_version)
    log = FactLog(engine)
    batch.check(log)
    outcome = Outcome(batch, recorded=True, each=each)
    # Answers and the index are made in the transaction; those of many facts after it, without its lock.
    hooks: tuple[Hook, ...] = ()
    if len(batch) <= LOT_FACTS:
        # Here, since what makes answers takes as long to load as a thousand facts to append.
        from timeline.read_models.making import Keeper
        from timeline.read_models.words import Indexer

        keeper = Keeper(log, day)
        outcome.ledgers, hooks = keeper.ledgers, (keeper, Indexer())
    # What others append since the check is refused by the engine: ids and report ids are unique there.
    with (
        watch(Doing.STORING) as told,
        engine.appending(recorded_by=recorded_by, expected=expected, on_append=hooks) as append,
    ):
        done = 0
        told(done, len(batch))
        for entries in batch.entries():
            outcome.take(append(entries))
            done += len(entries)
            told(done, len(batch))
    return outcome


def likely_errors_of(engine: Engine, outcome: Outcome) -> list[Finding]:
    """What may be typed wrong in the single fact that was recorded. Nothing of many: `check` asks of those.

    Not of a dialogue so large that it would take long: `check` finds it as well.
    """
    if outcome.only is None or not outcome.recorded:
        return []
    from timeline.read_models.making import MOST_FACTS

    receipt, _ = outcome.only
    if not receipt.added or (receipt.version or 0) > MOST_FACTS:
        return []
    from timeline.knowledge.known import knowledge
    from timeline.knowledge.ledger import replay
    from timeline.projections import likely_errors

    ledger = outcome.ledgers.get(receipt.dialogue)
    known = knowledge(replay(FactLog(engine).stream(receipt.dialogue)) if ledger is None else ledger)
    found = [one for one in likely_errors.project(known) if receipt.fact in one.facts]
    if not found:
        return []
    # Here, since most facts have none: it loads what compares names.
    from timeline.projections import check

    return list(map(check.finding_of, found))


def _expected(batch: Batch, version: int | None) -> dict[str, int]:
    if version is None:
        return {}
    dialogues = list(batch.dialogues)
    if len(dialogues) != 1:
        message = f"«:expected_version» is the version of one dialogue, and these facts go into {len(dialogues)}"
        raise BadInputError(message, hint="Append one dialogue at a time, or leave it out.")
    return {dialogues[0]: version}


class Stored(NamedTuple):
    """A line of a stream whose facts are safe.

    Attributes:
        line: its number, from 1.
        receipts: one for each of its facts.

    """

    line: int
    receipts: tuple[ReceiptAnswer, ...]


class Refused(NamedTuple):
    """A line of a stream of which nothing was stored.

    Attributes:
        line: its number, from 1.
        error: why.

    """

    line: int
    error: TimelineError


class Stream:
    """Facts that come line by line: each line of JSON Lines is a document of a fact file.

    The lines that wait are recorded in one transaction, each as if it had come alone: what it refers to must be there
    before it, and a line that is refused is refused alone. What became of a line is told once its facts are safe. A
    refused line does not stop the stream. A store that fails does. The answers of the dialogues are made at its end.

    Attributes:
        remarks: what is to be said besides, once the stream has ended.

    """

    def __init__(self, engine: Engine, day: date, *, recorded_by: str, watch: Watch = unseen) -> None:
        """Take the store, opened for appending, and today."""
        self.remarks: tuple[Remark, ...] = ()
        self._engine = engine
        self._day = day
        self._recorded_by = recorded_by
        self._watch = watch

    def append(self, lines: BufferedInput) -> Iterator[Stored | Refused]:
        """Append each line, and say what became of it.

        Raises:
            StoreError: the store failed, after its line was refused. Lines after that were not stored.

        """
        touched = set[str]()
        try:
            for told in self._each(lines):
                if isinstance(told, Stored):
                    touched.update(receipt.dialogue for receipt in told.receipts)
                yield told
                if isinstance(told, Refused) and isinstance(told.error, StoreError):
                    raise told.error
        except EndlessError as endless:
            message = "nothing but white space comes, and the stream is read no further"
            hint = "What was answered is stored. See what writes so many blank lines, then begin again."
            yield Refused(endless.line, BadInputError(message, hint=hint))
        from timeline.application.rebuilding import bring_up

        self.remarks = bring_up(self._engine, self._day, touched, watch=self._watch)

    def _each(self, lines: BufferedInput) -> Iterator[Stored | Refused]:
        log = FactLog(self._engine)
        with Batch() as batch:
            for waiting in waiting_lines(lines):
                yield from self._recorded(log, batch, [_drafted(*line) for line in waiting])

    def _recorded(self, log: FactLog, batch: Batch, lines: Sequence[_Line]) -> Iterator[Stored | Refused]:
        """Record lines in one transaction. Where one of them is refused, each half in one of its own, and so on."""
        first = lines[0]
        try:
            _require_order(lines)
            drafts = [draft for line in lines for draft in line.drafts]
            appended = iter(batch.record(log, drafts, recorded_by=self._recorded_by).appended)
        except TimelineError as error:
            if len(lines) == 1 or isinstance(error, StoreError):
                yield Refused(first.number, error)
                return
            for half in (lines[: len(lines) // 2], lines[len(lines) // 2 :]):
                for told in self._recorded(log, batch, half):
                    yield told
                    if isinstance(told, Refused) and isinstance(told.error, StoreError):
                        return
            return
        for line in lines:
            yield Stored(line.number, tuple(map(_receipt, islice(appended, len(line.drafts)))))


class _Line(NamedTuple):
    """A line of a stream.

    Attributes:
        number: from 1.
        drafts: its facts.
        error: why it cannot be read.

    """

    number: int
    drafts: Sequence[Draft]
    error: TimelineError | None = None


def _drafted(number: int, line: bytes) -> _Line:
    # Here, since an append of one fact reads no file.
    from events.fact_file import read_bytes

    try:
        return _Line(number, list(read_bytes(line, STREAM, first_line=number)))
    except TimelineError as error:
        return _Line(number, (), error)


class _NotAloneError(TimelineError):
    """Lines cannot be recorded together as if each had come alone."""


def _require_order(lines: Sequence[_Line]) -> None:
    """Refuse lines of which one cannot be read, or refers to what a later one brings.

    Raises:
        TimelineError: where it is one line, why. Otherwise that it has to be found out which one.

    """
    if len(lines) == 1:
        if lines[0].error is not None:
            raise lines[0].error
        return
    if any(line.error for line in lines) or refers_ahead([line.drafts for line in lines]):
        raise _NotAloneError("one of the lines is not to be recorded")
