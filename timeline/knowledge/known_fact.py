"""What is a fact that counts? As corrected, with its report, and the day from which it was public."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from timeline.knowledge.reports import UNGRADED
from timeline.values.places import PlaceValue

if TYPE_CHECKING:
    from datetime import date

    from events.facts.base import ReportedFact
    from events.facts.subject import Subject
    from timeline.knowledge.judgements import Amendment
    from timeline.knowledge.reports import Report
    from timeline.values.agreement import WindowValue
    from timeline.values.places import LinkedPlace


class KnownFact(NamedTuple):
    """A fact that counts, as corrected.

    Attributes:
        fact_id: 32 hex digits.
        position: place in the log.
        fact: the payload with every correction that counts.
        kind: as in a fact file.
        report: the report that says it. None for a fact that cites none.
        known_by: the day from which it was public.
        dated: whether the day of publication is known. Otherwise `known_by` is the day of recording.
        age: orders facts: dated ones first, by the first day that their publication can mean, then by content, so that
            the order of the log decides nothing. An undated one is as old as can be, no news.
        when: when it happened. None where no window can be given.
        amendments: corrections applied to it, or, for a fact taken back, the retraction.
        subjects: what it is about, linked subjects merged.
        ahead: whether it tells of a day that was still to come when these words were first printed.
        origin: whose words it carries: its own where it names one, else its report's. None where it cites no report.
        places: those of its places that judgements are about: each as it is written, and under all its names.

    """

    fact_id: str
    position: int
    fact: ReportedFact
    kind: str
    report: Report | None
    known_by: date
    dated: bool
    age: tuple[bool, date, str]
    when: WindowValue | None
    amendments: tuple[Amendment, ...] = ()
    subjects: tuple[Subject, ...] = ()
    ahead: bool = False
    origin: str | None = None
    places: tuple[tuple[str, LinkedPlace], ...] = ()

    @property
    def grade(self) -> str:
        """Reliability of the outlet. F, cannot be judged, for a fact that cites no report."""
        return UNGRADED if self.report is None else self.report.grade

    def place(self, attribute: str) -> PlaceValue | None:
        """The place that an attribute names. None where it names none."""
        text = self.fact.said(attribute)
        if not text:
            return None
        language = self.report.filed.language if self.report else None
        linked = next((linked for name, linked in self.places if name == text), None)
        return PlaceValue(text, language=language or "", linked=linked)
