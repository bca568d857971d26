"""Where do reports contradict each other?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.facts.subject import Subject
    from timeline.claims.claims import Verdict
    from timeline.projections.state import State


@dataclass(frozen=True, slots=True)
class Dispute:
    """A subject and the attribute on which reports contradict the preferred value."""

    subject: Subject
    verdict: Verdict


def project(state: State) -> list[Dispute]:
    """Every dispute of a dialogue, in order of its subjects."""
    return [Dispute(dossier.subject, verdict) for dossier in state.dossiers for verdict in dossier.disputes]
