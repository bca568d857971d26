"""A brief as one HTML file: nothing outside it is loaded, nothing in it runs, and it prints well.

The Content-Security-Policy allows the file's own style sheet, by its hash, and nothing else. Every text of a report
has its own direction and, where its report tells, its own language.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from timeline.drawing.style import RULES
from timeline.exporters.spooled import pieces, spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.accounts.account import Account

_TEMPLATES: Final = Environment(
    loader=PackageLoader("timeline.accounts"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


_BRIEFS: Final = "\0"
"""Stands in the page where the articles go."""


def part(account: Account, _: str) -> tuple[str, bytes]:
    """The title of a dialogue, and its article."""
    # Here, since whoever joins the parts of many dialogues makes none.
    from timeline.accounts.brief import brief_of
    from timeline.drawing.picture import Look, draw
    from timeline.drawing.scene import Scene

    # One picture's names must not be those of another on the page.
    look = Look(names=f"{account.state.knowledge.dialogue}-drawn", styled=False)
    picture = Markup(draw(Scene.of(account.state), look))  # noqa: S704 - our drawing made it of elements, with every text escaped
    brief = brief_of(account)
    # Piece by piece into one place: all pieces at once, or all of the text, take several times its bytes.
    article = bytearray()
    for piece in _TEMPLATES.get_template("article.html").generate(brief=brief, picture=picture):
        article += piece.encode()
    return brief.title, bytes(article)


def whole(parts: Iterable[tuple[str, bytes]], _: str) -> Iterator[bytes]:
    """One page, an article a dialogue; its title, which stands first, is made of theirs."""
    style = f"\n{_TEMPLATES.get_template('brief.css').render()}{RULES}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    with spool() as articles:
        titles = []
        for title, article in parts:
            titles.append(title)
            articles.write(article)
        page = _TEMPLATES.get_template("brief.html").render(
            titles=titles,
            briefs=_BRIEFS,
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
        beginning, _briefs, end = page.partition(_BRIEFS)
        yield beginning.encode()
        yield from pieces(articles)
        yield end.encode()
