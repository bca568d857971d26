"""At which address is something found? Every address that a page leads to is made here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS: Final = ("json", "csv", "svg", "md", "ics", "atom", "csl.json")
"""What an address may end with to ask for another form than the page."""

_TAKEN: Final = re.compile(rf"\.(?:{'|'.join(map(re.escape, (*ENDINGS, 'html')))})$")
_STEPS: Final = re.compile(r"(?:^|/)\.{0,2}(?=/|$)")
"""What a browser takes out of a path before it asks: `//`, `/./`, `/../`."""


def path_of(*parts: str, ending: str = "") -> str:
    """A path: each part as it is, whatever letters it has, and the form that is asked for.

    The page of what is itself called like a form (`talks.json`) is asked for as `html`.
    """
    path = "".join(f"/{_part(part)}" for part in parts)
    if not ending and parts and _TAKEN.search(parts[-1]):
        ending = "html"
    return f"{path}.{ending}" if ending else path


def _part(part: str) -> str:
    return quote(part, safe=":,@" if _STEPS.search(part) else "/:,@")


def address(path: str, query: Mapping[str, str | None]) -> str:
    """A path with what is asked besides. What is None is left out."""
    given = urlencode({name: value for name, value in query.items() if value is not None})
    return f"{path}?{given}" if given else path


def outside(url: str | None) -> str:
    """The address of a report, where a browser may be led there. "" where not: only the web, nothing that runs."""
    return url if url and url.startswith(("https://", "http://")) else ""
