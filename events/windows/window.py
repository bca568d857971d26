"""How vague is the time a report gave, and what can still be said about it?

A window is an EDTF text (Extended Date/Time Format, ISO 8601-2:2019, levels 0 to 2 in part) with the first and the
last day it can mean. It is never collapsed to a day. `docs/windows.md` lists the forms.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import BadInputError
from events.limits import WINDOW_CHARACTERS
from events.windows.guesses import rewritings

if TYPE_CHECKING:
    from collections.abc import Sequence

CACHE_SIZE: Final = 2**15
"""Parsed texts kept, half a kilobyte each: a long dialogue meets some ten thousand windows again and again, and a
cache that holds most of them, but not all, helps nobody who reads them in order."""

SHOWN_LENGTH: Final = 40
"""Characters of a refused text that its error repeats."""


class WindowError(BadInputError):
    """A text that is no window we read, or a window that cannot answer what was asked of it.

    Attributes:
        text: the text without surrounding whitespace.
        position: the character, counted from 1, at which the trouble starts.

    """

    def __init__(self, message: str, *, text: str, position: int, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.text = text
        self.position = position


@dataclass(frozen=True, slots=True)
class Window:
    """A time as vague as the report left it. Made by `Window.parse`, equal when the text is.

    Attributes:
        text: the EDTF text as written, without surrounding whitespace.
        earliest: the first day it can mean. None = open.
        latest: the last day it can mean. None = open.
        approximate: some part carries `~` or `%`.
        uncertain: some part carries `?` or `%`.
        sort_key: orders by earliest (open first), latest (open last), text: no two texts share a key.
        reach: the first and the last day in numbers, moved outwards by one unit of its precision where `~` or `%` says.

    """

    text: str
    earliest: date | None
    latest: date | None
    approximate: bool
    uncertain: bool
    sort_key: tuple[int, int, str] = field(compare=False, repr=False)
    reach: tuple[int, int] = field(compare=False, repr=False)

    @staticmethod
    def parse(text: str) -> Window:
        """Read an EDTF text. `WindowError` says what is wrong, where, and what to write instead."""
        return _parse(text)

    def __str__(self) -> str:
        return self.text

    @property
    def width_days(self) -> int | None:
        """Days from earliest to latest, both counted (a day has 1). None when a side is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1

    @property
    def is_day(self) -> bool:
        """Whether only one day is meant, strictly: `2025-05-21~` is a day too."""
        return self.earliest is not None and self.earliest == self.latest

    def is_past(self, on: date) -> bool:
        """Whether its last day lies before `on`. Never for an open end."""
        return self.latest is not None and self.latest < on

    def is_future(self, on: date) -> bool:
        """Whether its first day lies after `on`. Never for an open start."""
        return self.earliest is not None and self.earliest > on

    def contains(self, other: Window) -> bool:
        """Whether every day of `other` is a day of this, by strict bounds: no `~` widens them."""
        return self.sort_key[0] <= other.sort_key[0] and other.sort_key[1] <= self.sort_key[1]

    def overlaps(self, other: Window) -> bool:
        """Whether both can mean the same day, `~` and `%` widening a window by one unit of its precision."""
        return self.reach[0] <= other.reach[1] and other.reach[0] <= self.reach[1]

    def disjoint(self, other: Window) -> bool:
        """Whether they contradict each other: the opposite of `overlaps`."""
        return not self.overlaps(other)

    def refine(self, other: Window) -> Window | None:
        """Give the narrower of two compatible windows, None when they are disjoint. Never an intersection nobody wrote.

        Inside beats around (which also settles open sides), then fewer days, then exact over `~ ? %`, then this one.
        """
        if self.disjoint(other):
            return None
        inside, around = self.contains(other), other.contains(self)
        if inside != around:
            return other if inside else self
        return min(self, other, key=_vagueness)


def days_between(a: Window, b: Window) -> int:
    """Count the days from the first day of `a` to the first day of `b`. Below 0 when `b` starts sooner.

    `WindowError` when a start is open.
    """
    for window in (a, b):
        if window.earliest is None:
            message = f"{_shown(window.text)} has an open start: there is no first day to count from"
            hint = "Count from a window with a first day, as in 2025-05-15/2025-08-31."
            raise WindowError(message, text=window.text, position=1, hint=hint)
    return b.sort_key[0] - a.sort_key[0]


