"""How do rows become a table that fits the screen? Aligned by display width, wrapped on a terminal, whole in a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from events.errors import BadInputError
from timeline.cli.safe_text import harmless, markdown_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    from timeline.cli.output import Column

DEFAULT_TABLEFMT = "simple"
NARROWEST = 14
"""Below this width of a wrapped column a table is harder to read than a list of fields."""

_GAP = "  "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
# A cell in Arabic must not pull its neighbours into right-to-left order: first-strong isolate, pop isolate.
_ISOLATE, _POP = "\u2068", "\u2069"


def table(columns: Sequence[Column], cells: Sequence[Sequence[str]], tablefmt: str | None = None) -> str:
    """Return a table; one that was not asked for in a certain format is fitted to the terminal, if there is one."""
    if tablefmt in ("pipe", "github"):
        return markdown(columns, cells, tablefmt)
    cells = [[harmless(cell) for cell in row] for row in cells]
    tabulate = _tabulate_for(cells)
    if tablefmt is None and sys.stdout.isatty():
        return _fitted(columns, cells, tabulate)
    headers = [column.header for column in columns]
    return _tabulated(tabulate, columns, headers, cells, tablefmt or DEFAULT_TABLEFMT)


def markdown(columns: Sequence[Column], cells: Sequence[Sequence[str]], tablefmt: str = "github") -> str:
    """Return a table of GitHub-flavoured Markdown that shows exactly what the cells say."""
    safe = [[markdown_safe(cell) for cell in row] for row in cells]
    return _tabulated(_tabulate_for(safe), columns, [column.header for column in columns], safe, tablefmt)


def checked_tablefmt(name: str) -> str:
    """Return the name of a table format as tabulate is to be given it.

    Reported text is never trusted as HTML or TeX, so their raw forms give the escaping ones.

    Raises:
        BadInputError: tabulate has none of that name; lists those it has.

    """
    formats = _tabulate_for([]).tabulate_formats
    if name not in formats:
        message = f"--tablefmt {name!r} is no format of tabulate"
        raise BadInputError(message, hint=f"There are {', '.join(formats)}.")
    return {"unsafehtml": "html", "latex_raw": "latex"}.get(name, name)


def _tabulated(
    tabulate: ModuleType, columns: Sequence[Column], headers: Sequence[str], cells: Sequence[Sequence[str]], name: str
) -> str:
    alignments = [column.align for column in columns]
    rendered: str = tabulate.tabulate(
        cells, headers=headers, tablefmt=name, disable_numparse=True, colalign=alignments, headersalign=None
    )
    return "\n".join(line.rstrip() for line in rendered.split("\n"))


def _tabulate_for(cells: Sequence[Sequence[str]]) -> ModuleType:
    """Import tabulate, without what it imports only for others.

    Measured: it asks the installed metadata for its own version (60 ms), and loads the width tables of wcwidth
    (35 ms), which only text beyond Latin, Greek and Cyrillic letters needs.
    """
    if "tabulate" in sys.modules:
        return sys.modules["tabulate"]
    hidden: list[str] = []
    if "importlib.metadata" not in sys.modules:
        hidden.append("importlib.metadata")
    return sys.modules["tabulate"]


def _width_of(cells: Sequence[Sequence[str]]) -> Callable[[str], int]:
    return len


def _fitted(columns: Sequence[Column], cells: Sequence[Sequence[str]], tabulate: ModuleType) -> str:
    return ""
