"""A picture as its elements, and where its marks lie."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import fromstring

from timeline.drawing.picture import Look, draw
from timeline.drawing.scene import Scene
from timeline.drawing.style import RULES
from timeline.knowledge.known import knowledge
from timeline.projections.state import State

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from timeline.knowledge.ledger import Ledger

SVG = "{http://www.w3.org/2000/svg}"


def scene(ledger: Ledger, day: str, *, today: str | None = None) -> Scene:
    """A dialogue as it was known on a day."""
    on = date.fromisoformat(day)
    return Scene.of(State(knowledge(ledger, known_at=on), on), date.fromisoformat(today) if today else None)


def drawn(ledger: Ledger, day: str, look: Look | None = None) -> Element:
    """The picture of a dialogue as it was known on a day."""
    return parsed(draw(scene(ledger, day), look))


def parsed(document: str | bytes) -> Element:
    """A document of ours as its elements."""
    return fromstring(document)  # noqa: S314 - we wrote it ourselves


def marks(picture: Element, kind: str, **data: str) -> list[Element]:
    """The elements that have every one of these classes, and these data."""
    wanted = set(kind.split())
    return [
        element
        for element in picture.iter()
        if wanted <= set(element.get("class", "").split())
        and all(element.get(f"data-{name}") == value for name, value in data.items())
    ]


def across(bar: Element) -> tuple[float, float]:
    """Where a window's bar begins and ends."""
    shape = bar.find(f"{SVG}rect")
    assert shape is not None
    start = float(shape.get("x", ""))
    return start, start + float(shape.get("width", ""))


def ink(bar: Element) -> float:
    """How dark a window's bar is, from 0 to 1."""
    shape = bar.find(f"{SVG}rect")
    assert shape is not None
    return float(shape.get("fill-opacity", ""))


def place_of(picture: Element, day: str) -> float:
    """Where a day begins, by the knots that the picture tells scripts."""
    number = (date.fromisoformat(day) - date.fromisoformat(picture.get("data-first", ""))).days
    knots = [tuple(map(float, knot.split(":"))) for knot in picture.get("data-knots", "").split()]
    for (begin, low), (until, high) in pairwise(knots):
        if begin <= number <= until:
            place = low + (number - begin) / (until - begin) * (high - low)
            return knots[0][1] + knots[-1][1] - place if is_mirrored(picture) else place
    msg = f"{day} is not in view"
    raise AssertionError(msg)


def is_mirrored(picture: Element) -> bool:
    """Whether time runs from right to left: then the names of lanes stand on the right."""
    return float(marks(picture, "lane-name")[0].get("x", "")) > float(picture.get("width", "")) / 2


def words(picture: Element) -> str:
    """Everything that can be read in it, a line each."""
    lines = (re.sub("[\u2066-\u2069]", "", text) for element in picture.iter() if (text := element.text))
    return "\n".join(lines)


class Box(NamedTuple):
    """A rectangle, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return round(self.bottom - self.top, 1)


def boxes(picture: Element, kind: str = "b") -> list[Box]:
    """The rectangles of a kind."""
    found = []
    for shape in marks(picture, kind):
        if shape.tag == f"{SVG}rect":
            x, y, width, height = (float(shape.get(name, "")) for name in ("x", "y", "width", "height"))
            found.append(Box(x, y, round(x + width, 1), round(y + height, 1)))
    return found


def points(line: Element) -> list[tuple[float, float]]:
    """The places to which a line moves, or is drawn, as `M` and `L` tell them."""
    found = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", line.get("d", ""))
    return [(float(x), float(y)) for x, y in found]


def ends(line: Element) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a straight line begins and ends."""
    start, end = points(line)
    return start, end


def middle_of(mark: Element) -> tuple[float, float]:
    """Where a disc, a ring or a dot stands."""
    circle = mark if mark.tag == f"{SVG}circle" else mark.find(f"{SVG}circle")
    assert circle is not None
    return float(circle.get("cx", "")), float(circle.get("cy", ""))


def number_in(disc: Element) -> str:
    """The number in a disc. "" for none."""
    return "".join(text.text or "" for text in marks(disc, "number"))


def rules_of(selector: str) -> str:
    """What the style sheet of pictures says of exactly that selector."""
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", RULES)
    return ";".join(body for selectors, body in found if selector in map(str.strip, selectors.split(",")))
