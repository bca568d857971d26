"""Which documents are there, how far did they get, and which are awaited?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from events.facts.document import DocumentIssued
from events.facts.subject import Subject
from timeline.claims import readers
from timeline.claims.dossier import Dossier
from timeline.projections.session_plan import has_happened
from timeline.values.agreement import WindowValue

if TYPE_CHECKING:
    from datetime import date

    from timeline.knowledge.known import Knowledge, KnownFact

Status = Literal["awaited", "overdue", "agreed", "signed", "published", "in-force", "not-signed"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as of a day.

    Attributes:
        dossier: its facts and verdicts (title, form, status, parties, issued, due).
        document: its slug.
        status: how far it got; awaited, or overdue, while no report says that it was issued.
        overdue_days: days since it was due; None unless overdue.

    """

    dossier: Dossier
    document: str
    status: Status
    overdue_days: int | None = None


def project(knowledge: Knowledge, on: date) -> list[Document]:
    """Every document, in order of the log."""
    found: list[Document] = []
    for subject, told in knowledge.of_type("document").items():
        facts = [known for known in readers.happened_by(told, on) if known.fact.modality != "denied"]
        if facts:
            deadlines = knowledge.by_subject.get(Subject("deadline", subject.key), [])
            found.append(_document(subject, facts, readers.happened_by(deadlines, on), on))
    return found


def _document(subject: Subject, facts: list[KnownFact], deadlines: list[KnownFact], on: date) -> Document:
    """A document with the deadlines of its slug. What is only planned or hoped for has not come about."""
    about = readers.Settling(facts)
    done = [known for known in facts if has_happened(known, DocumentIssued)]
    status = readers.Settling(done).newest("status", readers.term("status"), lambda _: False)
    reached = status.preferred.value.key if status.preferred else None
    reporting = [known for known in done if (term := readers.term("status")(known)) is None or term.key == reached]
    dossier = Dossier.of(
        subject,
        sorted([*facts, *deadlines], key=lambda known: known.position),
        [
            about.newest("title", readers.term("title"), lambda _: False),
            about.newest("form", readers.term("form"), lambda _: False),
            status,
            about.past("parties", readers.names("parties")),
            readers.Settling(reporting).past("issued", readers.when),
            readers.Settling([*facts, *deadlines]).newest("due", readers.window("due"), readers.still_possible(on)),
        ],
    )
    return _aged(dossier, subject.key, on, is_out=bool(done))


def _aged(dossier: Dossier, slug: str, on: date, *, is_out: bool) -> Document:
    status, due = dossier.text("status"), dossier.value("due")
    match status:
        case "agreed" | "signed" | "published" | "in-force" | "not-signed":
            return Document(dossier, slug, status)
        case _:
            pass
    latest = due.window.latest if isinstance(due, WindowValue) else None
    if latest is not None and latest < on:
        return Document(dossier, slug, "overdue", (on - latest).days)
    return Document(dossier, slug, "published" if is_out and due is None else "awaited")
