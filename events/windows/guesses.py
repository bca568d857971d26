"""Which window may be meant by a text that is not one? Guesses for the hint of a refusal."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR: Final = len("2025")
_DASHES: Final = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_TIDYINGS: Final = [
    (re.compile(pattern, re.IGNORECASE | re.ASCII), right)
    for pattern, right in (
        (r"^[\[{](.*)[\]}]$", r"\1"),  # the nearest to a set is the interval around it
        (r"\s*([/?~%])\s*", r"\1"),
        (r"\?~|~\?", "%"),
        (r"([?~%])\1+", r"\1"),
        (r"((?:^|/)(?:\.\.)?)[?~%]$", r"\1"),  # an open end has nothing to be unsure of
        (r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3"),
        (r"\b(\d{3})0s\b", r"\1X"),
        (r"x", "X"),
        (r"(\d\d)[\sT]+(\d\d:\d\d)", r"\1T\2"),
        (r"(:\d\d)[.,]\d+", r"\1"),
        (r"(:\d\d)\s*Z$", r"\1Z"),
        (r"(:\d\d)\s*([+-]\d\d):?(\d\d)$", r"\1\2:\3"),
    )
]
_TIME: Final = re.compile(r"T[\d:]+(?:Z|[+-][\d:]+)?", re.ASCII)
_WEEK: Final = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?", re.ASCII | re.IGNORECASE)
_BETWEEN: Final = re.compile(r"/|\.\.|,\s*|\s+(?:to|until)\s+|(?<=\d{4})\s*-\s*(?=\d{4})", re.ASCII)
# English, whatever the locale of the machine.
_MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMES: Final = {
    **{name: f"{number:02}" for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: f"{number:02}" for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": "09",
    **{"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"},  # noqa: PIE800 - a line a group
    **{"q1": "33", "q2": "34", "q3": "35", "q4": "36", "h1": "40", "h2": "41"},  # noqa: PIE800 - a line a group
}


def rewritings(text: str) -> Iterator[str]:
    """Guess texts that may have been meant. The caller keeps those that are windows."""
    tidy = "".join(_DASHES.get(character, _ascii_digit(character)) for character in text)
    for pattern, right in _TIDYINGS:
        tidy = pattern.sub(right, tidy)
    yield tidy
    yield from _days_of_week(tidy)
    yield from _dates_in(tidy)
    without_time = _TIME.sub("", tidy)
    yield without_time
    sides = _BETWEEN.split(without_time, maxsplit=1)
    if len(sides) > 1:
        starts, ends = ([side, *_dates_in(side)] for side in sides)
        yield from (f"{start}/{end}" for start in starts for end in ends)


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def _days_of_week(text: str) -> Iterator[str]:
    """Guess the days of a week of ISO 8601, which EDTF has not: 2025-W10 is 2025-03-03/2025-03-09."""
    found = _WEEK.fullmatch(text)
    if not found:
        return
    year, week, day = (int(part or 0) for part in found.groups())
    with suppress(ValueError):  # most years have no week 53
        days = [date.fromisocalendar(year, week, number).isoformat() for number in ([day] if day else [1, 7])]
        yield "/".join(days)


def _dates_in(text: str) -> Iterator[str]:
    """Guess the date in `21.05.2025`, `2025/5/3`, `May 21, 2025` or `Q2 2025`: one year, then what is left."""
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text.lower())
    tokens = re.findall(r"[^\W_]+", words)
    years = [token for token in tokens if len(token) == _YEAR and token.isdecimal()]
    if len(years) != 1 or words.startswith("-"):  # -0500 is not the year 500
        return
    mark = text[-1] if text[-1] in "~?%" else ""
    rest = [_NAMES.get(token, f"{token:0>2}") for token in tokens if token != years[0]]
    named = [_NAMES[token] for token in tokens if token in _NAMES]
    # Europe writes the day first, and so do we guess first; after a year comes the month.
    orders = [rest] if tokens[0] == years[0] else [rest[::-1], rest]
    for order in orders:
        if order[:1] == named or (not named and order[0] <= "12"):
            yield "-".join((*years, *order)) + mark
