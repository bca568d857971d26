"""How do answers become HTML? By the templates beside this module, which escape everything that they are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup, escape

from events.facts.track import MAIN_TRACK
from timeline.text.safe_text import harmless, harmless_lines
from timeline.values.languages import ENGLISH
from timeline.web import naming, telling
from timeline.web.assets import assets
from timeline.web.links import address, outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2.runtime import Context

    from timeline.answers.common import WindowAnswer
    from timeline.answers.diff import ChangeAnswer
    from timeline.answers.sessions import SessionAnswer
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
def _window(context: Context, window: WindowAnswer | None) -> str:
    """A window as the reader's language says it. "" for none."""
    words: Words = context["words"]
    return words.window(window.edtf, window.earliest, window.latest) if window else ""


def _is_vague(window: WindowAnswer) -> bool:
    """Whether a window is more than one day."""
    return window.earliest is None or window.earliest != window.latest


@pass_context
def _told(context: Context, value: object, attribute: str) -> str:
    """The value of an attribute as people read it; see `telling`."""
    return telling.told_value(context["words"], value, attribute)


@pass_context
def _sentence(context: Context, text: str) -> str:
    """What an answer says in our own words, as the reader's language says it."""
    words: Words = context["words"]
    return words.sentence(text)


def _session_subject(session: SessionAnswer) -> str:
    """What a session is called where its evidence is asked for."""
    track = "" if session.track == MAIN_TRACK else f"{session.track}/"
    return f"session:{track}{session.session}"


def _by_subject(changes: Iterable[ChangeAnswer]) -> dict[str, list[ChangeAnswer]]:
    """Changes by what they are about, in their order."""
    found: dict[str, list[ChangeAnswer]] = {}
    for change in changes:
        found.setdefault(change.subject, []).append(change)
    return found


def _in_their_words(tell: Callable[[Words, str], str]) -> Callable[[Context, str], str]:
    """What is told of a text in the words of whoever reads the page."""

    @pass_context
    def told(context: Context, text: str) -> str:
        return tell(context["words"], text)

    return told


@pass_context
def ours(context: Context, text: str) -> Markup:
    """What we say in English, as the reader's language says it; where it does not, as English."""
    words: Words = context["words"]
    plain = text.replace("`", "")
    said = words.sentence(plain)
    if said == plain and words.tag != ENGLISH:
        return Markup('<span lang="en" dir="ltr">{}</span>').format(harmless(said))
    return escape(harmless(said))


def _language(tag: str | None) -> str:
    """The tag of a language as a report was filed with it. "" where it is none."""
    return tag if tag and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) else ""


_TEMPLATES: Final = Environment(
    loader=PackageLoader("timeline.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "about": _in_their_words(naming.about),
    "about_plainly": _in_their_words(naming.about_plainly),
    "about_value": _in_their_words(naming.about_value),
    "bdi": _bdi,
    "by_subject": _by_subject,
    "harmless": harmless,
    "harmless_lines": harmless_lines,
    "language": _language,
    "ours": ours,
    "outside": outside,
    "sentence": _sentence,
    "in_words": naming.in_words,
    "told": _told,
    "vague": _is_vague,
    "window": _window,
    "with_times": _in_their_words(telling.with_times),
}
_TEMPLATES.globals |= {
    "address_of": address,
    "asset": lambda name: assets()[name].path,
    "say": _say,
    "session_subject": _session_subject,
}
