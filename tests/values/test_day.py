"""A day that remembers what it was compared with: the same is answered on every day that it tells of."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.values.day import Day, UntrackedDayError

if TYPE_CHECKING:
    from collections.abc import Callable

ORDERS: list[Callable[[date, date], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]
COMPARISONS = [*ORDERS, operator.eq]

near = st.dates(date(2025, 1, 1), date(2025, 1, 31))
edges = st.sampled_from([date.min, date.max, date.max - timedelta(days=1)])
ordered = st.tuples(st.sampled_from(ORDERS), near | edges, st.booleans())
asked = st.tuples(st.sampled_from(COMPARISONS), near | edges, st.booleans())


def answers(day: date, questions: list[tuple[Callable[[date, date], bool], date, bool]]) -> list[bool]:
    return [compare(other, day) if turned else compare(day, other) for compare, other, turned in questions]


def tells_of(day: Day, other: date) -> bool:
    return day.since <= other and (day.until is None or other < day.until)


@given(day=near, questions=st.lists(asked, max_size=5), other=near | edges)
def test_on_the_days_that_it_tells_of_all_comparisons_come_out_the_same(
    day: date, questions: list[tuple[Callable[[date, date], bool], date, bool]], other: date
) -> None:
    stood_on = Day.of(day)
    told = answers(stood_on, questions)
    assert told == answers(day, questions)
    assert tells_of(stood_on, day)
    if tells_of(stood_on, other):
        assert answers(other, questions) == told


@given(day=near, questions=st.lists(ordered, max_size=5), other=near | edges)
def test_of_every_day_on_which_the_order_is_the_same_it_tells(
    day: date, questions: list[tuple[Callable[[date, date], bool], date, bool]], other: date
) -> None:
    stood_on = Day.of(day)
    assume(answers(stood_on, questions) == answers(other, questions))
    assert tells_of(stood_on, other)


@given(day=near, since=near, other=near)
def test_a_number_of_days_grows_from_one_or_is_never_more_than_none(day: date, since: date, other: date) -> None:
    stood_on = Day.of(day)
    days = (stood_on - since).days
    assert days == (day - since).days
    if tells_of(stood_on, other):
        assert ((other - since).days > 0) == (days > 0)


def test_it_is_the_day_that_it_was_made_of() -> None:
    day = Day.of(date(2025, 5, 10))
    assert (date.isoformat(day), hash(day)) == ("2025-05-10", hash(date(2025, 5, 10)))
    assert (day.since, day.until) == (date.min, None)
    assert day != "2025-05-10"


@pytest.mark.parametrize("compare", COMPARISONS)
def test_two_such_days_compare_as_days_do(compare: Callable[[date, date], bool]) -> None:
    one, other = date(2025, 5, 10), date(2025, 5, 11)
    assert compare(Day.of(one), Day.of(other)) == compare(one, other)


UNTRACKED: dict[str, Callable[[date], object]] = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "a later day": lambda day: day + timedelta(days=1),
    "a later day, turned": lambda day: timedelta(days=1) + day,
    "an earlier day": lambda day: day - timedelta(days=1),
    "the days to another": lambda day: date(2025, 5, 1) - day,
    "ISO": lambda day: day.isoformat(),
    "a text": str,
    "a part of a text": lambda day: f"{day}",
    "ordinal": lambda day: day.toordinal(),
    "weekday": lambda day: day.weekday(),
    "calendar week": lambda day: day.isocalendar(),
    "first of the month": lambda day: day.replace(day=1),
    "format": lambda day: day.strftime("%Y"),
}


@pytest.mark.parametrize("asked", UNTRACKED)
def test_what_cannot_be_followed_is_refused(asked: str) -> None:
    """Else an answer would be kept for days on which it is another."""
    with pytest.raises(UntrackedDayError, match="which a kept answer cannot follow"):
        UNTRACKED[asked](Day.of(date(2025, 5, 10)))


def test_a_refusal_says_what_was_asked_and_what_to_do_instead() -> None:
    with pytest.raises(UntrackedDayError) as caught:
        _ = Day.of(date(2025, 5, 10)).year
    assert str(caught.value) == (
        "a projection asks for `year` of the day it stands on, which a kept answer cannot follow: compare the day with"
        " others (`on < due`), or count the days since one (`on - due`)"
    )


@given(near, near)
def test_the_earlier_and_the_later_of_two_days_are_followed(one: date, other: date) -> None:
    for choose in (min, max):
        day = Day.of(one)
        is_other = choose(day, other) is other
        last = (day.until or date.max) - timedelta(days=1)
        days = [date.fromordinal(again.toordinal()) for again in (day.since, one, last)]
        assert all((choose(again, other) is other) == is_other for again in days)
