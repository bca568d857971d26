"""May these drafts be recorded? What they refer to must be there, then all of them are appended, or none.

Checked here, since no engine can: a dialogue is opened before facts go into it, a cited report is on file, a judged
fact exists and can take its correction, a report id keeps its content. "There" means in the store or anywhere in the
same drafts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from events.correction import CorrectionError, corrected
from events.errors import BadInputError, ConflictError, NotFoundError
from events.fact_file.telling import counted, did_you_mean, listed, shown
from events.facts.base import ReportedFact
from events.facts.judgement import FactCorrected, JudgementOnFact
from events.facts.tracking import DialogueOpened, ReportFiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from events.draft import Draft
    from events.facts.base import Fact
    from events.store.log import FactLog
    from events.store.port import Appended, Entry


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


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a draft cannot be recorded.

    Attributes:
        source: where the draft was written.
        problem: what is wrong.
        advice: what to do; empty where the problem says it.

    """

    source: str
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}" + (f". {self.advice}" if self.advice else "")


class MissingReferenceError(NotFoundError):
    """Drafts refer to a dialogue, a report or a fact that is not there. Carries every objection."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(_heading(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections)


class ReportConflictError(ConflictError):
    """A report is filed again with other content. Carries every objection to the drafts, of whatever sort."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(_heading(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections)


