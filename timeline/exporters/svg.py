"""A drawing of each dialogue: vague windows stay vague, and each window ever given is a step (SVG 1.1).

The pictures of several dialogues stand below each other. The reports that a picture rests on are listed in its
metadata, each with the facts that it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element, tostring

from timeline.accounts.citing import citations
from timeline.drawing.picture import WIDE, Look, element_of
from timeline.drawing.scene import Scene
from timeline.exporters.spooled import pieces, spool
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

_HEADING, _GAP = 30, 24
"""Pixels of the title above a picture, and between two pictures."""

_NAMES: Final = "t\0"
"""Stands for what the names in a picture begin with, until its place among the pictures is known."""

_Y: Final = "y\0"
"""Stands for the height at which a picture begins."""


class PicturePart(NamedTuple):
    """The picture of a dialogue.

    Attributes:
        title: above it.
        picture: an element, whose place is still open.
        height: of the picture, in pixels.

    """

    title: str
    picture: str
    height: int


def part(account: Account, _: str) -> PicturePart:
    """The picture of a dialogue."""
    picture = element_of(Scene.of(account.state), Look(names=_NAMES))
    picture.set("y", _Y)
    picture.append(_evidence(account))
    return PicturePart(
        harmless(account.state.knowledge.title),
        tostring(picture, encoding="unicode"),
        int(picture.get("height", "0")),
    )


def whole(parts: Iterable[PicturePart], _: str) -> Iterator[bytes]:
    """The pictures as one document. How high it is stands at its beginning."""
    with spool() as drawn:
        y = 0
        for number, one in enumerate(parts, 1):
            y += _HEADING
            title = Element("text", {"x": "2", "y": str(y - 10), "font-size": "16", "fill": "#1c1c1a"})
            title.text = one.title
            drawn.write(tostring(title, encoding="unicode").encode())
            drawn.write(one.picture.replace(_NAMES, f"t{number}").replace(_Y, str(y)).encode())
            y += one.height + _GAP
        sheet = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": str(WIDE),
                "font-family": "system-ui, 'Noto Sans', sans-serif",
                "height": str(y),
                "viewBox": f"0 0 {WIDE} {y}",
            },
        )
        beginning = tostring(sheet, encoding="unicode")
        if not y:
            yield f"{beginning}\n".encode()
            return
        yield beginning.removesuffix(" />").encode() + b">"
        yield from pieces(drawn)
        yield b"</svg>\n"


def _evidence(account: Account) -> Element:
    """The reports that the picture rests on."""
    evidence = Element("metadata")
    evidence.text = "".join(f"\n{cited.line}" for cited in citations(account.state.knowledge.facts)) + "\n"
    return evidence
