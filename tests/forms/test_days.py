"""Which window a typed date means."""

from __future__ import annotations

import re
import shlex
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
        ("early next year", "2027-37"),
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
        ("nächste Woche", "2026-11-30/2026-12-06"),
        ("la semaine dernière", "2026-11-16/2026-11-22"),
        ("esta semana", "2026-11-23/2026-11-29"),
        ("на следующей неделе", "2026-11-30/2026-12-06"),
        ("الأسبوع المقبل", "2026-11-30/2026-12-06"),
        ("هذا الأسبوع", "2026-11-23/2026-11-29"),
        ("الشهر الماضي", "2026-10"),
        ("this weekend", "2026-11-28/2026-11-29"),
        ("the coming weekend", "2026-11-28/2026-11-29"),
        ("over the past weekend", "2026-11-21/2026-11-22"),
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
        ("mid-May 2026", "2026-05-11/2026-05-20"),
        ("beginning of June 2026", "2026-06-01/2026-06-10"),
        ("the end of March 2026", "2026-03-21/2026-03-31"),
        ("early 2027", "2027-37"),
        ("late 2027", "2027-39"),
        ("late this year", "2026-39"),
        ("in the second half of next year", "2027-41"),
        ("by the end of the year", "../2026-12-31"),
        ("by end-2027", "../2027-12-31"),
        ("no later than 1 July 2026", "../2026-07-01"),
        ("before May 2026", "../2026-04-30"),
        ("before the end of May 2026", "../2026-05-31"),
        ("after 10 May 2026", "2026-05-11/.."),
        ("as early as May 2026", "2026-05-01/.."),
        ("10 May 2026 or later", "2026-05-10/.."),
        ("by friday", "../2026-11-20"),
        ("first week of May 2026", "2026-05-01/2026-05-07"),
        ("the last week of June 2026", "2026-06-24/2026-06-30"),
        ("last week of May to first week of June 2026", "2026-05-25/2026-06-07"),
        ("the week of 12 May 2026", "2026-05-11/2026-05-17"),
        ("around 10 May 2026", "2026-05-10~"),
        ("around mid-May 2026", "2026-05-11~/2026-05-20~"),
        ("possibly in May 2026", "2026-05?"),
        ("late May or early June 2026", "2026-05-21/2026-06-10"),
        ("May/June 2026", "2026-05/2026-06"),
        ("May 12-14, 2026", "2026-05-12/2026-05-14"),
        ("winter 2025/26", "2025-12/2026-02"),
        ("next May", "2027-05"),
        ("next year in May", "2027-05"),
        ("in the next two weeks", "2026-11-26/2026-12-10"),
        ("by the end of the decade", "../2029-12-31"),
        ("Anfang Juni 2026", "2026-06-01/2026-06-10"),
        ("d'ici la fin de 2026", "../2026-12-31"),
        ("finales de marzo de 2026", "2026-03-21/2026-03-31"),
        ("в первой половине 2027 года", "2027-40"),
        ("النصف الثاني من مايو 2026", "2026-05-16/2026-05-31"),
        ("أيار/مايو 2026", "2026-05"),
        ("12 أيار (مايو) 2026", "2026-05-12"),
    ],
)
def test_words_are_kept_beside_the_window_that_they_mean(text: str, edtf: str) -> None:
    assert typed_time(text, THURSDAY) == Typed(edtf, text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("in one month", "2026-02-28"),
        ("a month ago", "2025-12-31"),
        ("in 13 months", "2027-02-28"),
        ("the day after tomorrow", "2026-02-02"),
        ("next month", "2026-02"),
        ("last quarter", "2025-36"),
        ("next quarter", "2026-34"),
        ("last decade", "201X"),
        ("last winter", "2025-24"),
        ("next spring", "2026-21"),
        ("next January", "2027-01"),
        ("last December", "2025-12"),
        ("this weekend", "2026-01-31/2026-02-01"),
        ("this Saturday", "2026-01-31"),
        ("on Sunday", "2026-01-25"),
        ("before yesterday", "../2026-01-29"),
    ],
)
def test_words_count_over_the_end_of_a_month_and_of_a_year(text: str, edtf: str) -> None:
    assert typed_time(text, date(2026, 1, 31)).edtf == edtf


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


