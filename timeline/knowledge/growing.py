"""What is known after one more fact, or by another day? Knowledge that goes on, and reads again only what changed.

A fact, a report and a judgement on a fact change what they are about. Other judgements, an assessment, a link, a
heading, and a day from which an outlet's correction counts have every fact looked at again, but read again only where
its corrections, its report or what it is about have changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, Protocol, TypeVar

from events.facts.judgement import FactCorrected, FactRetracted
from events.facts.subject import Subject
from events.facts.tracking import ReportFiled
from timeline.knowledge.ahead import Ahead
from timeline.knowledge.judgements import Amendment, cited_by, turns_of
from timeline.knowledge.known import Background, Knowledge, heading_of, persons_named
from timeline.knowledge.ledger import evolve, initial
from timeline.knowledge.reports import reports_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from events.store.log import RecordedFact
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.ledger import Ledger
    from timeline.knowledge.reports import Report


class _Public(Protocol):
    @property
    def known_by(self) -> date: ...


_Dated = TypeVar("_Dated", bound=_Public)
_known_by: Callable[[_Public], date] = attrgetter("known_by")
_position: Callable[[KnownFact], int] = attrgetter("position")


_GATHERED: Final = frozenset({"by_subject", "by_type", "_in_english"})
"""What knowledge makes of its facts once."""


class Learnt(NamedTuple):
    """What a step changed in what is known. A fact that counts otherwise than before is among both.

    Attributes:
        came: the facts that count now, in order of the log.
        gone: those that counted before, in order of the log.
        reports: ids of the reports that are known now, in order of filing.
        origins: independent origins that are known now, in order of filing.
        refiled: ids of the reports that are known no more, or otherwise.

    """

    came: tuple[KnownFact, ...] = ()
    gone: tuple[KnownFact, ...] = ()
    reports: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    refiled: frozenset[str] = frozenset()

    @property
    def subjects(self) -> set[Subject]:
        """What the changed facts are, or were, about."""
        return {subject for known in (*self.came, *self.gone) for subject in known.subjects}

    @property
    def new(self) -> set[str]:
        """The ids of the facts that count now, and did not before."""
        return {known.fact_id for known in self.came} - {known.fact_id for known in self.gone}

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """The ids of the facts that counted before, and do no more, in order of the log."""
        counting = {known.fact_id for known in self.came}
        return tuple(known.fact_id for known in self.gone if known.fact_id not in counting)


class Growing:
    """What is known of one dialogue, fact after fact, or day after day in either direction.

    Attributes:
        known: at the moment. It is not a copy: it changes with each step. The facts of a subject are another list after
            a step that changed one of them, and the same list after all others. What was taken back is not in it.

    """

    def __init__(self, ledger: Ledger, known_at: date | None = None) -> None:
        """Take what is on record so far; where no day is given all of it is known, and the ledger grows along.

        Args:
            ledger: of the dialogue.
            known_at: the day by which a fact must have been public to count; None for whatever is on record.

        """
        self._ledger = ledger
        self._recorded = {recorded.fact_id: recorded for recorded in ledger.facts}
        self._read: dict[str, KnownFact] = {}
        self._plain: dict[str, KnownFact] = {}
        """The facts that count as they are read, without what others tell of their day."""
        self.counting: dict[str, KnownFact] = {}
        self._origins: Counter[str] = Counter()
        self._newest: date | None = None
        self._ahead = Ahead()
        self._facts: _ByDay[KnownFact] = _ByDay([], [])
        self._reports: _ByDay[Report] = _ByDay([], [])
        self._turns: list[date] = []
        self._filing: dict[str, int] = {}
        self._background = Background.of(initial(), None)
        self.known = Knowledge(
            dialogue=ledger.dialogue,
            known_at=known_at,
            title="",
            parties=(),
            names=(),
            reports={},
            facts=[],
            withdrawn=(),
            links=(),
            reliability={},
            merged={},
        )
        vars(self.known).update(by_subject={}, by_type={})
        self._look_again(known_at)

    # ---- fact after fact -----------------------------------------------------------------------------------------

    def take(self, recorded: RecordedFact) -> Learnt:
        """One more fact, the next of the log, where all that is on record is known."""
        self._ledger = evolve(self._ledger, recorded)
        if not self.known.dialogue:
            self._renew(dialogue=recorded.dialogue)
        learnt: Learnt | None = None
        if self._ledger.facts and self._ledger.facts[-1] is recorded:
            learnt = self._told(recorded)
        elif isinstance(recorded.fact, ReportFiled):
            learnt = self._filed(recorded)
        elif isinstance(recorded.fact, FactCorrected | FactRetracted):
            learnt = self._judged(recorded, recorded.fact)
        return self._look_again(None) if learnt is None else learnt

    def _told(self, recorded: RecordedFact) -> Learnt:
        """With what a report says."""
        self._recorded[recorded.fact_id] = recorded
        known = self._read[recorded.fact_id] = self._background.read(recorded)
        self._cited.add(known.fact.report)
        return Learnt() if self._background.withdrawn(known) else self._change((), [known])

    def _filed(self, recorded: RecordedFact) -> Learnt | None:
        """With a report that nothing on record cites yet; None where something does, or its id is taken."""
        judged, background = self._background.judged, self._background
        filed = judged.corrected(recorded)
        assert isinstance(filed, ReportFiled)
        if filed.id in self._cited or filed.id in background.reports:
            return None
        reports = reports_of([(recorded, filed)], background.reliability)
        background.reports.update(reports)
        return Learnt() if recorded.fact_id in judged.retractions else self._report(reports.values(), ())

    def _judged(self, recorded: RecordedFact, judgement: FactCorrected | FactRetracted) -> Learnt | None:
        """With a judgement on what a report says; None where it is on something else, or is itself judged."""
        background, target = self._background, self._recorded.get(judgement.target)
        judged = background.judged
        if target is None or recorded.fact_id in judged.retractions or recorded.fact_id in judged.corrections:
            return None
        known_by: date | None = None
        if judgement.whose == "outlet":
            report = background.reports.get(judgement.report) if judgement.report else None
            if report and (report.fact_id in judged.corrections or report.fact_id in judged.retractions):
                return None
            known_by = report.known_by if report else recorded.recorded_at.date()
        amendment = Amendment(recorded.fact_id, judgement, known_by)
        if isinstance(judgement, FactRetracted):
            judged.retractions[judgement.target] = amendment
        else:
            corrections = judged.corrections[judgement.target]
            corrections.append(amendment)
            corrections.sort(key=lambda one: one.known_by or date.min)
        self._cited.update(cited_by(judgement))
        known = self._read[target.fact_id] = background.read(target)
        self._cited.add(known.fact.report)
        return self._change(
            [target.fact_id] if target.fact_id in self.counting else [],
            [] if background.withdrawn(known) else [known],
        )

    # ---- day after day -------------------------------------------------------------------------------------------

    def move(self, day: date) -> Learnt:
        """What is known by another day, a later or an earlier one."""
        before = self.known.known_at
        assert before is not None
        earlier, later = sorted((before, day))
        if bisect_right(self._turns, earlier) != bisect_right(self._turns, later):
            return self._look_again(day)
        self._renew(known_at=day)
        facts = _after(self._facts, earlier, later)
        reports = sorted(_after(self._reports, earlier, later), key=lambda one: self._filing[one.id])
        if day < before:
            told = self._report((), reports)
            return self._change([known.fact_id for known in facts], ())._replace(refiled=told.refiled)
        told = self._report(reports, ())
        return self._change((), facts)._replace(reports=told.reports, origins=told.origins)

    def days(self) -> tuple[Sequence[date], ...]:
        """The days on each of which something else may be known than on the day before, in three sorted lists.

        They are those of what is on record as it is read by the day that knowledge stands on.
        """
        return self._facts.days, self._reports.days, self._turns

    @property
    def last_day(self) -> date:
        """The first day on which all that counts of what is on record is known, and which judgements on it do.

        The first of all days where nothing is on record.
        """
        ledger = self._ledger
        if not (ledger.judgements or ledger.assessments):
            return max((days[-1] for days in self.days() if days), default=date.min)
        background = Background.of(ledger, None)
        taken_back = background.judged.retractions
        days = {one.known_by for one in background.reports.values() if one.fact_id not in taken_back}
        days.update(one.known_by for one in map(background.read, ledger.facts) if not background.withdrawn(one))
        return max({*days, *turns_of(ledger, background.judged)}, default=date.min)

    @property
    def origins(self) -> int:
        """How many independent origins are known."""
        return sum(count > 0 for count in self._origins.values())

    @property
    def last_heard(self) -> date | None:
        """The day from which the newest dated report was public; None where none is known."""
        if self.known.known_at is None:
            return self._newest
        known = self._reports.items[: bisect_right(self._reports.days, self.known.known_at)]
        return next((one.known_by for one in reversed(known) if one.dated), None)

    def filed_at(self, report: str) -> int:
        """The position in the log at which a report was filed first, where knowledge stands on a day."""
        return self._filing[report]

    def snapshot(self) -> Knowledge:
        """What is known at the moment, with what was taken back; later steps do not change it."""
        background, reports = self._background, self.known.reports
        by_then = (one for one in self._read.values() if self._is_known(one.known_by))
        return replace(
            self.known,
            facts=tuple(self.known.facts),
            reports={name: reports[name] for name in background.reports if name in reports},
            withdrawn=tuple(gone for one in by_then if (gone := background.withdrawn(one))),
        )

    def _is_known(self, day: date) -> bool:
        return self.known.known_at is None or day <= self.known.known_at

    # ---- what changes --------------------------------------------------------------------------------------------

    def _change(self, gone: Iterable[str], came: Iterable[KnownFact]) -> Learnt:
        """Some facts count no more, and others count now; of what counts otherwise both are given."""
        before: dict[str, KnownFact] = {}
        again: dict[str, KnownFact] = {}
        for fact_id in gone:
            before[fact_id] = self.counting.pop(fact_id)
            again.update((one.fact_id, one) for one in self._ahead.remove(self._plain.pop(fact_id)))
        for known in came:
            self._plain[known.fact_id] = again[known.fact_id] = known
            again.update((one.fact_id, one) for one in self._ahead.add(known))
        after: dict[str, KnownFact] = {}
        for fact_id in again:
            if fact_id not in self._plain:
                continue
            known, was = self._ahead.marked(self._plain[fact_id]), self.counting.get(fact_id)
            if was is not None and was.ahead == known.ahead:
                continue
            if was is not None:
                before[fact_id] = was
            after[fact_id] = self.counting[fact_id] = known
        learnt = Learnt(_in_order(after.values()), _in_order(before.values()))
        self._shelve(learnt)
        return learnt

    def _shelve(self, learnt: Learnt) -> None:
        """Put the facts that count on the shelves of their subjects; a shelf that changes is another list."""
        known = self.known
        gone = {one.position for one in learnt.gone}
        came: dict[Subject, list[KnownFact]] = defaultdict(list)
        for one in learnt.came:
            for subject in one.subjects:
                came[subject].append(one)
        for subject in learnt.subjects:
            left = (one for one in known.by_subject.get(subject, ()) if one.position not in gone)
            shelf = sorted([*left, *came[subject]], key=_position)
            shelves = known.by_type.setdefault(subject.type, {})
            if shelf:
                known.by_subject[subject] = shelves[subject] = shelf
            else:
                del known.by_subject[subject], shelves[subject]
        facts = known.facts
        assert isinstance(facts, list)
        for one in learnt.gone:
            del facts[bisect_left(facts, one.position, key=_position)]
        for one in learnt.came:
            facts.insert(bisect_left(facts, one.position, key=_position), one)
        if self._has_namesakes and any(map(self._names_a_linked_person, (*learnt.came, *learnt.gone))):
            vars(known).pop("_in_english", None)

    def _names_a_linked_person(self, known: KnownFact) -> bool:
        return any(Subject("person", name) in self.known.merged for name in persons_named(known.fact))

    def _report(self, came: Iterable[Report], gone: Iterable[Report]) -> Learnt:
        """Some reports are known now, and others are not any more."""
        reports, origins = self.known.reports, self._origins
        refiled = set()
        for one in gone:
            del reports[one.id]
            origins[one.origin] -= 1
            refiled.add(one.id)
        new: list[str] = []
        for one in came:
            reports[one.id] = one
            if not origins[one.origin]:
                new.append(one.origin)
            origins[one.origin] += 1
            if one.dated and (self._newest is None or one.known_by > self._newest):
                self._newest = one.known_by
        return Learnt(reports=tuple(one.id for one in came), origins=tuple(new), refiled=frozenset(refiled))

    def _look_again(self, known_at: date | None) -> Learnt:
        """Look at everything again; what is read against the same as before is the same object."""
        before, ledger = self._background, self._ledger
        now = Background.of(ledger, known_at)
        reports = {
            name: earlier if (earlier := before.reports.get(name)) == report else report
            for name, report in now.reports.items()
        }
        self._background = background = now._replace(reports=reports)
        relinked = background.links != before.links
        self._read = {one.fact_id: self._read_again(one, relinked=relinked) for one in ledger.facts}
        standing = [known for known in self._read.values() if not background.withdrawn(known)]
        on_file = [one for one in reports.values() if one.fact_id not in background.judged.retractions]
        if known_at is not None:
            self._facts = _ByDay.of(standing)
            self._reports = _ByDay.of(on_file)
            self._filing = {}
            for recorded, filed in background.judged.filings(ledger):
                self._filing.setdefault(filed.id, recorded.position)
            self._turns = sorted(turns_of(ledger, background.judged))
        self._cited = self._cited_so_far()
        heading = heading_of(ledger, background.judged)
        self._renew(
            known_at=known_at,
            title=heading.title if heading else ledger.dialogue,
            parties=heading.parties if heading else (),
            names=heading.names if heading else (),
            links=background.links,
            reliability=background.reliability,
            merged=background.merged,
            redacted=tuple(one.fact_id for one in ledger.redacted),
        )
        if relinked:
            vars(self.known).pop("_in_english", None)
        self._has_namesakes = any(one.type == "person" for one in background.merged)
        told = self._report_again([one for one in on_file if self._is_known(one.known_by)])
        counting = {one.fact_id: one for one in standing if self._is_known(one.known_by)}
        changed = [fact_id for fact_id, known in self._plain.items() if counting.get(fact_id) is not known]
        came = [known for fact_id, known in counting.items() if self._plain.get(fact_id) is not known]
        learnt = self._change(changed, came)
        return told._replace(came=learnt.came, gone=learnt.gone)

    def _report_again(self, on_file: Iterable[Report]) -> Learnt:
        """Know just these reports, in order of filing."""
        reports, origins = self.known.reports, self._origins
        known = {one.id: one for one in on_file}
        new = tuple(name for name in known if name not in reports)
        found = Counter(one.origin for one in known.values())
        learnt = Learnt(
            reports=new,
            origins=tuple(origin for origin in found if not origins[origin]),
            refiled=frozenset(name for name, one in reports.items() if known.get(name) is not one),
        )
        self._origins = found
        self._newest = max((one.known_by for one in known.values() if one.dated), default=None)
        reports.clear()
        reports.update(known)
        return learnt

    def _read_again(self, recorded: RecordedFact, *, relinked: bool) -> KnownFact:
        """A fact as it was read before, where all that it was read against is the same."""
        background = self._background
        known = self._read.get(recorded.fact_id)
        if (
            known is None
            or known.amendments != background.amendments(recorded)
            or known.report is not (background.reports.get(known.fact.report) if known.fact.report else None)
            or (relinked and background.links_otherwise(known))
        ):
            return background.read(recorded)
        return known

    def _cited_so_far(self) -> set[object]:
        """The ids of reports that a fact, or a judgement, cites, or can have been corrected to cite."""
        cited: set[object] = {known.fact.report for known in self._read.values()}
        for one in self._ledger.judgements:
            cited |= cited_by(one.fact)
        return cited

    def _renew(self, **changes: Any) -> None:  # noqa: ANN401 - whatever an attribute holds
        """Change attributes of what is known, whose containers stay the same."""
        gathered = {name: made for name, made in vars(self.known).items() if name in _GATHERED}
        self.known = replace(self.known, **changes)
        vars(self.known).update(gathered)


class _ByDay(NamedTuple, Generic[_Dated]):
    """Facts, or reports, by the day from which they were public.

    Attributes:
        days: of each, in order.
        items: those themselves, of one day in the order in which they are on file.

    """

    days: list[date]
    items: list[_Dated]

    @classmethod
    def of(cls, items: Iterable[_Dated]) -> _ByDay[_Dated]:
        """Put them in order."""
        in_order = sorted(items, key=_known_by)
        return cls([one.known_by for one in in_order], in_order)


def _after(by_day: _ByDay[_Dated], earlier: date, later: date) -> list[_Dated]:
    """Those that were public by the later day, and not by the earlier one."""
    return by_day.items[bisect_right(by_day.days, earlier) : bisect_right(by_day.days, later)]


def _in_order(facts: Iterable[KnownFact]) -> tuple[KnownFact, ...]:
    return tuple(sorted(facts, key=_position))