# Bounds as numbers: days since 0001-01-01, which is 1, so that an open side compares below or above every day.
_OPEN_START: Final = 0
_OPEN_END: Final = date.max.toordinal() + 1


def _start(day: date | None) -> int:
    return _OPEN_START if day is None else day.toordinal()


def _end(day: date | None) -> int:
    return _OPEN_END if day is None else day.toordinal()


def _vagueness(window: Window) -> tuple[int, bool]:
    return (window.width_days or _OPEN_END, window.approximate or window.uncertain)


# ---- reading: text to days ---------------------------------------------------------------------------------------

_MARKS: Final = "?~%"
_WITHOUT_MARKS: Final = str.maketrans("", "", _MARKS)
_YEAR: Final = len("2025")
_MONTHS_A_YEAR: Final = 12

# ASCII only, so that no Arabic-Indic digit gets into a canonical text. Months are told from seasons afterwards.
_DATE: Final = re.compile(r"\d{4}(?:-(?:\d\d(?:-(?:\d\d|XX))?|XX(?:-XX)?))?|\d\d(?:\dX|XX)", re.ASCII)
# Level 2 lets every component carry one mark, in front of it or behind it.
_MARKED: Final = re.compile(r"(?:[?~%]?[\dX]{4}|[\dX]{4}[?~%])(?:-(?:[?~%]?[\dX]{2}|[\dX]{2}[?~%]))*", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)
_CLOCK: Final = re.compile(
    r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-](?:(?:0\d|1[0-3])(?::[0-5]\d)?|14(?::00)?))?", re.ASCII
)


class _Part(NamedTuple):
    """A part of a year: its first and last month, and the months that `~` adds on each side."""

    first: int
    last: int
    slack: int


def _parts(code: int, months: int) -> dict[str, _Part]:
    """Equal parts of a year, numbered from `code` on."""
    count = _MONTHS_A_YEAR // months
    return {f"{code + n:02}": _Part(n * months + 1, (n + 1) * months, months) for n in range(count)}


def _seasons(code: int, first_months: Sequence[int]) -> dict[str, _Part]:
    """Spring, summer, autumn, winter from `code` on. One that begins in December ends with its year, as in `edtf`."""
    return {f"{code + n}": _Part(m, min(m + 2, _MONTHS_A_YEAR), 3) for n, m in enumerate(first_months)}


_NORTH: Final = (3, 6, 9, 12)
_SOUTH: Final = (9, 12, 3, 6)
_PARTS: Final[dict[str, _Part]] = {
    "XX": _Part(1, _MONTHS_A_YEAR, _MONTHS_A_YEAR),
    **_parts(1, 1),
    **_seasons(21, _NORTH),
    **_seasons(25, _NORTH),
    **_seasons(29, _SOUTH),
    **_parts(33, 3),
    **_parts(37, 4),
    **_parts(40, 6),
}


