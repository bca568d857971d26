"""Which documents are there, how far did they get, and which are awaited?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from timeline import reading
from timeline.dossier import Dossier
from timeline.values import WindowValue

if TYPE_CHECKING:
    from datetime import date

    from timeline.knowledge import Knowledge

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
    for subject, all_facts in knowledge.of_type("document").items():
        facts = reading.happened_by(all_facts, on)
        if not facts:
            continue
        settling = reading.Settling(facts, knowledge.reliability)
        dossier = Dossier.of(
            subject,
            facts,
            [
                settling.newest("title", reading.term("title"), lambda _: False),
                settling.newest("form", reading.term("form"), lambda _: False),
                settling.newest("status", reading.term("status"), lambda _: False),
                settling.past("parties", reading.names("parties")),
                settling.past("issued", reading.window("when")),
                settling.newest("due", reading.window("due"), reading.still_possible(on)),
            ],
        )
        found.append(_aged(dossier, subject.key, on))
    return found


def _aged(dossier: Dossier, slug: str, on: date) -> Document:
    status, due = dossier.text("status"), dossier.value("due")
    match status:
        case "agreed" | "signed" | "published" | "in-force" | "not-signed":
            return Document(dossier, slug, status)
        case _:
            pass
    latest = due.window.latest if isinstance(due, WindowValue) else None
    if latest is not None and latest < on:
        return Document(dossier, slug, "overdue", (on - latest).days)
    return Document(dossier, slug, "awaited" if due else "published")
