"""How is text that others wrote shown without harm? Escapes, bidi tricks, markup and formulas lose their power.

Three readers, three dangers: a terminal obeys control sequences and bidi controls, a browser obeys HTML and
Markdown, a spreadsheet runs formulas. JSON is for programs: there every character arrives exactly, written as an
escape where a terminal might obey it.

What one of these doors, or a table, has made safe is a `Printable`. Whoever prints treats any other text as reported.
"""

from __future__ import annotations

import re

# Zero-width (non-)joiners shape Persian and Indic words; they move nothing.
_KEPT = "\u200c\u200d"
# Direction marks occur in honest Arabic text. They only steer the order on screen, which is ours to decide.
_DROPPED = "\u061c\u200e\u200f\ufeff\u00ad"
# Patterns are texts: each is compiled when it is first asked for.
_OBEYED_IN_JSON = r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
# Markdown's own signs, those of its dialects, and what readers make links of by themselves: `@`, `://`, `//`, and the
# dot of a bare domain ("Rudaw.net").
_MARKUP = r"[\\`*_\[\]<>&|~#!$^{}@]|:(?=//)|(?<!:)/(?=/)|\.(?=[^\W\d_])|(?<=www)\."
_MARKUP_AT_THE_START = r"(?P<number>\d{1,9})(?=[.)])|[-+=:%]"
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), full-width forms included.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - the full-width forms are meant


class Printable(str):
    """A text that may be printed as it is: nothing reported in it can be obeyed."""

    __slots__ = ()


def harmless(text: str) -> str:
    r"""Return the text on one line, without anything that a terminal obeys.

    White space becomes spaces, direction marks go, any other control or invisible character becomes a visible
    escape such as `\x1b` or `\u202e`.
    """
    return text if text.isprintable() else "".join(map(_harmless_character, text))


def harmless_lines(text: str) -> str:
    """The same for a text of several lines, which stay lines."""
    return "\n".join(map(harmless, text.split("\n")))


def _harmless_character(character: str) -> str:
    if character.isprintable() or character in _KEPT:
        return character
    if character in _DROPPED:
        return ""
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f\x85":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def json_safe(document: str) -> Printable:
    """Return a JSON text that means the same, with what a terminal might obey written as escapes."""
    return Printable(re.sub(_OBEYED_IN_JSON, lambda match: f"\\u{ord(match[0]):04x}", document))


def markdown_safe(text: str) -> str:
    """Return text as Markdown that shows just this on one line, wherever it stands: no markup, HTML, link or column."""
    escaped = re.sub(_MARKUP, r"\\\g<0>", " ".join(harmless(text).split()))
    start = re.match(_MARKUP_AT_THE_START, escaped)
    if start is None:
        return escaped
    return f"{start['number']}\\{escaped[start.end() :]}" if start["number"] else f"\\{escaped}"


def spreadsheet_safe(text: str) -> str:
    """Return text as a CSV field that no spreadsheet runs as a formula. Line breaks stay."""
    # After what is invisible has gone: a formula may stand behind a direction mark.
    shown = harmless_lines(text.replace("\r\n", "\n"))
    return f"'{shown}" if text.startswith(_FORMULA_STARTS) or shown.lstrip().startswith(_FORMULA_STARTS) else shown