class _FaultError(Exception):
    """What is wrong in a part of a text: where in that part, what stands there, and what could stand for the part."""

    def __init__(self, offset: int, found: str, reason: str, *instead: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.found = found
        self.reason = reason
        self.instead = instead


class _Side(NamedTuple):
    """One date of a window: the days that it can mean and its marks."""

    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False


_OPEN: Final = _Side(None, None)


@lru_cache(maxsize=CACHE_SIZE)
def _parse(text: str) -> Window:
    written = text.strip()
    try:
        return _read(written)
    except _FaultError as fault:
        raise _refusal(written, fault) from None


def _read(text: str) -> Window:
    if len(text) > WINDOW_CHARACTERS:
        beyond = f", beyond the {WINDOW_CHARACTERS} characters a window may have"
        raise _FaultError(WINDOW_CHARACTERS, text[WINDOW_CHARACTERS], beyond)
    middle = text.find("/")
    if middle < 0:
        first = last = _read_moment(text) if "T" in text else _read_date(text)
    else:
        first, last = _read_end(text, 0, middle), _read_end(text, middle + 1, len(text))
        if first.earliest is None and last.latest is None:
            raise _FaultError(0, text, ", open on both sides, which says nothing")
        if first.earliest is not None and last.latest is not None and first.earliest > last.latest:
            swapped = f"{text[middle + 1 :]}/{text[:middle]}"
            raise _FaultError(middle + 1, text[middle + 1 :], ", which ends before the start", swapped)
    earliest, latest = first.earliest, last.latest
    approximate, uncertain = first.approximate or last.approximate, first.uncertain or last.uncertain
    sort_key = (_start(earliest), _end(latest), text)
    reach = _widened(text, earliest, latest) if approximate else sort_key[:2]
    return Window(text, earliest, latest, approximate, uncertain, sort_key, reach)


def _read_end(text: str, start: int, stop: int) -> _Side:
    """Read one end of an interval. Its faults are told in terms of the whole text."""
    part = text[start:stop]
    if part in {"", ".."}:
        return _OPEN
    try:
        return _read_date(part)
    except _FaultError as fault:
        instead = [text[:start] + other + text[stop:] for other in fault.instead]
        found = fault.found or text[stop : stop + 1]
        raise _FaultError(start + fault.offset, found, fault.reason, *instead) from None


def _read_moment(text: str) -> _Side:
    """Read a date-time: the day as written counts, whatever its zone."""
    if _MOMENT.fullmatch(text) is None:
        raise _misfit(text, _SHAPES + _MOMENT_SHAPES)
    day, clock = text[:10], text[11:]
    if _CLOCK.fullmatch(clock) is None:
        reason = ", which is not a time of day (00:00 to 23:59:59, zones to 14:00)"
        raise _FaultError(11, clock, reason, day)
    return _read_date(day)


def _read_date(text: str) -> _Side:
    bare = text.translate(_WITHOUT_MARKS)
    if _DATE.fullmatch(bare) is None or (bare != text and _MARKED.fullmatch(text) is None):
        raise _misfit(text, _SHAPES)
    try:
        earliest, latest = _days(bare)
    except _FaultError as fault:
        fault.offset = [at for at, character in enumerate(text) if character not in _MARKS][fault.offset]
        raise
    if bare == text:
        return _Side(earliest, latest)
    both = "%" in text
    return _Side(earliest, latest, both or "~" in text, both or "?" in text)


def _days(bare: str) -> tuple[date, date]:
    """First and last day of a date without marks that has one of the right shapes."""
    if bare == "0000":
        raise _FaultError(0, bare, ", which cannot be read as a year (0001 to 9999)")
    if len(bare) == _YEAR:
        first, last = int(bare.replace("X", "0")), int(bare.replace("X", "9"))
        return date(max(first, MINYEAR), 1, 1), date(last, 12, 31)
    year, code, day = int(bare[:4]), bare[5:7], bare[8:]
    if year < MINYEAR:
        raise _FaultError(0, bare[:4], ", which cannot be read as a year (0001 to 9999)")
    part = _PARTS.get(code)
    if part is None or (day and code != "XX" and part.first != int(code)):
        known = "month (01 to 12)" if day else "month (01 to 12), season (21 to 32) or part of the year (33 to 41)"
        swapped = (f"{year:04}-{day}-{code}",) if day else ()
        raise _FaultError(5, code, f", which is no {known}", *swapped, f"{year:04}")
    if day not in {"", "XX"}:
        only = _day(year, part.first, int(day))
        return only, only
    return date(year, part.first, 1), date(year, part.last, monthrange(year, part.last)[1])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        within, length = f"{year:04}-{month:02}", monthrange(year, month)[1]
        instead = (f"{within}-{length}", within) if day > length else (within,)
        raise _FaultError(8, f"{day:02}", f", which is not a day of {within} (01 to {length})", *instead) from None


# ---- widening: what `~` adds -------------------------------------------------------------------------------------


def _widened(text: str, first: date | None, last: date | None) -> tuple[int, int]:
    """Bounds of an approximate window: each date widened outwards by one unit of what its mark stands at."""
    start, slash, end = text.partition("/")
    if first is not None:
        first = _moved(first, _slack(start), -1)
    if last is not None:
        last = _moved(last, _slack(end if slash else start), 1)
    return _start(first), _end(last)


def _slack(text: str) -> int | None:
    """Months that the leftmost approximate component stands for. 0 = one day. None = no component is approximate."""
    for place, component in enumerate(text.split("-")):
        if "~" not in component and "%" not in component:
            continue
        bare = text.translate(_WITHOUT_MARKS)
        if place == 0:
            return (12, 120, 1200)[bare[:4].count("X")]
        # An unknown day or month adds no precision: 2025-05-XX~ means what 2025-05~ means.
        return 0 if place == 2 and not bare.endswith("XX") else _PARTS[bare[5:7]].slack  # noqa: PLR2004 - the third
    return None


def _moved(day: date, months: int | None, direction: int) -> date:
    """Move a bound outwards, staying within the years 0001 to 9999."""
    if months is None:
        return day
    if months == 0:
        outermost = date.min if direction < 0 else date.max
        return day if day == outermost else day + timedelta(days=direction)
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + direction * months, _MONTHS_A_YEAR)
    if year < MINYEAR:
        return date.min
    if year > MAXYEAR:
        return date.max
    length = monthrange(year, month + 1)[1]
    # The end of February moves to the end of March, not to 28 March.
    ends_month = direction > 0 and day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if ends_month else min(day.day, length))


