"""Who took part for whom, under which titles?

Names stay as written. Two spellings are one person only where a link says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from events.facts.people import RoleChanged
from timeline.claims import readers
from timeline.claims.dossier import Evidence
from timeline.claims.modality import is_denied
from timeline.projections import offices, sessions
from timeline.projections.heads import headed_at
from timeline.projections.offices import in_time, time_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.heads import Headed
    from timeline.projections.offices import Office
    from timeline.projections.session import Session
    from timeline.values.agreement import WindowValue


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
    for office in offices.project(knowledge, on):
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
    times = sorted((time for known in facts if (time := time_told(known))), key=lambda time: time.window.sort_key)
    first, last = (times[0], times[-1]) if times else (None, None)
    return Title(title, first, last, Evidence.of(facts))
