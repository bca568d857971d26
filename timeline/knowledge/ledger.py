"""Which facts count: known by a day, held by our log at an instant, judged, and merged by subject.

The log is folded into a `Ledger` (`initial`, `evolve`); `knowledge` then reads the ledger as of a day. The rules, from
the domain:

- A fact is known from the latest day of its report's publication; where that is unknown, from the day of recording.
- A coder's correction or retraction counts for every day: the public knew right, we typed wrong.
- An outlet's correction or retraction counts from its own publication on.
- What we decided ourselves (dialogues opened, subjects linked, sources assessed) counts for every day.
- `recorded_at` cuts the log first: what had not been appended by then is not there, judgements included.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from events.facts.base import ReportedFact
from events.facts.judgement import FactCorrected, FactRetracted, SubjectsLinked
from events.facts.subject import Subject
from events.facts.tracking import DialogueOpened, ReportFiled, SourceAssessed
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from events.facts.base import Fact
    from events.store.log import RecordedFact
    from events.windows.window import Window

UNGRADED = "F"
"""The reliability of an outlet that nobody assessed: it cannot be judged."""


class Report(NamedTuple):
    """A filed report, as corrected.

    Attributes:
        id: names it within its dialogue.
        filed: the fact it was filed by.
        outlet: who published it.
        origin: whose words it carries; the outlet itself where nothing is said.
        published: when it came out; None where unknown.
        known_by: the day from which it was public; the day of recording where that is unknown.
        dated: whether the day of publication is known.
        grade: reliability of the outlet (STANAG 2511, A–F); F, cannot be judged, where nobody assessed it.

    """

    id: str
    filed: ReportFiled
    fact_id: str
    outlet: str
    origin: str
    published: Window | None
    known_by: date
    dated: bool
    grade: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A judgement that changed a fact, or took it back.

    Attributes:
        fact_id: of the judgement.
        judgement: the correction or retraction.
        known_by: the day from which it counts; None where it counts for every day.

    """

    fact_id: str
    judgement: FactCorrected | FactRetracted
    known_by: date | None


class KnownFact(NamedTuple):
    """A fact that counts, as corrected.

    Attributes:
        fact_id: 32 hex digits.
        position: place in the log; tells the order of facts of one day.
        fact: the payload with every correction that counts.
        kind: as in a fact file.
        report: the report that says it; None for a fact that cites none.
        known_by: the day from which it was public.
        dated: whether the day of publication is known; else `known_by` is the day of recording.
        age: orders facts: dated ones first, by day, then place in the log; an undated one is as old as can be, no news.
        when: when it happened; None where no window can be given.
        amendments: corrections applied to it, or, for a fact taken back, the retraction.
        subjects: what it is about, linked subjects merged.

    """

    fact_id: str
    position: int
    fact: ReportedFact
    kind: str
    report: Report | None
    known_by: date
    dated: bool
    age: tuple[bool, date, int]
    when: WindowValue | None
    amendments: tuple[Amendment, ...] = ()
    subjects: tuple[Subject, ...] = ()

    @property
    def origin(self) -> str | None:
        """Whose words it carries; None for a fact that cites no report."""
        return None if self.report is None else self.report.origin

    @property
    def grade(self) -> str:
        """Reliability of the outlet; F, cannot be judged, for a fact that cites no report."""
        return UNGRADED if self.report is None else self.report.grade


@dataclass(slots=True)
class Ledger:
    """One dialogue's log, sorted for questions. Built by `evolve` only.

    Attributes:
        dialogue: slug; "" while empty.
        headings: `DialogueOpened` facts in order.
        filings: `ReportFiled` facts in order.
        assessments: `SourceAssessed` facts in order.
        links: `SubjectsLinked` facts in order.
        judgements: corrections and retractions in order.
        facts: everything that a report says, in order.
        version: of the last fact folded in.

    """

    dialogue: str = ""
    headings: list[RecordedFact] = field(default_factory=list)
    filings: list[RecordedFact] = field(default_factory=list)
    assessments: list[RecordedFact] = field(default_factory=list)
    links: list[RecordedFact] = field(default_factory=list)
    judgements: list[RecordedFact] = field(default_factory=list)
    facts: list[RecordedFact] = field(default_factory=list)
    version: int = 0


