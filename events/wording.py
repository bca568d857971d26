"""How are several faults told in one message? As a list, each with its value escaped and a likely correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from events.limits import FAULTS_SHOWN, VALUE_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEAR = 0.72
"""Likeness from which a known word may be meant: one slip in a word of four letters."""


def listed(heading: str, faults: Sequence[object], *, count: int | None = None) -> str:
    """The heading, then a line for each fault, up to the limit. `count` of all, where only some of them are given."""
    lines = [f"{heading}:", *(f"  {fault}" for fault in faults[:FAULTS_SHOWN])]
    more = (len(faults) if count is None else count) - FAULTS_SHOWN
    if more > 0:
        lines.append(f"  and {counted(more, 'more fault')}")
    return "\n".join(lines)


WHOSE_ERROR: Final = {"coder": "our error", "outlet": "the outlet's error"}
"""The side that made an error, for readers."""


def counted(count: int, noun: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shown(value: object) -> str:
    """A value as a message repeats it: quoted, on one line, without control characters, cut when long."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str) and len(value) > VALUE_SHOWN:
        return f"{value[:VALUE_SHOWN]!r}..."
    return repr(value)


def quoted(word: str) -> str:
    """A word as a shell takes it, and a reader too: `"Shia' al-Sudani"` where `shlex` would close and open quotes."""
    import shlex

    if "'" in word and not set('"$`!\\') & set(word):
        return f'"{word}"'
    # To zsh a word that begins with = is the path of a program.
    return f"'{word}'" if word.startswith("=") and "'" not in word else shlex.quote(word)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Ask for the nearest known word. An empty text where none is near."""
    # Here, as below: who counts things in words compares none.
    from difflib import get_close_matches

    near = get_close_matches(word[:VALUE_SHOWN], list(known), n=3, cutoff=_NEAR)
    return f"Did you mean {' or '.join(map(repr, near))}?" if near else ""


def slug_of(text: str) -> str | None:
    """Small ASCII letters and digits, `-` between them: `Côte d'Ivoire` is `cote-d-ivoire`. None where none is left."""
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or None
