"""The answer to `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

    dialogue: str
    report: str = Field(description="its id")
    outlet: str
    kind: str | None = Field(description="news, ministry, igo, agency, reprint, blog; null where not said")
    language: str | None
    url: str | None
    title: str | None
    published: WindowAnswer | None = Field(description="null where unknown")
    published_basis: str | None = Field(description="how the day of publication is known")
    known_by: str = Field(description="the day from which it was public, or recorded where that is unknown; YYYY-MM-DD")
    dated: bool = Field(description="whether the day of publication is known")
    lag_days: int | None = Field(description="from the earliest thing it tells of, to its publication; null if unknown")
    origin: str = Field(description="the statement or office whose words it carries")
    origin_reports: int = Field(description="number of known reports that carry the words of this origin")
    origin_outlets: tuple[str, ...] = Field(description="who printed words of this origin, the first one first")
    origin_published: WindowAnswer | None = Field(description="when the first of them came out; null where unknown")
    first_print: bool = Field(description="whether it is the first print of what it says")
    reprint_of: str | None = Field(description="id of the first print; null where it is one, or none is on file")
    reliability: str | None = Field(description="of the outlet, A-F (STANAG 2511); null where not assessed")
    credibility: int = Field(description="1 to 6 (STANAG 2511), computed: see docs/rules.md", ge=1, le=6)
    credibility_words: str
    contradicted: tuple[str, ...] = Field(description="as subject.attribute: where it contradicts the preferred value")
    times: int = Field(description="number of facts")
    facts: tuple[str, ...] = Field(description="ids of the facts that it says, in order of the log")


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
    return (source_answer(one, state.knowledge) for one in sources.project(state.knowledge, state.on, state))
