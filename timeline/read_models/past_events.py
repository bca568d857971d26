"""Which events does a step of the days tell otherwise? What is told in the same way as before is the same event."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.answers.timeline import timeline_answer
from timeline.claims.occasions import Gathered
from timeline.projections import timeline
from timeline.read_models.chapters import Piece
from timeline.read_models.stored_form import TIMELINE

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from events.facts.subject import Subject
    from timeline.claims.occasions import Occasion
    from timeline.knowledge.growing import Growing
    from timeline.knowledge.known_fact import KnownFact
    from timeline.projections.going_on import GoingOn
    from timeline.values.day import Day

_Told = tuple[Any, ...]


class _Event(NamedTuple):
    """An event.

    Attributes:
        key: what its piece is called.
        facts: those that tell of it, held so that no other object takes their place.
        told: all of the facts that it is made of.
        piece: what was made of it.

    """

    key: Hashable
    facts: tuple[KnownFact, ...]
    told: _Told
    piece: Piece


def _told_as(facts: tuple[KnownFact, ...]) -> _Told:
    """All of facts that an event is made of."""
    return tuple((id(one.fact), id(one.report), one.ahead, one.when and one.when.key, one.places) for one in facts)


class Events:
    """The events of a dialogue, day after day."""

    def __init__(self, growing: Growing, going_on: GoingOn) -> None:
        """Take what is known, and what is projected of it."""
        self._growing = growing
        self._going_on = going_on
        self._told: dict[Subject, dict[_Told, _Event]] = {}
        """The events of each subject, by what was told."""
        self._occasions: dict[tuple[Subject, Hashable], Gathered] = defaultdict(Gathered)
        self._number = count()

    def made(
        self, subject: Subject, day: Day, on: int, fulfilled: Collection[str], *, anew: bool
    ) -> dict[tuple[str, Hashable], Piece]:
        """The pieces of the events of a subject, by part and key.

        Args:
            subject: of which something changed.
            day: on which they are told.
            on: the same day, as its ordinal.
            fulfilled: ids of the facts that plan what was told as done, or denied, since.
            anew: whether what all events are made of has changed, such as the names.

        """
        known = self._growing.known
        session = self._going_on.session(subject) if subject.type == "session" else None
        told: Iterable[tuple[KnownFact, ...]] = ()
        if subject in known.by_subject:
            gather = partial(self._gathered, subject)
            told = timeline.facts_of_events(subject, known, day, fulfilled, self._going_on.met, gather)
        before, now = self._told.get(subject, {}), dict[_Told, _Event]()
        as_it_is = {id(event.facts): event for event in before.values()}
        for facts in told:
            found = as_it_is.get(id(facts))
            key = _told_as(facts) if found is None else found.told
            found = found or before.get(key)
            if found is None or session is not None or anew:
                entry = timeline.entry_of(subject, facts, known, session)
                made = Piece(on, timeline.in_time(entry), timeline_answer(entry, known).model_dump_json())
                found = _Event(found.key if found else (subject, next(self._number)), facts, key, made)
            now[key] = found
        self._told[subject] = now
        return {(TIMELINE, one.key): one.piece for one in now.values()}

    def _gathered(self, subject: Subject, sort: Hashable, facts: Sequence[KnownFact]) -> list[Occasion]:
        """The facts of one sort by occasion."""
        return self._occasions[subject, sort].by_occasion(facts)
