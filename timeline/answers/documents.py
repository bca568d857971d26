"""The answer to `documents`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from timeline.answers.common import DisputeAnswer, Sourced, WindowAnswer, disputes_of, modality_of
from timeline.claims.undated import WORDS
from timeline.projections.documents import DocumentStatus
from timeline.values.agreement import NamesValue, WindowValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.documents import Document
    from timeline.projections.state import State


class DocumentAnswer(Sourced):
    """A document as of a day."""

    dialogue: str = Field(description="The short name of the dialogue.")
    document: str = Field(description="The short name of the document.")
    title: str | None = Field(description="The title, as written.")
    form: str | None = Field(description="The form of the document, as written (joint statement, memorandum).")
    status: DocumentStatus = Field(
        description="The status: its legal force, or else its text. It is awaited or overdue before that."
    )
    text: str | None = Field(description="How far the text got: drafted, agreed, initialled or published.")
    force: str | None = Field(description="The legal force: signed, ratified, in-force or not-signed.")
    modality: str | None = Field(
        description="How firmly it is said: planned, expected, wish, anonymous or unconfirmed. It is null for asserted."
    )
    parties: tuple[str, ...] = Field(description="The parties whose document it is.")
    issued: WindowAnswer | None = Field(description="The time at which it got that far. It is null if unknown.")
    due: WindowAnswer | None = Field(description="The time by which it is due.")
    words: str | None = Field(description="The words of the reports for that time, where they name no days.")
    overdue_days: int | None = Field(description="The days since it was due. It is null unless it is overdue.")
    disputes: tuple[DisputeAnswer, ...] = Field(description="The attributes on which reports contradict each other.")


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
        words=dossier.text(WORDS),
        overdue_days=document.overdue_days,
        disputes=disputes_of(dossier.disputes),
        **Sourced.sources(dossier.evidence),
    )


def document_answers(state: State) -> Iterator[DocumentAnswer]:
    """The answers for every document."""
    return (document_answer(one, state.knowledge) for one in state.documents)
