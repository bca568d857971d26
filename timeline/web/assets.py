"""Which files do pages load besides? Ours, each at an address that changes with its content, so browsers keep them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final, NamedTuple

_FILES: Final = (
    ("timeline.web", "static/page.css", "text/css; charset=utf-8"),
    ("timeline.web", "static/page.js", "text/javascript; charset=utf-8"),
    ("timeline.web", "static/icon.svg", "image/svg+xml"),
    ("timeline.drawing", "picture.css", "text/css; charset=utf-8"),
)
"""The package that holds each file, its path there, and its type."""


class Asset(NamedTuple):
    """One file.

    Attributes:
        path: its address.
        content: its bytes.
        media_type: of them.

    """

    path: str
    content: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    return {path.rpartition("/")[2]: _read(package, path, media_type) for package, path, media_type in _FILES}


def _read(package: str, path: str, media_type: str) -> Asset:
    content = (files(package) / path).read_bytes()
    name = path.rpartition("/")[2]
    return Asset(f"/static/{sha256(content).hexdigest()[:12]}/{name}", content, media_type)
