"""What is kept so that two days can be compared: the values of each subject, and the facts and reports behind them?

- `values`: `[{attribute: value}, status, last heard]` of each subject, placed as subjects are compared.
- `behind`: of each fact behind a subject the attributes that it gives their values; placed by its position in the log.
- `facts`: `[report, origin, known by, latest day, first and last day for prints, kind, subjects…]` of each fact that
  counts, placed by its position.
- `reports`: `[origin, outlet, title, language, [published, its first day, its last], known by, whether it is dated,
  whether it is a reprint]` of each report that is known, placed by the position of its first filing.

No line tells of another fact than its own, so one more fact of a subject leaves the lines of all others as they are.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from timeline.answers.common import WindowAnswer
from timeline.projections.diff import settled_of
from timeline.projections.news import NewFact
from timeline.projections.sources import REPRINT, reach_of
from timeline.read_models.chapters import Piece
from timeline.read_models.past_form import BEHIND, FACTS, REPORTS, VALUES
from timeline.read_models.stored_form import answer_json

if TYPE_CHECKING:
    from collections.abc import Hashable

    from timeline.knowledge.growing import Growing
    from timeline.projections.diff import Life

_Key = tuple[str, "Hashable"]
_OF_LIFE: Final[_Key] = (VALUES, "")
_OF_FACT: Final[_Key] = (FACTS, "")
_OF_REPORT: Final[_Key] = (REPORTS, "")

SECTIONS: Final = ("dialogue", "session", "invitation", "position", "commitment", "document", "happening")
"""Kinds of units, in the order in which their subjects are compared."""


class Values:
    """The pieces of a dialogue that two days are compared by, day after day."""

    def __init__(self, growing: Growing) -> None:
        """Take what is known."""
        self._growing = growing

    def of_life(self, kind: str, place: Any, life: Life, on: int) -> dict[_Key, Piece]:  # noqa: ANN401 - whatever orders it
        """The values of a subject, and the facts behind them.

        Args:
            kind: of its unit.
            place: among the subjects of its kind.
            life: what was made of it.
            on: the day.

        """
        dossier, status, last_heard = life
        settled: dict[str, str] = {}
        giving: dict[str, list[str]] = defaultdict(list)
        for attribute, support in settled_of(dossier):
            settled[attribute] = str(support.value.text)
            for fact in support.facts:
                giving[fact].append(attribute)
        told = [settled, status, last_heard.text if last_heard else None]
        pieces: dict[_Key, Piece] = {_OF_LIFE: Piece(on, [SECTIONS.index(kind), place], answer_json(told))}
        for known in dossier.facts:
            at = known.position
            pieces[BEHIND, at] = Piece(on, at, _text_of(tuple(giving.get(known.fact_id, ()))))
        return pieces

    def of_fact(self, fact_id: str, on: int) -> dict[_Key, Piece]:
        """A fact, where it counts."""
        known = self._growing.counting.get(fact_id)
        if known is None:
            return {}
        _, at, report, origin, known_by, latest = NewFact.of(known)
        days = latest.toordinal() if latest else None, reach_of(known) if known.report else None
        told = [report, origin, known_by.toordinal(), *days, known.kind, *map(str, known.subjects)]
        return {_OF_FACT: Piece(on, at, answer_json(told))}

    def of_report(self, name: str, on: int) -> dict[_Key, Piece]:
        """A report, where it is known."""
        report = self._growing.known.reports.get(name)
        if report is None:
            return {}
        filed, window = report.filed, WindowAnswer.of_window(report.published)
        published = [window.edtf, window.earliest, window.latest] if window else None
        known_by = report.known_by.toordinal(), report.dated, filed.kind_ == REPRINT
        told = [report.origin, report.outlet, filed.title, filed.language, published, *known_by]
        return {_OF_REPORT: Piece(on, self._growing.filed_at(name), answer_json(told))}


@cache
def _text_of(attributes: tuple[str, ...]) -> str:
    """As JSON. There are few such lists, and thousands of facts share each of them."""
    return answer_json(attributes)
