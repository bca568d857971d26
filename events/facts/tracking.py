"""Tracking: the dialogues that are followed, the reports on file, and how reliable each outlet is."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from events.facts.base import Fact, ReportedFact, Time
from events.facts.subject import DIALOGUE, Subject
from events.facts.texts import Key, Text, WebAddress
from events.limits import LIST_ITEMS

ReportKind = Literal["news", "ministry", "igo", "agency", "reprint", "blog"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]


class DialogueOpened(Fact):
    """You follow a dialogue from now on. In a fact file this is the heading document. The newest heading counts.

    Attributes:
        title: The name of the dialogue, as your tables show it.
        parties: The states and organisations that take part.
        names: The names that reports give the dialogue, in their languages.

    """

    topic: ClassVar = "dialogue-opened@1"

    title: Text
    parties: Annotated[tuple[Key, ...], Field(max_length=LIST_ITEMS)] = ()
    names: Annotated[tuple[Text, ...], Field(max_length=LIST_ITEMS)] = ()

    def subjects(self) -> tuple[Subject, ...]:
        """The dialogue itself."""
        return (DIALOGUE,)


class ReportFiled(Fact):
    """You file a published text. In a fact file this is `report:`. A dialogue has each report id only once.

    Attributes:
        id: A short name for the report, which you choose. It stays the same for good.
        outlet: The newspaper, agency, ministry or site that published the report.
        url: The address at which the report can be read.
        title: The headline, as written.
        language: The language of the report, as a tag of BCP 47 (`en`, `ar`).
        published: The day on which the report came out. Leave it out if it is unknown.
        published_basis: How you know the day of publication ("page date", "URL date", "not shown").
        kind_: What kind of source it is: news, ministry, igo (international organisation), agency, reprint or
            blog.
        origin: The statement or office whose words the report carries. Ten prints of one press release have one
            origin.
        note: Your own remark.

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
    """You grade how reliable an outlet is, on the scale of STANAG 2511.

    Attributes:
        outlet: The outlet that you grade, as written in reports.
        reliability: A completely reliable, B usually, C fairly, D not usually, E unreliable, F cannot be
            judged.
        from_: The day from which the grade holds.
        rationale: The reason for the grade.

    """

    topic: ClassVar = "source-assessed@1"

    outlet: Key
    reliability: Reliability
    from_: Annotated[Time | None, Field(alias="from")] = None
    rationale: Text | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The outlet."""
        return (Subject("source", self.outlet),)
