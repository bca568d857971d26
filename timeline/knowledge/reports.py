"""When did each report come out, and whose words does it carry?

A report is known from the latest day of its publication. Where that is unknown, from the day of recording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from events.facts.tracking import ReportFiled
    from events.store.log import RecordedFact
    from events.windows.window import Window

UNGRADED = "F"
"""The reliability of an outlet that nobody assessed: it cannot be judged."""


class Report(NamedTuple):
    """A filed report, as corrected.

    Attributes:
        id: names it within its dialogue.
        filed: the fact it was filed by.
        outlet: who published it.
        origin: whose words it carries. The outlet itself where nothing is said.
        published: when it came out. None where unknown.
        known_by: the day from which it was public. The day of recording where that is unknown.
        dated: whether the day of publication is known.
        grade: reliability of the outlet (STANAG 2511, A–F). F, cannot be judged, where nobody assessed it.

    """

    id: str
    filed: ReportFiled
    fact_id: str
    outlet: str
    origin: str
    published: Window | None
    known_by: date
    dated: bool
    grade: str


def reports_of(
    filings: Iterable[tuple[RecordedFact, ReportFiled]], reliability: Mapping[str, str]
) -> dict[str, Report]:
    """Every report on file, with the day from which it was public.

    Args:
        filings: each with its corrected content.
        reliability: grade of each assessed outlet.

    """
    reports: dict[str, Report] = {}
    for recorded, filed in filings:
        published = filed.published.window if filed.published else None
        last_day = published.latest if published else None
        reports[filed.id] = Report(
            id=filed.id,
            filed=filed,
            fact_id=recorded.fact_id,
            outlet=filed.outlet,
            origin=filed.origin or filed.outlet,
            published=published,
            known_by=last_day or recorded.recorded_at.date(),
            dated=last_day is not None,
            grade=reliability.get(filed.outlet, UNGRADED),
        )
    return reports
