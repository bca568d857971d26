"""Who took part for whom, under which titles, who held which office, and who leads each side?

Names stay as written. Two spellings are one person only where a link says so.

A term of office begins with `from`, else with `when`. It ends with a reported `to`, else when somebody else comes into
the office. A report that gives words for `to`, other than the office itself, tells of the leaving, unless it gives
words for `from` as well, other than the office: then the person moved into the office from there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from events.facts.base import Time
from events.facts.people import RoleChanged
from timeline.claims import readers
from timeline.claims.dossier import Dossier, Evidence
from timeline.claims.modality import is_denied, is_done
from timeline.projections import sessions
from timeline.projections.heads import Heading, Office, headed_at, in_office, in_time
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.heads import Headed, Leader
    from timeline.projections.session import Session


@dataclass(frozen=True, slots=True)
class Title:
    """A title that reports gave a person.

    Attributes:
        title: as written.
        first: the first time it was used: of what is told, else of the report; None where neither is known.
        last: the last time.
        evidence: what it rests on.

    """

    title: str
    first: WindowValue | None
    last: WindowValue | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as of a day.

    Attributes:
        person: as first written; of linked names the one that stands for all.
        spellings: every name as written.
        sides: the parties for which the person took part.
        titles: in order of first use.
        offices: in order of beginning.
        headed: in order of the sessions.
        evidence: all facts that name the person.

    """

    person: str
    spellings: tuple[str, ...]
    sides: tuple[str, ...]
    titles: tuple[Title, ...]
    offices: tuple[Office, ...]
    headed: tuple[Headed, ...]
    evidence: Evidence


class _Mention(NamedTuple):
    """One naming of a person in a fact."""

    known: KnownFact
    name: str
    side: str | None = None
    role: str | None = None


def project(knowledge: Knowledge, on: date, known_sessions: Sequence[Session] | None = None) -> list[NamedPerson]:
    """Everybody who was named, in order of first mention.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.

    """
    held: dict[str, list[Office]] = defaultdict(list)
    for office in offices(knowledge, on):
        held[office.person].append(office)
    headed: dict[str, list[Headed]] = defaultdict(list)
    lives = sessions.project(knowledge, on) if known_sessions is None else known_sessions
    for one in chain.from_iterable(headed_at(session, knowledge) for session in lives):
        headed[one.person.name].append(one)
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for mention in _mentions(readers.happened_by(knowledge.facts, on)):
        mentions[knowledge.person(mention.name)].append(mention)
    return [
        NamedPerson(
            person=person,
            spellings=tuple(dict.fromkeys(one.name for one in named)),
            sides=tuple(dict.fromkeys(one.side for one in named if one.side)),
            titles=_titles(named),
            offices=tuple(held[person]),
            headed=tuple(headed[person]),
            evidence=Evidence.of(one.known for one in named),
        )
        for person, named in mentions.items()
    ]


def _mentions(facts: Iterable[KnownFact]) -> Iterator[_Mention]:
    """Everybody named in facts that nobody denies."""
    for known in facts:
        if is_denied(known):
            continue
        for person in known.fact.persons or ():
            yield _Mention(known, person.name, person.side, person.role)
        if isinstance(known.fact, RoleChanged):
            yield _Mention(known, known.fact.person)
            if known.fact.predecessor:
                yield _Mention(known, known.fact.predecessor)


def _titles(mentions: Iterable[_Mention]) -> tuple[Title, ...]:
    used: dict[str, list[KnownFact]] = defaultdict(list)
    for mention in mentions:
        if mention.role:
            used[mention.role].append(mention.known)
    titles = [_title(title, facts) for title, facts in used.items()]
    return tuple(sorted(titles, key=lambda title: in_time(title.first)))


def _title(title: str, facts: list[KnownFact]) -> Title:
    times = sorted((time for known in facts if (time := _time(known))), key=lambda time: time.window.sort_key)
    first, last = (times[0], times[-1]) if times else (None, None)
    return Title(title, first, last, Evidence.of(facts))


def _time(known: KnownFact) -> WindowValue | None:
    """When what is told happened, else when it was told; the day of a reprint tells neither."""
    report = None if known.report is None or known.report.filed.kind_ == "reprint" else known.report
    published = WindowValue(report.published) if report and report.published else None
    return known.when or published


# ---- offices -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Term:
    """A term of office while its facts are gathered; one of which only a successor tells has none."""

    person: str
    since: WindowValue | None
    facts: list[KnownFact] = field(default_factory=list)

    @property
    def order(self) -> tuple[bool, tuple[int, int, str]]:
        """By beginning; where that is unknown, by what is told first of the term."""
        return in_time(self.since or _time(self.facts[0]))


def offices(knowledge: Knowledge, on: date) -> list[Office]:
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


# ---- heads -------------------------------------------------------------------------------------------------------


def heads(knowledge: Knowledge, on: date, known_sessions: Sequence[Session] | None = None) -> list[Leader]:
    """Who leads each side: whoever headed it at the last session held in each track; then who is in office.

    Where reports differ on who headed a side, it is the person whom most independent origins name, and whoever the
    same reports name beside.

    Args:
        knowledge: what was known.
        on: the day we stand on.
        known_sessions: the sessions as projected for the same day, where the caller has them.

    """
    held = sessions.project(knowledge, on) if known_sessions is None else known_sessions
    heading = Heading()
    for place, session in enumerate(held):
        heading.put(session, place, knowledge)
    return [*heading.leaders, *in_office(offices(knowledge, on), sides(knowledge, on).get)]


def sides(knowledge: Knowledge, on: date) -> dict[str, str]:
    """The party for which each person took part first."""
    sides: dict[str, str] = {}
    for known in readers.happened_by(knowledge.facts, on):
        for person in known.fact.persons or ():
            if person.side and not is_denied(known):
                sides.setdefault(knowledge.person(person.name), person.side)
    return sides
