"""What else is there to be explained: contacts, measures, statements, changes of office?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.knowledge.ahead import time_of

if TYPE_CHECKING:
    from datetime import date

    from timeline.knowledge.known import Knowledge, KnownFact
    from timeline.values.agreement import WindowValue

_TYPES = ("contact", "measure", "statement", "role")


def project(knowledge: Knowledge, on: date) -> list[Dossier]:
    """A dossier of every such subject: when, where, who, what about, how firmly."""
    found = []
    for subject, all_facts in knowledge.of_type(*_TYPES).items():
        facts = readers.told_by(all_facts, on)
        if not facts:
            continue
        settling = readers.Settling(facts)
        found.append(
            Dossier.of(
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
        )
    return found


def _when(known: KnownFact) -> WindowValue | None:
    return time_of(known) or known.when
