"""May these drafts be recorded? What they refer to must be there, then all of them are appended, or none.

Checked here, since no engine can: a dialogue is opened before facts go into it, a cited report is on file, a judged
fact exists and can take its correction, a report id keeps its content. "There" means in the store or anywhere in the
same drafts. A dialogue that holds a fact was opened, for no fact got into it before.

Drafts are read to the end before any is checked, and wait in a spool: memory does not grow with them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self

from events.advice import Next
from events.facts.catalogue import CATALOGUE
from events.facts.judgement import FactCorrected, FactRedacted, JudgementOnFact
from events.facts.redacted import Redacted
from events.facts.tracking import DialogueOpened, ReportFiled
from events.identity import REDACTED
from events.intake.correction import CorrectionError, corrected
from events.intake.draft import COMMAND_LINE
from events.intake.objections import (
    InapplicableJudgementError,
    MissingReferenceError,
    Objections,
    RedactionError,
    ReportConflictError,
)
from events.intake.portion import Portion
from events.intake.references import REPORT, cited
from events.intake.spool import Spool, in_lots
from events.wording import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from events.facts.base import Fact
    from events.intake.draft import Draft
    from events.intake.spool import SpooledReceipt, Waiting
    from events.store.log import FactLog
    from events.store.port import Appended, Entry, Hook, StoredFact


class Tally(NamedTuple):
    """What an append does to a dialogue.

    Attributes:
        added: facts that are new.
        known: facts that the log, or the same drafts further up, already held.

    """

    added: int
    known: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded.

    Attributes:
        appended: where each draft stands in the log, in the order of the drafts.

    """

    appended: tuple[Appended, ...]

    @property
    def dialogues(self) -> dict[str, Tally]:
        """Each dialogue with its counts, in the order of the drafts."""
        return _tallies((appended.dialogue, appended.added) for appended in self.appended)


@dataclass(frozen=True, slots=True)
class Checked:
    """Drafts that may be recorded.

    Attributes:
        entries: what the engine would take, in the order of the drafts.
        added: for each entry, whether it is new.

    """

    entries: tuple[Entry, ...]
    added: tuple[bool, ...]

    @property
    def dialogues(self) -> dict[str, Tally]:
        """Each dialogue with its counts, in the order of the drafts."""
        return _tallies((entry.dialogue, new) for entry, new in zip(self.entries, self.added, strict=True))


def _tallies(facts: Iterable[tuple[str, bool]]) -> dict[str, Tally]:
    counts = Counter(facts)
    return {dialogue: Tally(counts[dialogue, True], counts[dialogue, False]) for dialogue, _ in counts}


