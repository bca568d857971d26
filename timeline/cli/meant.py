"""Which kind of fact, and which option, does somebody mean who types `append held`, `--date`, `--location`?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_MEANT: Final = {
    "date day time on at held": ("window", "when", "published", "on"),
    "for date-for planned scheduled": ("window",),
    "deadline due-date until by-when": ("due",),
    "location city where town country": ("place",),
    "place": ("place", "venue"),
    "building hotel": ("venue",),
    "who person people participants delegates attendees delegation": ("persons",),
    "who actor party state country speaker": ("actor", "by"),
    "actor": ("by",),
    "by from": ("actor", "said-by"),
    "party states members between": ("parties",),
    "link address href website source-url": ("url",),
    "url link source article": ("report",),
    "headline name subject": ("title",),
    "title": ("title", "what", "about"),
    "text": ("quote", "stance", "what"),
    "newspaper publisher agency source media": ("outlet",),
    "lang": ("language", "lang"),
    "speaker source": ("said-by",),
    "reason because": ("reason",),
    "comment remark notes": ("note",),
    "number round no": ("session",),
    "type form": ("format", "form", "kind"),
    "topic": ("topics",),
    "as-of day": ("on",),
    "days in": ("within",),
    "out file to": ("output",),
    "db database log": ("store",),
    "format": ("json",),
}
"""What is typed, and the options that are meant by it, the likeliest first."""


def options_meant(typed: str, known: Collection[str]) -> list[str]:
    """The options of a command that somebody may mean who typed one that it has not.

    Args:
        typed: with its dashes.
        known: the options of the command, with their dashes.

    """
    name = typed.strip("-").casefold().replace("_", "-").partition("=")[0]
    wanted = [option for words, options in _MEANT.items() if name in words.split() for option in options]
    return [option for option in dict.fromkeys(f"--{one}" for one in wanted) if option in known]
