"""Which language does a reader read, and is a text in it? Languages are told by their tags (BCP 47)."""

from __future__ import annotations

from typing import Final

from events.errors import BadInputError

ENGLISH: Final = "en"
"""The language of answers where nobody asks for another."""


def tag_of(text: object) -> str:
    """The tag of a language, as typed. A notebook hands over whatever was typed.

    Raises:
        BadInputError: it is none.

    """
    if text == ENGLISH:
        return ENGLISH
    import re

    if not isinstance(text, str) or not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", text, re.ASCII | re.IGNORECASE):
        raise BadInputError(f"{text!r} is not a language", hint="Write its tag: en, ar, de, zh-Hant.")
    return text


def primary(tag: str | None) -> str:
    """The language without script and country: `zh` of `zh-Hant`. Empty where there is no tag."""
    return (tag or "").partition("-")[0].casefold()