_SHELVES: Final[dict[type[Fact], str]] = {
    DialogueOpened: "headings",
    ReportFiled: "filings",
    SourceAssessed: "assessments",
    SubjectsLinked: "links",
    FactCorrected: "judgements",
    FactRetracted: "judgements",
}
"""Where a ledger keeps the kinds that say nothing of the world."""


def initial() -> Ledger:
    """Nothing recorded yet."""
    return Ledger()


def evolve(ledger: Ledger, recorded: RecordedFact) -> Ledger:
    """The ledger with one more fact; extends and returns the ledger that it is given."""
    shelf: list[RecordedFact] = getattr(ledger, _SHELVES.get(type(recorded.fact), "facts"))
    shelf.append(recorded)
    ledger.dialogue = recorded.dialogue
    ledger.version = recorded.version
    return ledger


def replay(facts: Iterable[RecordedFact], *, recorded_at: datetime | None = None) -> Ledger:
    """Fold one dialogue's facts, those appended at or before `recorded_at` (UTC-aware); None takes all."""
    ledger = initial()
    for recorded in facts:
        if recorded_at is None or recorded.recorded_at <= recorded_at:
            ledger = evolve(ledger, recorded)
    return ledger


@dataclass(frozen=True)
class Knowledge:
    """What was known of one dialogue on a day.

    Attributes:
        dialogue: slug.
        known_at: the day; None for everything on record, undated reports included.
        title: what the dialogue is called here.
        parties: states and organisations that take part.
        names: what reports call it.
        reports: by id, in order of filing.
        facts: those that count, in order of the log.
        withdrawn: those that were known and then taken back, with the retraction.
        links: the linked pairs that stand, with the judgement's fact id.
        reliability: grade of each assessed outlet (STANAG 2511, A–F).
        merged: each linked subject with the one that stands for it.

    """

    dialogue: str
    known_at: date | None
    title: str
    parties: tuple[str, ...]
    names: tuple[str, ...]
    reports: dict[str, Report]
    facts: tuple[KnownFact, ...]
    withdrawn: tuple[KnownFact, ...]
    links: tuple[tuple[SubjectsLinked, str], ...]
    reliability: dict[str, str]
    merged: dict[Subject, Subject]

    @cached_property
    def by_subject(self) -> dict[Subject, list[KnownFact]]:
        """The facts of each subject, subjects in order of first mention, facts in order of the log."""
        shelves: dict[Subject, list[KnownFact]] = defaultdict(list)
        for known in self.facts:
            for subject in known.subjects:
                shelves[subject].append(known)
        return dict(shelves)

    def of_type(self, *types: str) -> dict[Subject, list[KnownFact]]:
        """The facts of each subject of the given types."""
        return {subject: facts for subject, facts in self.by_subject.items() if subject.type in types}

    def same(self, subject: Subject) -> Subject:
        """The subject that stands for this one and all that are linked to it as the same."""
        return self.merged.get(subject, subject)

    def person(self, name: str) -> str:
        """The name that stands for this one of a person and all that are linked to it as the same."""
        return self.same(Subject("person", name)).key if self.merged else name

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of all reports, in order of filing."""
        return tuple(dict.fromkeys(report.origin for report in self.reports.values()))


def knowledge(ledger: Ledger, *, known_at: date | None = None) -> Knowledge:
    """Read a ledger as of a day; None counts everything on record."""
    judged = _judged(ledger, known_at)
    reliability = _reliability(ledger, judged, known_at)
    reports = _reports(ledger, judged, reliability)
    merged, links = _merged(ledger, judged)
    facts: list[KnownFact] = []
    withdrawn: list[KnownFact] = []
    for recorded in ledger.facts:
        known = _known(recorded, judged, reports, merged)
        if known_at is not None and known.known_by > known_at:
            continue
        retracted = judged.retractions.get
        taken_back = retracted(known.fact_id) or (known.report and retracted(known.report.fact_id))
        if taken_back is None:
            facts.append(known)
        else:
            withdrawn.append(known._replace(amendments=(*known.amendments, taken_back)))
    heading = _heading(ledger, judged)
    return Knowledge(
        dialogue=ledger.dialogue,
        known_at=known_at,
        title=heading.title if heading else ledger.dialogue,
        parties=heading.parties if heading else (),
        names=heading.names if heading else (),
        reports={
            key: report
            for key, report in reports.items()
            if report.fact_id not in judged.retractions and (known_at is None or report.known_by <= known_at)
        },
        facts=tuple(facts),
        withdrawn=tuple(withdrawn),
        links=links,
        reliability=reliability,
        merged=merged,
    )


class Standing(NamedTuple):
    """A recorded fact as it stands today.

    Attributes:
        fact: with every correction that counts.
        retraction: that took it back; None while it counts.

    """

    fact: Fact
    retraction: Amendment | None


def standing(ledger: Ledger, recorded: RecordedFact) -> Standing:
    """What the judgements of a ledger make of one of its facts, of whatever kind."""
    judged = _judged(ledger, None)
    return Standing(judged.corrected(recorded), judged.retractions.get(recorded.fact_id))


class _Judged(NamedTuple):
    """The judgements that count on the day: corrections and the retraction of each fact id."""

    corrections: defaultdict[str, list[Amendment]]
    retractions: dict[str, Amendment]

    def corrected(self, recorded: RecordedFact) -> Fact:
        """The fact with every correction that counts, checked again as a whole."""
        amendments = self.corrections.get(recorded.fact_id)
        if not amendments:
            return recorded.fact
        attributes = recorded.fact.model_dump(mode="json", exclude_none=True)
        for amendment in amendments:
            judgement = amendment.judgement
            if isinstance(judgement, FactCorrected):
                attributes.pop(judgement.field, None)
                if judgement.new is not None:
                    attributes[judgement.field] = judgement.new
        return type(recorded.fact).model_validate(attributes)

    def standing(self, shelf: Iterable[RecordedFact]) -> Iterable[tuple[RecordedFact, Fact]]:
        """Those not taken back, each with its corrected content."""
        return ((recorded, self.corrected(recorded)) for recorded in shelf if recorded.fact_id not in self.retractions)


def _judged(ledger: Ledger, known_at: date | None) -> _Judged:
    """Settle whose judgements count: first the coder's, since they may correct when a report was published."""
    if not ledger.judgements:
        return _Judged(defaultdict(list), {})
    return _effective(ledger, _reports(ledger, _effective(ledger, None, None), {}), known_at)


