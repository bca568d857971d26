"""How is a page of the documentation shown on a terminal? As plain text: code as it is, everything else folded.

No styling: what stands there can be copied, searched and piped.
"""

from __future__ import annotations

import re
import shutil
from textwrap import fill, indent
from typing import TYPE_CHECKING, Final

from timeline.answers.columns import Column
from timeline.cli.terminal.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST: Final = 96
"""Columns in which prose is still read with ease."""

_MARKED: Final = re.compile(r"`[^`]*`|!?\[(?P<link>(?:`[^`]*`|[^\]`])*)\]\([^)\s]*\)|\*\*(?P<bold>.+?)\*\*")
_ITEM: Final = re.compile(r"(\s*)([-*]|\d+\.)\s+")
_RULE: Final = re.compile(r"\|?[\s:|-]+\|?")
_CELLS: Final = re.compile(r"(?<!\\)\|")


def as_plain_text(text: str) -> str:
    """A page in Markdown as plain text that fits the terminal."""
    width = max(min(shutil.get_terminal_size().columns, WIDEST), 20)
    return "\n\n".join(_shown(block, width) for block in _blocks(text))


def _blocks(text: str) -> Iterator[list[str]]:
    """The paragraphs, headings, items, tables and pieces of code."""
    block: list[str] = []
    fenced = False
    for line in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines():
        begins = line.startswith(("```", "#")) or _ITEM.match(line) or (block and block[0].startswith("#"))
        if not fenced and block and (not line.strip() or begins):
            yield block
            block = []
        if line.startswith("```"):
            fenced = not fenced
        if line.strip() or fenced:
            block.append(line)
        if line.startswith("```") and not fenced:
            yield block
            block = []
    if block:
        yield block


def _shown(block: list[str], width: int) -> str:
    first = block[0]
    if first.startswith("```"):
        return indent("\n".join(block[1:-1]), "    ")
    if first.startswith("#"):
        heading = _inline(first.lstrip("#").strip())
        return f"{heading}\n{('=' if first.startswith('# ') else '-') * len(heading)}"
    if first.startswith("|"):
        return _table(block, width)
    item = _ITEM.match(first)
    prose = _inline(" ".join(line.strip() for line in block))
    inside = " " * (item.end() if item else 0)
    return fill(prose, width, subsequent_indent=inside, break_long_words=False, break_on_hyphens=False)


def _table(lines: list[str], width: int) -> str:
    rows = [[_inline(cell.strip()) for cell in _CELLS.split(line.strip().strip("|"))] for line in lines]
    head, *body = [row for row, line in zip(rows, lines, strict=True) if not _RULE.fullmatch(line)]
    columns = [Column(name, str(number)) for number, name in enumerate(head)]
    cells = [(row + [""] * len(head))[: len(head)] for row in body]
    return table(columns, cells, None, width=width)


def _inline(text: str) -> str:
    """Without the marks of links and bold type. Pieces of code keep theirs, for they are to be typed."""
    return _MARKED.sub(_unmarked, text).replace("\\|", "|")


def _unmarked(found: re.Match[str]) -> str:
    inside = found["link"] or found["bold"]
    return found[0] if inside is None else _inline(inside)
