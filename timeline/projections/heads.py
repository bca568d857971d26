"""Who leads each side: whoever headed it at its last session, or holds an office?"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from events.facts.session import SessionHeld, SessionStarted
from timeline.claims import readers
from timeline.claims.dossier import Evidence
from timeline.claims.modality import is_denied, is_done
from timeline.claims.participants import Participant, participants
from timeline.claims.statuses import BEGUN
from timeline.projections import offices, sessions
from timeline.projections.offices import in_time
from timeline.values.folding import LATIN, script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.lives import LivesOfKind
    from timeline.projections.offices import Office
    from timeline.projections.session import Session


@dataclass(frozen=True, slots=True)
class Headed:
    """A session at which a person headed a side.

    Attributes:
        session: the session that was held.
        person: with role and part as first written there.
        evidence: the facts that say so.

    """

    session: Session
    person: Participant
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads a side as of a day.

    Attributes:
        person: as first written; of linked names the one that stands for all.
        side: the party led; None where no report says for whom the holder of an office acts.
        role: title as first written at the session headed, or the office held.
        headed: the last session at which the side was headed; None for the holder of an office.
        office: the term of office that lasts; None for who headed a session.
        evidence: what it rests on.

    """

    person: str
    side: str | None
    role: str | None
    headed: Session | None
    office: Office | None
    evidence: Evidence


_Side = tuple[str, str]
"""A track, and a party that was headed there."""

_Order = tuple[tuple[bool, tuple[int, int, str]], Any, int]
_ORDER: Final[Callable[[tuple[_Order, Any]], _Order]] = itemgetter(0)
_FIRST: Final[Callable[[list[tuple[_Order, Any]]], _Order]] = lambda led: led[0][0]  # noqa: E731 - as the one above


class Heading:
    """Who led each side at the last session held in each track, while sessions come and change."""

    def __init__(self) -> None:
        """Nothing was held yet."""
        self._led: dict[_Side, list[tuple[_Order, list[Leader]]]] = {}
        """The sessions at which a side was headed, in order of time, each with who led it there."""
        self._at: dict[Subject, list[tuple[_Side, _Order]]] = {}

    def put(self, session: Session, place: Any, knowledge: Knowledge) -> None:  # noqa: ANN401 - whatever orders sessions
        """Take a session as it is now; of those of one time the first in place comes first."""
        subject = session.dossier.subject
        self.drop(subject)
        named: dict[_Side, list[Headed]] = defaultdict(list)
        for one in headed_at(session, knowledge):
            if one.person.side:
                named[session.track, one.person.side].append(one)
        for number, (side, found) in enumerate(named.items()):
            order = (in_time(session.held), place, number)
            leaders = [Leader(one.person.name, side[1], one.person.role, session, None, one.evidence) for one in found]
            insort(self._led.setdefault(side, []), (order, leaders), key=_ORDER)
            self._at.setdefault(subject, []).append((side, order))

    def drop(self, subject: Subject) -> None:
        """There is no such session any more."""
        for side, order in self._at.pop(subject, ()):
            led = self._led[side]
            del led[bisect_left(led, order, key=_ORDER)]
            if not led:
                del self._led[side]

    def go_on(self, shelf: LivesOfKind[Session], knowledge: Knowledge, *, everything: bool) -> None:
        """Take the sessions that a step changed; all of them where names are others now."""
        if everything:
            self._led.clear()
            self._at.clear()
        for subject in shelf.made if everything else shelf.before:
            made = shelf.made.get(subject)
            if made is not None and made.what is not None:
                self.put(made.what, made.place, knowledge)
            else:
                self.drop(subject)

    @property
    def leaders(self) -> Iterator[Leader]:
        """Those of each side and track, in the order in which it was headed first."""
        for led in sorted(self._led.values(), key=_FIRST):
            yield from _leading(led[-1][1])


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
    return [*heading.leaders, *in_office(offices.project(knowledge, on), sides(knowledge, on).get)]


def sides(knowledge: Knowledge, on: date) -> dict[str, str]:
    """The party for which each person took part first."""
    sides: dict[str, str] = {}
    for known in readers.happened_by(knowledge.facts, on):
        for person in known.fact.persons or ():
            if person.side and not is_denied(known):
                sides.setdefault(knowledge.person(person.name), person.side)
    return sides


def in_office(terms: Iterable[Office], side_of: Callable[[str], str | None]) -> Iterator[Leader]:
    """Whoever is in office, of all terms, with the party for which each of them takes part."""
    for one in terms:
        if one.in_office:
            yield Leader(one.person, side_of(one.person), one.office, None, one, one.dossier.evidence)


def _leading(heads_of_side: Sequence[Leader]) -> list[Leader]:
    # Of as many origins the name that a reader of English can read. Never by the order of the log.
    by_name = sorted(heads_of_side, key=lambda one: one.person)
    first = max(by_name, key=lambda one: (len(one.evidence.origins), script(one.person) == LATIN))
    return [one for one in heads_of_side if set(one.evidence.facts) & set(first.evidence.facts)]


def headed_at(session: Session, knowledge: Knowledge) -> list[Headed]:
    """Who headed a side at a session; nobody at one that did not take place."""
    if session.status not in BEGUN:
        return []
    facts = [known for known in session.dossier.facts if _tells_who_came(known)]
    named = defaultdict(list)
    for known in facts:
        for person in known.fact.persons or ():
            if person.part in ("head", "co-chair"):
                named[knowledge.person(person.name)].append(known)
    came = [one for one in participants(facts, knowledge) if one.name in named]
    return [Headed(session, one, Evidence.of(named[one.name])) for one in came]


def _tells_who_came(known: KnownFact) -> bool:
    return isinstance(known.fact, SessionHeld | SessionStarted) and is_done(known)
