"""How do rows become a table that fits the screen? Aligned by display width, wrapped on a terminal, whole in a pipe."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from events.errors import BadInputError
from timeline.text.safe_text import Printable, harmless, markdown_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.answers.columns import Column

DEFAULT_TABLEFMT = "simple"

# Below this width of a wrapped column a table is harder to read than a list of fields.
_NARROWEST = 14
# Where rows come one by one, the text of each gets at least so much beside the other cells, or lines of its own; and
# at most so much: longer lines are hard to read, and what stands behind them gets out of sight.
_ROOMY, _LONGEST = 44, 88
_GAP = "  "
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
# A cell in Arabic must not pull its neighbours into right-to-left order: first-strong isolate, pop isolate.
_ISOLATE, _POP = "\u2068", "\u2069"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
# Letters and signs that take one column each, in Latin, Greek, Cyrillic, Hebrew and Arabic; for anything else, such as
# Arabic vowel signs, wcwidth is asked. The first and the last of each range: to compile a pattern of them takes longer
# than to print a table.
_NARROW = (
    (" ", "~"),
    ("\u00a0", "\u02ff"),
    ("\u0370", "\u0482"),
    ("\u048a", "\u052f"),
    ("\u05d0", "\u05ea"),
    ("\u060c", "\u060c"),
    ("\u061b", "\u061b"),
    ("\u061e", "\u064a"),
    ("\u0660", "\u066f"),
    ("\u0671", "\u06d5"),
    ("\u1e00", "\u1eff"),
    ("\u2010", "\u2027"),
    ("\u2030", "\u205e"),
    ("\u20a0", "\u20bf"),
    ("\u2190", "\u2193"),
)


def table(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], tablefmt: str | None = None, *, width: int | None = None
) -> Printable:
    """Return a table. One that was not asked for in a certain format is fitted to a width, or to the terminal."""
    if tablefmt in ("pipe", "github"):
        return markdown(columns, cells, tablefmt)
    cells = [[harmless(cell) for cell in row] for row in cells]
    if tablefmt is None and (screen := _screen(width)):
        return Printable(_fitted(columns, cells, screen))
    return Printable(_tabulated(columns, [column.header for column in columns], cells, tablefmt or DEFAULT_TABLEFMT))


def markdown(columns: Sequence[Column], cells: Sequence[Sequence[str]], tablefmt: str = "github") -> Printable:
    """Return a table of GitHub-flavoured Markdown that shows exactly what the cells say."""
    safe = [[markdown_safe(cell) for cell in row] for row in cells]
    return Printable(_tabulated(columns, [column.header for column in columns], safe, tablefmt))


def lone_row(
    columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int | None], *, width: int | None = None
) -> Printable:
    """Return a row that is shown before the next one is known, fitted as a table is.

    Args:
        columns: say how cells are aligned.
        cells: of the row.
        widths: how wide each cell is at least. None for the one that is wrapped.
        width: fit it to so many columns. To the terminal where left out.

    """
    flowing = widths.index(None)
    cells = [harmless(cell) for cell in cells]
    screen, padded = _screen(width), list(map(_padded, cells, cells, widths, columns))
    if screen is None:
        return Printable(_GAP.join(padded))
    taken = [max(display_width(cell), least or 0) + len(_GAP) for cell, least in zip(cells, widths, strict=True)]
    room = min(screen - sum(taken) + taken[flowing], _LONGEST)
    if room < _ROOMY:
        head = _GAP.join(padded[1:flowing] + padded[flowing + 1 :]).rstrip()
        lines = f"{_hung(head, taken[0], screen)}\n{_hung(cells[flowing], taken[0], screen)}"
        return Printable(f"{padded[0]}{_GAP}{lines.lstrip()}")
    first, *others = _wrapped(cells[flowing], room)
    isolated = list(map(_padded, map(_isolated, cells), cells, widths, columns))
    isolated[flowing] = _isolated(first) + " " * (room - display_width(first))
    hanging = " " * sum(taken[:flowing])
    return Printable("\n".join([_GAP.join(isolated), *(f"{hanging}{_isolated(other)}" for other in others)]))


def below_row(text: str, hanging: int, *, width: int | None = None) -> Printable:
    """Return a text that stands below a lone row, so many columns to the right."""
    screen = _screen(width)
    shown = f"{' ' * hanging}{harmless(text)}" if screen is None else _hung(harmless(text), hanging, screen)
    return Printable(shown)


def _screen(width: int | None) -> int | None:
    """The width to fit to. None in a pipe, where nothing is wrapped."""
    return width or (shutil.get_terminal_size().columns if sys.stdout.isatty() else None)


def _hung(text: str, hanging: int, screen: int) -> str:
    lines = _wrapped(text, max(screen - hanging, _NARROWEST))
    return "\n".join(f"{' ' * hanging}{_isolated(line.rstrip())}" for line in lines)


def _padded(shown: str, cell: str, least: int | None, column: Column) -> str:
    """Fill a cell, shown with or without isolates, up to its width."""
    blanks = " " * ((least or 0) - display_width(cell))
    return blanks + shown if column.align == "right" else shown + blanks


def checked_tablefmt(name: str) -> str:
    """Return the name of a table format as tabulate is to be given it.

    Reported text is never trusted as HTML or TeX, so their raw forms give the escaping ones.

    Raises:
        BadInputError: tabulate has none of that name. Lists those it has.

    """
    formats = _tabulate_for([]).tabulate_formats
    if name not in formats:
        message = f"--tablefmt {name!r} is not a format of tabulate"
        raise BadInputError(message, hint=f"There are {', '.join(formats)}.")
    return {"unsafehtml": "html", "latex_raw": "latex"}.get(name, name)


def _tabulated(columns: Sequence[Column], headers: Sequence[str], cells: Sequence[Sequence[str]], tablefmt: str) -> str:
    titled = any(column.header for column in columns)
    library: Any = _tabulate_for(cells)
    # Without it, each header takes two more columns, which the screen does not have. Others in the process keep theirs.
    padding, library.MIN_PADDING = library.MIN_PADDING, 0
    try:
        text: str = library.tabulate(
            cells,
            headers=headers if titled else (),
            tablefmt=tablefmt if titled or tablefmt != DEFAULT_TABLEFMT else "plain",
            disable_numparse=True,
            colalign=[column.align for column in columns],
        )
    finally:
        library.MIN_PADDING = padding
    return text


def _fitted(columns: Sequence[Column], cells: Sequence[Sequence[str]], screen: int) -> str:
    """Wrap what is too wide for the terminal. Where columns would get too narrow, list the fields of each row."""
    bold, plain = (_BOLD, _PLAIN) if _may_style() else ("", "")
    headers = [f"{bold}{column.header}{plain}" for column in columns]
    widths = [
        max(_longest_word(column.header), *(display_width(row[index]) for row in cells))
        for index, column in enumerate(columns)
    ]
    level = _level(widths, screen - len(_GAP) * (len(columns) - 1))
    if level < min(_NARROWEST, max(widths)):
        return _listed(headers, columns, cells, screen)
    wrapped = [["\n".join(map(_isolated, _wrapped(cell, level))) for cell in row] for row in cells]
    folded = [
        "\n".join(f"{bold}{line}{plain}" for line in _wrapped(column.header, min(width, level)))
        for column, width in zip(columns, widths, strict=True)
    ]
    return _tabulated(columns, folded, wrapped, DEFAULT_TABLEFMT)


def _longest_word(text: str) -> int:
    return max(map(len, text.split(" ")))


def _level(widths: Sequence[int], room: int) -> int:
    """The widest that a column may be, so that all of them fit: the wide ones give, the narrow ones stay."""
    level = max(widths)
    while level > 0 and sum(min(width, level) for width in widths) > room:
        level -= 1
    return level


def _listed(headers: Sequence[str], columns: Sequence[Column], cells: Sequence[Sequence[str]], screen: int) -> str:
    """Each row as lines of `header  value`, rows apart by an empty line. Fields without a value are left out."""
    label = max(len(column.header) for column in columns)
    blocks: list[str] = []
    for row in cells:
        lines: list[str] = []
        for header, column, cell in zip(headers, columns, row, strict=True):
            padding = " " * (label - len(column.header))
            start = f"{header}{padding}{_GAP}"
            for part in _wrapped(cell, max(screen - label - len(_GAP), _NARROWEST)) if cell else ():
                lines.append(f"{start}{_isolated(part)}")
                start = " " * (label + len(_GAP))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _wrapped(text: str, limit: int) -> list[str]:
    """Break a text between words, and inside those that are longer than a line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and display_width(line) + 1 + display_width(word) <= limit:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, limit)
        lines += full
    return [*lines, line]


