"""Which window does a date mean that people wrote: `10–12 March 2014`, `21.05.2025`, `May 2025`?

A pattern shows the form: `D` and `DD` stand for a day, `M` and `MM` for a month as a number, `MMM` and `MMMM` for its
name or the first letters of it, `YYYY` for a year. Two days, months or years are an interval. A hyphen stands for any
dash, a blank for any white space, `~`, `?` or `%` at the end for a mark that the window gets (EDTF).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENGLISH: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months, where a mapping names no others."""

_LETTERS: Final = 3
"""From here on the first letters of a month are enough."""

_TOKENS: Final = {
    **dict.fromkeys(("D", "DD"), ("day", r"\d{1,2}(?:st|nd|rd|th)?")),
    **dict.fromkeys(("M", "MM"), ("month", r"\d{1,2}")),
    **dict.fromkeys(("MMM", "MMMM"), ("name", r"[^\W\d_]+\.?")),
    "YYYY": ("year", r"\d{4}"),
}
_PIECES: Final = re.compile(r"[^\W\d_]+|\s+|[-\u2010-\u2015]|.")
_ENDS: Final = 2


class PatternError(BadInputError):
    """A text that shows no form of a date."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(
            f"{text!r} is no pattern of a date: {problem}", hint="Write it as in D MMMM YYYY, or M/D/YYYY."
        )


class Pattern(NamedTuple):
    """A form of a date.

    Attributes:
        text: as written.
        form: what a date of this form matches.
        parts: what each group of it is: day, month, name, year.
        mark: `~`, `?`, `%` or "".

    """

    text: str
    form: re.Pattern[str]
    parts: tuple[str, ...]
    mark: str


def pattern(text: str) -> Pattern:
    """Read a pattern.

    Raises:
        PatternError: it has no year, a day without a month, or more than two of something.

    """
    shown = text.rstrip("~?%")
    form, parts = "", []
    for piece in _PIECES.findall(shown.strip()):
        if piece in _TOKENS:
            part, matches = _TOKENS[piece]
            parts.append(part)
            form += f"({matches})"
        else:
            form += r"\s+" if piece.isspace() else r"[-\u2010-\u2015]" if _is_dash(piece) else re.escape(piece)
    days, months, years = parts.count("day"), parts.count("month") + parts.count("name"), parts.count("year")
    if not years:
        raise PatternError(text, "it has no YYYY")
    if days and not months:
        raise PatternError(text, "it has a day without a month")
    if max(days, months, years) > _ENDS:
        raise PatternError(text, "an interval has two ends")
    return Pattern(text, re.compile(form, re.IGNORECASE), tuple(parts), text[len(shown) :][:1])


def _is_dash(piece: str) -> bool:
    return piece == "-" or "\u2010" <= piece <= "\u2015"


def window_of(written: str, patterns: Iterable[Pattern], months: Sequence[str]) -> str | None:
    """The EDTF text of a date in the first form that it has; None where it has none. It may still be no window."""
    for one in patterns:
        fits = one.form.fullmatch(written.strip())
        if fits and (text := _edtf(one, fits.groups(), months)):
            return text
    return None


def _edtf(one: Pattern, groups: Sequence[str], months: Sequence[str]) -> str | None:
    found: dict[str, list[str]] = {"year": [], "month": [], "day": []}
    for part, group in zip(one.parts, groups, strict=True):
        if part == "name":
            number = _month(group, months)
            if number is None:
                return None
            found["month"].append(f"{number:02}")
        else:
            found[part].append(f"{int(re.sub(r'[a-z]', '', group, flags=re.IGNORECASE)):0{4 if part == 'year' else 2}}")
    ends = max(map(len, found.values()))
    sides = [
        "-".join(numbers[min(end, len(numbers) - 1)] for numbers in found.values() if numbers) for end in range(ends)
    ]
    return "/".join(f"{side}{one.mark}" for side in dict.fromkeys(sides))


def _month(written: str, months: Sequence[str]) -> int | None:
    letters = written.rstrip(".").casefold()
    names = [name.casefold() for name in months]
    if letters in names:
        return names.index(letters) + 1
    begun = [number for number, name in enumerate(names, 1) if len(letters) >= _LETTERS and name.startswith(letters)]
    return begun[0] if len(begun) == 1 else None
