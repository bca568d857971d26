"""The drawing of each dialogue as an image that any program shows (PNG), twice as fine as its SVG.

The letters are those of the fonts of this machine, so its bytes can differ from machine to machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resvg_py import svg_to_bytes

from timeline.exporters.svg import document

if TYPE_CHECKING:
    from timeline.accounts.account import Material

_ZOOM: Final = 2
"""Pixels of the image for one of the drawing: sharp in print and on fine screens."""


def export(material: Material) -> bytes:
    """The pictures as one image."""
    return bytes(svg_to_bytes(svg_string=document(material), zoom=_ZOOM, background="#ffffff"))