class InapplicableJudgementError(BadInputError):
    """Corrections name attributes or values that their facts cannot have. Carries every objection."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(_heading(objections), hint="Nothing was recorded.")
        self.objections = tuple(objections)


def _heading(objections: Sequence[Objection]) -> str:
    return listed(f"{counted(len(objections), 'fault')} in what is to be recorded", objections)


class _Filed(NamedTuple):
    """A report on file, and what messages call the place where it is."""

    report: ReportFiled
    place: str


@dataclass(slots=True)
class _Dialogue:
    """What a dialogue holds, as far as drafts can refer to it."""

    version: int = 0
    opened: bool = False
    reports: dict[str, _Filed] = field(default_factory=dict)
    fact_ids: set[str] = field(default_factory=set)

    def learn(self, fact: Fact, fact_id: str, place: str) -> None:
        self.fact_ids.add(fact_id)
        self.opened |= isinstance(fact, DialogueOpened)
        if isinstance(fact, ReportFiled):
            self.reports.setdefault(fact.id, _Filed(fact, place))


class Intake:
    """Checks and records drafts; keeps what it learnt of a dialogue, so that many small batches stay cheap.

    The stream of a dialogue is read once, then only what was appended since. An engine that could be asked for its
    `once` keys (`report:<id>`) and for fact ids would make even this reading unnecessary.
    """

    def __init__(self, log: FactLog) -> None:
        self._log = log
        self._stored: dict[str, _Dialogue] = {}

    def record(self, drafts: Iterable[Draft], *, recorded_by: str) -> Receipt:
        """Check all drafts, then append them in one transaction.

        Args:
            drafts: taken to the end before anything is appended.
            recorded_by: who appends.

        Raises:
            MissingReferenceError: a dialogue, report or fact referred to is not there.
            ReportConflictError: a report id is on file with other content.
            InapplicableJudgementError: a fact cannot take its correction.

        """
        entries = self.check(drafts).entries
        return Receipt(tuple(self._log.engine.append(entries, recorded_by=recorded_by)))

    def check(self, drafts: Iterable[Draft]) -> Checked:
        """Say what `record` would do; raises the same."""
        drafts = list(drafts)
        entries = tuple(draft.entry() for draft in drafts)
        for dialogue in dict.fromkeys(draft.dialogue for draft in drafts):
            self._read_on(dialogue)
        coming: dict[str, _Dialogue] = {dialogue: _Dialogue() for dialogue in self._stored}
        added: list[bool] = []
        conflicts: list[Objection] = []
        for draft, entry in zip(drafts, entries, strict=True):
            held = (self._stored[draft.dialogue], coming[draft.dialogue])
            added.append(not any(entry.fact_id in dialogue.fact_ids for dialogue in held))
            conflicts += _conflicts(draft, held)
            coming[draft.dialogue].learn(draft.fact, entry.fact_id, draft.source)
        missing = [*self._unopened(drafts, coming), *self._missing(drafts, coming)]
        if conflicts:
            raise ReportConflictError([*conflicts, *missing])
        if missing:
            raise MissingReferenceError(missing)
        inapplicable = list(self._inapplicable(drafts, entries))
        if inapplicable:
            raise InapplicableJudgementError(inapplicable)
        return Checked(entries, tuple(added))

    def _read_on(self, slug: str) -> None:
        """Learn what the store holds of a dialogue, as far as it has grown."""
        dialogue = self._stored.setdefault(slug, _Dialogue())
        for recorded in self._log.stream(slug, after_version=dialogue.version):
            dialogue.learn(recorded.fact, recorded.fact_id, f"the store, position {recorded.position}")
            dialogue.version = recorded.version

    def _unopened(self, drafts: Sequence[Draft], coming: dict[str, _Dialogue]) -> Iterator[Objection]:
        """Each dialogue that nobody opened, at the first draft that goes into it."""
        first: dict[str, Draft] = {}
        for draft in drafts:
            first.setdefault(draft.dialogue, draft)
        unopened = [slug for slug in first if not (self._stored[slug].opened or coming[slug].opened)]
        if unopened:
            opened = {*self._log.engine.versions(), *first}.difference(unopened)
            for slug in unopened:
                advice = did_you_mean(slug, opened) or "Open it with a document that has `dialogue` and `title`."
                yield Objection(first[slug].source, f"no dialogue {shown(slug)}", advice)

    def _missing(self, drafts: Sequence[Draft], coming: dict[str, _Dialogue]) -> Iterator[Objection]:
        """Each report and each fact that a draft refers to and that is not in its dialogue."""
        for draft in drafts:
            held = (self._stored[draft.dialogue], coming[draft.dialogue])
            for report in _cited(draft.fact):
                if any(report in dialogue.reports for dialogue in held):
                    continue
                known = {id_ for dialogue in held for id_ in dialogue.reports}
                advice = did_you_mean(report, known) or "File it with a document that has `report`."
                problem = f"no report {shown(report)} in dialogue {shown(draft.dialogue)}"
                yield Objection(draft.source, f"{draft.fact.kind()}: {problem}", advice)
            target = draft.fact.target if isinstance(draft.fact, JudgementOnFact) else None
            if target is not None and not any(target in dialogue.fact_ids for dialogue in held):
                problem = f"no fact {target} in dialogue {shown(draft.dialogue)}"
                yield Objection(draft.source, f"{draft.fact.kind()}: {problem}", self._where_is(target))

    def _inapplicable(self, drafts: Sequence[Draft], entries: Sequence[Entry]) -> Iterator[Objection]:
        """Each correction that its fact, which is there, cannot take."""
        coming = {entry.fact_id: draft.fact for draft, entry in zip(drafts, entries, strict=True)}
        for draft in drafts:
            judgement = draft.fact
            if isinstance(judgement, FactCorrected):
                target = coming.get(judgement.target) or self._log.find(judgement.target)[0].fact
                try:
                    corrected(target, judgement.field, judgement.new)
                except CorrectionError as error:
                    yield Objection(draft.source, f"{judgement.kind()}: {error.message}", error.hint)

    def _where_is(self, fact_id: str) -> str:
        for row in self._log.engine.find(fact_id, limit=1):
            return f"It is in dialogue {shown(row.dialogue)}, and a judgement goes into the dialogue of its fact."
        return "`timeline history` prints the ids of facts."


def _cited(fact: Fact) -> Iterator[str]:
    """The reports that a fact cites: as its own, and as what a correction says is another fact's."""
    if isinstance(fact, ReportedFact) and fact.report is not None:
        yield fact.report
    if isinstance(fact, FactCorrected) and fact.field == "report" and isinstance(fact.new, str):
        yield fact.new


def _conflicts(draft: Draft, held: Iterable[_Dialogue]) -> Iterator[Objection]:
    """Set the report on file and the report of the draft side by side, where they differ."""
    report = draft.fact
    if not isinstance(report, ReportFiled):
        return
    filed = next((dialogue.reports[report.id] for dialogue in held if report.id in dialogue.reports), None)
    if filed is None or filed.report == report:
        return
    old, new = (one.model_dump(mode="json", exclude_none=True) for one in (filed.report, report))
    differences = "; ".join(
        f"{name} there {_whole(old.get(name))}, here {_whole(new.get(name))}"
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    )
    problem = f"report {shown(report.id)} is on file with other content ({filed.place}): {differences}"
    yield Objection(draft.source, problem, "File it under another id, or correct the one on file with fact-corrected.")


def _whole(value: object) -> str:
    return "nothing" if value is None else repr(value)


def record(log: FactLog, drafts: Iterable[Draft], *, recorded_by: str) -> Receipt:
    """Check and record one batch; see `Intake.record`."""
    return Intake(log).record(drafts, recorded_by=recorded_by)


def check(log: FactLog, drafts: Iterable[Draft]) -> Checked:
    """Check one batch; see `Intake.check`."""
    return Intake(log).check(drafts)
