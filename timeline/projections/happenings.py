"""Which other subjects can be explained: contacts, measures, statements, changes of office?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.knowledge.ahead import time_of

if TYPE_CHECKING:
    from datetime import date

    from events.facts.subject import Subject
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import WindowValue

TYPES: Final = ("contact", "measure", "statement", "role")


def project(knowledge: Knowledge, on: date) -> list[Dossier]:
    """A dossier of every such subject: when, where, who, what about, how firmly. In order of the log."""
    found = (dossier_of(subject, facts, on) for subject, facts in knowledge.by_subject.items() if subject.type in TYPES)
    return [dossier for dossier in found if dossier]


def dossier_of(subject: Subject, all_facts: list[KnownFact], on: date) -> Dossier | None:
    """The dossier of one. None where nothing of it had happened by the day."""
    facts = readers.told_by(all_facts, on)
    if not facts:
        return None
    settling = readers.Settling(facts)
    return Dossier.of(
        subject,
        facts,
        [
            # An office changes hands again and again: each time is another event, not a dispute.
            settling.newest("when", _when, lambda _: False)
            if subject.type == "role"
            else settling.past("when", readers.when),
            settling.newest("place", readers.place("place"), lambda _: False),
            settling.past("actor", readers.names("actor")),
            settling.newest("about", readers.term("about"), lambda _: False),
            settling.newest("person", readers.names("person"), lambda _: False),
            settling.modality(),
        ],
    )


def _when(known: KnownFact) -> WindowValue | None:
    return time_of(known) or known.when
