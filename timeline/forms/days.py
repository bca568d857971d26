"""Which window does a typed date mean: `12 March 2026`, `12.3.2026`, `yesterday`, `last friday`, `-7d`, `last month`?

Today is an argument. What is typed as EDTF is taken as it is. A date that has two readings (`3/4/2026`) is refused with
both. Fact files do not come here: what they hold is EDTF.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import BadInputError
from events.windows.window import Window, WindowError
from events.wording import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOW: Final = (
    "Write 2026-03-12, 12 March 2026, 2026-03, 2026, yesterday or last friday; "
    "for a vaguer time the date, then = and the words of the report: "
    '"2026-05-16/2026-05-31=second half of May".'
)
"""How a date is typed. Every form in it is taken as it is printed."""


class Typed(NamedTuple):
    """A date as somebody typed it.

    Attributes:
        edtf: the window it means. None where only words were typed.
        wording: the words that it was typed in, or that stood behind `=`. None for a plain date of the calendar.

    """

    edtf: str | None
    wording: str | None = None

    @property
    def value(self) -> str | dict[str, str]:
        """As a fact file writes it."""
        if self.wording is None:
            return self.edtf or ""
        return {key: value for key, value in (("edtf", self.edtf), ("wording", self.wording)) if value}


class DayError(BadInputError):
    """A typed text that means no day, or more than one."""


class _Ambiguous(Exception):  # noqa: N818 - it is caught a few lines further down
    def __init__(self, *readings: str) -> None:
        super().__init__()
        self.readings = readings


def typed_time(text: str, today: date, *, ahead: bool = False) -> Typed:
    """Read a date, or a date and the words of the report with `=` between them.

    Args:
        text: as typed.
        today: the day on which it was typed.
        ahead: whether it is of what is to come: `friday` is then the next one, else the last.

    Raises:
        DayError: it means no day, or more than one. Says what to write.

    """
    text = _unquoted(text.strip())
    left, equals, wording = (part.strip() for part in text.partition("="))
    if not equals:
        return _read(text, today, ahead=ahead)
    if not wording:
        raise DayError(f"{shown(text)} has no words behind =", hint=HOW)
    return Typed(_read(left, today, ahead=ahead).edtf, wording) if left else Typed(None, wording)


def typed_day(text: str, today: date) -> date:
    """Read a date that stands for one day. A month, season or year stands for its last day.

    Raises:
        DayError: it means no day, or has no last day.

    """
    edtf = _read(_unquoted(text.strip()), today, ahead=False).edtf
    latest = Window.parse(edtf or "").latest
    if latest is None:
        raise DayError(f"{shown(text)} has no last day", hint="Write a day, such as 2025-05-10.")
    return latest


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _read(text: str, today: date, *, ahead: bool) -> Typed:
    try:
        return Typed(Window.parse(text).text)
    except WindowError as error:
        refused = error
    plain = _plain(text)
    try:
        found = _in_words(plain, today, ahead=ahead) or _in_figures(plain)
    except _Ambiguous as two:
        one, other = two.readings
        message = f"{shown(text)} can be {one} or {other}"
        raise DayError(message, hint=f"Write {one} or {other}, whichever is meant.") from None
    if found is not None:
        edtf, kept = found
        return Typed(Window.parse(edtf).text, text if kept else None)
    if re.search(r"[^\W\dX]{2}", text) or "=" in refused.hint or "{" in refused.hint:
        raise _unread(text, plain)
    raise DayError(refused.message, hint=refused.hint)


def _unread(text: str, plain: str) -> DayError:
    day_and_month = _parts_of_date(plain.split())
    if day_and_month is not None and "year" not in day_and_month and "month" in day_and_month:
        return DayError(f"{shown(text)} has no year", hint=f"Write it with the year: {text} {_EXAMPLE_YEAR}.")
    return DayError(f"{shown(text)} is not a date that can be read", hint=HOW)


_EXAMPLE_YEAR: Final = 2026
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|\.(?=\s+[^\W\d]))(?!\w)")


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


def _plain(text: str) -> str:
    """Small letters without marks, digits of ASCII, one blank between words."""
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return " ".join(_ORDINAL.sub("", _folded(digits.translate(_DASHES))).split())


# ---- words: today, last friday, 3 days ago ------------------------------------------------------------------------

_DAYS: Final = {
    **dict.fromkeys(("today", "now", "heute", "aujourd'hui", "hoy", "сегодня", "اليوم", "今天", "今日", "오늘"), 0),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "вчера", "امس", "昨天", "昨日", "어제"), -1),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "manana", "завтра", "غدا", "明天", "明日", "내일"), 1),
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}
_WEEKDAYS: Final = {
    _folded(name): number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    )
    for number, name in enumerate(names.split())
}
_UNITS: Final = {"d": "day", "w": "week", "m": "month", "y": "year"}
_SHIFT: Final = re.compile(r"([+-])(\d{1,4})\s?([dwmy])")
_AGO: Final = re.compile(r"(\d{1,4}|an?|one|two|three) (day|week|month|year)s? ago")
_IN: Final = re.compile(r"in (\d{1,4}|an?|one|two|three) (day|week|month|year)s?")
_COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_PART: Final = re.compile(
    r"(?:later|earlier|early|late|some ?time|in) (?=(?:this|next|last) (?:week|month|quarter|year)$)"
)
"""What says which part of a period is meant, too vaguely for another window: "later this year" is that year."""
_BESIDE: Final = re.compile(r"(?:(last|past|this|next|coming|on) )?(\w+)")


def _in_words(text: str, today: date, *, ahead: bool) -> tuple[str, bool] | None:
    """The window of words that count from today, and whether they are to be kept. None where there are none."""
    if text in _DAYS:
        return (today + timedelta(_DAYS[text])).isoformat(), True
    shift = _SHIFT.fullmatch(text)
    if shift:
        sign, count, unit = shift.groups()
        return _moved(today, int(f"{sign}{count}"), _UNITS[unit]), False
    for pattern, direction in ((_AGO, -1), (_IN, 1)):
        spoken = pattern.fullmatch(text)
        if spoken:
            count = _COUNTS.get(spoken[1]) or int(spoken[1])
            return _moved(today, direction * count, spoken[2]), True
    beside = _BESIDE.fullmatch(_PART.sub("", text))
    if beside is None:
        return None
    which, unit = beside.groups()
    if unit in _WEEKDAYS:
        return _weekday(_WEEKDAYS[unit], which, today, ahead=ahead).isoformat(), True
    step = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}.get(which or "")
    window = None if step is None else _period(unit, step, today)
    return None if window is None else (window, True)


def _moved(day: date, count: int, unit: str) -> str:
    try:
        if unit in ("day", "week"):
            return (day + timedelta(count * (7 if unit == "week" else 1))).isoformat()
        year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()
    except (ValueError, OverflowError):
        raise DayError(f"{count} {unit}s from {day} is not a day of the years 0001 to 9999", hint=HOW) from None


def _weekday(number: int, which: str | None, today: date, *, ahead: bool) -> date:
    """The nearest such day: before today for `last`, after it for `next`. Today counts where neither is said."""
    since = (today.weekday() - number) % 7
    if which in ("last", "past"):
        return today - timedelta(since or 7)
    if which in ("next", "coming"):
        return today + timedelta(7 - since)
    if ahead or which == "this":
        return today + timedelta(-since % 7)
    return today - timedelta(since)


def _period(unit: str, step: int, today: date) -> str | None:
    if unit == "week":
        monday = today - timedelta(today.weekday() - 7 * step)
        return f"{monday}/{monday + timedelta(6)}"
    if unit == "month":
        return _moved(today.replace(day=1), step, "month")[:7]
    if unit == "quarter":
        first = date.fromisoformat(_moved(today.replace(day=1), 3 * step, "month"))
        return f"{first.year:04}-{33 + (first.month - 1) // 3}"
    return f"{today.year + step:04}" if unit == "year" else None


# ---- dates of the calendar: figures, names of months, parts of a year ---------------------------------------------

_MONTHS: Final = {
    _folded(name): number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}
_TWO_WORDS: Final = [name.replace("_", " ") for name in _MONTHS if "_" in name]
_FILLERS: Final = frozenset({"the", "of", "de", "del", "on", "day", "den", "le", "el", "года", "من"} | {"г"})  # noqa: RUF001 - Russian for "year"
_YEAR: Final = re.compile(r"\d{4}")
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS: Final = {"q1": 33, "q2": 34, "q3": 35, "q4": 36, "h1": 40, "h2": 41}
_NTH: Final = {"first": 0, "1": 0, "second": 1, "2": 1, "third": 2, "3": 2, "fourth": 3, "4": 3}
_HALF: Final = re.compile(r"(?:the )?(first|second|1|2) half (?:of )?(?:(\w+) )?(\d{4})")
_QUARTER: Final = re.compile(r"(?:the )?(first|second|third|fourth|[1-4]) quarter (?:of )?(\d{4})")
_NAMED: Final = re.compile(r"(?:the )?(\w+) (?:of )?(\d{4})")
_LIMITS: Final = (
    (re.compile(r"(?:by|until|till|no later than) (?:the end of |end of )?(.+)"), "../{latest}"),
    (re.compile(r"(?:since|from|as of|starting) (.+)"), "{earliest}/.."),
)
_ABOUT: Final = re.compile(r"(?:about|around|circa|ca\.?|c\.) (.+)")
_BETWEEN: Final = (
    re.compile(r"(?:from |between )?(.+?)(?: to | until | and | - )(.+)"),
    re.compile(r"(\d{1,2})-(\d{1,2}\D.+)"),
)
_CJK: Final = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})[./](\d{4})")


def _in_figures(text: str) -> tuple[str, bool] | None:
    """The window of a date of the calendar, and whether its words say more than it does."""
    reading: Callable[[str], str | None]
    for reading in (_numbers, _spelt):
        found = reading(text)
        if found is not None and _is_window(found):
            return found, False
    for edtf in _vague(text):
        if edtf is not None and _is_window(edtf):
            return edtf, True
    return None


def _is_window(text: str) -> bool:
    try:
        Window.parse(text)
    except WindowError:
        return False
    return True


def _numbers(text: str) -> str | None:
    cjk = _CJK.fullmatch(text)
    first = _YEAR_FIRST.fullmatch(text)
    if cjk or first:
        return _joined(cjk or first)
    last = _YEAR_LAST.fullmatch(text)
    if last:
        one, point, other, year = last.groups()
        day_first, month_first = (f"{year}-{int(m):02}-{int(d):02}" for d, m in ((one, other), (other, one)))
        if point != "." and day_first != month_first and _is_window(day_first) and _is_window(month_first):
            raise _Ambiguous(day_first, month_first)
        # With full stops the day stands first wherever they are used.
        return day_first if point == "." or _is_window(day_first) else month_first
    month = _MONTH_AND_YEAR.fullmatch(text)
    return f"{month[2]}-{int(month[1]):02}" if month else None


def _joined(found: re.Match[str] | None) -> str:
    assert found is not None
    return "-".join(f"{int(part):02}" for part in found.groups() if part)


def _parts_of_date(words: list[str]) -> dict[str, int] | None:
    """Day, month and year of a date with the name of its month. None where a word is none of them."""
    parts: dict[str, int] = {}
    for word in words:
        bare = word.strip(",.")
        if bare in _FILLERS or bare in _WEEKDAYS or not bare:
            continue
        part = "month" if bare in _MONTHS else "year" if _YEAR.fullmatch(bare) else "day" if bare.isdecimal() else ""
        if not part or part in parts:
            return None
        parts[part] = _MONTHS[bare] if part == "month" else int(bare)
    return parts


def _spelt(text: str) -> str | None:
    for name in _TWO_WORDS:
        text = text.replace(name, name.replace(" ", "_"))
    parts = _parts_of_date(text.replace(",", " ").replace("،", " ").split())
    if parts is None or not {"month", "year"} <= set(parts):
        return None
    day = f"-{parts['day']:02}" if "day" in parts else ""
    return f"{parts['year']:04}-{parts['month']:02}{day}"


def _date_of(text: str) -> str | None:
    """A date of the calendar in whatever form."""
    found = text if _is_window(text) else _numbers(text) or _spelt(text)
    return found if found is not None and _is_window(found) else None


def _vague(text: str) -> Iterator[str | None]:
    """What a vaguer form can mean, reading by reading."""
    half = _HALF.fullmatch(text)
    if half and half[2] is None:
        yield f"{half[3]}-{40 + _NTH[half[1]]}"
    elif half and half[2] in _MONTHS:
        month, year = _MONTHS[half[2]], int(half[3])
        days = ("01", "15") if _NTH[half[1]] == 0 else ("16", f"{monthrange(year, month)[1]}")
        yield "/".join(f"{year:04}-{month:02}-{day}" for day in days)
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        yield f"{quarter[2]}-{33 + _NTH[quarter[1]]}"
    named = _NAMED.fullmatch(text)
    if named and (named[1] in _SEASONS or named[1] in _QUARTERS):
        yield f"{named[2]}-{(_SEASONS | _QUARTERS)[named[1]]}"
    about = _ABOUT.fullmatch(text)
    if about:
        inner = _date_of(about[1])
        yield None if inner is None or "/" in inner else f"{inner}~"
    yield from _limited(text)
    for pattern in _BETWEEN:
        between = pattern.fullmatch(text)
        yield _interval(between[1].strip(), between[2].strip()) if between else None


def _limited(text: str) -> Iterator[str | None]:
    for pattern, form in _LIMITS:
        found = pattern.fullmatch(text)
        inner = _date_of(found[1]) if found else None
        if inner is not None:
            window = Window.parse(inner)
            yield form.format(earliest=window.earliest, latest=window.latest)


def _interval(start: str, end: str) -> str | None:
    """`12-20 March 2026`, `28 March - 3 April 2026`: what the start leaves out, the end says."""
    last = _date_of(end)
    if last is None:
        return None
    for whole in (start, f"{start} {last[:4]}", f"{start} {' '.join(end.split()[1:])}"):
        first = _date_of(whole)
        if first is not None and len(first) == len(last):
            return f"{first}/{last}"
    return None
