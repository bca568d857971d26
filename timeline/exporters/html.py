"""A brief as one HTML file: nothing outside it is loaded, nothing in it runs, and it prints well.

The Content-Security-Policy allows the file's own style sheet, by its hash, and nothing else. Every text of a report
has its own direction and, where its report tells, its own language.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from timeline.accounts.brief import briefs

if TYPE_CHECKING:
    from timeline.accounts.account import Material

_TEMPLATES: Final = Environment(
    loader=PackageLoader("timeline.accounts"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def export(material: Material) -> bytes:
    """One page, an article a dialogue."""
    style = "\n" + _TEMPLATES.get_template("brief.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = _TEMPLATES.get_template("brief.html").render(
        briefs=briefs(material),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
    return page.encode()
