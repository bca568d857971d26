"""On which day does a question stand, and what counts as known there? Days come in as values or in ISO form."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from events.errors import BadInputError

if TYPE_CHECKING:
    from typing import Self


class Moment:
    """What a question is about in time.

    No NamedTuple: to make one takes as long as to open a store.

    Attributes:
        on: the day we stand on.
        known_at: the day by which a fact must have been public to count. None where all that is on record counts,
            whatever the time zone of a report.
        recorded_at: the instant by which the log must have held a fact. None for all that it holds.
        is_now: whether it is about today, with all that is known today.
        is_past: whether it is about a day with what was known by it, of all that the log holds.

    """

    def __init__(
        self, on: date, known_at: date | None = None, recorded_at: datetime | None = None, *, is_now: bool = False
    ) -> None:
        self.on = on
        self.known_at = known_at
        self.recorded_at = recorded_at
        self.is_now = is_now
        self.is_past = known_at == on and recorded_at is None

    @classmethod
    def of(
        cls,
        today: date,
        *,
        on: date | str | None = None,
        known_at: date | str | None = None,
        recorded_at: datetime | date | str | None = None,
    ) -> Self:
        """The moment that `Times` mean on a day.

        Raises:
            BadInputError: a text is no day, or no instant with its zone.

        """
        stood_on, known = day_of(on), day_of(known_at)
        instant = instant_of(recorded_at)
        return cls(
            on=stood_on or known or today,
            known_at=known or stood_on,
            recorded_at=instant,
            is_now=stood_on is None and known is None and instant is None,
        )


def day_of(given: date | str | None) -> date | None:
    """A day, given as one or in ISO form.

    Raises:
        BadInputError: the text is none.

    """
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    try:
        # Of an instant the text is read too: that of pandas may be none, and is not a day then.
        return date.fromisoformat(given.isoformat()[:10] if isinstance(given, datetime) else given)
    except (TypeError, ValueError):  # Python hands over whatever was typed in a notebook
        raise BadInputError(f"{given!r} is not a day", hint="Write it as 2025-05-10.") from None


def instant_of(given: datetime | date | str | None) -> datetime | None:
    """An instant in UTC, given as one or in ISO form. A day stands for its last moment in UTC.

    Raises:
        BadInputError: the text is none, or the instant has no zone.

    """
    hint = "Write 2025-05-10T12:00Z, 2025-05-10T15:00+03:00, or a day (its end in UTC)."
    if given is None:
        return None
    try:
        shown = given.isoformat() if isinstance(given, date) else given
        instant = datetime.fromisoformat(shown)
    except (TypeError, ValueError):
        raise BadInputError(f"{given!r} is not an instant", hint=hint) from None
    if len(shown) == len("2025-05-10"):
        return datetime.combine(instant.date(), time.max, tzinfo=UTC)
    if instant.tzinfo is None:
        raise BadInputError(f"{shown!r} has no time zone", hint=hint)
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise BadInputError(f"{shown!r} lies outside of the years 0001 to 9999 in UTC", hint=hint) from None