def _effective(ledger: Ledger, reports: Mapping[str, Report] | None, known_at: date | None) -> _Judged:
    """The judgements that count; the coder's alone where no reports are given to date the outlets' by.

    Newest first, so that a judgement which was itself corrected or taken back, or whose report was, counts as such.
    Corrections of one fact apply in the order in which they became known, the coder's before all.
    """
    judged = _Judged(defaultdict(list), {})
    for recorded in reversed(ledger.judgements):
        judgement = judged.corrected(recorded)
        assert isinstance(judgement, FactCorrected | FactRetracted)
        known_by: date | None = None
        if judgement.whose == "outlet":
            if reports is None:
                continue
            report = reports.get(judgement.report) if judgement.report else None
            known_by = report.known_by if report else recorded.recorded_at.date()
            if (known_at is not None and known_by > known_at) or (report and report.fact_id in judged.retractions):
                continue
        if recorded.fact_id in judged.retractions:
            continue
        amendment = Amendment(recorded.fact_id, judgement, known_by)
        if isinstance(judgement, FactRetracted):
            judged.retractions.setdefault(judgement.target, amendment)
        else:
            corrections = judged.corrections[judgement.target]
            corrections.insert(0, amendment)
            corrections.sort(key=lambda one: one.known_by or date.min)
    return judged


