"""How is one mark drawn: a window, a day, a word? Each is an SVG element. The classes say what it means.

A window is no duration: "some day in here" has whiskers and a pale fill, and no mark is thinner than can be seen.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from timeline.drawing.wording import cut, day_shown, width_of, window_aloud
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.answers.common import WindowAnswer
    from timeline.drawing.scale import Scale
    from timeline.wording.words import Words

THINNEST: Final = 7.0
"""Pixels that a window takes at least."""

PALEST: Final = 0.16
"""The least opacity of a window, however vague it is."""

_FULL_INK_DAYS: Final = 1.6
"""A window of so many days has full ink. Four times as many have half of it."""

_OPEN_DAYS: Final = 400
"""An open window is drawn as pale as one of so many days."""

_ISOLATE, _POP = "\u2068", "\u2069"
_BETWEEN: Final = 8.0
"""Pixels between a mark and its label."""

_LINE: Final = 14.0
"""Pixels from a line of labels to the one below it."""

_LABEL_TYPE: Final = 12.2
"""Size of the type of labels, with what a bold face takes more."""

_WHISKERS_FROM: Final = 9.0
"""A bar narrower than this has no room for whiskers."""


def isolated(text: str | None) -> str:
    """Reported words inside a sentence of ours: they keep a direction of their own."""
    return f"{_ISOLATE}{harmless(text)}{_POP}" if text else ""


def ink_of(window: WindowAnswer) -> float:
    """The opacity of a window: an event has one event's ink, so the wider it is the paler."""
    first, last = day_shown(window.earliest), day_shown(window.latest)
    days = (last - first).days + 1 if first and last else _OPEN_DAYS
    return max(PALEST, min(1.0, 1 / sqrt(max(days, 1) / _FULL_INK_DAYS)))


def is_vague(window: WindowAnswer, span: Span, wide: float) -> bool:
    """Whether a window is no single day, and takes more pixels than the disc that would stand for it."""
    return window.earliest != window.latest and span.high - span.low > wide


class Span(NamedTuple):
    """Pixels that a mark takes, the smaller first."""

    low: float
    high: float


class Label(NamedTuple):
    """Words beside a mark.

    Attributes:
        text: as much as there is room for.
        x: where they are anchored.
        anchor: `start` or `end`.
        span: what the mark and its label take together.
        is_below: whether it stands below the mark, for want of room beside it.

    """

    text: str
    x: float
    anchor: str
    span: Span
    is_below: bool = False


