"""How is what facts are about named to people? A key such as `contact:2021-03-11/meeting` is for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from events.facts.subject import UNDATED, UNNAMED
from events.facts.track import MAIN_TRACK
from events.windows.window import Window, WindowError
from timeline.text.safe_text import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.wording.words import Words

_HAPPENINGS: Final = frozenset({"contact", "measure", "statement"})
"""What nobody numbers or names: a day, or the report that tells of it, then who and what. See `events.facts`."""

_BETWEEN: Final = Markup(" · ")


def about(words: Words, subject: str) -> Markup:
    """What something is about, `type:key`, as people name it: "session 2", "meeting · 11 Mar 2021"."""
    name, parts = _named(words, subject)
    told = _BETWEEN.join(Markup("<bdi>{}</bdi>").format(harmless(part)) for part in parts if part)
    return Markup("{} {}").format(name, told) if name and told else told or Markup("{}").format(name)


def about_plainly(words: Words, subject: str) -> str:
    """The same as a text without markup, for the title of a page."""
    name, parts = _named(words, subject)
    return " ".join(filter(None, (name, " · ".join(filter(None, map(harmless, parts))))))


def about_value(words: Words, value: str) -> Markup:
    """What a value is about, `type:key.attribute`: "session 1 · held"."""
    subject, _, attribute = value.rpartition(".")
    if not subject:
        return about(words, value)
    return _BETWEEN.join((about(words, subject), Markup("{}").format(words.word("attribute", attribute))))


def in_words(key: str) -> str:
    """A short name as words: "agreed package" for `agreed-package`."""
    return key.replace("-", " ")


def _named(words: Words, subject: str) -> tuple[str, Sequence[str]]:
    """The sort of thing, and the parts of its name."""
    type_, _, key = subject.partition(":")
    name = words.word("type", type_)
    if type_ in _HAPPENINGS:
        when, parts = _when(words, key)
        if type_ == "contact" and parts:
            return "", (words.word("status", parts[-1]), when)
        who, *matter = parts or [""]
        actors = "" if who == UNNAMED else who.replace("+", words("comma"))
        return name, (actors, "/".join(matter), when)
    if type_ == "position":
        actor, _, issue = key.partition("/")
        return name, (actor, in_words(issue))
    if type_ == "session":
        track, _, session = key.rpartition("/")
        return name, (in_words(session), "" if track == MAIN_TRACK else track)
    return name, (key if type_ == "report" or " " in key else in_words(key),)


def _when(words: Words, key: str) -> tuple[str, list[str]]:
    """The day that a key begins with, in words, and the rest of the key. An interval has a `/` of its own."""
    parts = key.split("/")
    if parts[0] == UNDATED:
        return words("picture.unknown-day"), parts[2:]
    for taken in (2, 1):
        try:
            window = Window.parse("/".join(parts[:taken]))
        except WindowError:
            continue
        days = (day.isoformat() if day else None for day in (window.earliest, window.latest))
        return words.window(window.text, *days), parts[taken:]
    return "", parts
