"""How do answers become HTML? By the templates beside this module, which escape everything that they are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup, escape

from timeline.text.safe_text import harmless
from timeline.web.assets import assets
from timeline.web.links import outside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context

    from timeline.wording.words import Words


def rendered(template: str, context: Mapping[str, Any]) -> str:
    """A template with what it shows."""
    return _TEMPLATES.get_template(template).render(context)


def _bdi(text: object) -> Markup:
    """Reported words: on one line, harmless, and with a direction of their own."""
    return Markup("<bdi>{}</bdi>").format(harmless(str(text)))


@pass_context
def _say(context: Context, key: str, **values: object) -> Markup:
    """A text of ours with what is filled in, which may be markup."""
    words: Words = context["words"]
    return Markup(escape(words(key))).format(**values)  # noqa: S704 - escaped, and `format` escapes what is filled in


@pass_context
def _window(context: Context, window: Mapping[str, Any] | None) -> str:
    """A window as the reader's language says it; "" for none."""
    words: Words = context["words"]
    return words.window(window["edtf"], window["earliest"], window["latest"]) if window else ""


def _is_vague(window: Mapping[str, Any]) -> bool:
    """Whether a window is more than one day."""
    return window["earliest"] is None or window["earliest"] != window["latest"]


_TEMPLATES: Final = Environment(
    loader=PackageLoader("timeline.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {"bdi": _bdi, "harmless": harmless, "outside": outside, "window": _window, "vague": _is_vague}
_TEMPLATES.globals |= {"say": _say, "asset": lambda name: assets()[name].path}
