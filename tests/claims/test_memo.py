"""What was made of something before still holds where neither that nor the day has changed for it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from timeline.claims.memo import ANEW, Memo
from timeline.values.day import Day

if TYPE_CHECKING:
    from collections.abc import Callable

DUE = date(2025, 5, 10)
OF = ("a promise",)


def is_late(on: date) -> list[bool]:
    """Something that is made of a comparison: another object whenever it is made."""
    return [on > DUE]


def days_late(on: date) -> list[int]:
    """Something that shows a number of days, where it is late."""
    return [max((on - DUE).days, 0)]


def is_due_between(on: date) -> list[bool]:
    return [date(2025, 5, 1) <= on <= DUE]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("make", "first", "same", "anew"),
    [
        (is_late, "2025-05-10", ["2025-05-10", "2025-05-01", "0001-01-01"], ["2025-05-11"]),
        (is_late, "2025-05-11", ["2025-05-11", "2026-05-01", "9999-12-31"], ["2025-05-10"]),
        (is_due_between, "2025-05-05", ["2025-05-01", "2025-05-10"], ["2025-04-30", "2025-05-11"]),
        (days_late, "2025-05-12", ["2025-05-12"], ["2025-05-13", "2025-05-11"]),
        (days_late, "2025-05-10", ["2025-05-10", "2025-05-01"], ["2025-05-11"]),
        (days_late, "9999-12-31", ["9999-12-31"], ["9999-12-30"]),
    ],
)
def test_it_is_made_again_only_on_days_on_which_it_may_be_another(
    make: Callable[[date], object], first: str, same: list[str], anew: list[str]
) -> None:
    for other in (*same, *anew):
        memo = Memo()
        made = memo.made("late", OF, day(first), make)
        assert (memo.made("late", OF, day(other), make) is made) == (other in same), other
        assert memo.made("late", OF, day(other), make) == make(day(other))


def test_it_is_made_again_where_what_it_is_made_of_has_changed_and_each_thing_apart() -> None:
    memo = Memo()
    made = memo.made("late", OF, DUE, is_late)
    assert memo.made("late", ("a promise",), DUE, is_late) is made
    assert memo.made("other", OF, DUE, is_late) is not made
    assert memo.made("late", ("another",), DUE, is_late) is not made
    # What was made last is what is remembered.
    assert memo.made("late", OF, DUE, is_late) is not made


def test_whoever_stands_on_a_day_of_his_own_learns_for_which_days_it_holds() -> None:
    memo = Memo()
    memo.made("late", OF, DUE, is_due_between)
    for text in ("2025-05-10", "2025-05-02"):
        stood_on = Day.of(day(text))
        memo.made("late", OF, stood_on, is_due_between)
        assert (stood_on.since, stood_on.until) == (date(2025, 5, 1), date(2025, 5, 11))
    shown = Day.of(DUE + timedelta(days=3))
    memo.made("days", OF, shown, days_late)
    assert (shown.since, shown.until) == (date(2025, 5, 13), date(2025, 5, 14))
    for_ever = Day.of(DUE + timedelta(days=3))
    memo.made("for ever", OF, for_ever, is_late)
    assert (for_ever.since, for_ever.until) == (date(2025, 5, 11), None)


def test_who_asks_once_has_it_made_anew() -> None:
    assert ANEW.made("late", OF, DUE, is_late) == [False]
    assert ANEW.made("late", OF, DUE, is_late) is not ANEW.made("late", OF, DUE, is_late)
