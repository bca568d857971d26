"""Who held which office, from when to when?

A term of office begins with `from`, else with `when`. It ends with a reported `to`, else when somebody else comes into
the office. A report that gives words for `to`, other than the office itself, tells of the leaving, unless it gives
words for `from` as well, other than the office: then the person moved into the office from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from events.facts.base import Time
from events.facts.people import RoleChanged
from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.claims.modality import is_done
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact


@dataclass(frozen=True, slots=True)
class Office:
    """A person's term in an office.

    Attributes:
        dossier: the facts that tell of it, and verdicts (since, until, predecessor, moved_from, moved_to).
        office: as written.
        person: who holds it; of linked names the one that stands for all.
        since: when the term began; None where unknown.
        until: when it ended or is to end; None where unknown, or where it lasts.
        successor: whose coming ended the term, where no report tells of its end; None where nobody came.
        in_office: whether it lasts on the day.

    """

    dossier: Dossier
    office: str
    person: str
    since: WindowValue | None
    until: WindowValue | None
    successor: str | None
    in_office: bool


@dataclass(slots=True)
class _Term:
    """A term of office while its facts are gathered; one of which only a successor tells has none."""

    person: str
    since: WindowValue | None
    facts: list[KnownFact] = field(default_factory=list)

    @property
    def order(self) -> tuple[bool, tuple[int, int, str]]:
        """By beginning; where that is unknown, by what is told first of the term."""
        return in_time(self.since or time_told(self.facts[0]))


def project(knowledge: Knowledge, on: date) -> list[Office]:
    """Every term that had begun by the day: offices in order of the log, terms in order of time."""
    found: list[Office] = []
    for subject, told in knowledge.of_type("role").items():
        facts = [known for known in readers.happened_by(told, on) if _has_changed(known, on)]
        terms = list(_with_predecessors(_in_order(_terms(facts, knowledge)), knowledge))
        for term, follower in zip_longest(terms, terms[1:]):
            found.append(_office(subject, term, follower, knowledge, on))
    return found


def _has_changed(known: KnownFact, on: date) -> bool:
    since = _since(known)
    to_come = since is not None and since.window.is_future(on)
    return not to_come and is_done(known)


def _role(known: KnownFact) -> RoleChanged:
    assert isinstance(known.fact, RoleChanged)
    return known.fact


def _leaves(fact: RoleChanged) -> bool:
    moves_in = isinstance(fact.from_, str) and fact.from_ != fact.office
    return isinstance(fact.to, str) and fact.to != fact.office and not moves_in


def _since(known: KnownFact) -> WindowValue | None:
    fact = _role(known)
    if isinstance(fact.from_, Time):
        return WindowValue.of(fact.from_)
    return None if _leaves(fact) or isinstance(fact.to, Time) else known.when


def _until(known: KnownFact) -> WindowValue | None:
    fact = _role(known)
    if isinstance(fact.to, Time):
        return WindowValue.of(fact.to)
    return known.when if _leaves(fact) else None


def _words(attribute: str) -> readers.Reader:
    """Reads what a person moved from or to, where that is no time."""

    def read(known: KnownFact) -> TermValue | None:
        text = known.fact.said(attribute)
        return TermValue(text) if isinstance(text, str) else None

    return read


def _terms(facts: Iterable[KnownFact], knowledge: Knowledge) -> list[_Term]:
    """The terms in one office: the narrowest beginnings make them, what is vaguer or only tells of an end joins."""

    def breadth(known: KnownFact) -> tuple[bool, int]:
        since = _since(known)
        return (since is None, since.breadth if since else 0)

    terms: list[_Term] = []
    for known in sorted(facts, key=breadth):
        person = knowledge.person(_role(known).person)
        term = next((one for one in terms if one.person == person and _belongs(known, one)), None)
        if term is None:
            term = _Term(person, _since(known))
            terms.append(term)
        term.facts.append(known)
    return terms


def _belongs(known: KnownFact, term: _Term) -> bool:
    if term.since is None:
        return True
    since, until = _since(known), _until(known)
    if since is None:
        return until is None or until.window.latest is None or not term.since.window.is_future(until.window.latest)
    return since.compatible(term.since)


def _in_order(terms: Iterable[_Term]) -> list[_Term]:
    """In order of time; where nobody else came between, two beginnings of one person are one, in dispute."""
    ordered: list[_Term] = []
    for term in sorted(terms, key=lambda one: one.order):
        if ordered and ordered[-1].person == term.person:
            ordered[-1].facts.extend(term.facts)
        else:
            ordered.append(term)
    return ordered


def _with_predecessors(terms: Sequence[_Term], knowledge: Knowledge) -> Iterator[_Term]:
    """The terms, and before each that of a predecessor of whom nothing else is told."""
    persons = {term.person for term in terms}
    for term in terms:
        named = [name for known in term.facts if (name := _role(known).predecessor)]
        for person in dict.fromkeys(map(knowledge.person, named)):
            if person not in persons:
                yield _Term(person, None)
        yield term


def _office(subject: Subject, term: _Term, follower: _Term | None, knowledge: Knowledge, on: date) -> Office:
    own = sorted(term.facts, key=lambda known: known.position)
    settling = readers.Settling(own)
    since, until = settling.past("since", _since), settling.past("until", _until)

    def predecessor(known: KnownFact) -> TermValue | None:
        name = _role(known).predecessor
        return TermValue(knowledge.person(name)) if name else None

    successor = follower if until.preferred is None else None
    dossier = Dossier.of(
        subject,
        sorted([*own, *(successor.facts if successor else ())], key=lambda known: known.position),
        [since, until, settling.past("predecessor", predecessor)]
        + [settling.past(f"moved_{way}", _words(field)) for way, field in (("from", "from_"), ("to", "to"))],
    )
    reported = dossier.value("until")
    left = successor is not None or any(_leaves(_role(known)) for known in own)
    ended = reported.window.is_past(on) if isinstance(reported, WindowValue) else left
    began = dossier.value("since")
    return Office(
        dossier=dossier,
        office=subject.key,
        person=term.person,
        since=began if isinstance(began, WindowValue) else None,
        until=reported if isinstance(reported, WindowValue) else successor.since if successor else None,
        successor=successor.person if successor else None,
        in_office=not ended,
    )


def time_told(known: KnownFact) -> WindowValue | None:
    """When what is told happened, else when it was told; the day of a reprint tells neither."""
    report = None if known.report is None or known.report.filed.kind_ == "reprint" else known.report
    published = WindowValue(report.published) if report and report.published else None
    return known.when or published


def in_time(time: WindowValue | None) -> tuple[bool, tuple[int, int, str]]:
    """Orders by time, unknown times last."""
    return (time is None, time.window.sort_key if time else (0, 0, ""))
