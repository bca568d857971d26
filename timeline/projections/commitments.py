"""What was promised, by when, and what became of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from events.facts.commitment import CommitmentMade, CommitmentUpdated, DeadlineSet
from events.facts.subject import Subject
from timeline import reading
from timeline.claims import claims_on, in_order_of_news
from timeline.dossier import Dossier
from timeline.values import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.knowledge import Knowledge, KnownFact

Status = Literal["open", "progressing", "fulfilled", "unfulfilled", "breached", "lapsed", "overdue"]

PENDING: Final = frozenset({"open", "progressing", "overdue"})
"""The statuses of what is still to be done."""

_REPORTED: Final[dict[str, Status]] = {
    "progress": "progressing",
    "fulfilled": "fulfilled",
    "unfulfilled": "unfulfilled",
    "breached": "breached",
    "lapsed": "lapsed",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment, or a deadline that belongs to none, as of a day.

    Attributes:
        dossier: its facts and verdicts (by, to, what, grade, made, due, condition, status).
        type: commitment or deadline.
        commitment: its slug.
        status: where it stands.
        overdue_days: days since the due window passed; None unless overdue.

    """

    dossier: Dossier
    type: Literal["commitment", "deadline"]
    commitment: str
    status: Status
    overdue_days: int | None = None


def project(knowledge: Knowledge, on: date) -> list[Commitment]:
    """Every commitment and every deadline that stands alone, in order of the log."""
    commitments = _by_then(knowledge.of_type("commitment"), on)
    alone: list[Commitment] = []
    deadlines: dict[Subject, list[KnownFact]] = {subject: [] for subject in commitments}
    for subject, facts in _by_then(knowledge.of_type("deadline"), on).items():
        owner = _owner(subject, facts, knowledge, commitments)
        if owner is None:
            alone.append(_commitment(subject, facts, knowledge, on))
        else:
            deadlines[owner].extend(facts)
    made = [
        _commitment(subject, sorted([*facts, *deadlines[subject]], key=lambda known: known.position), knowledge, on)
        for subject, facts in commitments.items()
    ]
    return made + alone


def _by_then(gathered: dict[Subject, list[KnownFact]], on: date) -> dict[Subject, list[KnownFact]]:
    return {subject: known for subject, facts in gathered.items() if (known := reading.happened_by(facts, on))}


def _owner(
    deadline: Subject, facts: Sequence[KnownFact], knowledge: Knowledge, commitments: dict[Subject, list[KnownFact]]
) -> Subject | None:
    """The commitment that a deadline is for: of the same slug, named by `about`, or linked to it as the same."""
    slugs = [deadline.key] + [
        known.fact.about for known in facts if isinstance(known.fact, DeadlineSet) and known.fact.about
    ]
    candidates = [knowledge.same(deadline), *(knowledge.same(Subject("commitment", slug)) for slug in slugs)]
    return next((candidate for candidate in candidates if candidate in commitments), None)


def _commitment(subject: Subject, facts: Sequence[KnownFact], knowledge: Knowledge, on: date) -> Commitment:
    settling = reading.Settling((known for known in facts if known.fact.modality != "denied"), knowledge.reliability)
    due = settling.newest("due", reading.window("due"), reading.still_possible(on))
    status = _reported_status(facts, knowledge)
    verdicts = [
        settling.newest("status", reading.only(CommitmentUpdated, reading.term("status"))),
        settling.past("by", reading.names("by")),
        settling.past("to", reading.names("to")),
        settling.newest("what", _what, lambda _: False),
        settling.newest("grade", reading.term("grade"), lambda _: False),
        settling.past("made", reading.only(CommitmentMade, reading.window("when"))),
        due,
        settling.newest("condition", reading.term("condition"), lambda _: False),
    ]
    dossier = Dossier.of(subject, facts, verdicts)
    type_: Literal["commitment", "deadline"] = "deadline" if subject.type == "deadline" else "commitment"
    value = due.preferred.value if due.preferred else None
    latest = value.window.latest if isinstance(value, WindowValue) else None
    if status in ("open", "progressing") and latest is not None and latest < on:
        return Commitment(dossier, type_, subject.key, "overdue", (on - latest).days)
    return Commitment(dossier, type_, subject.key, status)


def _what(known: KnownFact) -> TermValue | None:
    return reading.term("about" if isinstance(known.fact, DeadlineSet) else "what")(known)


def _reported_status(facts: Sequence[KnownFact], knowledge: Knowledge) -> Status:
    """The newest word on it; open where nobody has reported any."""
    claims = claims_on(facts, reading.only(CommitmentUpdated, reading.term("status")), knowledge.reliability)
    news = in_order_of_news(claims)
    return _REPORTED[str(news[-1].claims[0].source.fact.status)] if news else "open"  # type: ignore[attr-defined] # read from updates only
