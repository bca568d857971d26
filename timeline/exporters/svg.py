"""A drawing of each dialogue: vague windows stay vague, and each window ever given is a step (SVG 1.1).

The pictures of several dialogues stand below each other. The reports that a picture rests on are listed in its
metadata, each with the facts that it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from timeline.accounts.citing import citations
from timeline.drawing.picture import WIDE, Look, element_of
from timeline.drawing.scene import Scene
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from timeline.accounts.account import Account, Material

_HEADING, _GAP = 30, 24
"""Pixels of the title above a picture, and between two pictures."""


def export(material: Material) -> bytes:
    """The pictures as one document."""
    return document(material).encode()


def document(material: Material) -> str:
    """The same as text."""
    sheet = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(WIDE),
            "font-family": "system-ui, 'Noto Sans', sans-serif",
        },
    )
    y = 0
    for number, account in enumerate(material.accounts, 1):
        y += _HEADING
        title = SubElement(sheet, "text", {"x": "2", "y": str(y - 10), "font-size": "16", "fill": "#1c1c1a"})
        title.text = harmless(account.state.knowledge.title)
        picture = element_of(Scene.of(account.state), Look(names=f"t{number}"))
        picture.set("y", str(y))
        picture.append(_evidence(account))
        sheet.append(picture)
        y += int(picture.get("height", "0")) + _GAP
    sheet.set("height", str(y))
    sheet.set("viewBox", f"0 0 {WIDE} {y}")
    return tostring(sheet, encoding="unicode") + "\n"


def _evidence(account: Account) -> Element:
    """The reports that the picture rests on."""
    evidence = Element("metadata")
    evidence.text = "".join(f"\n{cited.line}" for cited in citations(account.state.knowledge.facts)) + "\n"
    return evidence
