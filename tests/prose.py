"""Prose as the rules of style see it: sentences, without code, and what breaks a rule in them.

A document is cut into blocks (paragraphs, items, cells), a block into sentences. Code counts as one word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

LONGEST: Final = 25
"""Words of a sentence, up to a colon, without what stands in parentheses."""

LONGEST_IN_CODE: Final = 40
"""The same, of a docstring, which may have to tell a condition with all its cases."""

SEMICOLONS: Final = 3
"""In a thousand words. The documentation of hledger, uv, sqlite-utils and fava has 0 to 4."""

CLAUSES: Final = 10
"""Clauses with what, whatever, whoever, nobody or somebody, in a thousand words. Nouns say it more plainly."""

FORBIDDEN: Final = {
    r"\bleaves? with \d": "exits with status N",
    r"\bwhere left out\b": "by default",
    r"\bso many\b": "N",
    r"\bis there once\b": "without duplicates",
    r"\bwants? attention\b": "needs attention",
    r"\b1 (?:facts|reports|dialogues|origins|sessions)\b": "1 fact",
    r"\bsettled? (?:value|first)\b": "decided",
    r"(?:^|\. )Who [a-z]+s\b": "You, or the noun",
    r"\bslugs?\b": "short name",
    r"\bcoder's\b": "our, or your",
}
"""Phrases that a newcomer stumbles over, and what to write instead."""

_FENCE: Final = re.compile(r"^( *)```.*?^\1```[^\n]*$", re.DOTALL | re.MULTILINE)
_QUOTED: Final = re.compile(r"^>.*$", re.MULTILINE)
_MEASURED: Final = re.compile(r"<!-- made from [\w.]*json.*?<!-- end[^>]*-->", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_CODE: Final = re.compile(r"``.*?``|`[^`]*`", re.DOTALL)
_ITEM: Final = re.compile(r"(?:[-*]|\d+\.)\s+")
_CELL: Final = re.compile(r"(?<!\\)\|")
_END: Final = re.compile(r"(?<=[.?!])[\"”)’]*\s+")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"[\w’'/-]*\w")
_CLAUSE: Final = re.compile(r"\b(?:what|whatever|whoever|nobody|somebody)\b", re.IGNORECASE)


def blocks(markdown: str) -> Iterator[str]:
    """Give the paragraphs, items and cells of a document, without code blocks, quotations and headings."""
    text = _LINK.sub(
        r"\1", _PICTURE.sub("", _COMMENT.sub("", _QUOTED.sub("", _MEASURED.sub("", _FENCE.sub("\n\n", markdown)))))
    )
    text = _CODE.sub(lambda code: code[0].replace("\n", " ").replace("|", " "), text)
    current: list[str] = []
    for line in (line.strip() for line in text.split("\n")):
        begins = not line or line.startswith(("#", "|")) or _ITEM.match(line)
        if begins and current:
            yield " ".join(current)
            current = []
        if line.startswith("|"):
            yield from (cell.strip() for cell in _CELL.split(line)[1:-1] if cell.strip(" -:"))
        elif line and not line.startswith("#"):
            item = _ITEM.match(line)
            current.append(line[item.end() :] if item else line)
    if current:
        yield " ".join(current)


def sentences(block: str) -> list[str]:
    """Cut a block into sentences, each without its code."""
    plain = re.sub(r"[*_]{1,2}(?=\w)|(?<=[\w.])[*_]{1,2}", "", _CODE.sub("X", block))
    return [sentence for sentence in _END.split(plain) if sentence.strip()]


def faults(
    texts: Iterable[str],
    *,
    clauses_too: bool = True,
    longest: int = LONGEST,
    forbidden: Collection[str] = frozenset(FORBIDDEN),
) -> list[str]:
    """Say which rules some texts break together: long sentences, words to avoid, many semicolons and clauses."""
    found: list[str] = []
    words = semicolons = clauses = 0
    for text in texts:
        for sentence in sentences(text):
            words += len(_WORD.findall(sentence))
            semicolons += sentence.count(";")
            clauses += 0 if sentence.rstrip().endswith("?") else len(_CLAUSE.findall(sentence))
            found += [f"{length} words: {part}" for part, length in parts(sentence) if length > longest]
            found += [f"write {FORBIDDEN[phrase]!r}: {sentence}" for phrase in forbidden if re.search(phrase, sentence)]
    # A short page may have a semicolon and two clauses.
    found += [f"{semicolons} semicolons"] if semicolons > max(1, words * SEMICOLONS / 1000) else []
    found += [f"{clauses} clauses"] if clauses_too and clauses > max(2, words * CLAUSES / 1000) else []
    return found


def parts(sentence: str) -> Iterator[tuple[str, int]]:
    """Give the parts of a sentence between its colons, each with its length in words."""
    for part in re.split(r":\s", _ASIDE.sub("", sentence)):
        yield part, len(_WORD.findall(part))
