"""The answer to `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from timeline.answers.common import Answer, WindowAnswer
from timeline.projections import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.knowledge.known import Knowledge
    from timeline.projections.sources import Source
    from timeline.projections.state import State


class SourceAnswer(Answer):
    """A report that was known, and what its words are worth."""

    dialogue: str = Field(description="The short name of the dialogue.")
    report: str = Field(description="The id of the fact.")
    outlet: str = Field(description="The outlet that published the report.")
    kind: str | None = Field(
        description="The kind of source: news, ministry, igo, agency, reprint or blog. It is null if not given."
    )
    language: str | None = Field(description="The language of the report, as a tag of BCP 47.")
    url: str | None = Field(description="The address at which the report can be read.")
    title: str | None = Field(description="The title, as written.")
    published: WindowAnswer | None = Field(description="The time of publication. It is null if unknown.")
    published_basis: str | None = Field(description="How the day of publication is known.")
    known_by: str = Field(
        description="The day from which it was public, YYYY-MM-DD. If that is unknown, it is the day of recording."
    )
    dated: bool = Field(description="True if the day of publication is known.")
    lag_days: int | None = Field(
        description="The days from the earliest event in the report to its publication. It is null if unknown."
    )
    origin: str = Field(description="The statement or office whose words it carries.")
    origin_reports: int = Field(description="The number of known reports that carry the words of this origin.")
    origin_outlets: tuple[str, ...] = Field(
        description="The outlets that printed words of this origin, the first one first."
    )
    origin_published: WindowAnswer | None = Field(
        description="The time at which the first of them came out. It is null if unknown."
    )
    first_print: bool = Field(description="True if it is the first print of this text.")
    reprint_of: str | None = Field(
        description="The id of the first print. It is null if this is the first print, or if none is on file."
    )
    reliability: str | None = Field(
        description="The reliability of the outlet, A to F (STANAG 2511). It is null if you have not graded it."
    )
    credibility: int = Field(
        ge=1,
        le=6,
        description="The computed credibility, from 1 (confirmed) to 6 (cannot be judged), as in STANAG 2511.",
    )
    credibility_words: str = Field(description="The credibility in words, as in STANAG 2511.")
    contradicted: tuple[str, ...] = Field(description="The values that it contradicts, each as `subject.attribute`.")
    times: int = Field(description="The number of facts.")
    facts: tuple[str, ...] = Field(description="The ids of the facts that the report tells, in order of the log.")


class PrintAnswer(NamedTuple):
    """A report as one print of what its origin says: what pictures and lists show of it.

    Attributes are those of `SourceAnswer`.
    """

    report: str
    outlet: str
    title: str | None
    language: str | None
    published: WindowAnswer | None
    known_by: str
    origin: str
    reprint_of: str | None
    first_print: bool
    times: int


def print_answers(knowledge: Knowledge) -> tuple[PrintAnswer, ...]:
    """The answers for every report that was known."""
    return tuple(
        PrintAnswer(
            report=one.report.id,
            outlet=one.report.outlet,
            title=one.report.filed.title,
            language=one.report.filed.language,
            published=WindowAnswer.of_window(one.report.published),
            known_by=one.report.known_by.isoformat(),
            origin=one.report.origin,
            reprint_of=one.reprint_of.id if one.reprint_of else None,
            first_print=one.first_print,
            times=len(one.facts),
        )
        for one in sources.prints(knowledge)
    )


def source_answer(source: Source, knowledge: Knowledge) -> SourceAnswer:
    """The answer for one report."""
    report, origin, filed = source.report, source.origin, source.report.filed
    return SourceAnswer(
        dialogue=knowledge.dialogue,
        report=report.id,
        outlet=report.outlet,
        kind=filed.kind_,
        language=filed.language,
        url=filed.url,
        title=filed.title,
        published=WindowAnswer.of_window(report.published, filed.published.wording if filed.published else None),
        published_basis=filed.published_basis,
        known_by=report.known_by.isoformat(),
        dated=report.dated,
        lag_days=source.lag_days,
        origin=origin.origin,
        origin_reports=len(origin.reports),
        origin_outlets=origin.outlets,
        origin_published=WindowAnswer.of_window(origin.published),
        first_print=source.first_print,
        reprint_of=source.reprint_of.id if source.reprint_of else None,
        reliability=source.reliability,
        credibility=source.credibility.number,
        credibility_words=source.credibility.words,
        contradicted=source.contradicted,
        times=len(source.facts),
        facts=tuple(known.fact_id for known in source.facts),
    )


def source_answers(state: State) -> Iterator[SourceAnswer]:
    """The answers for every report."""
    return (source_answer(one, state.knowledge) for one in sources.project(state))
