"""How does a picture word days, windows and what does not fit?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from timeline.answers.common import WindowAnswer

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_YEAR, _MONTH, _DAY = 4, 7, 10
"""Letters of an EDTF text of that precision."""

_LAST_MONTH: Final = "12"

_NARROW, _PLAIN, _CAPITAL, _BROAD = 0.30, 0.55, 0.68, 0.80
"""Widths of letters in parts of the size of the type, on the safe side of common sans-serif faces."""

_FIRST_WIDE_SCRIPT: Final = "\u1100"
"""From here on most letters are as wide as they are high (Hangul, kana, Han)."""

ELLIPSIS: Final = "…"


def day_of(text: str | None) -> date | None:
    """A day of an answer."""
    return date.fromisoformat(text) if text else None


def day_text(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def window_text(window: WindowAnswer | None) -> str:
    """A window read aloud: no more precise than it is; "" for none."""
    if window is None:
        return ""
    first, last = day_of(window.earliest), day_of(window.latest)
    plain = window.edtf.rstrip("~?%")
    about = "about " if {"~", "%"} & set(window.edtf) else ""
    doubt = "?" if {"?", "%"} & set(window.edtf) else ""
    if first is None or last is None:
        open_side = f"from {day_text(first)}" if first else f"by {day_text(last)}" if last else window.edtf
        return open_side + doubt
    if len(plain) == _YEAR and plain.isdigit():
        text = plain
    elif len(plain) == _MONTH and plain[5:].isdigit() and plain[5:] <= _LAST_MONTH:
        text = f"{MONTHS[first.month - 1]} {first.year}"
    else:
        text = _span(first, last)
    return f"{about}{text}{doubt}"


def _span(first: date, last: date) -> str:
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_text(last)}"
    return f"{day_text(first)} – {day_text(last)}"


def counted(number: int, one: str) -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def length_text(days: int) -> str:
    """How long a quiet stretch is."""
    months = round(days / 30.44)
    return f"{months} mo" if months else f"{days} d"


def width_of(text: str, size: float = 11.5) -> float:
    """About how many pixels a text takes; never much less than it does."""
    return sum(size * _em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter >= _FIRST_WIDE_SCRIPT:
        return 1.05
    if letter in "ilj.,:'|!ftI ()[]-":
        return _NARROW
    if letter in "mwMW→—":
        return _BROAD
    return _CAPITAL if letter.isupper() else _PLAIN


def cut(text: str, room: float, size: float = 11.5) -> str:
    """As much of a text as fits into so many pixels, with an ellipsis; "" where nothing readable does."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + ELLIPSIS, size) > room:
        text = text[:-1].rstrip()
    return text + ELLIPSIS if len(text) > 1 else ""
