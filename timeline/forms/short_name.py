"""Which short names are allowed for a dialogue, and which one is proposed for a title?"""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter, ValidationError

from events.errors import BadInputError
from events.facts.refusals import refusals
from events.facts.texts import Slug
from events.facts.tracking import DialogueOpened
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


def read_short_name(text: str) -> str:
    """A short name as it was typed.

    Raises:
        BadInputError: it cannot be one.

    """
    try:
        return TypeAdapter[str](Slug).validate_python(text)
    except ValidationError as error:
        refusal = refusals(error, text, "a document", DialogueOpened)[0]
        raise BadInputError(refusal.problem, hint=refusal.advice) from None
