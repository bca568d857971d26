"""Which texts can every store keep?"""

from __future__ import annotations

from events.errors import BadInputError


def unstorable(text: str) -> BadInputError:
    """Say that a text can neither be kept by every engine nor looked for."""
    msg = f"the text {text!a} holds a character that no store can keep (NUL, or half of a surrogate pair)"
    return BadInputError(msg, hint="Remove the character.")


def storable(text: str) -> str:
    """Return a text that every engine can keep.

    Raises:
        BadInputError: it is none.

    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise unstorable(text) from None
    return text