def _reports(ledger: Ledger, judged: _Judged, reliability: Mapping[str, str]) -> dict[str, Report]:
    """Every report on file, as corrected, with the day from which it was public."""
    reports: dict[str, Report] = {}
    for recorded in ledger.filings:
        filed = judged.corrected(recorded)
        assert isinstance(filed, ReportFiled)
        published = filed.published.window if filed.published else None
        last_day = published.latest if published else None
        reports[filed.id] = Report(
            id=filed.id,
            filed=filed,
            fact_id=recorded.fact_id,
            outlet=filed.outlet,
            origin=filed.origin or filed.outlet,
            published=published,
            known_by=last_day or recorded.recorded_at.date(),
            dated=last_day is not None,
            grade=reliability.get(filed.outlet, UNGRADED),
        )
    return reports


def _known(
    recorded: RecordedFact, judged: _Judged, reports: Mapping[str, Report], merged: Mapping[Subject, Subject]
) -> KnownFact:
    fact = judged.corrected(recorded)
    assert isinstance(fact, ReportedFact)
    subjects = dict.fromkeys(fact.subjects())
    report = reports.get(fact.report) if fact.report else None
    known_by = report.known_by if report else recorded.recorded_at.date()
    dated = report is not None and report.dated
    return KnownFact(
        fact_id=recorded.fact_id,
        position=recorded.position,
        fact=fact,
        kind=fact.kind(),
        report=report,
        known_by=known_by,
        dated=dated,
        age=(not dated, known_by if dated or report is None else date.min, recorded.position),
        when=WindowValue.of(fact.when),
        amendments=tuple(judged.corrections.get(recorded.fact_id, ())),
        subjects=tuple(dict.fromkeys(merged.get(one, one) for one in subjects) if merged else subjects),
    )


def _heading(ledger: Ledger, judged: _Judged) -> DialogueOpened | None:
    headings = [fact for _, fact in judged.standing(ledger.headings) if isinstance(fact, DialogueOpened)]
    return headings[-1] if headings else None


def _reliability(ledger: Ledger, judged: _Judged, known_at: date | None) -> dict[str, str]:
    """The newest assessment of each outlet that holds on the day."""
    grades: dict[str, str] = {}
    for _, fact in judged.standing(ledger.assessments):
        assert isinstance(fact, SourceAssessed)
        since = fact.from_.window if fact.from_ else None
        if known_at is None or since is None or since.earliest is None or since.earliest <= known_at:
            grades[fact.outlet] = fact.reliability
    return grades


def _merged(ledger: Ledger, judged: _Judged) -> tuple[dict[Subject, Subject], tuple[tuple[SubjectsLinked, str], ...]]:
    """Which subject stands for which: the newest judgement on each pair counts, and `same` carries over."""
    newest: dict[frozenset[Subject], tuple[SubjectsLinked, str]] = {}
    for recorded, fact in judged.standing(ledger.links):
        assert isinstance(fact, SubjectsLinked)
        newest[frozenset(fact.subjects())] = (fact, recorded.fact_id)
    named = list(dict.fromkeys(subject for link, _ in newest.values() for subject in link.subjects()))
    groups: dict[Subject, list[Subject]] = {}
    for link, _ in newest.values():
        if link.as_ == "same" and _can_be_one(*link.subjects()):
            members: list[Subject] = []
            for subject in link.subjects():
                members.extend(member for member in groups.get(subject, [subject]) if member not in members)
            members.sort(key=named.index)
            groups.update(dict.fromkeys(members, members))
    return {subject: _standing_for(members) for subject, members in groups.items()}, tuple(newest.values())


_LIVES = frozenset({"session", "invitation", "position", "commitment", "document", "role", "person"})
"""Types of subject with a life of their own: it goes on under their name when a contact or a deadline is linked."""


def _can_be_one(one: Subject, other: Subject) -> bool:
    """An invitation and the visit paid can be; an invitation and the session invited to have two lives."""
    return one.type == other.type or not _LIVES.issuperset({one.type, other.type})


def _standing_for(members: list[Subject]) -> Subject:
    """The one with a life of its own stands for all, of sessions the numbered one, then the one named first."""
    return min(members, key=lambda one: (one.type not in _LIVES, not one.key.rpartition("/")[2].isdigit()))
