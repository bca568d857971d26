"""Which units are made of what few new facts touch, and to which parts do their pieces belong?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.facts.subject import DIALOGUE
from timeline.projections import happenings
from timeline.read_models.kept_cards import DISPUTES
from timeline.read_models.kept_leaders import PART as LEADING
from timeline.read_models.kept_sessions import SESSIONS
from timeline.read_models.past_form import COMING, HEAD, UNDIVIDED
from timeline.read_models.past_pieces import OF_DIALOGUE, of_fact, of_report
from timeline.read_models.stored_form import TIMELINE

if TYPE_CHECKING:
    from collections.abc import Collection

    from timeline.read_models.cut import Cut
    from timeline.read_models.past_pieces import Unit


def units_of(cut: Cut) -> set[Unit]:
    """What is made with the subjects that new facts touch."""
    own = {OF_DIALOGUE if one == DIALOGUE else (_KIND_OF_UNIT.get(one.type, one.type), one) for one in cut.subjects}
    judged = {str(one.fact.said("target")) for one in cut.ledger.judgements if one.fact_id in cut.new}
    filed = (one for one in cut.ledger.filings if one.fact_id in cut.new | judged)
    reports = (of_report(str(one.fact.said("id"))) for one in filed)
    events = (("events", subject) for subject in cut.subjects)
    return {*own, *events, *reports, *map(of_fact, (*cut.new, *judged, *cut.relinked))}


_KIND_OF_UNIT: Final = {"deadline": "commitment"} | dict.fromkeys(happenings.TYPES, "happening")

_PARTS: Final = {
    "session": (SESSIONS, COMING),
    "rhythm": (COMING,),
    "invitation": ("invitations", COMING),
    "leaders": (LEADING,),
    "position": ("positions",),
    "commitment": ("commitments", COMING),
    "document": ("documents", COMING),
}
"""The parts that the pieces of a unit belong to, besides those of all units."""


def parts_of(units: Collection[Unit]) -> set[str]:
    """The parts that the pieces of some units belong to."""
    return {HEAD, TIMELINE, DISPUTES, *UNDIVIDED, *(part for kind, _ in units for part in _PARTS.get(kind, ()))}
