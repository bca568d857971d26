"""What was known of a dialogue on a day? The facts that count, as corrected and merged by subject.

The log is folded into a `Ledger`. `knowledge` then reads the ledger as of a day. What we decided ourselves (dialogues
opened, subjects linked, sources assessed) counts for every day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from events.facts.base import ReportedFact
from events.facts.subject import Subject
from events.facts.tracking import DialogueOpened, SourceAssessed
from events.identity import digest_of, fact_id_of
from timeline.knowledge.ahead import marked_ahead
from timeline.knowledge.judgements import judged_by
from timeline.knowledge.known_fact import KnownFact
from timeline.knowledge.linked_places import place_among, places_by
from timeline.knowledge.linking import merged_by, standing_for
from timeline.knowledge.reports import reports_of
from timeline.values.agreement import WindowValue
from timeline.values.languages import ENGLISH, primary
from timeline.values.places import LinkedPlace, PlaceValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from events.facts.judgement import SubjectsLinked
    from events.store.log import RecordedFact
    from timeline.knowledge.judgements import Amendment, Judged
    from timeline.knowledge.ledger import Ledger
    from timeline.knowledge.reports import Report


@dataclass(frozen=True)
class Knowledge:
    """What was known of one dialogue on a day.

    Attributes:
        dialogue: slug.
        known_at: the day. None for everything on record, undated reports included.
        title: what the dialogue is called here.
        parties: states and organisations that take part.
        names: what reports call it.
        reports: by id, in order of filing.
        facts: those that count, in order of the log.
        withdrawn: those that were known and then taken back, with the retraction.
        links: the linked pairs that stand, with the judgement's fact id.
        reliability: grade of each assessed outlet (STANAG 2511, A–F).
        merged: each linked subject with the one that stands for it.
        redacted: ids of the facts whose content was taken away: what they said, and of what day, nobody can tell.

    """

    dialogue: str
    known_at: date | None
    title: str
    parties: tuple[str, ...]
    names: tuple[str, ...]
    reports: dict[str, Report]
    facts: Sequence[KnownFact]
    withdrawn: tuple[KnownFact, ...]
    links: tuple[tuple[SubjectsLinked, str], ...]
    reliability: dict[str, str]
    merged: dict[Subject, Subject]
    redacted: tuple[str, ...] = ()

    @cached_property
    def by_subject(self) -> dict[Subject, list[KnownFact]]:
        """The facts of each subject, subjects in order of first mention, facts in order of the log."""
        shelves: dict[Subject, list[KnownFact]] = defaultdict(list)
        for known in self.facts:
            for subject in known.subjects:
                shelves[subject].append(known)
        return dict(shelves)

    @cached_property
    def by_type(self) -> dict[str, dict[Subject, list[KnownFact]]]:
        """The same, by the type of the subject."""
        shelves: dict[str, dict[Subject, list[KnownFact]]] = defaultdict(dict)
        for subject, facts in self.by_subject.items():
            shelves[subject.type][subject] = facts
        return dict(shelves)

    def of_type(self, type_: str) -> dict[Subject, list[KnownFact]]:
        """The facts of each subject of a type."""
        return self.by_type.get(type_, {})

    def same(self, subject: Subject) -> Subject:
        """The subject that stands for this one and all that are linked to it as the same."""
        return standing_for(subject, self.merged)

    @cached_property
    def given_up(self) -> dict[Subject, Subject]:
        """Each subject that reports or links name otherwise than it is shown, with the one that stands for it."""
        written = (one for known in self.facts for one in known.fact.subjects() if self.merged)
        return {**self.merged, **{one: standing for one in written if (standing := self.same(one)) != one}}

    def person(self, name: str) -> str:
        """The name that stands for this one of a person and all that are linked to it as the same.

        It is one that reports in English use, where they use any of them.
        """
        if not self.merged:
            return name
        standing = self.same(Subject("person", name)).key
        return self._in_english.get(standing, standing)

    @property
    def names_that_stand(self) -> tuple[dict[Subject, Subject], dict[str, str]]:
        """All that `same`, `person` and `party` depend on. What is made of names is made again where it changes."""
        return self.merged, self._in_english if any(one.type == "person" for one in self.merged) else {}

    @cached_property
    def _in_english(self) -> dict[str, str]:
        """By the standing name of linked persons that no report in English uses, the one that most of them use."""
        origins: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
        for known in sorted(self.facts, key=lambda known: known.age):
            if known.report and primary(known.report.filed.language) == ENGLISH:
                for name in persons_named(known.fact):
                    if (standing := self.merged.get(Subject("person", name))) is not None:
                        origins[standing.key][name].add(known.origin)
        return {
            standing: max(spelt, key=lambda name: len(spelt[name]))
            for standing, spelt in origins.items()
            if standing not in spelt
        }

    def party(self, name: str) -> str:
        """The name that stands for this one of a party and all that are linked to it as the same."""
        return self.same(Subject("party", name)).key if self.merged else name

    @cached_property
    def _places(self) -> dict[object, LinkedPlace]:
        return places_by(self.links)

    def place(self, text: str) -> PlaceValue:
        """A place that stands in an answer, with all names that are linked to it."""
        return PlaceValue(text, linked=place_among(self._places, text))

    @property
    def origins(self) -> tuple[str, ...]:
        """The independent origins of all reports, in order of filing."""
        return tuple(dict.fromkeys(report.origin for report in self.reports.values()))


PLACES: Final = ("place", "venue")
"""The attributes that name a place."""


def persons_named(fact: ReportedFact) -> tuple[str, ...]:
    """The persons that a fact names, as written."""
    others = (fact.said(attribute) for attribute in ("person", "predecessor", "said_by"))
    return (*(person.name for person in fact.persons or ()), *(one for one in others if isinstance(one, str)))


class Background(NamedTuple):
    """What the facts of a dialogue are read against.

    Attributes:
        judged: the judgements that count.
        reliability: grade of each assessed outlet.
        reports: every report on file, taken back or not, by id.
        merged: each linked subject with the one that stands for it.
        links: the linked pairs that stand, with the judgement's fact id.
        linked_places: the places that these are about, by all that each is known as.

    """

    judged: Judged
    reliability: dict[str, str]
    reports: dict[str, Report]
    merged: dict[Subject, Subject]
    links: tuple[tuple[SubjectsLinked, str], ...]
    linked_places: dict[object, LinkedPlace]

    @classmethod
    def of(cls, ledger: Ledger, known_at: date | None) -> Self:
        """The background on a day. None for everything on record."""
        judged = judged_by(ledger, known_at)
        reliability = _reliability(ledger, judged, known_at)
        reports = reports_of(judged.filings(ledger), reliability)
        merged, links = merged_by(judged.standing(ledger.links))
        return cls(judged, reliability, reports, merged, links, places_by(links))

    def read(self, recorded: RecordedFact) -> KnownFact:
        """A fact as known, whether it counts or not."""
        fact = self.judged.corrected(recorded)
        assert isinstance(fact, ReportedFact)
        report = self.reports.get(fact.report) if fact.report else None
        known_by = report.known_by if report else recorded.recorded_at.date()
        dated = report is not None and report.dated
        first_day = report.published.earliest if report and report.published else None
        content = recorded.fact_id
        amendments = self.amendments(recorded)
        if amendments:  # as if it had been typed right
            content = fact_id_of(digest_of(recorded.dialogue, fact.stored_as(), fact.payload()))
        return KnownFact(
            fact_id=recorded.fact_id,
            position=recorded.position,
            fact=fact,
            kind=fact.kind(),
            report=report,
            known_by=known_by,
            dated=dated,
            age=(not dated, first_day or known_by if dated or report is None else date.min, content),
            when=WindowValue.of(fact.when),
            amendments=amendments,
            subjects=self.subjects(fact),
            origin=fact.origin or report.origin if report else None,
            places=self.places(fact),
        )

    def amendments(self, recorded: RecordedFact) -> tuple[Amendment, ...]:
        """The corrections of a fact."""
        return tuple(self.judged.corrections.get(recorded.fact_id, ()))

    def subjects(self, fact: ReportedFact) -> tuple[Subject, ...]:
        """What a fact is about, linked subjects merged."""
        return tuple(dict.fromkeys(standing_for(one, self.merged) for one in fact.subjects()))

    def places(self, fact: ReportedFact) -> tuple[tuple[str, LinkedPlace], ...]:
        """The places of a fact that judgements are about, as written and under all their names."""
        if not self.linked_places:
            return ()
        texts = dict.fromkeys(text for text in map(fact.said, PLACES) if isinstance(text, str))
        return tuple((text, linked) for text in texts if (linked := place_among(self.linked_places, text)) is not None)

    def links_otherwise(self, known: KnownFact) -> bool:
        """Whether links have changed what a fact is about, or where it was."""
        return known.subjects != self.subjects(known.fact) or known.places != self.places(known.fact)

    def withdrawn(self, known: KnownFact) -> KnownFact | None:
        """A fact that was taken back, or whose report was, with the retraction. None where it counts."""
        retracted = self.judged.retractions.get
        taken_back = retracted(known.fact_id) or (retracted(known.report.fact_id) if known.report else None)
        return known._replace(amendments=(*known.amendments, taken_back)) if taken_back else None


def knowledge(ledger: Ledger, *, known_at: date | None = None) -> Knowledge:
    """Read a ledger as of a day. None counts everything on record."""
    background = Background.of(ledger, known_at)
    return known_against(background, ledger, map(background.read, ledger.facts), known_at)


def known_against(
    background: Background, ledger: Ledger, read: Iterable[KnownFact], known_at: date | None
) -> Knowledge:
    """What was known on a day, of all facts as they are read against a background."""
    facts: list[KnownFact] = []
    withdrawn: list[KnownFact] = []
    for known in read:
        if known_at is not None and known.known_by > known_at:
            continue
        if gone := background.withdrawn(known):
            withdrawn.append(gone)
        else:
            facts.append(known)
    heading = heading_of(ledger, background.judged)
    return Knowledge(
        dialogue=ledger.dialogue,
        known_at=known_at,
        title=heading.title if heading else ledger.dialogue,
        parties=heading.parties if heading else (),
        names=heading.names if heading else (),
        reports={
            key: report
            for key, report in background.reports.items()
            if report.fact_id not in background.judged.retractions and (known_at is None or report.known_by <= known_at)
        },
        facts=tuple(marked_ahead(facts)),
        withdrawn=tuple(withdrawn),
        links=background.links,
        reliability=background.reliability,
        merged=background.merged,
        redacted=tuple(one.fact_id for one in ledger.redacted),
    )


def heading_of(ledger: Ledger, judged: Judged) -> DialogueOpened | None:
    """What the dialogue was opened as, last."""
    headings = [fact for _, fact in judged.standing(ledger.headings) if isinstance(fact, DialogueOpened)]
    return headings[-1] if headings else None


def _reliability(ledger: Ledger, judged: Judged, known_at: date | None) -> dict[str, str]:
    """The newest assessment of each outlet that holds on the day."""
    grades: dict[str, str] = {}
    for _, fact in judged.standing(ledger.assessments):
        assert isinstance(fact, SourceAssessed)
        since = fact.from_.window if fact.from_ else None
        if known_at is None or since is None or since.earliest is None or since.earliest <= known_at:
            grades[fact.outlet] = fact.reliability
    return grades
