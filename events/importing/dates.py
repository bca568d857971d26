"""Which window is meant by a date as people write it: `10–12 March 2014`, `21.05.2025`, `20250521`, `2025年5月21日`?

A pattern shows the form: `D` and `DD` stand for a day, `M` and `MM` for a month as a number, `MMM` and `MMMM` for its
name or the first letters of it, `YYYY` for a year. Two days, months or years are an interval. What says the hour or the
day of the week is read over. A hyphen stands for any dash, a blank for any white space, `~`, `?` or `%` at the end for
a mark that the window gets (EDTF).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import normalize

from events.errors import BadInputError
from events.wording import shown as quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ENGLISH: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months, where a mapping names no others."""

LONGEST: Final = 200
"""Characters of a pattern, and of a date that is read by one: most."""

_LETTERS: Final = 3
"""From here on the first letters of a month are enough."""

_WORD: Final = r"[^\s\d,;/()\u2010-\u2015-]+"
_TOKENS: Final = {
    **dict.fromkeys(("D", "DD"), ("day", r"\d{1,2}(?:st|nd|rd|th)?")),
    **dict.fromkeys(("M", "MM"), ("month", r"\d{1,2}")),
    **dict.fromkeys(("MMM", "MMMM"), ("name", _WORD)),
    "YYYY": ("year", r"\d{4}"),
    **dict.fromkeys(("ddd", "dddd"), ("", _WORD)),
    **dict.fromkeys(("H", "HH", "h", "hh"), ("", r"\d{1,2}")),
    **dict.fromkeys(("mm",), ("", r"\d{2}")),
    **dict.fromkeys(("ss",), ("", r"\d{2}(?:\.\d+)?")),
    "T": ("", "T"),
    "Z": ("", r"(?:Z|[+-]\d\d:?\d\d)"),
}
_TOKEN: Final = re.compile("|".join(sorted(_TOKENS, key=len, reverse=True)))
_PIECES: Final = re.compile(r"'[^']*'|[A-Za-z]+|\s+|[-\u2010-\u2015]|.", re.DOTALL)
_TELLING: Final = re.compile("[A-Z]|dd|mm|ss|hh|yy")
"""What makes of a run of letters more than a word: `c` and `de` are words, `DDT` is none."""

_ENDS: Final = 2


class PatternError(BadInputError):
    """A text that shows no form of a date."""

    def __init__(self, text: str, problem: str) -> None:
        super().__init__(
            f"{quoted(text)} is not a pattern of a date: {problem}", hint="Write it as in D MMMM YYYY, or M/D/YYYY."
        )


class DatePattern(NamedTuple):
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


def pattern(text: str) -> DatePattern:
    """Read a pattern.

    Raises:
        PatternError: it has no year, a day without a month, more than two of something, or letters that mean nothing.

    """
    if len(text) > LONGEST:
        raise PatternError(text, f"it has more than {LONGEST} characters")
    shown = text.rstrip("~?%")
    form, parts, digits = "", [], ""
    for piece in _pieces(text, shown.strip()):
        part, matches = _TOKENS.get(piece, (None, ""))
        if part is None:
            digits = ""
            form += _literal(piece)
            continue
        if matches.startswith(r"\d"):
            # Digits beside digits are told apart by their number only.
            if digits and 1 in (len(piece), len(digits)):
                raise PatternError(text, f"{digits}{piece} does not tell where one number ends")
            matches = rf"\d{{{len(piece)}}}" if digits or (piece != "YYYY" and _touches(text, piece)) else matches
            digits = piece
        else:
            digits = ""
        form += f"({matches})" if part else f"(?:{matches})"
        parts += [part] if part else []
    days, months, years = parts.count("day"), parts.count("month") + parts.count("name"), parts.count("year")
    if not years:
        raise PatternError(text, "it has no YYYY")
    if days and not months:
        raise PatternError(text, "it has a day without a month")
    if max(days, months, years) > _ENDS:
        raise PatternError(text, "an interval has two ends")
    return DatePattern(text, re.compile(form, re.IGNORECASE), tuple(parts), text[len(shown) :][:1])


def _pieces(text: str, shown: str) -> Iterator[str]:
    """Tokens and what stands between them, from a run of letters on by the longest token that fits."""
    for piece in _PIECES.findall(shown):
        if not (piece[0].isascii() and piece[0].isalpha()) or not _TELLING.search(piece):
            yield piece
            continue
        at = 0
        while at < len(piece):
            found = _TOKEN.match(piece, at)
            if found is None or (found[0] == "YYYY" and piece[at + 4 : at + 5] == "Y"):
                raise PatternError(text, _not_understood(piece))
            yield found[0]
            at = found.end()


def _not_understood(piece: str) -> str:
    if piece.islower():
        return f"{piece} is not understood; the letters of a date are capital ones: DD, MM, YYYY"
    if re.fullmatch("Y{1,3}|.*[DM]Y{1,3}|Y{1,3}[DM].*", piece):
        return f"{piece} has no year of four digits, and fewer do not tell its century"
    return f"{piece} is not understood; put a word in single quotes, and write hours as HH"


def _touches(text: str, piece: str) -> bool:
    """Whether a number in the pattern is followed by another one without anything between them."""
    return re.search(rf"{piece}(?:YYYY|MM(?!M)|DD|HH|mm|ss)", text) is not None


def _literal(piece: str) -> str:
    if len(piece) > 1 and piece[0] == piece[-1] == "'":
        return re.escape(piece[1:-1])
    return r"\s+" if piece.isspace() else r"[-\u2010-\u2015]" if _is_dash(piece) else re.escape(normalize("NFC", piece))


def _is_dash(piece: str) -> bool:
    return piece == "-" or "\u2010" <= piece <= "\u2015"


def window_of(written: str, patterns: Iterable[DatePattern], months: Sequence[str]) -> str | None:
    """The EDTF text of a date in the first form that it has. None where it has none. It may still be no window."""
    if len(written) > LONGEST:
        return None
    date = normalize("NFC", written.strip())
    for one in patterns:
        fits = one.form.fullmatch(date)
        if fits and (text := _edtf(one, fits.groups(), months)):
            return text
    return None


def _edtf(one: DatePattern, groups: Sequence[str], months: Sequence[str]) -> str | None:
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
    letters = caseless(written.rstrip("."))
    names = [caseless(name) for name in months]
    if letters in names:
        return names.index(letters) + 1
    begun = [number for number, name in enumerate(names, 1) if len(letters) >= _LETTERS and name.startswith(letters)]
    return begun[0] if len(begun) == 1 else None


def caseless(text: str) -> str:
    """Letters without their case, also the four i of Turkish and Azeri, with and without their dots."""
    return normalize("NFC", text).casefold().replace("i\u0307", "i").replace("\u0131", "i")
