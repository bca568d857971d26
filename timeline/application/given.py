"""Is an argument a name, a list of names, or a number? Checked here, because Python checks no types when it calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Iterable


def name_of(given: object) -> str:
    """A name, such as that of a dialogue, or a word.

    Raises:
        BadInputError: it is no text.

    """
    if isinstance(given, str):
        return given
    raise BadInputError(
        f"{given!r} is not a name or a word: it is no text",
        hint="Write one in quotes, such as 'iraq-nato'. Write * before a list of them, where several may stand.",
    )


def names_of(given: object) -> tuple[str, ...]:
    """The names of a list. A text that stands alone is one name, and not its letters.

    Raises:
        BadInputError: it is no list of texts.

    """
    if isinstance(given, str):
        return (given,)
    try:
        items: Iterable[object] = iter(given)  # type: ignore[call-overload] # whatever was given
    except TypeError:
        items = (given,)
    return tuple(map(name_of, items))


def number_of(name: str, given: object) -> int:
    """A whole number from 0 on, of whatever library.

    Args:
        name: of what it is the number.
        given: the number.

    Raises:
        BadInputError: it is none.

    """
    try:
        number: int = given.__index__()  # type: ignore[attr-defined] # that of numpy has it too
    except AttributeError:
        number = -1
    if number < 0:
        raise BadInputError(f"`{name}` is {given!r}, which is no whole number from 0 on", hint="Write 10, for example.")
    return number
