"""How precise is a date in a table? A second column can say that only its month or its year is known.

Datasets write a whole date even where they know the month alone, and tell so beside it: `time_precision` of ACLED,
`date_prec` of UCDP GED, the precision of Wikidata. Without that a guessed day would be recorded as a day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from events.windows.window import Window

UNITS: Final = ("day", "about", "week", "month", "quarter", "half", "year", "decade", "century", "none")
"""What a precision can be: `about` is the day and those around it, `none` no time at all."""

_UNKNOWN_PART: Final = re.compile(r"-00(?:-00)?(?:T.*)?$")


_TELLS_PRECISION: Final = re.compile(r"precision|(?:^|[^a-z])prec(?:$|[^a-z])", re.IGNORECASE)
_OF_A_PLACE: Final = re.compile(r"geo|where|loc|place|spatial|coord|lat|lon", re.IGNORECASE)


def tells_precision(column: str) -> bool:
    """Whether a column, by its name, says how much of a date is known: `time_precision`, `date_prec`."""
    return bool(_TELLS_PRECISION.search(column)) and not _OF_A_PLACE.search(column)


def without_unknown_parts(text: str) -> str:
    """A date as Wikidata writes it, without its sign and without the months and days that are 00."""
    return _UNKNOWN_PART.sub("", text.removeprefix("+"))


def as_vague_as(window: Window, unit: str) -> str | None:
    """The EDTF text of the unit in which a window lies. The window where it is vaguer. None for no time.

    A week is that from Monday to Sunday, for EDTF has no weeks.
    """
    if unit == "none":
        return None
    first, last = window.earliest, window.latest
    if first is None or last is None:
        return window.text
    if unit == "day":
        return first.isoformat() if window.is_day and "T" in window.text else window.text
    if unit == "about":
        return "/".join(f"{end.isoformat()}~" for end in dict.fromkeys((first, last)))
    whole = [_unit(end, unit) for end in (first, last)]
    return whole[0] if whole[0] == whole[1] else window.text


def _unit(day: date, unit: str) -> str:
    if unit == "week":
        return "/".join(end.isoformat() for end in _week(day))
    month = day.month - 1
    parts = {
        "month": f"-{day.month:02}",
        "quarter": f"-{33 + month // 3}",
        "half": f"-{40 + month // 6}",
    }
    if unit in parts:
        return f"{day.year:04}{parts[unit]}"
    digits = {"decade": 3, "century": 2}.get(unit, 4)
    return f"{day.year:04}"[:digits].ljust(4, "X")


def _week(day: date) -> tuple[date, date]:
    """Monday and Sunday, as far as the calendar goes."""
    monday = day.toordinal() - day.weekday()
    return type(day).fromordinal(max(monday, 1)), type(day).fromordinal(min(monday + 6, type(day).max.toordinal()))
