"""Which session does the title of a calendar event name, and what does it say became of that session?

Programs write what became of an event into its title, because most calendars show nothing else: `Canceled: Round 2`,
`[POSTPONED] Round 2`. That is no part of the session's name, else it would have another name with each status.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from events.facts.ordinals import session_number
from events.importing.dates import ENGLISH
from events.limits import SESSION_DIGITS
from events.wording import slug_of

if TYPE_CHECKING:
    from datetime import date

_STATUS_WORDS: Final = {
    "cancelled": (
        *("cancelled", "canceled", "called off", "abgesagt", "annulé", "annulée", "annule", "cancelado", "cancelada"),
        *("annullato", "annullata", "geannuleerd", "odwołane", "iptal", "отменено", "отменена", "ملغى", "ملغي", "取消"),
    ),
    "postponed": (
        *(
            "postponed",
            "verschoben",
            "reporté",
            "reportée",
            "aplazado",
            "aplazada",
            "pospuesto",
            "rinviato",
            "rinviata",
        ),
        *("uitgesteld", "przełożone", "ertelendi", "перенесено", "مؤجل", "延期"),
    ),
    "not held": ("not held",),
    "tentative": ("tentative", "provisional", "tbc", "to be confirmed"),
    "": (
        *("updated", "update", "updated invitation", "invitation", "accepted", "declined", "new time proposed", "re"),
        *(
            "fw",
            "fwd",
            "aw",
            "wg",
            "lapsed",
            "overdue",
            "held",
            "rescheduled",
            "confirmed",
            "reminder",
            "save the date",
        ),
    ),
}
_MEANING: Final = {word: meaning for meaning, words in _STATUS_WORDS.items() for word in words}
_WORDS: Final = "|".join(sorted(map(re.escape, _MEANING), key=len, reverse=True))
_BEFORE: Final = re.compile(
    rf"(?:[\[(](?P<a>{_WORDS})[\])]\s*[:–—-]?|(?P<b>{_WORDS})\s?(?:[:\uff1a]|\s[–—-]\s))\s*(?=\S)", re.IGNORECASE
)
_BEFORE_IN_CAPITALS: Final = re.compile(r"(?P<a>CANCELL?ED|POSTPONED)\s+(?=\S)")
_AFTER: Final = re.compile(rf"\s*(?:[\[(](?P<a>{_WORDS})[\])]|\s[–—-]\s*(?P<b>{_WORDS}))$", re.IGNORECASE)

_NUMBER: Final = re.compile(
    rf"(?<![\w.:/+-])(\d{{1,{SESSION_DIGITS}}})(?:st|nd|rd|th)?(?![\w:/+%-]|[.,]\d)", re.IGNORECASE
)
"""A number that is no part of a date, an hour or a name."""

_MONTH: Final = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in ENGLISH)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_IN_A_DATE: Final = re.compile(rf"{_DAY}\.?\s*(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})\.?\s+{_DAY}\b", re.IGNORECASE)
_YEARS: Final = range(1900, 2101)


def without_status(summary: str) -> tuple[str, str]:
    """The title without what it says of the status, and that: cancelled, postponed, not held, tentative or ""."""
    told = ""
    while found := _BEFORE.match(summary) or _BEFORE_IN_CAPITALS.match(summary) or _AFTER.search(summary):
        word = next(word for word in found.groups() if word)
        told = told or _MEANING[word.casefold()]
        summary = (
            summary[found.end() :] if found.start() == 0 and found.end() < len(summary) else summary[: found.start()]
        )
    return summary, told


def named_session(summary: str, day: date | None) -> str | None:
    """The only number in a title that is neither a year nor part of a date, else a slug of it. None where none is left.

    Args:
        summary: the title.
        day: of the event. Where the title has the year too, its number is a date's.

    """
    if isinstance(number := session_number(summary), int) and number not in _YEARS:
        return str(number)
    dated = {found.start() + at for found in _IN_A_DATE.finditer(summary) for at in range(len(found[0]))}
    numbers = [found for found in _NUMBER.finditer(summary) if found.start() not in dated]
    counting = [found[1] for found in numbers if int(found[1]) not in _YEARS]
    if day is not None and len(counting) < len(numbers):
        counting = [number for number in counting if int(number) != day.day]
    return counting[0] if len(counting) == 1 else slug_of(summary)
