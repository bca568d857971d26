"""Which report does one typed line mean: an id on file, or outlet, day, address and headline of a new one?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from events.wording import slug_of
from timeline.forms.days import DayError, typed_time

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from pydantic import JsonValue

    from events.facts.tracking import ReportFiled
    from timeline.forms.familiar import Familiar

_PARTS: Final = re.compile(r"\s*[,،;؛]\s*")
_ID: Final = re.compile(r"(?=\S*\d)\S+|[a-z0-9]+(?:[-._][a-z0-9]+)*")
_ADDRESS: Final = re.compile(r"https?://\S+")


class Head(NamedTuple):
    """What a line says of a report.

    Attributes:
        id: of the report. None where the line gives none.
        filed: what it says of a new one.

    """

    id: str | None
    filed: dict[str, JsonValue]


def head_of(text: str, familiar: Familiar, today: date) -> Head:
    """What a line says of a report."""
    if text in familiar.reports:
        return Head(text, {})
    outlet = familiar.outlet(text)
    if outlet is None and _ID.fullmatch(text) and not _ADDRESS.fullmatch(text):
        return Head(text, {})
    parts = [part for part in _PARTS.split(text) if part]
    filed: dict[str, JsonValue] = {}
    titles: list[str] = []
    while parts:
        part = parts.pop(0)
        if _ADDRESS.fullmatch(part):
            filed["url"] = part
            continue
        day = _day(part, today) if "published" not in filed else None
        if day is None and parts and "published" not in filed:
            # "May 21, 2025" has a comma of its own.
            day = _day(f"{part}, {parts[0]}", today)
            parts = parts[1:] if day is not None else parts
        if day is not None:
            filed["published"] = day
        elif "outlet" not in filed:
            filed["outlet"] = familiar.outlet(part) or part
        else:
            titles.append(part)
    return Head(None, filed | ({"title": ", ".join(titles)} if titles else {}))


def _day(text: str, today: date) -> JsonValue:
    try:
        return typed_time(text, today).edtf
    except DayError:
        return None


def published_on(report: ReportFiled | None) -> date | None:
    """The day on which a report came out. None where there is none, or its day is not known."""
    window = report.published.window if report is not None and report.published is not None else None
    return window.earliest if window is not None and window.is_day else None


def proposed_id(outlet: str, published: str, taken: Collection[str]) -> str:
    """An id for a new report that is not taken: `ina-2025-05-21`, `ina-2025-05-21-2`."""
    day = re.sub(r"[^0-9X-]+", "-", published).strip("-").lower()
    beginning = "-".join(filter(None, (slug_of(outlet) or "report", day)))
    numbered = (beginning if number == 1 else f"{beginning}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in numbered if one not in taken)
