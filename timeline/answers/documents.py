"""The answer to `documents`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import DisputeAnswer, Sourced, WindowAnswer, disputes_of, modality_of
from timeline.projections.documents import Status
from timeline.values.agreement import NamesValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.documents import Document
    from timeline.projections.state import State


class DocumentAnswer(Sourced):
    """A document as of a day."""

    dialogue: str
    document: str
    title: str | None
    form: str | None = Field(description="of document, as written (joint statement, memorandum)")
    status: Status = Field(description="its force where one is told, else its text; awaited or overdue before that")
    text: str | None = Field(description="how far the text got: drafted, agreed, initialled, published")
    force: str | None = Field(description="its legal force: signed, ratified, in-force, not-signed")
    modality: str | None = Field(description="planned, expected, wish, anonymous, unconfirmed; null for asserted")
    parties: tuple[str, ...] = Field(description="whose document it is")
    issued: WindowAnswer | None = Field(description="when it got that far; null where unknown")
    due: WindowAnswer | None
    overdue_days: int | None = Field(description="days since it was due; null unless overdue")
    disputes: tuple[DisputeAnswer, ...]


def document_answer(document: Document, knowledge: Knowledge) -> DocumentAnswer:
    """The answer for one document."""
    dossier = document.dossier
    parties, issued, due = (dossier.value(attribute) for attribute in ("parties", "issued", "due"))
    return DocumentAnswer(
        dialogue=knowledge.dialogue,
        document=document.document,
        title=dossier.text("title"),
        form=dossier.text("form"),
        status=document.status,
        text=dossier.text("text"),
        force=dossier.text("force"),
        modality=modality_of(dossier),
        parties=parties.names if isinstance(parties, NamesValue) else (),
        issued=WindowAnswer.of(issued) if isinstance(issued, WindowValue) else None,
        due=WindowAnswer.of(due) if isinstance(due, WindowValue) else None,
        overdue_days=document.overdue_days,
        disputes=disputes_of(dossier.disputes),
        **Sourced.sources(dossier.evidence),
    )


def document_answers(state: State) -> Iterator[DocumentAnswer]:
    """The answers for every document."""
    return (document_answer(one, state.knowledge) for one in state.documents)
