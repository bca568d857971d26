"""What was promised, by whom, by when, and what became of it?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from events.facts.commitment import CommitmentFact, CommitmentMade, CommitmentUpdated, DeadlineSet
from events.facts.subject import Subject
from events.facts.texts import names_of
from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.claims.modality import is_denied, is_done, is_wish
from timeline.claims.overdue import is_overdue, overdue_days
from timeline.claims.statuses import PENDING
from timeline.claims.undated import undated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from timeline.claims.claims import Verdict
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact
    from timeline.values.agreement import TermValue

CommitmentStatus = Literal["wished", "open", "progressing", "fulfilled", "unfulfilled", "breached", "lapsed", "overdue"]

_PROMISES: Final = {"commitment": CommitmentFact, "deadline": DeadlineSet}
"""The facts of each type of subject that tell whose it is."""

_REPORTED: Final[dict[str, CommitmentStatus]] = {
    "progress": "progressing",
    "fulfilled": "fulfilled",
    "unfulfilled": "unfulfilled",
    "breached": "breached",
    "lapsed": "lapsed",
}
_WORST_FIRST: Final[tuple[CommitmentStatus, ...]] = (
    "breached",
    "unfulfilled",
    "lapsed",
    "overdue",
    "open",
    "progressing",
    "wished",
    "fulfilled",
)


@dataclass(frozen=True, slots=True)
class PartOf:
    """What became of one party's part of a commitment.

    Attributes:
        by: whose part.
        status: where it stands.
        facts: ids of the facts that say so. Of a part of which nothing is reported, those of the promise.

    """

    by: str
    status: CommitmentStatus
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment, or a deadline that belongs to none, as of a day.

    Attributes:
        dossier: its facts and verdicts (by, to, what, grade, made, due, condition, modality, status, and of a joint one
            `status of` each party).
        type: commitment or deadline.
        commitment: its slug.
        status: where it stands. Of a joint one fulfilled when all parts are, else the worst of them.
        parts: of each party that committed, in the order in which the promise names them.
        deadlines: the deadlines that belong to it.
        overdue_days: days since the due window passed. None unless overdue.

    """

    dossier: Dossier
    type: Literal["commitment", "deadline"]
    commitment: str
    status: CommitmentStatus
    parts: tuple[PartOf, ...] = ()
    deadlines: tuple[Subject, ...] = ()
    overdue_days: int | None = None

    @property
    def is_pending(self) -> bool:
        """Whether it is still to be kept: open, progressing or overdue, and not denied."""
        return self.status in PENDING and self.dossier.text("modality") != "denied"


def project(knowledge: Knowledge, on: date) -> list[Commitment]:
    """Every commitment and every deadline that stands alone, in order of the log."""
    return [dated(life_of(promise, knowledge, on), on) for promise in promises(knowledge, on)]


def dated(commitment: Commitment, on: date) -> Commitment:
    """With the days since it was due, which every day changes."""
    if commitment.status != "overdue":
        return commitment
    return replace(commitment, overdue_days=overdue_days(commitment.dossier.value("due"), on))


class Promise(NamedTuple):
    """A commitment, or a deadline that stands alone.

    Attributes:
        subject: what it is.
        facts: that tell of it, and of its deadlines.
        deadlines: that belong to it.

    """

    subject: Subject
    facts: list[KnownFact]
    deadlines: tuple[Subject, ...] = ()


def promises(knowledge: Knowledge, on: date) -> list[Promise]:
    """Everything that was promised by a day, deadlines that stand alone last, in order of the log."""
    commitments = _by_then(knowledge.of_type("commitment"), on)
    alone: list[Promise] = []
    deadlines: dict[Subject, dict[Subject, list[KnownFact]]] = {subject: {} for subject in commitments}
    documents = knowledge.of_type("document")
    for subject, facts in _by_then(knowledge.of_type("deadline"), on).items():
        if Subject("document", subject.key) in documents:
            continue  # the document's own
        owner = _owner(subject, facts, knowledge, commitments)
        if owner is None:
            alone.append(Promise(subject, facts))
        else:
            deadlines[owner][subject] = facts
    made = [
        Promise(subject, _in_order(facts, *deadlines[subject].values()), tuple(deadlines[subject]))
        for subject, facts in commitments.items()
    ]
    return made + alone


def _in_order(*told: Iterable[KnownFact]) -> list[KnownFact]:
    """Facts in order of the log. One that several subjects share stands once."""
    by_position = {known.position: known for facts in told for known in facts}
    return [by_position[position] for position in sorted(by_position)]


def _by_then(gathered: dict[Subject, list[KnownFact]], on: date) -> dict[Subject, list[KnownFact]]:
    return {subject: known for subject, facts in gathered.items() if (known := readers.told_by(facts, on))}


def _owner(
    deadline: Subject, facts: Sequence[KnownFact], knowledge: Knowledge, commitments: dict[Subject, list[KnownFact]]
) -> Subject | None:
    """The commitment that a deadline is for: of the same slug, named by `about`, or linked to it as the same."""
    slugs = [deadline.key] + [
        known.fact.about for known in facts if isinstance(known.fact, DeadlineSet) and known.fact.about
    ]
    candidates = [knowledge.same(deadline), *(knowledge.same(Subject("commitment", slug)) for slug in slugs)]
    return next((candidate for candidate in candidates if candidate in commitments), None)


