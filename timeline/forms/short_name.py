"""Which short name may be proposed for a dialogue that is called so?"""

from __future__ import annotations

from typing import Final

from events.wording import slug_of

_FILLERS: Final = frozenset(
    {"a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "over", "the", "to", "with"}
    | {"de", "des", "du", "et", "la", "le", "les", "sur", "der", "die", "das", "und", "von", "zwischen", "y", "el"}
)
"""Words that a short name does without."""

_WORDS: Final = 5
"""Words of a short name at most."""


def proposed_short_name(name: str) -> str:
    """A short name made of a dialogue's name; an empty text where no letter of it can stand in one.

    `Border talks of Northland and Southland` is `border-talks-northland-southland`.
    """
    words = (slug_of(name) or "").split("-")
    telling = [word for word in words if word not in _FILLERS] or words
    return "-".join(telling[:_WORDS])