# ---- refusing: what is wrong, where, and what to write instead ---------------------------------------------------

_SHAPES: Final = ("0000", "0000-00", "0000-00-00", "0000-00-XX", "0000-XX", "0000-XX-XX", "000X", "00XX")
_MOMENT_SHAPES: Final = tuple(
    f"0000-00-00T00:00{seconds}{zone}"
    for seconds in ("", ":00")
    for zone in ("", "Z", "+00", "+00:00", "-00", "-00:00")
)
_SPOKEN: Final = {"0": "a digit"} | {character: f"'{character}'" for character in "X-T:+Z"} | {"": "the end"}


def _misfit(text: str, shapes: Sequence[str]) -> _FaultError:
    """Find the first character with which no form can go on, and what could have stood there."""
    for stop in range(len(text), -1, -1):
        head = text[:stop]
        size = len(head.translate(_WITHOUT_MARKS))
        reached = [shape for shape in shapes if size <= len(shape) and _has_shape(head + shape[size:])]
        if reached:
            break
    wanted = {shape[size : size + 1] for shape in reached}
    spoken = " or ".join(word for character, word in _SPOKEN.items() if character in wanted)
    return _FaultError(stop, text[stop : stop + 1], f" instead of {spoken}")


def _has_shape(text: str) -> bool:
    if _MOMENT.fullmatch(text) is not None:
        return True
    bare = text.translate(_WITHOUT_MARKS)
    return _DATE.fullmatch(bare) is not None and _MARKED.fullmatch(text) is not None


def _shown(text: str) -> str:
    """Quote a text so that it may be printed: control characters escaped, cut when long."""
    return repr(text) if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]!r}..."


def _refusal(text: str, fault: _FaultError) -> WindowError:
    position = fault.offset + 1
    found = _shown(fault.found) if fault.found else "the end"
    message = f"{_shown(text)} is not a window: at character {position} found {found}{fault.reason}"
    return WindowError(message, text=text, position=position, hint=_hint(text, fault.instead))


def _hint(text: str, instead: Sequence[str]) -> str:
    text = text[:WINDOW_CHARACTERS]
    right = list(dict.fromkeys(other for other in (*instead, *rewritings(text)) if _is_window(other)))[:2]
    if right:
        return f"Write {' or '.join(right)}{', whichever is meant' * (len(right) > 1)}."
    if not text.strip("./"):
        return "Leave the window out where the report gives no time."
    letters = {character for character in text if character.isalpha()}
    if letters == {"X"}:
        return "Unknown digits are read in 2025-05-XX, 2025-XX, 2025-XX-XX, 202X and 20XX."
    if len(letters) > 1:
        return (
            "Write the window that the words mean and keep the words as its wording, "
            "as in {edtf: 2025-05-16/2025-05-31, wording: second half of May}."
        )
    return "Write a date as 2025-05-21, 2025-05 or 2025 (years 0001 to 9999), an interval as 2025-05-16/2025-05-31."


def _is_window(text: str) -> bool:
    try:
        _read(text)
    except _FaultError:
        return False
    return True
