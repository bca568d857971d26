"""Which facts tell of a day that was still to come? What is told before its day is planned, whatever its modality.

A reprint after the day makes it no more done: the first print of the same words counts. What was planned, and is then
told as done, is other words, so is what the office itself publishes when the day has come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.base import Time
from events.facts.commitment import CommitmentUpdated
from events.facts.contact import ContactHeld
from events.facts.dialogue import DialogueEnded, DialogueLaunched, DialogueResumed, DialogueSuspended
from events.facts.document import DocumentIssued
from events.facts.other import MeasureTaken
from events.facts.people import RoleChanged
from events.facts.session import SessionHeld, SessionStarted
from events.facts.texts import modality_words
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.knowledge.known_fact import KnownFact

_ACTS: Final = frozenset(
    {
        SessionHeld,
        SessionStarted,
        ContactHeld,
        MeasureTaken,
        DocumentIssued,
        RoleChanged,
        CommitmentUpdated,
        DialogueLaunched,
        DialogueSuspended,
        DialogueResumed,
        DialogueEnded,
    }
)
"""The kinds that tell of something done on a day. The day of a schedule or a position is that of the words."""


def marked_ahead(facts: Iterable[KnownFact]) -> list[KnownFact]:
    """The facts, in their order, each of a day to come marked as such."""
    facts = list(facts)
    acts = [(at, known, time) for at, known in enumerate(facts) if (time := time_of(known))]
    ahead = {_words(known, time) for _, known, time in acts if known.dated and time.window.is_future(known.known_by)}
    if ahead:
        for at, known, time in acts:
            if _words(known, time) in ahead and not _is_told_by_the_office_since(known, time):
                facts[at] = known._replace(ahead=True)
    return facts


class Ahead:
    """What the facts that count tell of days to come, while facts come and go."""

    def __init__(self) -> None:
        """No fact counts yet."""
        self._told: dict[object, dict[str, KnownFact]] = {}
        self._telling: dict[object, set[str]] = {}

    def add(self, known: KnownFact) -> Iterable[KnownFact]:
        """One more fact counts. Those that tell of a day to come since then, and did not before."""
        time = time_of(known)
        if time is None:
            return ()
        words = _words(known, time)
        self._told.setdefault(words, {})[known.fact_id] = known
        if not (known.dated and time.window.is_future(known.known_by)):
            return ()
        telling = self._telling.setdefault(words, set())
        telling.add(known.fact_id)
        return self._told[words].values() if len(telling) == 1 else ()

    def remove(self, known: KnownFact) -> Iterable[KnownFact]:
        """A fact does not count any more. Those that told of a day to come because of it alone."""
        time = time_of(known)
        if time is None:
            return ()
        words = _words(known, time)
        del self._told[words][known.fact_id]
        telling = self._telling.get(words)
        if telling is None or known.fact_id not in telling:
            return ()
        telling.remove(known.fact_id)
        if telling:
            return ()
        del self._telling[words]
        return self._told[words].values()

    def marked(self, known: KnownFact) -> KnownFact:
        """A fact that counts, marked where it tells of a day to come."""
        time = time_of(known)
        if time is None or _words(known, time) not in self._telling or _is_told_by_the_office_since(known, time):
            return known
        return known._replace(ahead=True)


def _words(known: KnownFact, time: WindowValue) -> object:
    """What makes two facts prints of the same words: if one of them tells of a day to come, so does the first."""
    fact = known.fact
    return (known.origin, known.kind, known.subjects, time.key, fact.said("status"), modality_words(fact.modality))


def _is_told_by_the_office_since(known: KnownFact, time: WindowValue) -> bool:
    """Whether an office publishes it itself, now that its day has come."""
    if not known.dated or time.window.is_future(known.known_by):
        return False
    return known.report is not None and known.report.filed.kind_ in ("ministry", "igo")


def time_of(known: KnownFact) -> WindowValue | None:
    """When an act took place, or is to. None for what is no act, or of no known day."""
    fact = known.fact
    if type(fact) not in _ACTS:
        return None
    if isinstance(fact, RoleChanged) and isinstance(fact.from_, Time):
        return WindowValue.of(fact.from_)
    return known.when
