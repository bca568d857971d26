"""How wide is a text in pixels, and how is one shortened that does not fit?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from timeline.answers.common import WindowAnswer
    from timeline.wording.words import Words

_NARROW, _PLAIN, _CAPITAL, _BROAD = 0.30, 0.55, 0.68, 0.80
"""Widths of letters in parts of the size of the type, on the safe side of common sans-serif faces."""

_FIRST_WIDE_SCRIPT: Final = "\u1100"
"""From here on most letters are as wide as they are high (Hangul, kana, Han)."""

_NO_WIDTH: Final = "\u2066\u2067\u2068\u2069"
"""The isolates that keep reported words in a direction of their own."""

_PUNCTUATION: Final = "\u2013\u2018\u2019\u201c\u201d"
"""Dash and quotation marks, which are no wider than a letter."""

ELLIPSIS: Final = "…"

_ISOLATES: Final = "\u2066\u2067\u2068"
_END_OF_ISOLATE: Final = "\u2069"


def day_shown(text: str | None) -> date | None:
    """A day of an answer."""
    return date.fromisoformat(text) if text else None


def window_aloud(words: Words, window: WindowAnswer | None) -> str:
    """A window read aloud. "" for none."""
    return words.window(window.edtf, window.earliest, window.latest) if window else ""


@lru_cache(4096)
def width_of(text: str, size: float = 11.5) -> float:
    """About how many pixels a text takes. Never much less than it does."""
    return sum(size * _em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _NO_WIDTH:
        return 0.0
    if letter >= _FIRST_WIDE_SCRIPT and letter not in _PUNCTUATION:
        return 1.05
    if letter in "ilj.,:'|!ftI ()[]-":
        return _NARROW
    if letter in "mwMW→—":
        return _BROAD
    return _CAPITAL if letter.isupper() else _PLAIN


def cut(text: str, room: float, size: float = 11.5) -> str:
    """As much of a text as fits into so many pixels, with an ellipsis. "" where nothing readable does."""
    if width_of(text, size) <= room:
        return text
    left = room - width_of(ELLIPSIS, size)
    for count, letter in enumerate(text):
        left -= size * _em(letter)
        if left < 0:
            text = text[:count].rstrip()
            break
    still_open = sum(map(text.count, _ISOLATES)) - text.count(_END_OF_ISOLATE)
    return text + ELLIPSIS + _END_OF_ISOLATE * still_open if len(text) > 1 else ""
