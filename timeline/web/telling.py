"""How is a fact, or a change, told in a reader's language? By our names of what it says, with the values beside them.

In English answers tell facts themselves, in sentences of each kind.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from events.windows.window import Window, WindowError
from timeline.answers.columns import CHANGES_SHOWN
from timeline.text.safe_text import harmless
from timeline.values.languages import ENGLISH
from timeline.web.naming import about

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from timeline.wording.words import Words

_TIMES: Final = frozenset(
    {
        *("window", "held", "started", "when", "due", "extended", "made", "issued", "answered", "fulfilled"),
        *("first_stated", "last_reaffirmed", "from", "until", "published"),
    }
)
_STATUSES: Final = frozenset(
    {"status", "answer", "text", "force", "format", "form", "change", "mode", "kind", "grade", "basis"}
)

_SAID: Final = (
    *(
        "session",
        "track",
        "title",
        "actor",
        "person",
        "office",
        "outlet",
        "by",
        "to",
        "about",
        "issue",
        "stance",
        "what",
    ),
    *("invitation", "visit", "answer", "commitment", "document", "deadline", "form", "format", "status", "change"),
    *("window", "when", "due", "from", "published", "every", "place", "attended", "absent", "reliability", "reason"),
)
"""What is told of a fact, in this order. Its page has all that it says."""

_MOST: Final = 5
"""Values of a fact that are told in its line."""


def told_value(words: Words, value: object, attribute: str) -> str:
    """The value of an attribute as people read it: times as windows, statuses as words, all else as it is."""
    text = harmless(str(value))
    if attribute in _TIMES:
        try:
            window = Window.parse(text)
        except WindowError:
            return text
        earliest, latest = (day.isoformat() if day else None for day in (window.earliest, window.latest))
        return words.window(window.text, earliest, latest)
    if attribute == "modality":
        return words.word("modality", text)
    return words.word("status", text.replace(" ", "-")) if attribute in _STATUSES else text


def fact(words: Words, kind: str, payload: Mapping[str, Any] | None, english: str = "") -> Markup:
    """A fact in a line: its kind, and the most telling of what it says.

    Args:
        words: of the reader's language.
        kind: of the fact.
        payload: what it says. None where it was redacted.
        english: the line as answers tell it, which readers of English are shown.

    """
    if words.tag == ENGLISH and english:
        return Markup("<bdi>{}</bdi>").format(harmless(with_times(words, english)))
    said = payload or {}
    values = [(name, text) for name in _SAID if (text := _value(words, said.get(name), name))][:_MOST]
    line = [Markup("{} <bdi>{}</bdi>").format(words.word("attribute", name), text) for name, text in values]
    told_of = escape(words("comma")).join(line)
    return (
        Markup("{}: {}").format(words.word("kind", kind), told_of)
        if line
        else Markup("{}").format(words.word("kind", kind))
    )


def with_times(words: Words, line: str) -> str:
    """A line of the log in English with its times in words; what was reported, after the dash, stays as it is."""
    ours, dash, reported = line.partition(_DASH)
    return _TIME.sub(lambda found: told_value(words, found[0], "window"), ours) + dash + reported


_DASH: Final = " - "
_TIME: Final = re.compile(r"(?<![^ ])(?:\.\.|\d{4})[-\d./]*\d{2}[-\d./~?%]*(?![^ ,;:)])")
"""A time in EDTF that stands between blanks."""


def _value(words: Words, value: Any, name: str) -> str:  # noqa: ANN401 - any value that JSON has
    if isinstance(value, dict):
        value = value.get("edtf")
    if isinstance(value, list):
        return words("comma").join(harmless(str(one)) for one in value if isinstance(one, str))
    return told_value(words, value, name) if isinstance(value, str | int) and value != "" else ""


def told_changes(words: Words, made: Sequence[Mapping[str, Any]]) -> Markup:
    """The most telling changes of one subject, as many as the table in English has."""
    shown = [_change(words, one) for one in made[:CHANGES_SHOWN]]
    if len(made) > CHANGES_SHOWN:
        shown.append(Markup('<bdi dir="ltr">+{}</bdi>').format(len(made) - CHANGES_SHOWN))
    return escape(words("semicolon")).join(shown)


def _change(words: Words, one: Mapping[str, Any]) -> Markup:
    attribute = str(one["attribute"])
    before, after = (
        Markup("<bdi>{}</bdi>").format(told_value(words, one[which], attribute)) if one[which] is not None else None
        for which in ("before", "after")
    )
    value = Markup("{}").format(words("gone")) if after is None else after
    if before is not None:
        value = Markup("{} {} {}").format(before, "←" if words.direction == "rtl" else "→", value)
    return Markup("{} {}").format(words.word("attribute", attribute), value)


def each_change(words: Words, made: Sequence[Mapping[str, Any]]) -> Markup:
    """The changes that a fact made, each with what it is about."""
    told_of = (Markup("{}: {}").format(about(words, one["subject"]), _change(words, one)) for one in made)
    return escape(words("semicolon")).join(told_of)


def news(words: Words, found: Sequence[Mapping[str, Any]]) -> Markup:
    """What changed most on a day, and of how many subjects more something changed."""
    if not found:
        return Markup("")
    first = Markup("{}: {}").format(about(words, found[0]["subject"]), told_changes(words, found[0]["changes"]))
    return first + Markup(' <bdi dir="ltr">(+{})</bdi>').format(len(found) - 1) if len(found) > 1 else first


def shares(words: Words, done: Iterable[Mapping[str, Any]], status: str) -> Markup:
    """What became of the part of each party, or what each answered, where there are several."""
    every = list(done)
    if len(every) < 2 and not any(one.get("condition") for one in every):  # noqa: PLR2004 - one is told by the status
        return Markup("")
    told_of = (
        Markup("<bdi>{}</bdi>: {}").format(harmless(str(one["by"])), words.word("status", str(one[status])))
        for one in every
    )
    return escape(words("semicolon")).join(told_of)


CELLS: Final[Mapping[tuple[str, str], Callable[[Words, Mapping[str, Any]], Markup]]] = {
    **{
        (question, "summary"): lambda words, row: fact(words, row["kind"], row.get("payload"))
        for question in ("history", "find", "replay")
    },
    ("replay", "changes"): lambda words, row: each_change(words, row["changes"]),
    ("news", "changes"): lambda words, row: told_changes(words, row["changes"]),
    ("days", "news"): lambda words, row: news(words, row["news"]),
    ("commitments", "parts"): lambda words, row: shares(words, row["parts"], "status"),
    ("invitations", "answers"): lambda words, row: shares(words, row["answers"], "answer"),
}
"""The cells in which answers tell lines of their own, by question and key; in English a fact has its own line."""
