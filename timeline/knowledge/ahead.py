"""Which facts tell of a day that was still to come? What is told before its day is planned, whatever its modality.

A reprint after the day makes it no more done: the first print of the same words counts. What was planned, and is then
told as done, is other words; so is what the office itself publishes when the day has come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.base import Time, words_of
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

    from timeline.knowledge.known import KnownFact

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
"""The kinds that tell of something done on a day; the day of a schedule or a position is that of the words."""


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
    """What facts told of days to come, fact after fact."""

    def __init__(self, facts: Iterable[KnownFact]) -> None:
        """Take the facts told so far."""
        self._told: set[object] = set()
        self._ahead: set[object] = set()
        for known in facts:
            self.next(known)

    def next(self, known: KnownFact) -> KnownFact | None:
        """One more fact, marked where it tells of a day to come; None where it shows that earlier ones did."""
        time = time_of(known)
        if time is None:
            return known
        words = _words(known, time)
        if known.dated and words not in self._ahead and time.window.is_future(known.known_by):
            self._ahead.add(words)
            if words in self._told:
                return None
        self._told.add(words)
        return known._replace(ahead=True) if words in self._ahead else known


def _words(known: KnownFact, time: WindowValue) -> object:
    """What makes two facts prints of the same words: if one of them tells of a day to come, so does the first."""
    fact = known.fact
    return (known.origin, known.kind, known.subjects, time.key, fact.said("status"), words_of(fact.modality))


def _is_told_by_the_office_since(known: KnownFact, time: WindowValue) -> bool:
    """Whether an office publishes it itself, now that its day has come."""
    if not known.dated or time.window.is_future(known.known_by):
        return False
    return known.report is not None and known.report.filed.kind_ in ("ministry", "igo")


def time_of(known: KnownFact) -> WindowValue | None:
    """When an act took place, or is to; None for what is no act, or of no known day."""
    fact = known.fact
    if type(fact) not in _ACTS:
        return None
    if isinstance(fact, RoleChanged) and isinstance(fact.from_, Time):
        return WindowValue.of(fact.from_)
    return known.when
