"""Which window a typed date means."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.forms.days import DayError, Typed, typed_day, typed_time

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2026-03", "2026-03"),
        ("2026-05-16/2026-05-31", "2026-05-16/2026-05-31"),
        ("12 March 2026", "2026-03-12"),
        ("March 12, 2026", "2026-03-12"),
        ("Thursday, 12th of March 2026", "2026-03-12"),
        ("12 Sept. 2026", "2026-09-12"),
        ("12.3.2026", "2026-03-12"),
        ("3.4.2026", "2026-04-03"),
        ("25/3/2026", "2026-03-25"),
        ("3/25/2026", "2026-03-25"),
        ("3/3/2026", "2026-03-03"),
        ("2026/3/12", "2026-03-12"),
        ("20260312", "2026-03-12"),
        ("March 2026", "2026-03"),
        ("3/2026", "2026-03"),
        ("١٢ آذار ٢٠٢٦", "2026-03-12"),
        ("12 كانون الثاني 2026", "2026-01-12"),
        ("12. März 2026", "2026-03-12"),
        ("12 марта 2026", "2026-03-12"),
        ("2026年3月12日", "2026-03-12"),
        ("2026년 3월", "2026-03"),
        ("-7d", "2026-11-19"),
        ("+2w", "2026-12-10"),
        ("-9m", "2026-02-26"),
        ("+1y", "2027-11-26"),
    ],
)
def test_a_date_of_the_calendar_is_plain_edtf(text: str, edtf: str) -> None:
    assert typed_time(text, THURSDAY) == Typed(edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("later this year", "2026"),
        ("early next year", "2027"),
        ("later this month", "2026-11"),
        ("sometime next week", "2026-11-30/2026-12-06"),
        ("today", "2026-11-26"),
        ("yesterday", "2026-11-25"),
        ("أمس", "2026-11-25"),
        ("friday", "2026-11-20"),
        ("thursday", "2026-11-26"),
        ("last thursday", "2026-11-19"),
        ("next friday", "2026-11-27"),
        ("next thursday", "2026-12-03"),
        ("3 days ago", "2026-11-23"),
        ("in two months", "2027-01-26"),
        ("last month", "2026-10"),
        ("this quarter", "2026-36"),
        ("last quarter", "2026-35"),
        ("next year", "2027"),
        ("last week", "2026-11-16/2026-11-22"),
        ("second half of May 2026", "2026-05-16/2026-05-31"),
        ("first half of 2027", "2027-40"),
        ("Q2 2026", "2026-34"),
        ("third quarter of 2026", "2026-35"),
        ("spring 2027", "2027-21"),
        ("by the end of June 2026", "../2026-06-30"),
        ("since March 2026", "2026-03-01/.."),
        ("around March 2026", "2026-03~"),
        ("12–20 March 2026", "2026-03-12/2026-03-20"),
        ("28 March to 3 April 2026", "2026-03-28/2026-04-03"),
        ("2025-05-16 to 2025-05-31", "2025-05-16/2025-05-31"),
    ],
)
def test_words_are_kept_beside_the_window_that_they_mean(text: str, edtf: str) -> None:
    assert typed_time(text, THURSDAY) == Typed(edtf, text)


def test_a_weekday_of_what_is_to_come_is_the_next_one() -> None:
    assert typed_time("friday", THURSDAY, ahead=True).edtf == "2026-11-27"
    assert typed_time("thursday", THURSDAY, ahead=True).edtf == "2026-11-26"
    assert typed_time("last friday", THURSDAY, ahead=True).edtf == "2026-11-20"


def test_words_of_the_report_stand_behind_the_date() -> None:
    assert typed_time("12 March 2026=on Thursday", THURSDAY) == Typed("2026-03-12", "on Thursday")
    assert typed_time("yesterday = on Wednesday", THURSDAY) == Typed("2026-11-25", "on Wednesday")
    assert typed_time("=in due time", THURSDAY).value == {"wording": "in due time"}


@pytest.mark.parametrize("text", ["3/4/2026", "12-3-2026", "١٢/٣/٢٠٢٦"])
def test_a_date_with_two_readings_is_refused_with_both_and_both_can_be_typed(text: str) -> None:
    with pytest.raises(DayError) as refused:
        typed_time(text, THURSDAY)
    readings = re.findall(r"\d{4}-\d\d-\d\d", refused.value.hint)
    assert len(set(readings)) == 2
    assert [typed_time(reading, THURSDAY).edtf for reading in readings] == readings


@pytest.mark.parametrize("text", ["12 March", "may", "28 August"])
def test_a_date_without_its_year_is_refused_with_one_that_can_be_typed(text: str) -> None:
    with pytest.raises(DayError, match="has no year") as refused:
        typed_time(text, THURSDAY)
    assert typed_time(refused.value.hint.removeprefix("Write it with the year: ").rstrip("."), THURSDAY)


@pytest.mark.parametrize(
    "text", ["", "soon", "Wednesdayy", "31.2.2026", "32 March 2026", "-9999y", "2026-03-12=", "x" * 300]
)
def test_what_means_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayError):
        typed_time(text, THURSDAY)


def test_a_day_is_the_last_of_what_was_typed() -> None:
    assert typed_day("last month", THURSDAY) == date(2026, 10, 31)
    with pytest.raises(DayError, match="has no last day"):
        typed_day("since March 2026", THURSDAY)


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y"])
)
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    assert typed_time(day.strftime(form), THURSDAY).edtf == day.isoformat()


@given(st.text(max_size=40), st.dates())
def test_any_text_is_read_or_refused_in_words(text: str, today: date) -> None:
    with suppress(DayError):
        assert typed_time(text, today).value
