"""How do exports word what they share: windows, subjects, evidence, addresses, names that never change?"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from events.windows.window import Window
    from timeline.knowledge.known_fact import KnownFact
    from timeline.knowledge.reports import Report
    from timeline.values.agreement import WindowValue

PRODUCT: Final = "dialogue-timeline"
"""Who made the file."""

_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%")
"""What stands for itself in an address (RFC 3986)."""

DECEMBER: Final = 12

Parts = tuple[int, ...]
"""Year, month and day, as far as they are meant."""


def lasting_id(*names: str) -> UUID:
    """An id that is the same in every export, and for every reader of the same log (RFC 9562, version 5)."""
    return uuid5(NAMESPACE_URL, "\n".join((PRODUCT, *names)))


def is_vague(window: Window) -> bool:
    """Whether more than one day can be meant, or the day is not certain."""
    return not window.is_day or window.approximate or window.uncertain


def window_text(window: Window, wording: str | None = None) -> str:
    """A window as a reader sees it: the words of the report, and what they were taken to mean."""
    return f"{harmless(wording)} ({window.text})" if wording and wording != window.text else window.text


def value_text(value: WindowValue) -> str:
    """The same for a settled window."""
    return window_text(value.window, value.wording)


def span_parts(window: Window) -> tuple[Parts, ...]:
    """The window as one date, or as first and last date, no more precise than it is. Empty where a side is open.

    `2025` is ((2025,),), the second half of May ((2025, 5, 16), (2025, 5, 31)), a spring ((2025, 3), (2025, 5)).
    """
    first, last = window.earliest, window.latest
    if first is None or last is None:
        return ()
    ends = tuple(part[: _precision(first, last)] for part in (_parts(first), _parts(last)))
    return ends[:1] if ends[0] == ends[1] else ends


def _precision(first: date, last: date) -> int:
    """How many of year, month and day tell the span from a longer one."""
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if not whole_months:
        return 3
    return 1 if first.month == 1 and last.month == DECEMBER else 2


def _parts(day: date) -> Parts:
    return (day.year, day.month, day.day)


def safe_address(url: str) -> str:
    """A report's address with nothing in it that a format or a reader could take for something else (RFC 3986)."""
    return "".join(
        character if character in _UNRESERVED else "".join(f"%{byte:02X}" for byte in character.encode())
        for character in url
    )


class Citation(NamedTuple):
    """A report with the facts of it that bear on something.

    Attributes:
        report: as filed. None for what rests on no report.
        facts: their ids, in order of the log.

    """

    report: Report | None
    facts: tuple[str, ...]

    @property
    def url(self) -> str | None:
        """Where it can be read."""
        return safe_address(self.report.filed.url) if self.report and self.report.filed.url else None

    @property
    def source(self) -> str:
        """Outlet and day of publication, as vague as it is."""
        if self.report is None:
            return "no report"
        published = self.report.filed.published
        window = self.report.published
        day = window_text(window, published.wording if published else None) if window else "undated"
        return f"{harmless(self.report.outlet)}, {day}"

    @property
    def line(self) -> str:
        """The citation on one line."""
        return f"{self.source}, {self.url or 'no address'} [{', '.join(self.facts)}]"


def citations(facts: Iterable[KnownFact]) -> list[Citation]:
    """The reports that facts rest on, in order of the log."""
    shelves: dict[str, tuple[Report | None, list[str]]] = {}
    for known in sorted(facts, key=lambda known: known.position):
        report = known.report
        _, ids = shelves.setdefault(report.fact_id if report else "", (report, []))
        if known.fact_id not in ids:
            ids.append(known.fact_id)
    return [Citation(report, tuple(ids)) for report, ids in shelves.values()]


def first_address(cited: Iterable[Citation]) -> str | None:
    """The address of the first report that has one."""
    return next((one.url for one in cited if one.url), None)
