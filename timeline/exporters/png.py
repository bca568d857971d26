"""The drawing of each dialogue as an image that any program shows (PNG), twice as fine as its SVG.

The letters are those of the fonts of this machine, so its bytes can differ from machine to machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resvg_py import svg_to_bytes

from timeline.exporters import svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

_ZOOM: Final = 2
"""Pixels of the image for one of the drawing: sharp in print and on fine screens."""


def part(account: Account, of: str) -> svg.PicturePart:
    """The picture of a dialogue."""
    return svg.part(account, of)


def whole(parts: Iterable[svg.PicturePart], of: str) -> Iterator[bytes]:
    """The pictures as one image, which its library draws in memory."""
    drawing = b"".join(svg.whole(parts, of)).decode()
    yield bytes(svg_to_bytes(svg_string=drawing, zoom=_ZOOM, background="#ffffff"))
