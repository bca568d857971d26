"""Tracking: that a dialogue is followed, which reports are on file, how far an outlet is relied on."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from events.facts.base import Fact, Key, ReportedFact, Text, Time, WebAddress
from events.facts.subject import DIALOGUE, Subject
from events.limits import LIST_ITEMS

ReportKind = Literal["news", "ministry", "igo", "agency", "reprint", "blog"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


class DialogueOpened(Fact):
    """A dialogue is followed from now on; the heading document of a fact file. The newest heading counts.

    Attributes:
        title: what the dialogue is called here.
        parties: states and organisations that take part.
        names: what reports call it, in their languages.

    """

    topic: ClassVar = "dialogue-opened@1"

    title: Text
    parties: Annotated[tuple[Key, ...], Field(max_length=LIST_ITEMS)] = ()
    names: Annotated[tuple[Text, ...], Field(max_length=LIST_ITEMS)] = ()

    def subjects(self) -> tuple[Subject, ...]:
        """The dialogue itself."""
        return (DIALOGUE,)


class ReportFiled(Fact):
    """A published text is on file; `report:` of a fact file. A dialogue holds a report id only once.

    Attributes:
        id: names the report within its dialogue.
        outlet: who published it.
        url: where it can be read.
        title: headline as written.
        language: of the text, BCP 47 (`en`, `ar`).
        published: when it came out; absent where unknown.
        published_basis: how that is known ("page date", "URL date", "not shown").
        kind: of text: news, ministry, igo, agency, reprint, blog.
        origin: the statement or office whose words it carries; ten prints of one statement share one origin.
        note: the coder's remark.

    """

    topic: ClassVar = "report-filed@1"

    id: Key
    outlet: Key
    url: WebAddress | None = None
    title: Text | None = None
    language: Key | None = None
    published: Time | None = None
    published_basis: Text | None = None
    kind_: Annotated[ReportKind | None, Field(alias="kind")] = None
    origin: Key | None = None
    note: Text | None = None

    def once(self) -> str:
        """One report per id in a dialogue."""
        return f"report:{self.id}"

    def subjects(self) -> tuple[Subject, ...]:
        """The report."""
        return (Subject("report", self.id),)


class SourceAssessed(ReportedFact):
    """How far an outlet is relied on, on the scale of STANAG 2511.

    Attributes:
        outlet: the outlet assessed, as written in reports.
        reliability: A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged.
        from_: since when the assessment holds.
        rationale: why.

    """

    topic: ClassVar = "source-assessed@1"

    outlet: Key
    reliability: Reliability
    from_: Annotated[Time | None, Field(alias="from")] = None
    rationale: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The outlet."""
        return (Subject("source", self.outlet),)
