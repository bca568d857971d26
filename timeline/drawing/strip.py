"""What does a dialogue look like in one line, beside others on one axis?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, tostring

from timeline.drawing.looks import BEGUN, GONE, LATE, PAST, look_of
from timeline.drawing.marks import Canvas, is_vague
from timeline.drawing.picture import described_of, fades
from timeline.drawing.scale import Scale
from timeline.drawing.wording import day_shown
from timeline.wording.words import wording_for

if TYPE_CHECKING:
    from timeline.answers.sessions import SessionAnswer
    from timeline.answers.state import StateAnswer
    from timeline.drawing.scale import Frame

WIDTH: Final = 420
"""Pixels."""

_HEIGHT, _EDGE = 30, 4.0
_MIDDLE, _BAR = 15.0, 8.0
_DISC, _DOT = 8.0, 3.5
_NAMES: Final = "strip"
_LONGEST_NUMBER: Final = 2
_YEAR_TYPE: Final = 34.0
"""Pixels that the number of a year needs."""


def strip(state: StateAnswer, frame: Frame, today: date, *, language: str) -> str:
    """The sessions of a dialogue on one line, up to the day it is looked at, and what is to come after it."""
    words, on = wording_for(language), date.fromisoformat(state.on)
    svg = _sheet(_HEIGHT, words.direction == "rtl")
    svg.attrib |= {"role": "img", "aria-label": described_of(state, words)}
    scale = _scale(frame, mirrored=words.direction == "rtl")
    canvas = Canvas(scale, svg, _NAMES, words)
    canvas.line((scale.left, _MIDDLE), (scale.right, _MIDDLE), "axis")
    last: float | None = None
    for session in sorted(state.sessions, key=_begin):
        last = _draw(canvas, session, on, last)
    x = scale.end(on)
    canvas.line((x, 0), (x, _HEIGHT), "as-of" if on != today else "today")
    return tostring(svg, encoding="unicode")


def years(frame: Frame, *, language: str) -> str:
    """The axis that all strips share: the number of each year where it begins, and the masks that they use."""
    words = wording_for(language)
    mirrored = words.direction == "rtl"
    svg = _sheet(14, mirrored)
    svg.attrib |= {"aria-hidden": "true"}
    scale = _scale(frame, mirrored=mirrored)
    svg.append(fades(_NAMES))
    canvas = Canvas(scale, svg, _NAMES, words)
    for year in range(frame.view[0].year, frame.view[1].year + 1):
        day = max(date(year, 1, 1), frame.view[0])
        x = scale.start(day)
        if abs((scale.left if mirrored else scale.right) - x) > _YEAR_TYPE:
            canvas.text(x + 2 * scale.forward, 11, str(year), "tick", "end" if mirrored else "start")
    return tostring(svg, encoding="unicode")


def _sheet(height: int, mirrored: bool) -> Element:  # noqa: FBT001 - the direction of the words in it
    size = {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": f"picture strip{' rtl' * mirrored}", **size})


def _scale(frame: Frame, *, mirrored: bool) -> Scale:
    return Scale(*frame.view, _EDGE, WIDTH - _EDGE, mirrored, frame.folds)


def _begin(session: SessionAnswer) -> str:
    time = session.time
    return (time.earliest or time.latest or "") if time else ""


def _draw(canvas: Canvas, session: SessionAnswer, on: date, last: float | None) -> float | None:
    """Draw one session where it is in view. The place of its disc, or that of the last one."""
    time, look = session.time, look_of(session.status)
    if time is None or not canvas.scale.shows(day_shown(time.earliest), day_shown(time.latest)):
        return last
    group = canvas.group(f"session {look}")
    span = canvas.span_of(time)
    middle = (span.low + span.high) / 2
    title = f"{session.session}: {canvas.words.word('status', session.status)}"
    if look in (PAST, BEGUN) and not is_vague(time, span, 2 * _DISC):
        number = str(session.session)
        is_apart = last is None or abs(middle - last) > 2 * _DISC + 1
        fits = is_apart and len(number) <= _LONGEST_NUMBER
        group.disc((middle, _MIDDLE), _DISC if fits else _DOT, look, number if fits else "", title)
        return middle
    if look == GONE:
        group.cross(middle, _MIDDLE, 3)
        return last
    group.window(time, _MIDDLE - _BAR / 2, _BAR, look, title)
    if look == LATE:
        edge = span.low if canvas.scale.mirrored else span.high
        group.line((edge, _MIDDLE), (canvas.scale.end(on), _MIDDLE), "tail")
    return last
