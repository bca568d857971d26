"""Which facts tell of a day that was still to come? What is told before its day is planned, whatever its modality.

A reprint after the day makes it no more done: the first print of the same words counts.
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
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.knowledge.known import KnownFact

_ACTS: Final = (
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
)
"""The kinds that tell of something done on a day; the day of a schedule or a position is that of the words."""


def marked_ahead(facts: Iterable[KnownFact]) -> list[KnownFact]:
    """The facts, in their order, each of a day to come marked as such."""
    facts = list(facts)
    first: dict[object, date] = {}
    for known in facts:
        if known.dated and (words := _words(known)):
            first[words] = min(first.get(words, known.known_by), known.known_by)
    if not first:
        return facts
    return [known._replace(ahead=True) if _is_ahead(known, first) else known for known in facts]


def _is_ahead(known: KnownFact, first: dict[object, date]) -> bool:
    time, told = time_of(known), first.get(_words(known))
    return time is not None and told is not None and time.window.is_future(told)


def _words(known: KnownFact) -> object:
    """What makes two facts prints of the same words; None for what is no act on a day."""
    time = time_of(known)
    return None if time is None else (known.origin, known.kind, known.subjects, time.key)


def time_of(known: KnownFact) -> WindowValue | None:
    """When an act took place, or is to; None for what is no act, or of no known day."""
    fact = known.fact
    if not isinstance(fact, _ACTS):
        return None
    if isinstance(fact, RoleChanged) and isinstance(fact.from_, Time):
        return WindowValue.of(fact.from_)
    return known.when
