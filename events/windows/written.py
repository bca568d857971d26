"""Which window does a date of the calendar mean, in figures or with the name of its month?"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from events.windows.vocabulary import FILLERS, MONTHS, TWO_WORDS, WEEKDAYS
from events.windows.window import Window, WindowError


class Reading(NamedTuple):
    """What words mean.

    Attributes:
        edtf: the window.
        says_more: whether the words say more than the window does, so that they are to be kept.

    """

    edtf: str
    says_more: bool


class AmbiguousError(Exception):
    """Words that can mean two windows.

    Attributes:
        readings: both.

    """

    def __init__(self, *readings: str) -> None:
        super().__init__()
        self.readings = readings


class BeyondCalendarError(Exception):
    """Words that count to a day outside of the years 0001 to 9999."""


def is_window(text: str) -> bool:
    """Whether a text is EDTF."""
    try:
        Window.parse(text)
    except WindowError:
        return False
    return True


_YEAR: Final = re.compile(r"\d{4}")
_CJK: Final = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})[./](\d{4})")


def in_figures(text: str) -> str | None:
    """`12.3.2026`, `2026/3/12`, `2026年3月12日`, `3/2026`.

    Raises:
        AmbiguousError: day and month can be the other way round.

    """
    cjk = _CJK.fullmatch(text)
    first = _YEAR_FIRST.fullmatch(text)
    if cjk or first:
        return _joined(cjk or first)
    last = _YEAR_LAST.fullmatch(text)
    if last:
        one, point, other, year = last.groups()
        day_first, month_first = (f"{year}-{int(m):02}-{int(d):02}" for d, m in ((one, other), (other, one)))
        if point != "." and day_first != month_first and is_window(day_first) and is_window(month_first):
            raise AmbiguousError(day_first, month_first)
        # With full stops the day stands first wherever they are used.
        return day_first if point == "." or is_window(day_first) else month_first
    month = _MONTH_AND_YEAR.fullmatch(text)
    return f"{month[2]}-{int(month[1]):02}" if month else None


def _joined(found: re.Match[str] | None) -> str:
    assert found is not None
    return "-".join(f"{int(part):02}" for part in found.groups() if part)


def _parts_of_date(text: str) -> dict[str, int] | None:
    """Day, month and year of a date with the name of its month. None where a word is none of them."""
    for name in TWO_WORDS:
        text = text.replace(name, name.replace(" ", "_"))
    parts: dict[str, int] = {}
    for word in text.replace(",", " ").replace("،", " ").split():
        bare = word.strip(",.")
        if bare in FILLERS or bare in WEEKDAYS or not bare:
            continue
        part = "month" if bare in MONTHS else "year" if _YEAR.fullmatch(bare) else "day" if bare.isdecimal() else ""
        number = MONTHS[bare] if part == "month" else int(bare) if part else 0
        if not part or (part in parts and (part, number) != ("month", parts[part])):
            return None
        parts[part] = number
    return parts


def spelt(text: str) -> str | None:
    """A date with the name of its month."""
    parts = _parts_of_date(text)
    if parts is None or not {"month", "year"} <= set(parts):
        return None
    day = f"-{parts['day']:02}" if "day" in parts else ""
    return f"{parts['year']:04}-{parts['month']:02}{day}"


def date_of(text: str) -> str | None:
    """A date of the calendar in whatever form."""
    found = text.upper() if is_window(text.upper()) else in_figures(text) or spelt(text)
    return found if found is not None and is_window(found) else None
