"""Which window do the words of a report mean: `mid-May 2026`, `by the end of the year`, `spring 2026`, `12.3.2026`?

The table of `docs/reference/times.md` is made by this module. What counts from a day counts from the one that is given.
Words that name no range of days ("soon", "after Ramadan") are not read: they are kept beside no window at all.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from events.windows.counted import counted, with_years
from events.windows.vocabulary import FILLERS, PARTS_OF_YEAR, SEASONS, in_english, normalized
from events.windows.window import Window, WindowError
from events.windows.written import (
    AmbiguousError,
    BeyondCalendarError,
    Reading,
    date_of,
    in_figures,
    is_window,
    spelt,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 200
"""Characters of words that are read: most."""


def reading(text: str, today: date | None = None, *, ahead: bool = False) -> Reading | None:
    """Read words. None where they mean no window.

    Args:
        text: as written.
        today: the day that "yesterday" and "next year" count from. None where there is none: they are not read then.
        ahead: whether they are of what is to come: `friday` is then the next one, else the last.

    Raises:
        AmbiguousError: they mean two.
        BeyondCalendarError: they count to no day of the calendar.

    """
    if len(text) > LONGEST:
        return None
    words = normalized(text)
    found = counted(words, today, ahead=ahead) if today else None
    if found is not None and is_window(found.edtf):
        return found
    for one in (in_figures, spelt):
        edtf = one(words)
        if edtf is not None and is_window(edtf):
            return Reading(edtf, says_more=False)
    try:
        edtf = _vague(with_years(in_english(words), today, ahead=ahead))
    except (ValueError, OverflowError):
        return None
    return Reading(edtf, says_more=True) if edtf is not None and is_window(edtf) else None


def with_year(text: str, today: date, *, ahead: bool = False) -> str | None:
    """Words that lack nothing but a year, with the one that is nearest: the next of what is to come, else the last.

    None where it is something else that they lack.
    """
    found: dict[int, Window] = {}
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            read = reading(f"{text} {year:04}", today)
        except (AmbiguousError, BeyondCalendarError):
            return None
        if read is None or read.edtf == f"{year:04}":
            return None
        found[year] = Window.parse(read.edtf)
    if ahead:
        fits = [year for year, window in found.items() if not window.is_past(today)]
        return f"{text} {min(fits, default=today.year + 1):04}"
    fits = [year for year, window in found.items() if (window.earliest or window.latest or today) <= today]
    return f"{text} {max(fits, default=today.year):04}"


def told_in_files(error: WindowError) -> dict[str, str]:
    """The refusal of a text that is no window, and the hint, where it stands in a file or a stream."""
    return {"refusal": error.message, "hint": stored_form(error.text) or error.hint}


def stored_form(text: str) -> str | None:
    """What to write in a file or a stream for words that stand where a window is wanted, as JSON, which YAML reads too.

    None where they are no words of this kind, or mean a window that needs none.
    """
    words = text.strip()
    if len(words) > LONGEST or not re.search(r"[^\W\dXx]{2}", words):
        return None
    read = reading_of(words)
    if read is not None:
        return f"Write {_as_json(edtf=read.edtf, wording=words)}." if read.says_more else None
    # Any day and any year show how words are written that count from one, or lack one.
    for day, whole in ((_EXAMPLE_DAY, words), (_EXAMPLE_DAY, f"{words} {_EXAMPLE_DAY.year}")):
        read = reading_of(whole, day)
        if read is not None and read.edtf != str(_EXAMPLE_DAY.year):
            return f"Write the days that are meant beside the words, as in {_as_json(edtf=read.edtf, wording=words)}."
    kept, days = _as_json(wording=words), _as_json(edtf="2026-05", wording=words)
    return f"Write {kept} for words that name no days, or the days that they mean beside them, as in {days}."


def reading_of(text: str, today: date | None = None) -> Reading | None:
    """As `reading`. None also where they mean two windows, or no day of the calendar."""
    try:
        return reading(text, today)
    except (AmbiguousError, BeyondCalendarError):
        return None


_EXAMPLE_DAY: Final = date(2026, 1, 1)


def _as_json(**time: str) -> str:
    return json.dumps(time, ensure_ascii=False)


# ---- vaguer words, in the one vocabulary -----------------------------------------------------------------------------

_NTH: Final = {
    word: number
    for number, words in enumerate(("first 1", "second 2", "third 3", "fourth 4", "fifth 5"), 1)
    for word in words.split()
}
_NTH_WORD: Final = "|".join(_NTH)
_HALF: Final = re.compile(r"(first|second|1|2) half (.+)")
_QUARTER: Final = re.compile(r"(first|second|third|fourth|last|final|[1-4]) quarter (\d{4})")
_WEEK: Final = re.compile(rf"({_NTH_WORD}|last|late|early) week (.+)")
_WEEK_OF: Final = re.compile(r"week (?:beginning )?(.*\D.*)")
_WEEK_OF_YEAR: Final = re.compile(r"(?:(\d{4})-?w(\d{1,2})|(?:week|kw|semaine|semana) (\d{1,2}),? (\d{4}))")
_PART: Final = re.compile(r"(early|mid|late) (?:in )?(.+)")
_EARLY_TO_MID: Final = re.compile(r"(early|mid)(?: to | or | - | and |-)(mid|late) (.+)")
_NAMED: Final = re.compile(r"(\w+)[ -](?:(?:in|on) )?(\d{4})|(\d{4})[ -]?([^\W\d]\w*)")
_WINTER: Final = re.compile(r"winter (\d{4}) ?[-/] ?(\d{4}|\d\d)")
_DECADE: Final = re.compile(r"(\d{3})0'?s")
_ABOUT: Final = re.compile(r"about (.+)")
_POSSIBLY: Final = re.compile(r"possibly (?:in |on |by )?(.+)")
_LIMIT: Final = re.compile(r"(by|before|since|from|after) (?:in |on |from )?(.+)")
_BETWEEN: Final = (
    re.compile(r"(?:from |between )?(.+?)(?: to | by | and | or | & | - )(.+)"),
    re.compile(r"(?:from |between )?(\d{1,2}) ?(?:-|/|or|and|&|to) ?(\d{1,2}\D.+)"),
    re.compile(r"(?:from |between )?([^\W\d]+)-([^\W\d]+.+)"),
    re.compile(r"(\d{4})-(\d{4})"),
)
_DAYS_OF_FIRST_THIRD: Final = 10
_DAYS_OF_TWO_THIRDS: Final = 20
_HALF_MONTH: Final = 15
_MONTH_LENGTH: Final = len("2026-05")
_YEAR_LENGTH: Final = len("2026")
_THIRDS: Final = {"early": 37, "mid": 38, "late": 39}


def _vague(text: str) -> str | None:
    """The window of words that name a period or a part of one, a limit, or two ends."""
    for read in _READERS:
        found = read(text)
        if found is not None and is_window(found):
            return found
    return None


def _inner(text: str) -> str | None:
    """The window of what stands behind "about" or "early"."""
    bare = text.strip()
    if bare.startswith(("the ", "of ", "in ")):
        bare = bare.partition(" ")[2]
    return date_of(bare) or _vague(bare)


def _named_period(text: str) -> str | None:
    """`spring 2026`, `q2 2026`, `2026`, `2030s`, `may 2026`."""
    winter = _WINTER.fullmatch(text)
    if winter:
        after = int(winter[1]) + 1
        return f"{winter[1]}-12/{after:04}-02" if int(winter[2]) % 100 == after % 100 else None
    decade = _DECADE.fullmatch(text)
    if decade:
        return f"{decade[1]}X"
    text = " ".join(word for word in text.split() if word not in FILLERS)
    named = _NAMED.fullmatch(text)
    if named:
        name, year = (named[1], named[2]) if named[2] else (named[4], named[3])
        code = (SEASONS | PARTS_OF_YEAR).get(name)
        return f"{year}-{code}" if code else date_of(text)
    return date_of(text)


def _season_part(text: str) -> str | None:
    """`early spring 2026`: no part of a season has days that all agree on, so it is the season."""
    part = _PART.fullmatch(text)
    inner = _named_period(part[2]) if part else None
    return inner if inner is not None and re.fullmatch(r"\d{4}-(?:2[1-4]|3[3-6]|4[01])|\d{3}X|.+/.+", inner) else None


def _half(text: str) -> str | None:
    half = _HALF.fullmatch(text)
    period = _inner(half[2]) if half else None
    if half is None or period is None:
        return None
    number = _NTH[half[1]]
    if len(period) == _YEAR_LENGTH and period.isdecimal():
        return f"{period}-{39 + number}"
    return _days_of_month(period, *((1, _HALF_MONTH) if number == 1 else (_HALF_MONTH + 1, None)))


def _quarter(text: str) -> str | None:
    quarter = _QUARTER.fullmatch(text)
    return f"{quarter[2]}-{32 + _NTH.get(quarter[1], 4)}" if quarter else None


def _part(text: str) -> str | None:
    """The first, the second or the last third of a month or a year."""
    part = _PART.fullmatch(text)
    period = _inner(part[2]) if part else None
    if part is None or period is None:
        return None
    if len(period) == _YEAR_LENGTH and period.isdecimal():
        return f"{period}-{_THIRDS[part[1]]}"
    bounds: dict[str, tuple[int, int | None]] = {
        "early": (1, _DAYS_OF_FIRST_THIRD),
        "mid": (_DAYS_OF_FIRST_THIRD + 1, _DAYS_OF_TWO_THIRDS),
        "late": (_DAYS_OF_TWO_THIRDS + 1, None),
    }
    return _days_of_month(period, *bounds[part[1]])


def _days_of_month(month: str, first: int, last: int | None) -> str | None:
    """Some days of a month. To its end where no last one is given."""
    if len(month) != _MONTH_LENGTH or not "01" <= month[5:] <= "12":
        return None
    end = last or monthrange(int(month[:4]), int(month[5:]))[1]
    return f"{month}-{first:02}/{month}-{end:02}"


def _parts(text: str) -> str | None:
    """`early to mid-May 2026`: from the beginning of the one to the end of the other."""
    both = _EARLY_TO_MID.fullmatch(text)
    if both is None:
        return None
    ends = [_part(f"{part} {both[3]}") or _season_part(f"{part} {both[3]}") for part in both.groups()[:2]]
    return _from_to(*ends)


def _week(text: str) -> str | None:
    week = _WEEK.fullmatch(text)
    month = _inner(week[2]) if week else None
    if week is not None and month is not None:
        if week[1] in ("last", "late"):
            length = monthrange(int(month[:4]), int(month[5:]))[1] if len(month) == _MONTH_LENGTH else 0
            return _days_of_month(month, length - 6, None) if length else None
        number = 1 if week[1] == "early" else _NTH[week[1]]
        return _days_of_month(month, 7 * number - 6, 7 * number if number < 5 else None)  # noqa: PLR2004 - what is left
    numbered = _WEEK_OF_YEAR.fullmatch(text)
    if numbered:
        year, number = int(numbered[1] or numbered[4]), int(numbered[2] or numbered[3])
        monday = date.fromisocalendar(year, number, 1)
        return f"{monday}/{monday + timedelta(6)}"
    of = _WEEK_OF.fullmatch(text)
    day = _inner(of[1]) if of else None
    window = Window.parse(day) if day else None
    if window is None or window.earliest is None or not window.is_day:
        return None
    monday = window.earliest - timedelta(window.earliest.weekday())
    return f"{monday}/{monday + timedelta(6)}"


def _about(text: str) -> str | None:
    return _marked(_ABOUT.fullmatch(text), "~")


def _possibly(text: str) -> str | None:
    return _marked(_POSSIBLY.fullmatch(text), "?")


def _marked(found: re.Match[str] | None, mark: str) -> str | None:
    """A window with a mark at each of its ends that is a date."""
    inner = _inner(found[1]) if found else None
    if inner is None:
        return None
    return "/".join(end if end in ("", "..") or end[-1] in "~?%" else f"{end}{mark}" for end in inner.split("/"))


def _limited(text: str) -> str | None:
    """`by the end of June 2026`, `since March 2026`, `before May 2026`, `after 10 May 2026`."""
    found = _LIMIT.fullmatch(text)
    inner = _inner(found[2]) if found else None
    if found is None or inner is None:
        return None
    window, day = Window.parse(inner), timedelta(1)
    if window.earliest is None or window.latest is None:
        return None
    match found[1]:
        case "by":
            return f"../{window.latest}"
        case "before":  # the end of May is a limit by itself
            return f"../{window.latest if found[2].startswith('late') else window.earliest - day}"
        case "after":
            return f"{window.latest + day}/.."
        case _:
            return f"{window.earliest}/.."


def _interval(text: str) -> str | None:
    """`12-20 March 2026`, `late May or early June 2026`: the end says what the start lacks."""
    for pattern in _BETWEEN:
        between = pattern.fullmatch(text)
        if between is None:
            continue
        start, end = between[1].strip(), between[2].strip()
        last = _inner(end)
        if last is None:
            continue
        year = last.removeprefix("../")[:4]
        for whole in (start, f"{start} {year}", f"{start} {' '.join(end.split()[1:])}"):
            first = _inner(whole)
            if first is not None and (found := _from_to(first, last)) is not None:
                return found
    return None


def _from_to(first: str | None, last: str | None) -> str | None:
    """From the beginning of the one to the end of the other, in their own precision."""
    if first is None or last is None or ".." in f"{first}{last}":
        return None
    if first == last:
        return first
    start, end = first.partition("/")[0], last.rpartition("/")[2]
    if "/" not in first and "/" not in last and len(start) == len(end):
        return f"{start}/{end}"
    one, other = Window.parse(first), Window.parse(last)
    return f"{one.earliest}/{other.latest}"


_READERS: Final[tuple[Callable[[str], str | None], ...]] = (
    *(_named_period, _quarter, _week, _half, _parts, _part, _season_part),
    *(_about, _possibly, _interval, _limited),
)
