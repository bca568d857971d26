"""Which window does a typed date mean: `12 March 2026`, `12.3.2026`, `yesterday`, `last friday`, `-7d`, `last month`?

Today is an argument. What is typed as EDTF is taken as it is, and `events.windows.spoken` reads words. A date with two
readings (`3/4/2026`) is refused with both. Fact files do not come here: what they hold is EDTF.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from events.errors import BadInputError
from events.windows.window import Window, WindowError
from events.wording import quoted, shown

if TYPE_CHECKING:
    from datetime import date

HOW: Final = (
    "Write 2026-03-12, 12 March 2026, 2026-03, 2026, yesterday or last friday; "
    "for a vaguer time the date, then = and the words of the report: "
    '"2026-05-16/2026-05-31=second half of May".'
)
"""How a date is typed. Every form in it is taken as it is printed."""


class Typed(NamedTuple):
    """A date as somebody typed it.

    Attributes:
        edtf: the window it means. None where only words were typed.
        wording: the words that it was typed in, or that stood behind `=`. None for a plain date of the calendar.

    """

    edtf: str | None
    wording: str | None = None

    @property
    def value(self) -> str | dict[str, str]:
        """As a fact file writes it."""
        if self.wording is None:
            return self.edtf or ""
        return {key: value for key, value in (("edtf", self.edtf), ("wording", self.wording)) if value}


class DayError(BadInputError):
    """A typed text that means no day, or more than one."""


def typed_time(text: str, today: date, *, ahead: bool = False) -> Typed:
    """Read a date, or a date and the words of the report with `=` between them.

    Args:
        text: as typed.
        today: the day on which it was typed.
        ahead: whether it is of what is to come: `friday` is then the next one, else the last.

    Raises:
        DayError: it means no day, or more than one. Says what to write.

    """
    text = _unquoted(text.strip())
    left, equals, wording = (part.strip() for part in text.partition("="))
    if not equals:
        return _read(text, today, ahead=ahead, instead=_as_words(text))
    if not wording:
        raise DayError(f"{shown(text)} has no words behind =", hint=HOW)
    return Typed(_read(left, today, ahead=ahead).edtf, wording) if left else Typed(None, wording)


def _as_words(text: str) -> str:
    """How words are typed that name no date, in quotes that a shell takes."""
    # What cannot be shown, such as a byte that is no UTF-8, is no word that anybody could type again.
    words = "".join(letter for letter in text[:SHOWN] if letter.isprintable())
    return f"Words that name no date are kept as they are with = before them: {quoted(f'={words}')}"


SHOWN: Final = 60
"""Characters of words that a hint repeats: most."""


def typed_day(text: str, today: date) -> date:
    """Read a date that stands for one day. A month, season or year stands for its last day.

    Raises:
        DayError: it means no day, or has no last day.

    """
    edtf = _read(_unquoted(text.strip()), today, ahead=False).edtf
    latest = Window.parse(edtf or "").latest
    if latest is None:
        raise DayError(f"{shown(text)} has no last day", hint="Write a day, such as 2025-05-10.")
    return latest


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _read(text: str, today: date, *, ahead: bool, instead: str = "") -> Typed:
    """Read a date. `instead` is offered for words that name none."""
    try:
        return Typed(Window.parse(text).text)
    except WindowError as error:
        refused = error
    # Here, since most of what is typed is EDTF, or no date at all.
    from events.windows.spoken import reading, with_year
    from events.windows.written import AmbiguousError, BeyondCalendarError

    try:
        found = reading(text, today, ahead=ahead)
    except AmbiguousError as two:
        one, other = two.readings
        message = f"{shown(text)} can be {one} or {other}"
        raise DayError(message, hint=f"Write {one} or {other}, whichever is meant.") from None
    except BeyondCalendarError as error:
        raise DayError(str(error), hint=HOW) from None
    if found is not None:
        return Typed(found.edtf, text if found.says_more else None)
    dated = with_year(text, today, ahead=ahead)
    if dated is not None:
        raise DayError(f"{shown(text)} has no year", hint=f"Write it with the year: {dated}.")
    if re.search(r"[^\W\dX]{2}", text) or "=" in refused.hint or "{" in refused.hint:
        raise DayError(f"{shown(text)} is not a date that can be read", hint=f"{HOW} {instead}".strip())
    raise DayError(refused.message, hint=refused.hint)
