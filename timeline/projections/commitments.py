"""What was promised, by when, and what became of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from events.facts.commitment import CommitmentFact, CommitmentMade, CommitmentUpdated, DeadlineSet
from events.facts.subject import Subject
from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.projections.session_plan import NOT_YET
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.knowledge.known import Knowledge, KnownFact

Status = Literal["open", "progressing", "fulfilled", "unfulfilled", "breached", "lapsed", "overdue"]

_PROMISES: Final = {"commitment": CommitmentFact, "deadline": DeadlineSet}
"""The facts of each type of subject that tell whose it is."""

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
    documents = knowledge.of_type("document")
    for subject, facts in _by_then(knowledge.of_type("deadline"), on).items():
        if Subject("document", subject.key) in documents:
            continue  # the document's own
        owner = _owner(subject, facts, knowledge, commitments)
        if owner is None:
            alone.append(_commitment(subject, facts, on))
        else:
            deadlines[owner].extend(facts)
    made = [
        _commitment(subject, sorted([*facts, *deadlines[subject]], key=lambda known: known.position), on)
        for subject, facts in commitments.items()
    ]
    return made + alone


def _by_then(gathered: dict[Subject, list[KnownFact]], on: date) -> dict[Subject, list[KnownFact]]:
    return {subject: known for subject, facts in gathered.items() if (known := readers.happened_by(facts, on))}


def _owner(
    deadline: Subject, facts: Sequence[KnownFact], knowledge: Knowledge, commitments: dict[Subject, list[KnownFact]]
) -> Subject | None:
    """The commitment that a deadline is for: of the same slug, named by `about`, or linked to it as the same."""
    slugs = [deadline.key] + [
        known.fact.about for known in facts if isinstance(known.fact, DeadlineSet) and known.fact.about
    ]
    candidates = [knowledge.same(deadline), *(knowledge.same(Subject("commitment", slug)) for slug in slugs)]
    return next((candidate for candidate in candidates if candidate in commitments), None)


def _commitment(subject: Subject, all_facts: Sequence[KnownFact], on: date) -> Commitment:
    facts = [known for known in all_facts if known.fact.modality != "denied"]
    settling = readers.Settling(facts)
    due = settling.newest("due", readers.window("due"), readers.still_possible(on))
    reported = settling.newest("status", _reported, lambda value: value.text != "progress")
    status = _REPORTED[str(reported.preferred.value.text)] if reported.preferred else "open"
    verdicts = [
        reported,
        # Who sets a deadline for a commitment has not promised anything.
        settling.past("by", readers.only(_PROMISES[subject.type], readers.names("by"))),
        settling.past("to", readers.names("to")),
        settling.newest("what", _what, lambda _: False),
        settling.newest("grade", readers.term("grade"), lambda _: False),
        settling.past("made", readers.only(CommitmentMade, readers.when)),
        due,
        settling.newest("condition", readers.term("condition"), lambda _: False),
    ]
    dossier = Dossier.of(subject, all_facts, verdicts)
    type_: Literal["commitment", "deadline"] = "deadline" if subject.type == "deadline" else "commitment"
    value = due.preferred.value if due.preferred else None
    latest = value.window.latest if isinstance(value, WindowValue) else None
    if status in ("open", "progressing") and latest is not None and latest < on:
        return Commitment(dossier, type_, subject.key, "overdue", (on - latest).days)
    return Commitment(dossier, type_, subject.key, status)


def _what(known: KnownFact) -> TermValue | None:
    return readers.term("about" if isinstance(known.fact, DeadlineSet) else "what")(known)


def _reported(known: KnownFact) -> TermValue | None:
    """What became of it; what is planned or hoped for has not become of it yet."""
    done = isinstance(known.fact, CommitmentUpdated) and known.fact.modality not in NOT_YET
    return readers.term("status")(known) if done else None
