"""A document: a communiqué, an agreement, a plan, and how far it got."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from events.facts.base import Key, ReportedFact, Text, Time
from events.facts.subject import Subject
from events.limits import LIST_ITEMS

DocumentStatus = Literal["agreed", "signed", "published", "in-force", "not-signed"]


class DocumentIssued(ReportedFact):
    """A document was agreed, signed, published, came into force, or was expected and not signed.

    Attributes:
        document: its slug.
        title: as written.
        form: of document, as written ("joint statement", "memorandum").
        status: agreed, signed, published, in-force, not-signed.
        parties: whose document it is.
        due: by when it is to be there.

    """

    topic: ClassVar = "document-issued@1"

    document: Key
    title: Text | None = None
    form: Text | None = None
    status: DocumentStatus | None = None
    parties: Annotated[tuple[Key, ...], Field(max_length=LIST_ITEMS)] | None = None
    due: Time | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The document."""
        return (Subject("document", self.document),)
