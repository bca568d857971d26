"""A brief as Markdown: CommonMark with the tables of GitHub's, and no HTML.

Whatever a template prints is escaped, unless it is a `MarkdownText`. The escapes of Jinja are made for HTML: a pipe
would open a column and brackets a link. Also what readers turn into links by themselves stays plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from timeline.accounts.brief import brief_of
from timeline.text.safe_text import markdown_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account


class MarkdownText(str):
    """Markdown that is meant as such."""

    __slots__ = ()


def escaped(value: object) -> str:
    """A text as Markdown that shows just this text, wherever it stands."""
    return value if isinstance(value, MarkdownText) else markdown_safe(str(value))


def _address(url: str) -> MarkdownText:
    """A link that shows where it leads. The address holds neither blanks nor brackets by now."""
    return MarkdownText(f"<{url}>")


_TEMPLATES: Final = Environment(
    loader=PackageLoader("timeline.accounts"),
    autoescape=False,  # noqa: S701 - made for HTML; `finalize` escapes everything instead
    finalize=escaped,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters |= {"address": _address, "written": MarkdownText}


def part(account: Account, _: str) -> bytes:
    """The brief of a dialogue, its title a heading of the first level."""
    text = _TEMPLATES.get_template("brief.md").render(brief=brief_of(account))
    return f"{text}\n".encode()  # an empty line, before the next one


def whole(parts: Iterable[bytes], _: str) -> Iterator[bytes]:
    """One brief after the other."""
    yield from parts