class Batch:
    """Drafts that were read to the end, and wait to be checked and recorded. May be used for one batch after another.

    Attributes:
        dialogues: each dialogue with the source of its first draft, in the order of the drafts.
        opened: the dialogues that a draft opens.

    """

    def __init__(self) -> None:
        self.dialogues: dict[str, str] = {}
        self.opened: set[str] = set()
        self._redacted: dict[str, str] = {}
        """The facts without content, each with the source of its first draft."""
        self._without_report: set[str] = set()
        """The dialogues in which the filing of a report is among them."""
        self._fits_empty_log = False
        self._spool = Spool()

    def read(self, drafts: Iterable[Draft | Portion], follow: Callable[[Self], object] = lambda _: None) -> None:
        """Take all of the drafts, and forget what was here before.

        Args:
            drafts: taken one by one.
            follow: is called each time when facts are in that another process has read. All that is in by then can be
                asked for.

        """
        self.dialogues.clear()
        self.opened.clear()
        self._redacted.clear()
        self._without_report.clear()
        self._fits_empty_log = False
        self._spool.clear()
        for draft in drafts:
            if isinstance(draft, Portion):
                self._take_portion(draft)
                if draft.elsewhere:
                    follow(self)
            else:
                self._take(draft)
        self._spool.seal()

    def _take_portion(self, portion: Portion) -> None:
        """Take what judges nothing."""
        for dialogue, source in portion.dialogues.items():
            self.dialogues.setdefault(dialogue, source)
        self.opened |= portion.opened
        self._spool.add_portion(portion)

    def _take(self, draft: Draft) -> None:
        fact = draft.fact
        self.dialogues.setdefault(draft.dialogue, draft.source)
        if isinstance(fact, DialogueOpened):
            self.opened.add(draft.dialogue)
        judges = fact.target if isinstance(fact, JudgementOnFact | FactRedacted) else None
        if isinstance(fact, Redacted):
            self._redacted.setdefault(draft.entry().fact_id, draft.source)
            if fact.kind() == ReportFiled.kind():
                self._without_report.add(draft.dialogue)
            elif fact.kind() == DialogueOpened.kind():
                self.opened.add(draft.dialogue)
        self._spool.add(draft.entry(), draft.source, cites=[REPORT + report for report in cited(fact)], judges=judges)

    def close(self) -> None:
        """Let go of everything."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._spool)

    def fact(self, number: int) -> Fact:
        """The fact at a place, from 1."""
        return _fact(self._spool.at(number).entry)

    def check(self, log: FactLog) -> None:
        """Check all of it against the log. What an empty log took is not checked against an empty one again.

        Raises:
            MissingReferenceError: a dialogue, report or fact referred to is not there.
            ReportConflictError: a report id is on file with other content.
            InapplicableJudgementError: a fact cannot take its correction.
            RedactionError: a fact has no content and no judgement that says so, or has content that one takes away.

        """
        if self._fits_empty_log and not log.engine.head():
            return
        checking = _Checking(self.dialogues, self.opened, self._without_report, self._spool, log)
        # First: what is redacted may have been filed again since.
        checking.redactions(self._redacted)
        if checking.objections.count:
            raise RedactionError(checking.objections)
        checking.reports()
        conflicts = checking.objections.count
        checking.dialogues()
        checking.references()
        if conflicts:
            raise ReportConflictError(checking.objections)
        if checking.objections.count:
            raise MissingReferenceError(checking.objections)
        checking.corrections()
        if checking.objections.count:
            raise InapplicableJudgementError(checking.objections)
        self._fits_empty_log = not log.engine.head()

    def record(
        self, log: FactLog, drafts: Iterable[Draft | Portion], *, recorded_by: str, on_append: Sequence[Hook] = ()
    ) -> Receipt:
        """Read and check a few drafts, then append them in one transaction. Raises what these three do."""
        self.read(drafts)
        self.check(log)
        with log.engine.appending(recorded_by=recorded_by, on_append=on_append) as append:
            return Receipt(tuple(appended for lot in self.entries() for appended in append(lot)))

    def entries(self, *, after: int = 0) -> Iterator[list[Entry]]:
        """What the engine is to take, lot by lot, behind so many that it has: all of the lots before."""
        return self._spool.entries(after=after)

    def added(self, log: FactLog) -> Iterator[list[tuple[Entry, bool]]]:
        """Lot by lot each entry, and whether it is new: the log does not hold it, nor do the drafts further up."""
        repeats = self._spool.repeats()
        repeat = next(repeats, None)
        for lot in self._spool.lots():
            known = log.engine.known([waiting.entry.fact_id for waiting in lot])
            told = []
            for number, entry, _ in lot:
                told.append((entry, number != repeat and entry.fact_id not in known))
                if number == repeat:
                    repeat = next(repeats, None)
            yield told

    def keep(self, receipts: Sequence[SpooledReceipt]) -> None:
        """Keep receipts, for those who want to read them once all of them are there."""
        self._spool.keep(receipts)

    def forget_receipts(self) -> None:
        """Keep no receipts after all."""
        self._spool.forget_receipts()

    def receipts(self) -> Iterator[SpooledReceipt]:
        """The receipts that were kept, in order."""
        return self._spool.receipts()


class _Checking:
    """The way of a batch through everything that may be wrong with it."""

    def __init__(
        self, dialogues: dict[str, str], opened: set[str], without_report: set[str], spool: Spool, log: FactLog
    ) -> None:
        self.objections = Objections()
        self._dialogues = dialogues
        self._opened = opened
        self._spool = spool
        self._log = log
        self._without_report = dict.fromkeys(without_report, True)

    def reports(self) -> None:
        """Object to each report whose id is on file, or stands further up, with other content."""
        is_empty = not self._log.engine.head()
        for lot in self._spool.filings(contradicting=is_empty):
            taken = {} if is_empty else self._log.engine.taken({(filing.dialogue, filing.once) for filing in lot})
            for filing in lot:
                on_file = taken.get((filing.dialogue, filing.once))
                if on_file is not None and on_file.fact_id != filing.fact_id:
                    if self._log.engine.known([filing.fact_id]):
                        continue  # It is redacted here, and was filed again without what was to be forgotten.
                    self._compare(self._spool.at(filing.number), on_file, f"the store, position {on_file.position}")
                elif on_file is None and filing.first_id != filing.fact_id:
                    first = self._spool.at(filing.first)
                    self._compare(self._spool.at(filing.number), first.entry, first.source)

    def _compare(self, waiting: Waiting, filed: StoredFact | Entry, place: str) -> None:
        """Set the report on file and the one that waits side by side, where they differ."""
        report = _fact(waiting.entry)
        old, new = (fact.model_dump(mode="json", exclude_none=True) for fact in (_fact(filed), report))
        if not isinstance(report, ReportFiled) or old == new:
            return
        differences = "; ".join(
            f"{name} there {_whole(old.get(name))}, here {_whole(new.get(name))}"
            for name in {**old, **new}
            if old.get(name) != new.get(name)
        )
        problem = f"report {shown(report.id)} is on file with other content ({place}): {differences}"
        advice = "File it under another id, or correct the one on file with fact-corrected."
        self.objections.add(waiting.source, problem, lambda: advice)

    def dialogues(self) -> None:
        """Object to each dialogue that nobody opened, at the first draft that goes into it."""
        versions: dict[str, int] = {}
        for lot in in_lots((slug for slug in self._dialogues if slug not in self._opened), len):
            versions.update(self._log.engine.versions_of(lot))
        unopened = [slug for slug in self._dialogues if versions.get(slug) == 0]
        if unopened:
            known = {*self._log.engine.versions(), *self._dialogues}.difference(unopened)
            for slug in unopened:
                source = self._dialogues[slug]
                opening = "Open it with a document that has `dialogue` and `title`."
                if source == COMMAND_LINE:
                    opening = f"Open it first: {Next('append', kind='dialogue-opened', dialogue=slug, title='TITLE')}."
                self.objections.add(source, f"no dialogue {shown(slug)}", partial(_advise, slug, known, opening))

    def references(self) -> None:
        """Object to each reference to a report or a fact that is not in its dialogue."""
        missing: set[tuple[str, str]] = set()
        for keys in self._spool.cited_elsewhere():
            missing.update(set(keys).difference(self._log.engine.taken(keys)))
        for judged in self._spool.judged_elsewhere():
            known = self._log.engine.known([target for _, target in judged])
            missing.update(set(judged).difference((row.dialogue, fact_id) for fact_id, row in known.items()))
        if missing:
            for lot in self._spool.lots():
                for waiting in lot:
                    self._references_of(waiting, missing)

    def _references_of(self, waiting: Waiting, missing: set[tuple[str, str]]) -> None:
        dialogue, fact = waiting.entry.dialogue, _fact(waiting.entry)
        for report in cited(fact):
            if (dialogue, REPORT + report) in missing and not self._may_be_redacted(waiting.entry):
                problem = f"{fact.kind()}: no report {shown(report)} in dialogue {shown(dialogue)}"
                self.objections.add(
                    waiting.source, problem, partial(self._advise_report, dialogue, report, waiting.source)
                )
        if isinstance(fact, JudgementOnFact) and (dialogue, fact.target) in missing:
            problem = f"{fact.kind()}: no fact {fact.target} in dialogue {shown(dialogue)}"
            self.objections.add(waiting.source, problem, partial(self._where_is, fact.target))

    def _may_be_redacted(self, entry: Entry) -> bool:
        """Whether a fact of another log may cite a report whose filing, there or here, was redacted."""
        if entry.recorded is None:
            return False
        if entry.dialogue not in self._without_report:
            rows = self._log.engine.stream(entry.dialogue)
            filings = (row for row in rows if row.topic.startswith(f"{ReportFiled.kind()}@"))
            self._without_report[entry.dialogue] = any(row.payload == REDACTED for row in filings)
        return self._without_report[entry.dialogue]

    def _advise_report(self, dialogue: str, report: str, source: str) -> str:
        """Ask for a report of the dialogue that may be meant. All of the dialogue is read for it."""
        stored = (recorded.fact for recorded in self._log.stream(dialogue))
        known = {fact.id for fact in stored if isinstance(fact, ReportFiled)}
        known.update(key.removeprefix(REPORT) for key in self._spool.keys_of(dialogue))
        filing = "File it with a document that has `report`."
        if source == COMMAND_LINE:
            file = Next("append", kind="report-filed", dialogue=dialogue, id=report, outlet="OUTLET")
            filing = f"File it first: {file}."
        return _advise(report, known, filing)

    def _where_is(self, fact_id: str) -> str:
        for row in self._log.engine.known([fact_id]).values():
            return f"It is in dialogue {shown(row.dialogue)}, and a judgement goes into the dialogue of its fact."
        return "«history» prints the ids of facts."

    def redactions(self, redacted: dict[str, str]) -> None:
        """Object to content that an append would take away, and to facts without content that nobody redacted.

        Only `timeline redact`, which shows first what would go, takes content away.
        """
        left = dict(redacted)
        for lot in self._spool.judgements():
            stored = self._log.engine.known([one.target for one in lot])
            for one in lot:
                waiting = self._spool.at(one.number)
                if isinstance(_fact(waiting.entry), FactRedacted):
                    left.pop(one.target, None)
                    waits = None if one.target_number is None else self._spool.at(one.target_number).entry
                    target = stored.get(one.target) or waits
                    if target is not None and target.payload != REDACTED:
                        self._object_to_redaction(waiting.source, one.target)
        for fact_ids in in_lots(left, len):
            for fact_id in set(fact_ids).difference(self._log.engine.known(fact_ids)):
                problem = f"fact {fact_id} has no content, and nothing here says who took it away"
                self.objections.add(left[fact_id], problem, lambda: "Append all of the log: «export format=log».")

    def _object_to_redaction(self, source: str, target: str) -> None:
        problem = f"fact-redacted: fact {target} has its content here, and an append takes none away"
        redact, merge = Next("redact", fact=target, reason="..."), Next("merge", other="OTHER", redact=True)
        self.objections.add(source, problem, lambda: f"{redact} does; {merge} does as the other store did.")

    def corrections(self) -> None:
        """Object to each correction that its fact, which is there, cannot take."""
        for lot in self._spool.judgements():
            stored = self._log.engine.known([one.target for one in lot if one.target_number is None])
            for one in lot:
                waiting = self._spool.at(one.number)
                judgement = _fact(waiting.entry)
                if isinstance(judgement, FactCorrected):
                    number = one.target_number
                    target = _fact(stored[one.target] if number is None else self._spool.at(number).entry)
                    if isinstance(target, Redacted) and self._is_of_its_log(waiting.entry, number):
                        continue
                    self._try(waiting, judgement, target)

    def _is_of_its_log(self, entry: Entry, target_number: int | None) -> bool:
        """Whether a correction of what is redacted is here already, or comes with its fact from another log."""
        from_there = entry.recorded is not None and target_number is not None
        return from_there or bool(self._log.engine.known([entry.fact_id]))

    def _try(self, waiting: Waiting, correction: FactCorrected, target: Fact) -> None:
        try:
            corrected(target, correction.field, correction.new)
        except CorrectionError as error:
            hint = error.hint
            self.objections.add(waiting.source, f"{correction.kind()}: {error.message}", lambda: hint)


def _fact(stored: Entry | StoredFact) -> Fact:
    return CATALOGUE.decode(stored.topic, stored.payload)


def _advise(word: str, known: set[str], otherwise: str) -> str:
    return did_you_mean(word, known) or otherwise


def _whole(value: object) -> str:
    return "nothing" if value is None else repr(value)


def record(
    log: FactLog, drafts: Iterable[Draft | Portion], *, recorded_by: str, on_append: Sequence[Hook] = ()
) -> Receipt:
    """Check and record a few drafts. See `Batch.record`."""
    with Batch() as batch:
        return batch.record(log, drafts, recorded_by=recorded_by, on_append=on_append)


def check(log: FactLog, drafts: Iterable[Draft]) -> Checked:
    """Check a few drafts, and say what `record` would do. Raises what `Batch.check` does."""
    with Batch() as batch:
        batch.read(drafts)
        batch.check(log)
        added = [one for lot in batch.added(log) for one in lot]
    return Checked(tuple(entry for entry, _ in added), tuple(new for _, new in added))
