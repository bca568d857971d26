"""At which meeting was something said, where a report tells of both, and gives no day to what was said?

What is told within a week after a meeting, in one report with it, was said there. The meeting has the day on which it
is settled, whatever day each report gives it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from events.facts.contact import ContactHeld
from events.facts.session import SessionHeld, SessionStarted
from timeline.claims.claims import claims_on
from timeline.claims.happened import settle
from timeline.claims.modality import is_done
from timeline.claims.occasions import PRINTED_WITHIN
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from timeline.claims.dossier import Dossier
    from timeline.knowledge.known import Knowledge, KnownFact

    class Session(Protocol):
        """A session as projected."""

        @property
        def dossier(self) -> Dossier:
            """Its facts and verdicts."""
            ...

        @property
        def held(self) -> WindowValue | None:
            """When it took place."""
            ...


class _Meeting(NamedTuple):
    """A meeting as one report tells of it.

    Attributes:
        time: on which it is settled.
        given: the day that the report gives; None where it gives none.
        actors: who took part; None where everybody did.

    """

    time: WindowValue
    given: WindowValue | None
    actors: frozenset[str] | None


class Meetings:
    """The meetings that each report tells of shortly after they were held."""

    def __init__(self, told: Mapping[str, list[_Meeting]]) -> None:
        """Take them by id of the report."""
        self._told = told

    def placed(self, known: KnownFact, actor: str) -> KnownFact:
        """What an actor said, with the day of the meeting at which it was said; unchanged where there is none."""
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


def meetings(knowledge: Knowledge, sessions: Iterable[Session]) -> Meetings:
    """Every meeting that was told of within a week: sessions, and contacts with those who took part."""
    told: dict[str, list[_Meeting]] = defaultdict(list)
    for session in sessions:
        began = session.dossier.value("started")
        time = session.held or (began if isinstance(began, WindowValue) else None)
        if time is not None:
            for known in session.dossier.facts:
                if isinstance(known.fact, SessionHeld | SessionStarted):
                    _add(told, known, time, None)
    for facts in knowledge.of_type("contact").values():
        held = [known for known in facts if isinstance(known.fact, ContactHeld) and is_done(known)]
        settled = settle("when", claims_on(held, lambda known: known.when)).preferred
        if settled is not None and isinstance(settled.value, WindowValue):
            for known in held:
                _add(told, known, settled.value, _actors(held, knowledge))
    return Meetings(told)


def _add(told: dict[str, list[_Meeting]], known: KnownFact, time: WindowValue, actors: frozenset[str] | None) -> None:
    """Note a meeting for a report that came out within a week after the day that it gives, or else after its day."""
    if known.report is None or not known.dated or not is_done(known):
        return
    day = known.when or time
    if not day.window.is_future(known.known_by) and not day.window.is_past(known.age[1] - PRINTED_WITHIN):
        told[known.report.id].append(_Meeting(time, known.when, actors))


def _actors(facts: Iterable[KnownFact], knowledge: Knowledge) -> frozenset[str]:
    """Who took part: the sides and the persons named."""
    named = [person for known in facts for person in known.fact.persons or ()]
    sides = {knowledge.party(person.side) for person in named if person.side}
    return frozenset(sides | {knowledge.person(person.name) for person in named})
