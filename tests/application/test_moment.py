"""What a question is about in time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from events.errors import BadInputError
from timeline.application.moment import Moment, day_of, instant_of

if TYPE_CHECKING:
    from timeline.application.times import Times

JUNE, MAY, APRIL = date(2025, 6, 1), date(2025, 5, 1), date(2025, 4, 1)
INSTANT = datetime(2025, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "moment"),
    [
        ({}, Moment(JUNE, None, is_now=True)),
        ({"on": None, "known_at": None, "recorded_at": None}, Moment(JUNE, None, is_now=True)),
        ({"on": MAY}, Moment(MAY, MAY)),
        ({"known_at": MAY}, Moment(MAY, MAY)),
        ({"on": MAY, "known_at": APRIL}, Moment(MAY, APRIL)),
        ({"on": "2025-05-01", "known_at": "2025-04-01"}, Moment(MAY, APRIL)),
        ({"on": JUNE}, Moment(JUNE, JUNE)),
        ({"recorded_at": INSTANT}, Moment(JUNE, None, INSTANT)),
        ({"recorded_at": "2025-05-01T15:00+03:00"}, Moment(JUNE, None, INSTANT)),
    ],
)
def test_each_day_of_a_moment_stands_in_for_the_other(times: Times, moment: Moment) -> None:
    assert vars(Moment.of(JUNE, **times)) == vars(moment)


def test_a_day_stands_for_its_last_moment_in_utc() -> None:
    end = datetime(2025, 5, 10, 23, 59, 59, 999999, tzinfo=UTC)
    assert [instant_of("2025-05-10"), instant_of(date(2025, 5, 10))] == [end, end]


def test_an_instant_is_told_in_utc_whatever_the_zone_of_the_machine() -> None:
    instant = instant_of("2025-05-01T15:00+03:00")
    assert instant is not None
    assert instant == INSTANT
    assert instant.tzinfo is UTC


def test_an_instant_stands_for_its_day() -> None:
    assert day_of(INSTANT) == MAY


@pytest.mark.parametrize("text", ["yesterday", "2025-05", "2025-02-30", ""])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInputError) as refused:
        day_of(text)
    assert (refused.value.message, refused.value.hint) == (f"{text!r} is not a day", "Write it as 2025-05-10.")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("noon", "is not an instant"),
        ("", "is not an instant"),
        ("2025-05-10T12:00", "has no time zone"),
        ("0001-01-01T00:00:00+12:00", "lies outside of the years 0001 to 9999 in UTC"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, fault: str) -> None:
    with pytest.raises(BadInputError) as refused:
        instant_of(text)
    assert refused.value.message == f"{text!r} {fault}"
    assert refused.value.hint == "Write 2025-05-10T12:00Z, 2025-05-10T15:00+03:00, or a day (its end in UTC)."