@pytest.mark.parametrize(
    "text",
    [
        *("12 March", "may", "28 August", "mid-May", "Q1", "spring", "the end of March", "around 10 May"),
        *("no later than 1 July", "the first week of May", "second half of May", "Mitte Mai", "منتصف مايو"),
    ],
)
def test_a_date_without_its_year_is_refused_with_one_that_can_be_typed(text: str) -> None:
    with pytest.raises(DayError, match="has no year") as refused:
        typed_time(text, THURSDAY)
    assert typed_time(refused.value.hint.removeprefix("Write it with the year: ").rstrip("."), THURSDAY)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "Wednesdayy", "31.2.2026", "32 March 2026", "-9999y", "2026-03-12=", "x" * 300),
        *("last week of spring 2026", "12 أيار (يونيو) 2026"),
    ],
)
def test_what_means_no_day_is_refused(text: str) -> None:
    with pytest.raises(DayError):
        typed_time(text, THURSDAY)


@pytest.mark.parametrize(
    "text", ["soon", "next weekend", "in the coming weeks", "after Ramadan", "in due course", "we don't know"]
)
def test_words_that_name_no_days_are_refused_with_a_way_to_keep_them(text: str) -> None:
    with pytest.raises(DayError) as refused:
        typed_time(text, THURSDAY)
    offered = refused.value.hint.rpartition("with = before them: ")[2]
    assert typed_time(shlex.split(offered)[0], THURSDAY) == Typed(None, text)
    assert typed_time(offered, THURSDAY) == Typed(None, text)
    with pytest.raises(DayError) as asked:
        typed_day(text, THURSDAY)
    assert "=" not in asked.value.hint.replace('then = and the words of the report: "2026-05-16/2026-05-31=', "")


def test_the_year_that_is_offered_is_the_next_of_what_is_to_come_and_else_the_last() -> None:
    for text, ahead, offered in (
        ("mid-May", True, "mid-May 2027"),
        ("mid-May", False, "mid-May 2026"),
        ("mid-December", True, "mid-December 2026"),
        ("mid-December", False, "mid-December 2025"),
    ):
        with pytest.raises(DayError) as refused:
            typed_time(text, THURSDAY, ahead=ahead)
        assert refused.value.hint == f"Write it with the year: {offered}."


def test_a_day_is_the_last_of_what_was_typed() -> None:
    assert typed_day("last month", THURSDAY) == date(2026, 10, 31)
    with pytest.raises(DayError, match="has no last day"):
        typed_day("since March 2026", THURSDAY)


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%d %b %Y"])
)
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    assert typed_time(day.strftime(form), THURSDAY).edtf == day.isoformat()


@given(
    st.lists(
        st.sampled_from(
            [
                "by",
                "early",
                "mid",
                "late",
                "end",
                "of",
                "the",
                "before",
                "after",
                "since",
                "first",
                "second",
                "half",
                "quarter",
                "week",
                "last",
                "next",
                "this",
                "year",
                "month",
                "May",
                "10",
                "2026",
                "spring",
                "Q2",
                "around",
                "possibly",
                "or",
                "to",
                "-",
                "/",
                "decade",
                "2030s",
                "friday",
                "in",
                "3",
                "weeks",
                "ago",
                "until",
            ]
        ),
        max_size=7,
    ),
    st.dates(),
)
def test_any_words_of_times_are_read_or_refused_in_words(words: list[str], today: date) -> None:
    with suppress(DayError):
        assert typed_time(" ".join(words), today).value


@given(st.text(max_size=40), st.dates())
def test_any_text_is_read_or_refused_in_words(text: str, today: date) -> None:
    with suppress(DayError):
        assert typed_time(text, today).value
