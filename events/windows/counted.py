"""Which window is meant by words that count from a day: `yesterday`, `last friday`, `in 3 weeks`, `early next year`?"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from events.windows.vocabulary import MONTH_NAMES, MONTHS, SEASONS, WEEKDAYS
from events.windows.window import Window
from events.windows.written import BeyondCalendarError, Reading

_DAYS: Final = {
    **dict.fromkeys(("today", "now", "heute", "aujourd'hui", "hoy", "сегодня", "اليوم", "今天", "今日", "오늘"), 0),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "вчера", "امس", "昨天", "昨日", "어제"), -1),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "manana", "завтра", "غدا", "明天", "明日", "내일"), 1),
    "day before yesterday": -2,
    "the day before yesterday": -2,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
}
_UNITS: Final = {"d": "day", "w": "week", "m": "month", "y": "year"}
_COUNTS: Final = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)  # noqa: SIM905 - a list of words
} | {"a": 1, "an": 1}
_COUNT: Final = rf"(\d{{1,4}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_SHIFT: Final = re.compile(r"([+-])(\d{1,4})\s?([dwmy])")
_AGO: Final = re.compile(rf"{_COUNT} (day|week|month|year)s? ago")
_IN: Final = re.compile(rf"in {_COUNT} (day|week|month|year)s?(?:'? time)?")
_WITHIN: Final = re.compile(
    rf"(?:within|in|over|during) (?:the )?(?:(?:next|coming) )?{_COUNT} (day|week|month|year)s?"
)
_BESIDE: Final = re.compile(r"(?:(last|past|this|next|coming|on) )?(\w+)")
_STEPS: Final = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def counted(text: str, today: date, *, ahead: bool) -> Reading | None:
    """The window of words that count from a day."""
    if text in _DAYS:
        return Reading((today + timedelta(_DAYS[text])).isoformat(), says_more=True)
    shift = _SHIFT.fullmatch(text)
    if shift:
        sign, count, unit = shift.groups()
        return Reading(later_by(today, int(f"{sign}{count}"), _UNITS[unit]).isoformat(), says_more=False)
    for pattern, direction in ((_AGO, -1), (_IN, 1)):
        spoken = pattern.fullmatch(text)
        if spoken:
            return Reading(later_by(today, direction * _count(spoken[1]), spoken[2]).isoformat(), says_more=True)
    within = _WITHIN.fullmatch(text)
    if within:
        return Reading(f"{today}/{later_by(today, _count(within[1]), within[2])}", says_more=True)
    beside = _BESIDE.fullmatch(text)
    if beside and beside[2] in WEEKDAYS:
        return Reading(_weekday(WEEKDAYS[beside[2]], beside[1], today, ahead=ahead).isoformat(), says_more=True)
    return None


def _count(word: str) -> int:
    return _COUNTS.get(word) or int(word)


def later_by(day: date, count: int, unit: str) -> date:
    """A day so many days, weeks, months or years later.

    Raises:
        BeyondCalendarError: there is none.

    """
    try:
        if unit in ("day", "week"):
            return day + timedelta(count * (7 if unit == "week" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        message = f"{count} {unit}s from {day} is not a day of the years 0001 to 9999"
        raise BeyondCalendarError(message) from None


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


_RELATIVE: Final = re.compile(
    r"\b(this|next|last) (year|month|decade|(?:quarter|week)(?! \w)|(?!(?:quarter|week)\b)\w+)\b"
)
_OWN_UNIT: Final = re.compile(r"\b(early|mid|late|half|quarter)(?: in)? (year|month|quarter|week|decade)\b")
_BESIDE_A_DAY: Final = re.compile(r"(by|before|since|from|after|about|possibly) (?:on )?(.+)")


def with_years(text: str, today: date | None, *, ahead: bool) -> str:
    """Words of the one vocabulary, with years in place of what counts from a day: `early next year` is `early 2027`."""
    if today is None:
        return text

    def period(found: re.Match[str]) -> str:
        return _period(found[2], _STEPS[found[1]], today) or found[0]

    beside = _BESIDE_A_DAY.fullmatch(text)
    day = counted(beside[2], today, ahead=ahead) if beside else None
    if beside and day:
        return f"{beside[1]} {day.edtf}"
    text = _RELATIVE.sub(period, text)
    return _OWN_UNIT.sub(lambda found: f"{found[1]} {_period(found[2], 0, today)}", text)


def _period(unit: str, step: int, today: date) -> str | None:
    """A period that counts from a day, in words that need none. None for what is no period."""
    if unit in ("month", "quarter"):
        first = later_by(today.replace(day=1), step * (3 if unit == "quarter" else 1), "month")
        name = f"q{(first.month + 2) // 3}" if unit == "quarter" else MONTH_NAMES[first.month - 1].lower()
        return f"{name} {first.year:04}"
    monday = today - timedelta(today.weekday() - 7 * step)
    periods = {
        "week": f"{monday}/{monday + timedelta(6)}",
        "decade": f"{today.year // 10 + step}0s",
        "year": f"{today.year + step:04}",
    }
    if unit == "weekend" and step <= 0:  # "next weekend" is the coming one to some, and the one after it to others
        return f"{monday + timedelta(5)}/{monday + timedelta(6)}"
    return periods.get(unit) or _nearest(unit, step, today)


def _nearest(name: str, step: int, today: date) -> str | None:
    """A month or a season that counts from a day: the next that begins after it, the last that ended before it."""
    code = (MONTHS | SEASONS).get(name)
    if code is None:  # also the last week of a month, which counts from none
        return None
    found = {year: Window.parse(f"{year:04}-{code:02}") for year in _around(today.year)}
    if step > 0:
        return f"{name} {min(year for year, one in found.items() if one.is_future(today)):04}"
    if step < 0:
        return f"{name} {max(year for year, one in found.items() if one.is_past(today)):04}"
    return f"{name} {today.year:04}"


def _around(year: int) -> range:
    return range(max(year - 2, 1), min(year + 2, 9999) + 1)