def _broken(word: str, limit: int) -> list[str]:
    """Break a long word, after the `-` or `/` of a slug or address where there is one in the later half."""
    pieces = [""]
    for character in word:
        if display_width(pieces[-1] + character) > limit:
            seam = max(pieces[-1].rfind("-"), pieces[-1].rfind("/")) + 1
            cut = seam if seam > len(pieces[-1]) // 2 else len(pieces[-1])
            pieces[-1:] = [pieces[-1][:cut], pieces[-1][cut:]]
        pieces[-1] += character
    return pieces


def _isolated(line: str) -> str:
    return f"{_ISOLATE}{line}{_POP}" if re.search(_RIGHT_TO_LEFT, line) else line


def _may_style() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def display_width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if _is_narrow(text):
        return len(text)
    import wcwidth

    return max(wcwidth.wcswidth(text), 0)


def _is_narrow(text: str) -> bool:
    if text.isascii():
        return text.isprintable()
    return all(any(first <= letter <= last for first, last in _NARROW) for letter in set(text))


def _tabulate_for(cells: Sequence[Sequence[str]]) -> ModuleType:
    """Import tabulate, without what it imports for others.

    Measured: to know its own version it loads the reader of installed metadata (60 ms of the 125 ms it takes), for wide
    letters the tables of wcwidth (35 ms), which most text does not need. For HTML it loads the names of all its
    letters, and to know a row that is one, data classes: ours are lists.
    """
    metadata: Any = ModuleType("importlib.metadata")
    metadata.version, metadata.PackageNotFoundError = (lambda _: "unknown"), ImportError
    html: Any = ModuleType("html")
    html.escape = lambda text: import_module("html").escape(text)
    dataclasses: Any = ModuleType("dataclasses")
    dataclasses.is_dataclass = lambda _: False
    with (
        _standing_in("importlib.metadata", metadata),
        _standing_in("wcwidth", None),
        _standing_in("html", html),
        _standing_in("dataclasses", dataclasses),
    ):
        tabulate: Any = import_module("tabulate")
    wide = not _is_narrow("".join(map("".join, cells)))
    if wide and tabulate.wcwidth is None:
        tabulate.wcwidth, tabulate.WIDE_CHARS_MODE = import_module("wcwidth"), True
    module: ModuleType = tabulate
    return module


@contextmanager
def _standing_in(name: str, module: ModuleType | None) -> Iterator[None]:
    """Let an import find another module, or none, where the real one is not loaded anyway."""
    if name in sys.modules:
        yield
        return
    modules: dict[str, ModuleType | None] = cast("dict[str, ModuleType | None]", sys.modules)
    modules[name] = module  # None is how Python is told that there is no such module.
    try:
        yield
    finally:
        del sys.modules[name]
