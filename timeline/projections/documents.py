"""Which documents are there, how far did their text and their force get, and which are awaited?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from events.facts.document import TEXT, DocumentIssued, DocumentStep
from events.facts.subject import Subject
from timeline.claims import readers
from timeline.claims.claims import claims_on
from timeline.claims.dossier import Dossier
from timeline.claims.modality import is_denied, is_done, is_to_come
from timeline.claims.overdue import overdue_days
from timeline.claims.sequence import settle_sequence
from timeline.claims.undated import undated
from timeline.projections.planned import is_as_far
from timeline.values.agreement import TermValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.claims.claims import Claim, Verdict
    from timeline.claims.statements import Statement
    from timeline.knowledge.known import Knowledge
    from timeline.knowledge.known_fact import KnownFact

DocumentStatus = Literal[
    "awaited", "overdue", "drafted", "agreed", "initialled", "published", "signed", "ratified", "in-force", "not-signed"
]

_STEPS: Final[tuple[DocumentStep, ...]] = get_args(DocumentStep)
"""In the order in which a document gets that far."""

_UNSIGNED: Final = "not-signed"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as of a day.

    Attributes:
        dossier: its facts and verdicts (title, form, status, text, force, parties, issued, due, modality).
        document: its slug.
        status: its force where one is told, else how far its text got. Awaited, or overdue, while no report says that
            it was issued.
        deadlines: the deadlines that belong to it.
        overdue_days: days since it was due. None unless overdue.

    """

    dossier: Dossier
    document: str
    status: DocumentStatus
    deadlines: tuple[Subject, ...] = ()
    overdue_days: int | None = None


def project(knowledge: Knowledge, on: date) -> list[Document]:
    """Every document, in order of the log."""
    deadlines = knowledge.of_type("deadline")
    found = (
        life_of(subject, facts, deadlines.get(deadline_of(subject), []), on)
        for subject, facts in knowledge.of_type("document").items()
    )
    return [document for document in found if document]


def deadline_of(document: Subject) -> Subject:
    """The deadline that is a document's own, if there is one."""
    return Subject("deadline", document.key)


def life_of(subject: Subject, all_facts: list[KnownFact], all_deadlines: list[KnownFact], on: date) -> Document | None:
    """A document with the deadlines of its slug. What is only planned or hoped for has not come about."""
    told = readers.told_by(all_facts, on)
    if all(map(is_denied, told)):
        return None
    deadlines = readers.happened_by(all_deadlines, on)
    facts = [known for known in told if not is_denied(known)]
    about = readers.Settling(facts)
    done = [known for known in facts if isinstance(known.fact, DocumentIssued) and is_done(known)]
    text, force = _axis("text", done), _axis("force", done)
    status = (force if force.preferred else text)._replace(attribute="status")
    reached = status.preferred.value.key if status.preferred else None
    reporting = [known for known in done if _says(known, reached)]
    due = readers.Settling([*facts, *deadlines]).planned("due", _due, on)
    as_far = told if reached is None else [known for known in told if _says(known, reached)]
    dossier = Dossier.of(
        subject,
        sorted([*told, *deadlines], key=lambda known: known.position),
        [
            about.newest("title", readers.term("title"), lambda _: False),
            about.newest("form", readers.term("form"), lambda _: False),
            status,
            text,
            force,
            about.past("parties", readers.names("parties")),
            readers.Settling(reporting).past("issued", readers.when),
            due,
            *(() if due.preferred else (_words([*facts, *deadlines], done),)),
            readers.Settling(as_far).modality(),
        ],
    )
    return _aged(dossier, subject.key, (deadline_of(subject),) if deadlines else (), on)


def _words(facts: Sequence[KnownFact], done: Sequence[KnownFact]) -> Verdict:
    """In which words reports tell the time of what is still awaited, where none gives days."""
    out = [known for known in done if known.fact.said("status") or not known.fact.said("due")]
    awaited = [known for known in facts if not any(_is_as_far(known, one) for one in out)]
    by = undated(awaited, "due")
    return by if by.preferred else undated([known for known in awaited if is_to_come(known)], "when")


def _is_as_far(planned: KnownFact, reached: KnownFact) -> bool:
    fact, other = planned.fact, reached.fact
    if not (isinstance(fact, DocumentIssued) and isinstance(other, DocumentIssued)):
        return True  # a deadline is met by whatever came out
    return is_as_far(fact.status, other.status)


def _says(known: KnownFact, status: object) -> bool:
    """Whether it tells of that step, or of none: "not signed" is denied of another step than "agreed"."""
    term = readers.term("status")(known)
    return term is None or term.key == status


def _axis(attribute: Literal["text", "force"], done: Sequence[KnownFact]) -> Verdict:
    """How far the text, or the legal force, got."""

    def read(known: KnownFact) -> TermValue | None:
        term = readers.term("status")(known)
        return term if term and (term.key in TEXT) == (attribute == "text") else None

    claims = claims_on(done, read)
    if attribute == "text" and not any(map(readers.term("status"), done)):
        # What is issued, and nothing else is told of it, is out.
        claims = claims_on(done, lambda known: None if known.fact.said("due") else TermValue("published"))
    return settle_sequence(attribute, claims, rank=_rank, contradicts=_contradicts)


def _rank(claim: Claim) -> int:
    return _STEPS.index(claim.value.key) if claim.value and claim.value.key in _STEPS else 0


def _contradicts(other: Statement, current: Statement) -> bool:
    """Whether one says that it is signed, and the other, on that day or later, that it is not."""
    said = {one.value.text for one in (other, current) if one.value}
    if _UNSIGNED not in said or len(said) == 1:
        return False
    return current.value == TermValue(_UNSIGNED) or other.said_on >= current.said_on


def _due(known: KnownFact) -> WindowValue | None:
    """By when it is to be there: as told, else the day for which it is planned."""
    due = readers.window("due")(known)
    planned = isinstance(known.fact, DocumentIssued) and is_to_come(known)
    return due or (known.when if planned else None)


def _aged(dossier: Dossier, slug: str, deadlines: tuple[Subject, ...], on: date) -> Document:
    status = dossier.text("status")
    for step in _STEPS:
        if step == status:
            return Document(dossier, slug, step, deadlines)
    late = overdue_days(dossier.value("due"), on)
    return Document(dossier, slug, "awaited" if late is None else "overdue", deadlines, late)