class Canvas:
    """A group of marks on one scale."""

    def __init__(self, scale: Scale, element: Element, names: str, words: Words) -> None:
        """Draw into an element.

        Args:
            scale: days to pixels.
            element: what marks are put into.
            names: a prefix of ids, so that two pictures on one page do not share theirs.
            words: in which marks are labelled.

        """
        self.scale = scale
        self.element = element
        self.names = names
        self.words = words

    def group(self, kind: str, **data: str) -> Canvas:
        """A group of marks that belong to one subject."""
        attributes = {f"data-{name}": harmless(value) for name, value in data.items()}
        group = SubElement(self.element, "g", {"class": kind, **attributes})
        return Canvas(self.scale, group, self.names, self.words)

    def text(self, x: float, y: float, words: str, kind: str, anchor: str = "start") -> None:
        """Words. `start` and `end` are those of the reading direction of the axis."""
        element = SubElement(self.element, "text", {"x": _px(x), "y": _px(y), "class": f"{kind} a-{anchor}"})
        element.text = words

    def line(self, start: tuple[float, float], end: tuple[float, float], kind: str) -> None:
        """A straight line."""
        self.path(f"M{_px(start[0])} {_px(start[1])}L{_px(end[0])} {_px(end[1])}", kind)

    def path(self, way: str, kind: str) -> None:
        """Any line."""
        SubElement(self.element, "path", {"class": kind, "d": way})

    def box(self, across: Span, down: Span, kind: str, *, title: str = "", rounded: float = 0) -> None:
        """A rectangle, with corners of that radius."""
        place = {"x": _px(across.low), "y": _px(down.low)}
        size = {"width": _px(across.high - across.low), "height": _px(down.high - down.low)}
        corners = {"rx": _px(rounded)} if rounded else {}
        _titled(SubElement(self.element, "rect", {**place, **size, **corners, "class": kind}), title)

    def shows(self, window: WindowAnswer) -> bool:
        """Whether a window reaches into the view."""
        return self.scale.shows(day_shown(window.earliest), day_shown(window.latest))

    def bars(self, boxes: Iterable[tuple[Span, Span]], kind: str) -> None:
        """Many rectangles of one kind as one shape: a fifth of what they take one by one."""
        way = "".join(
            f"M{_px(across.low)} {_px(down.low)}h{_px(across.high - across.low)}v{_px(down.high - down.low)}"
            f"h{_px(across.low - across.high)}z"
            for across, down in boxes
        )
        if way:
            self.path(way, kind)

    def circle(self, x: float, y: float, radius: float, kind: str, title: str = "") -> None:
        """A circle."""
        place = {"cx": _px(x), "cy": _px(y), "r": _px(radius), "class": kind}
        _titled(SubElement(self.element, "circle", place), title)

    def dot(self, at: tuple[float, float], radius: float, kind: str, subject: str, title: str = "") -> None:
        """A small thing by itself, with what it is about."""
        place = {"cx": _px(at[0]), "cy": _px(at[1]), "r": _px(radius)}
        _titled(SubElement(self.element, "circle", {"class": kind, "data-subject": harmless(subject), **place}), title)

    def dots(self, places: Iterable[float], y: float, kind: str) -> None:
        """Many small discs in a row as one shape, whose class says how large they are."""
        self.path("".join(f"M{_px(x)} {_px(y)}h0" for x in places), kind)

    def disc(self, at: tuple[float, float], radius: float, kind: str, number: str = "", title: str = "") -> None:
        """What took place, on its day, with a number where there is one."""
        disc = self.group(f"disc {kind}")
        _titled(disc.element, title)
        disc.circle(*at, radius, "b")
        if number:
            disc.text(at[0], at[1] + 3.6, number, "number", "middle")

    def cross(self, x: float, y: float, radius: float = 4.0) -> None:
        """What did not take place."""
        r = radius
        self.path(
            f"M{_px(x - r)} {_px(y - r)}l{_px(2 * r)} {_px(2 * r)}m0 {_px(-2 * r)}l{_px(-2 * r)} {_px(2 * r)}", "x"
        )

    def span_of(self, window: WindowAnswer) -> Span:
        """The pixels that a window takes, never too few to be seen."""
        low, high = self.scale.edges(window.earliest, window.latest)
        middle = (low + high) / 2
        return Span(min(low, middle - THINNEST / 2), max(high, middle + THINNEST / 2))

    def window(self, window: WindowAnswer, y: float, height: float, kind: str, title: str = "") -> Span:
        """A window as a bar: whiskers where its ends are known, fading where they are about or open."""
        span = self.span_of(window)
        fade = self._fade(window)
        unsure = " unsure" if {"?", "%"} & set(window.edtf) else ""
        bar = self.group(f"window {kind}{unsure}", window=window.edtf)
        _titled(bar.element, title or window_aloud(self.words, window))
        size = {"x": _px(span.low), "y": _px(y), "width": _px(span.high - span.low), "height": _px(height)}
        shape = {**size, "rx": "1.5", "class": "b", "fill-opacity": f"{ink_of(window):.2f}"}
        SubElement(bar.element, "rect", shape | ({"mask": f"url(#{self.names}-{fade})"} if fade else {}))
        if not fade and window.earliest != window.latest and span.high - span.low > _WHISKERS_FROM:
            # An end that lies outside of the view is no end of what is seen of it.
            ends = [x for x in (span.low + 0.5, span.high - 0.5) if self.scale.left <= x <= self.scale.right]
            if ends:
                bar.path("".join(f"M{_px(x)} {_px(y - 1.5)}v{_px(height + 3)}" for x in ends), "whiskers")
        return span

    def _fade(self, window: WindowAnswer) -> str:
        """The mask of a window whose ends are not known: both, or the one that is open."""
        if {"~", "%"} & set(window.edtf):
            return "fade-both"
        if window.earliest is None or window.latest is None:
            right = (window.latest is None) != self.scale.mirrored
            return "fade-right" if right else "fade-left"
        return ""

    def label(self, mark: Span, words: str) -> Label:
        """Room for words beside a mark: behind it in time, else before it, else below it, as much as there is."""
        scale = self.scale
        right, left = scale.right + _BETWEEN - mark.high, mark.low - scale.left + _BETWEEN / 2
        behind, before = (left, right) if scale.mirrored else (right, left)
        need = width_of(words, _LABEL_TYPE) + _BETWEEN
        if need > max(behind, before):
            return self._below(mark, words)
        is_behind = need <= behind
        shown = cut(words, (behind if is_behind else before) - _BETWEEN, _LABEL_TYPE)
        on_the_right = is_behind != scale.mirrored
        taken = width_of(shown, _LABEL_TYPE) + _BETWEEN
        span = Span(mark.low, mark.high + taken) if on_the_right else Span(mark.low - taken, mark.high)
        x = mark.high + _BETWEEN / 2 if on_the_right else mark.low - _BETWEEN / 2
        return Label(shown, x, "start" if on_the_right else "end", span)

    def _below(self, mark: Span, words: str) -> Label:
        """Room below a mark: from where it begins on, or moved back as far as is needed."""
        scale = self.scale
        shown = cut(words, scale.right - scale.left, _LABEL_TYPE)
        width = width_of(shown, _LABEL_TYPE)
        if scale.mirrored:
            x = min(max(mark.high, scale.left + width), scale.right)
            taken = Span(x - width, x)
        else:
            x = max(min(mark.low, scale.right - width), scale.left)
            taken = Span(x, x + width)
        span = Span(min(mark.low, taken.low), max(mark.high, taken.high))
        return Label(shown, x, "start" if not scale.mirrored else "end", span, is_below=True)

    def write(self, label: Label, y: float, kind: str) -> None:
        """Put a label where its room is, on a line."""
        if label.text:
            self.text(label.x, y + _LINE * label.is_below, label.text, f"label {kind}", label.anchor)


def _titled(element: Element, title: str) -> None:
    """What a pointer that rests on a mark is told."""
    if title:
        SubElement(element, "title").text = title


def _px(number: float) -> str:
    """Pixels to a tenth, written as short as can be."""
    return f"{number:.1f}".removesuffix(".0")
