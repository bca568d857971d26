"""At which meeting was something said, where a report tells of both, and gives no day to what was said?

What is told within a week after a meeting, in one report with it, was said there. The meeting has the day on which it
is settled, whatever day each report gives it.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from events.facts.contact import ContactHeld
from events.facts.session import SessionHeld, SessionStarted
from timeline.claims.claims import claims_on
from timeline.claims.happened import settle
from timeline.claims.modality import is_done
from timeline.claims.occasions import PRINTED_WITHIN
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Protocol

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact

    class ProjectedSession(Protocol):
        """A session as projected."""

        @property
        def dossier(self) -> Dossier:
            """Its facts and verdicts."""
            ...

        @property
        def began(self) -> WindowValue | None:
            """When it took place, or at least began."""
            ...


class Meeting(NamedTuple):
    """A meeting as one report tells of it.

    Attributes:
        time: on which it is settled.
        given: the day that the report gives. None where it gives none.
        actors: who took part. None where everybody did.

    """

    time: WindowValue
    given: WindowValue | None
    actors: frozenset[str] | None


class Meetings:
    """The meetings that each report tells of shortly after they were held."""

    def __init__(self, told: Mapping[str, Sequence[Meeting]]) -> None:
        """Take them by id of the report."""
        self._told = told

    def placed(self, known: KnownFact, actor: str) -> KnownFact:
        """What an actor said, with the day of the meeting at which it was said. Unchanged where there is none."""
        told = self._told.get(known.report.id, ()) if known.report else ()
        there = [
            meeting.time
            for meeting in told
            if (meeting.actors is None or actor in meeting.actors)
            and (known.when is None or (meeting.given is not None and meeting.given.key == known.when.key))
        ]
        if not there:
            return known
        last = max(there, key=lambda time: (time.window.sort_key[1], time.window.sort_key))
        if known.when is not None and known.when.key == last.key:
            return known
        return known._replace(when=WindowValue(last.window))  # the wording is that of a report of the meeting


def meetings(knowledge: Knowledge, sessions: Iterable[ProjectedSession]) -> Meetings:
    """Every meeting that was told of within a week: sessions, and contacts with those who took part."""
    told: dict[str, list[Meeting]] = defaultdict(list)
    found = [
        *map(at_session, sessions),
        *(at_contact(facts, knowledge) for facts in knowledge.of_type("contact").values()),
    ]
    for report, meeting in chain.from_iterable(found):
        told[report].append(meeting)
    return Meetings(told)


def at_session(session: ProjectedSession) -> list[tuple[str, Meeting]]:
    """A session as a meeting, for each report that told of it."""
    if session.began is None:
        return []
    told = [known for known in session.dossier.facts if isinstance(known.fact, SessionHeld | SessionStarted)]
    return _shortly_after(told, session.began, None)


def at_contact(facts: Iterable[KnownFact], knowledge: Knowledge) -> list[tuple[str, Meeting]]:
    """A contact as a meeting, for each report that told of it."""
    held = [known for known in facts if isinstance(known.fact, ContactHeld) and is_done(known)]
    settled = settle("when", claims_on(held, lambda known: known.when)).preferred
    if settled is None or not isinstance(settled.value, WindowValue):
        return []
    return _shortly_after(held, settled.value, _actors(held, knowledge))


def _shortly_after(
    facts: Iterable[KnownFact], time: WindowValue, actors: frozenset[str] | None
) -> list[tuple[str, Meeting]]:
    """The meeting for each report that came out within a week after the day that it gives, or else after its day."""
    return [
        (known.report.id, Meeting(time, known.when, actors))
        for known in facts
        if known.report is not None and known.dated and is_done(known)
        for day in [known.when or time]
        if not day.window.is_future(known.known_by) and not day.window.is_past(known.age[1] - PRINTED_WITHIN)
    ]


def _actors(facts: Iterable[KnownFact], knowledge: Knowledge) -> frozenset[str]:
    """Who took part: the sides and the persons named."""
    named = [person for known in facts for person in known.fact.persons or ()]
    sides = {knowledge.party(person.side) for person in named if person.side}
    return frozenset(sides | {knowledge.person(person.name) for person in named})