def life_of(promise: Promise, knowledge: Knowledge, on: date) -> Commitment:
    """A commitment, or a lone deadline, but for the days since it was due."""
    subject, all_facts, deadlines = promise
    facts = [known for known in all_facts if not is_denied(known)]
    settling = readers.Settling(facts)
    due = settling.planned("due", readers.window("due"), on)
    is_late = is_overdue(due.preferred.value if due.preferred else None, on)
    making = [known for known in facts if isinstance(known.fact, CommitmentMade | DeadlineSet)]
    is_wished = bool(making) and all(map(is_wish, making))
    parties = _parties(facts, knowledge)
    reported = {party: _reported_of(party, facts, knowledge) for party in parties}
    statuses = {party: _status(verdict, is_wished=is_wished, is_late=is_late) for party, verdict in reported.items()}
    if len(parties) > 1:
        status = min(statuses.values(), key=_WORST_FIRST.index)
        worst = next(party for party, own in statuses.items() if own == status)
        verdicts = [reported[worst], *(one._replace(attribute=f"status of {party}") for party, one in reported.items())]
        # What one party did does not contradict what another did; each part has its own disputes.
        verdicts[0] = verdicts[0]._replace(dissent=())
    else:
        verdicts = [_settled(facts)]
        status = _status(verdicts[0], is_wished=is_wished, is_late=is_late)
        statuses = dict.fromkeys(parties, status)
        reported = dict.fromkeys(parties, verdicts[0])
    dossier = Dossier.of(
        subject,
        all_facts,
        [
            *verdicts,
            # Who sets a deadline for a commitment has not promised anything.
            settling.past("by", readers.only(_PROMISES[subject.type], readers.names("by"))),
            settling.past("to", readers.names("to")),
            settling.newest("what", _what, lambda _: False),
            settling.newest("grade", readers.term("grade"), lambda _: False),
            settling.past("made", readers.only(CommitmentMade, readers.when)),
            due,
            *(() if due.preferred else (undated(facts, "due"),)),
            settling.newest("condition", readers.term("condition"), lambda _: False),
            readers.Settling(
                known for known in all_facts if isinstance(known.fact, CommitmentMade | DeadlineSet)
            ).modality(),
        ],
    )
    promised = tuple(known.fact_id for known in making)
    parts = tuple(
        PartOf(party, statuses[party], verdict.preferred.facts if verdict.preferred else promised)
        for party, verdict in reported.items()
    )
    type_: Literal["commitment", "deadline"] = "deadline" if subject.type == "deadline" else "commitment"
    return Commitment(dossier, type_, subject.key, status, parts, deadlines)


def _parties(facts: Iterable[KnownFact], knowledge: Knowledge) -> tuple[str, ...]:
    """Who committed, in the order of the promises, the oldest first. Then who else is told to have done its part."""
    told = sorted(
        (known for known in facts if isinstance(known.fact, CommitmentFact)),
        key=lambda known: (isinstance(known.fact, CommitmentUpdated), known.age[:2], known.fact_id),
    )
    owners = [known for known in told if isinstance(known.fact, CommitmentMade)]
    named = _named(owners, knowledge)
    # Where one party committed, whoever an update names is that party in other words.
    return named if len(named) == 1 else _named(told, knowledge)


def _named(facts: Iterable[KnownFact], knowledge: Knowledge) -> tuple[str, ...]:
    names = (knowledge.party(name) for known in facts for name in names_of(known.fact.said("by")))
    return tuple(dict.fromkeys(names))


def _reported_of(party: str, facts: Iterable[KnownFact], knowledge: Knowledge) -> Verdict:
    """What became of a party's part: updates that name it, and those that name nobody."""
    own = [
        known
        for known in facts
        if not known.fact.said("by") or party in map(knowledge.party, names_of(known.fact.said("by")))
    ]
    return _settled(own)


def _settled(facts: Sequence[KnownFact]) -> Verdict:
    news = [known for known in facts if not known.fact.retold] or facts
    return readers.Settling(news).newest("status", _reported, lambda value: value.text != "progress")


def _status(reported: Verdict, *, is_wished: bool, is_late: bool) -> CommitmentStatus:
    status: CommitmentStatus = _REPORTED[str(reported.preferred.value.text)] if reported.preferred else "open"
    if status == "open" and is_wished:
        return "wished"
    return "overdue" if is_late and status in ("open", "progressing") else status


def _what(known: KnownFact) -> TermValue | None:
    return readers.term("about" if isinstance(known.fact, DeadlineSet) else "what")(known)


def _reported(known: KnownFact) -> TermValue | None:
    """What became of it. What is planned or hoped for has not become of it yet."""
    done = isinstance(known.fact, CommitmentUpdated) and is_done(known)
    return readers.term("status")(known) if done else None
