"""A document: a communiqué, an agreement, a plan, and how far it got."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from events.facts.base import ReportedFact, Since, Time
from events.facts.subject import Subject
from events.facts.texts import Key, Text
from events.limits import LIST_ITEMS

DocumentStep = Literal["drafted", "agreed", "initialled", "published", "signed", "ratified", "in-force", "not-signed"]
"""How far the text got (drafted to published), or its legal force (signed to not-signed)."""

TEXT: Final = frozenset({"drafted", "agreed", "initialled", "published"})
"""The statuses of a text. All others are of its force."""


class DocumentIssued(ReportedFact):
    """A document was drafted, agreed, published or signed, came into force, or was expected and not signed.

    Attributes:
        document: A short name for the document, which you choose.
        title: The title, as written.
        form: The form of the document, as written ("joint statement", "memorandum").
        status: How far it got. Its text: drafted, agreed, initialled, published. Its force: signed, ratified,
            in-force, not-signed.
        parties: The parties whose document it is.
        due: The time by which it is expected.

    """

    topic: ClassVar = "document-issued@1"

    document: Key
    title: Text | None = None
    form: Text | None = None
    status: Annotated[DocumentStep | None, Since(2, frozenset({"drafted", "initialled", "ratified"}))] = None
    parties: Annotated[tuple[Key, ...], Field(max_length=LIST_ITEMS)] | None = None
    due: Time | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The document."""
        return (Subject("document", self.document),)
