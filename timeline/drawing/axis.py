"""How is the axis drawn: years, months, quiet stretches, the day asked about and today?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from timeline.drawing.marks import Span
from timeline.drawing.scale import DAY
from timeline.drawing.wording import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.drawing.marks import Canvas
    from timeline.drawing.scale import Scale

TOP: Final = 48.0
"""The line of the axis, in pixels from the top: the flag and two rows of dates are above it."""

_FLAG_HEIGHT, _FLAG_PAD, _FLAG_TYPE = 15.0, 14.0, 13.0  # 11 pixels, in a bold face
_TICK_TYPE: Final = 11.0
_MONTH_DAYS: Final = 30.4
_EVERY_MONTH, _EVERY_QUARTER, _EVERY_WEEK = 28.0, 10.0, 150.0
"""Pixels of a month from which its ticks, those of quarters, and those of weeks have room."""

_YEAR_WIDTH, _TODAY_WIDTH, _ASIDE = 32.0, 42.0, 3.0
_YEAR_MONTHS: Final = 12


def draw_axis(canvas: Canvas, height: float) -> None:
    """Ticks, grid and folds, behind everything else."""
    scale = canvas.scale
    taken = [_draw_fold(canvas, start, end, height) for start, end in scale.folds]
    month = scale.day_width * _MONTH_DAYS
    step = 1 if month >= _EVERY_MONTH else 3 if month >= _EVERY_QUARTER else _YEAR_MONTHS
    for day in _months(scale, step):
        x = scale.start(day)
        is_year = day.month == 1
        canvas.line((x, TOP - (20 if is_year else 0)), (x, height), "grid year" if is_year else "grid")
        name = canvas.words.months[day.month - 1]
        width = width_of(name, _TICK_TYPE)
        room = abs(scale.start(min(day + 27 * step * DAY, scale.last)) - x)
        if step < _YEAR_MONTHS and room > width and not _meets_a_fold(scale, x, width, taken):
            canvas.text(x + _ASIDE * scale.forward, TOP - 4, name, "tick", _away(scale))
    if month >= _EVERY_WEEK:
        _draw_weeks(canvas, height)
    _draw_years(canvas)
    canvas.line((scale.left, TOP), (scale.right, TOP), "axis")


def draw_to_come(canvas: Canvas, on: date, height: float) -> None:
    """What lies after the day we stand on is tinted."""
    edge, end = canvas.scale.end(on), canvas.scale.left if canvas.scale.mirrored else canvas.scale.right
    if (end - edge) * canvas.scale.forward > 0:
        canvas.box(Span(min(edge, end), max(edge, end)), Span(TOP, height), "to-come")


def draw_day(canvas: Canvas, on: date, today: date | None, height: float) -> None:
    """The day we stand on, with a flag. Today beside it where it is another day."""
    scale = canvas.scale
    x = scale.end(on)
    words = canvas.words("picture.today" if on == today else "picture.as-of", day=canvas.words.day(on))
    width = width_of(words, _FLAG_TYPE) + _FLAG_PAD
    middle = min(max(x, scale.left + width / 2), scale.right - width / 2)
    if today and on != today and scale.first <= today <= scale.last:
        there = scale.end(today)
        canvas.line((there, TOP), (there, height), "today")
        if abs(there - middle) > width / 2 + _TODAY_WIDTH:
            canvas.text(
                min(max(there, scale.left + 14), scale.right - 14), 11, canvas.words("to-today"), "tick", "middle"
            )
    canvas.line((x, _FLAG_HEIGHT), (x, height), "as-of")
    flag = canvas.group("flag", on=on.isoformat())
    flag.box(Span(middle - width / 2, middle + width / 2), Span(0, _FLAG_HEIGHT), "b", rounded=_FLAG_HEIGHT / 2)
    flag.text(middle, 11, words, "words", "middle")


def _meets_a_fold(scale: Scale, x: float, width: float, taken: Iterable[Span]) -> bool:
    """Whether the name of a month that begins there would run into how long a fold is."""
    low, high = sorted((x - _ASIDE * scale.forward, x + (2 * _ASIDE + width) * scale.forward))
    return any(low < span.high and span.low < high for span in taken)


def _draw_fold(canvas: Canvas, start: date, end: date, height: float) -> Span:
    """Draw a fold. Return where the words stand that say how long it is."""
    edges = sorted((canvas.scale.start(start), canvas.scale.start(end)))
    span = Span(edges[0], edges[1])
    length = canvas.words.length((end - start).days)
    fold = canvas.group("fold", start=start.isoformat(), end=end.isoformat())
    fold.box(span, Span(TOP, height), "b", title=canvas.words("picture.fold", length=length))
    middle, half = (span.low + span.high) / 2, width_of(length, _TICK_TYPE) / 2
    fold.text(middle, TOP - 4, length, "tick", "middle")
    return Span(middle - half, middle + half)


def _draw_weeks(canvas: Canvas, height: float) -> None:
    scale = canvas.scale
    day = scale.first + (-scale.first.weekday() % 7) * DAY
    while day <= scale.last:
        if not _is_folded(scale, day):
            canvas.line((scale.start(day), TOP), (scale.start(day), height), "grid week")
            canvas.text(scale.start(day), TOP + 9, str(day.day), "tick day", "middle")
        day += 7 * DAY


def _draw_years(canvas: Canvas) -> None:
    """The number of each year where it begins in view, unless another number stands there."""
    scale = canvas.scale
    taken: list[tuple[float, float]] = []
    years = range(scale.first.year, scale.last.year + 1)
    # A year that begins in view goes before one that only ends there.
    for year in sorted(years, key=lambda year: (date(year, 1, 1) < scale.first, year)):
        day = max(date(year, 1, 1), scale.first)
        day = next((end for start, end in scale.folds if start <= day < end), day)
        if day.year != year or day > scale.last:
            continue
        x = scale.start(day) + _ASIDE * scale.forward
        low, high = sorted((x, x + _YEAR_WIDTH * scale.forward))
        if low < scale.left - _ASIDE or high > scale.right + _ASIDE:
            continue
        if all(high < begin or low > end for begin, end in taken):
            taken.append((low, high))
            canvas.text(x, TOP - 18, str(year), "tick year", _away(scale))


def _months(scale: Scale, step: int) -> Iterator[date]:
    """The first days of months in view, every so many months."""
    year, month = scale.first.year, (scale.first.month - 1) // step * step + 1
    while (year, month) <= (scale.last.year, scale.last.month):
        day = date(year, month, 1)
        if day >= scale.first and not _is_folded(scale, day):
            yield day
        month += step
        year, month = year + (month - 1) // _YEAR_MONTHS, (month - 1) % _YEAR_MONTHS + 1


def _is_folded(scale: Scale, day: date) -> bool:
    return any(start <= day < end for start, end in scale.folds)


def _away(scale: Scale) -> str:
    """The anchor of words that run on in time."""
    return "end" if scale.mirrored else "start"
