"""Windows: every form read, every mistake answered, the laws that the projections lean on, and two oracles."""

from __future__ import annotations

import re
import warnings
from calendar import isleap, monthrange
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from events.errors import BadInputError
from events.limits import WINDOW_CHARACTERS
from events.windows.window import Window, WindowError, days_between
from tests.chance import tries

if TYPE_CHECKING:
    from collections.abc import Callable
    from time import struct_time

window = Window.parse


@cache
def oracles() -> tuple[Callable[[str], Any], Callable[[str], bool]]:
    """How two libraries read EDTF, and judge it; imported for who asks, since they make large grammars."""
    with warnings.catch_warnings():
        # They call pyparsing by its old names while they are imported.
        warnings.simplefilter("ignore", DeprecationWarning)
        from edtf import parse_edtf
        from edtf_validate.valid_edtf import is_valid
    return parse_edtf, is_valid


def refusal(text: str) -> WindowError | None:
    try:
        window(text)
    except WindowError as refused:
        return refused
    return None


# ---- the forms ---------------------------------------------------------------------------------------------------

FORMS = [
    # years, months, days
    ("2025", "2025-01-01", "2025-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
    ("9999", "9999-01-01", "9999-12-31"),
    ("2025-05", "2025-05-01", "2025-05-31"),
    ("2025-02", "2025-02-01", "2025-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2025-05-21", "2025-05-21", "2025-05-21"),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    # date-times: the day as written, also where it is another day in UTC
    ("2024-08-27T18:57+03:00", "2024-08-27", "2024-08-27"),
    ("2024-08-27T00:30:59+14:00", "2024-08-27", "2024-08-27"),
    ("2024-08-27T23:59-11", "2024-08-27", "2024-08-27"),
    ("2024-08-27T18:57", "2024-08-27", "2024-08-27"),
    ("2024-08-27T18:57:00", "2024-08-27", "2024-08-27"),
    ("2024-08-27T18:57Z", "2024-08-27", "2024-08-27"),
    ("2024-08-27T18:57:00+00:00", "2024-08-27", "2024-08-27"),
    # seasons: wherever, north, south
    ("2025-21", "2025-03-01", "2025-05-31"),
    ("2025-22", "2025-06-01", "2025-08-31"),
    ("2025-23", "2025-09-01", "2025-11-30"),
    ("2025-24", "2025-12-01", "2025-12-31"),
    ("2025-25", "2025-03-01", "2025-05-31"),
    ("2025-26", "2025-06-01", "2025-08-31"),
    ("2025-27", "2025-09-01", "2025-11-30"),
    ("2025-28", "2025-12-01", "2025-12-31"),
    ("2025-29", "2025-09-01", "2025-11-30"),
    ("2025-30", "2025-12-01", "2025-12-31"),
    ("2025-31", "2025-03-01", "2025-05-31"),
    ("2025-32", "2025-06-01", "2025-08-31"),
    # quarters, quadrimesters, halves
    ("2025-33", "2025-01-01", "2025-03-31"),
    ("2025-34", "2025-04-01", "2025-06-30"),
    ("2025-35", "2025-07-01", "2025-09-30"),
    ("2025-36", "2025-10-01", "2025-12-31"),
    ("2025-37", "2025-01-01", "2025-04-30"),
    ("2025-38", "2025-05-01", "2025-08-31"),
    ("2025-39", "2025-09-01", "2025-12-31"),
    ("2025-40", "2025-01-01", "2025-06-30"),
    ("2025-41", "2025-07-01", "2025-12-31"),
    # unknown digits
    ("2025-05-XX", "2025-05-01", "2025-05-31"),
    ("2025-XX", "2025-01-01", "2025-12-31"),
    ("2025-XX-XX", "2025-01-01", "2025-12-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("000X", "0001-01-01", "0009-12-31"),
    # intervals of any precision
    ("2025-05-16/2025-05-31", "2025-05-16", "2025-05-31"),
    ("2025-05/2025-06-03", "2025-05-01", "2025-06-03"),
    ("2025-05-15/2025", "2025-05-15", "2025-12-31"),
    ("2025-21/2025-34", "2025-03-01", "2025-06-30"),
    ("2025-05-XX/203X", "2025-05-01", "2039-12-31"),
    ("2025-05-21/2025-05-21", "2025-05-21", "2025-05-21"),
    # open and unknown ends
    ("2025-05-15/..", "2025-05-15", None),
    ("2025-05-15/", "2025-05-15", None),
    ("../2025-08-31", None, "2025-08-31"),
    ("/2025-08-31", None, "2025-08-31"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), FORMS)
def test_a_window_has_the_first_and_last_day_its_text_can_mean(
    text: str, earliest: str | None, latest: str | None
) -> None:
    read = window(text)
    assert (read.earliest, read.latest) == tuple(bound and date.fromisoformat(bound) for bound in (earliest, latest))
    assert (read.approximate, read.uncertain) == (False, False)
    assert str(read) == read.text == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2025~", True, False),
        ("2025-05?", False, True),
        ("2025-05-21%", True, True),
        ("~2025", True, False),
        ("2025-~05", True, False),
        ("2025?-05", False, True),
        ("2025-05-%21", True, True),
        ("2025?-~05-21", True, True),
        ("2025-24~", True, False),
        ("202X~", True, False),
        ("2025-05-XX?", False, True),
        ("2025-05~/2025-06?", True, True),
        ("2025-05-15?/..", False, True),
        ("../2025-08-31~", True, False),
    ],
)
def test_marks_are_kept_and_do_not_move_the_bounds(text: str, *, approximate: bool, uncertain: bool) -> None:
    read = window(text)
    plain = window(text.translate(dict.fromkeys(map(ord, "?~%"))))
    assert (read.approximate, read.uncertain) == (approximate, uncertain)
    assert (read.earliest, read.latest) == (plain.earliest, plain.latest)


def test_whitespace_around_a_window_is_not_part_of_it() -> None:
    assert window(" 2025-05\n") == window("2025-05")


# ---- mistakes ----------------------------------------------------------------------------------------------------

WORDS = (
    "Write the window that the words mean and keep the words as its wording, "
    "as in {edtf: 2025-05-16/2025-05-31, wording: second half of May}."
)
FORMS_HINT = "Write a date as 2025-05-21, 2025-05 or 2025 (years 0001 to 9999), an interval as 2025-05-16/2025-05-31."
NOT_PART = "which is no month (01 to 12), season (21 to 32) or part of the year (33 to 41)"

NO_TIME = "which is not a time of day (00:00 to 23:59:59, zones to 14:00)"
NO_WINDOW = "Leave the window out where the report gives no time."


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "21.05.2025",
            "'21.05.2025' is not a window: at character 3 found '.' instead of a digit or 'X'",
            "Write 2025-05-21.",
        ),
        (
            "2025/05/21",
            "'2025/05/21' is not a window: at character 8 found '/' instead of a digit or 'X'",
            "Write 2025-05-21.",
        ),
        ("May 2025", "'May 2025' is not a window: at character 1 found 'M' instead of a digit", "Write 2025-05."),
        ("2025-5-3", "'2025-5-3' is not a window: at character 7 found '-' instead of a digit", "Write 2025-05-03."),
        ("next year", "'next year' is not a window: at character 1 found 'n' instead of a digit", WORDS),
        ("2025-13", f"'2025-13' is not a window: at character 6 found '13', {NOT_PART}", "Write 2025."),
        (
            "2025~-13-05",
            "'2025~-13-05' is not a window: at character 7 found '13', which is no month (01 to 12)",
            "Write 2025-05-13 or 2025, whichever is meant.",
        ),
        (
            "2025/2026-02-31",
            "'2025/2026-02-31' is not a window: at character 14 found '31', which is not a day of 2026-02 (01 to 28)",
            "Write 2025/2026-02-28 or 2025/2026-02, whichever is meant.",
        ),
        (
            "2026/2025-05",
            "'2026/2025-05' is not a window: at character 6 found '2025-05', which ends before the start",
            "Write 2025-05/2026.",
        ),
        (
            "\u0662\u0660\u0662\u0665-\u0660\u0665",
            "'\u0662\u0660\u0662\u0665-\u0660\u0665' is not a window: at character 1 found '\u0662' instead of a digit",
            "Write 2025-05.",
        ),
        (
            "2025\u201305\u201321",
            "'2025\u201305\u201321' is not a window: at character 5 found '\u2013' instead of '-' or the end",
            "Write 2025-05-21.",
        ),
        (
            "[2025, 2026]",
            "'[2025, 2026]' is not a window: at character 1 found '[' instead of a digit",
            "Write 2025/2026.",
        ),
        ("12025", "'12025' is not a window: at character 5 found '5' instead of '-' or the end", FORMS_HINT),
        (
            "0000-05",
            "'0000-05' is not a window: at character 1 found '0000', which cannot be read as a year (0001 to 9999)",
            FORMS_HINT,
        ),
        (
            "../..",
            "'../..' is not a window: at character 1 found '../..', open on both sides, which says nothing",
            NO_WINDOW,
        ),
        (
            "202X-05",
            "'202X-05' is not a window: at character 5 found '-' instead of the end",
            "Unknown digits are read in 2025-05-XX, 2025-XX, 2025-XX-XX, 202X and 20XX.",
        ),
        (
            "2024-08-27T25:00",
            f"'2024-08-27T25:00' is not a window: at character 12 found '25:00', {NO_TIME}",
            "Write 2024-08-27.",
        ),
        (
            "2024-08-27T18:57Z/2025",
            "'2024-08-27T18:57Z/2025' is not a window: at character 11 found 'T' instead of the end",
            "Write 2024-08-27/2025.",
        ),
        (
            "",
            "'' is not a window: at character 1 found the end instead of a digit",
            NO_WINDOW,
        ),
        (
            "7\n\x1b[31m\u202e",
            r"'7\n\x1b[31m\u202e' is not a window: at character 2 found '\n' instead of a digit",
            FORMS_HINT,
        ),
        (
            "2" * 200,
            f"'{'2' * 40}'... is not a window: at character 101 found '2', beyond the 100 characters a window may have",
            FORMS_HINT,
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_right_form(text: str, message: str, hint: str) -> None:
    with pytest.raises(WindowError) as refused:
        window(text)
    assert (refused.value.message, refused.value.hint) == (message, hint)
    assert refused.value.text == text
    assert f"at character {refused.value.position} " in message
    assert isinstance(refused.value, BadInputError)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("21 May 2025", "2025-05-21"),
        ("May 21st, 2025", "2025-05-21"),
        ("Sept. 2025", "2025-09"),
        ("spring 2025", "2025-21"),
        ("Q2 2025", "2025-34"),
        ("2025-H1", "2025-40"),
        ("2020s", "202X"),
        ("20250521", "2025-05-21"),
        ("2025-05-xx", "2025-05-XX"),
        ("2025?~", "2025%"),
        ("2025 / 2026", "2025/2026"),
        ("2025..2026", "2025/2026"),
        ("2025\u20132026", "2025/2026"),
        ("May 2025 to June 2025", "2025-05/2025-06"),
        ("2025-5-3/2025-6-1", "2025-05-03/2025-06-01"),
        ("2025-05~/2025-6-1~", "2025-05~/2025-06-01~"),
        ("05/06/2025", "2025-06-05 or 2025-05-06, whichever is meant"),
        ("2024-08-27 18:57", "2024-08-27T18:57 or 2024-08-27, whichever is meant"),
        ("2024-08-27T18:57:00.123Z", "2024-08-27T18:57:00Z or 2024-08-27, whichever is meant"),
        ("2024-08-27T18:57+0300", "2024-08-27T18:57+03:00 or 2024-08-27, whichever is meant"),
        ("2025-05-15/..~", "2025-05-15/.. or 2025-05-15, whichever is meant"),
        ("2025-21-05", "2025-05-21 or 2025, whichever is meant"),
    ],
)
def test_the_hint_gives_what_was_meant(text: str, meant: str) -> None:
    with pytest.raises(WindowError) as refused:
        window(text)
    assert refused.value.hint == f"Write {meant}."


@pytest.mark.parametrize(
    "text",
    [
        *("2025-00", "2025-20", "2025-42", "2025-05-00", "2025-05-32", "2025-04-31", "2025-02-29", "1900-02-29"),
        *("2025-34-05", "-0500", "500 BC", "Y12025", "2025-", "202", "2XXX", "XXXX", "2025-1X", "2025-XX-21"),
        *("2025~~", "~2025?", "..", "/", "../", "/..", "2025/2026/2027", "2025~/..?", "{2025}", "2025S2", "a/b"),
        *("2024-08-27T18", "2024-08-27T24:00", "2024-08-27T18:57:60", "2024-08-27T18:57+14:01", "2024-08T18:57"),
        *("2024-08-27T18:57~", "2024-02-30T18:57", "T", "2025-05-21T", "20 25", "2025-05-21\x002", "\ud800"),
    ],
)
def test_what_is_not_read_is_refused(text: str) -> None:
    with pytest.raises(WindowError, match=r"is not a window: at character \d+ found "):
        window(text)


# ---- questions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("around", "inside"),
    [
        ("2025", "2025-05"),
        ("2025-05-16/2025-05-31", "2025-05-21"),
        ("2025", "2025~"),
        ("2025-05-15/..", "2025-06/.."),
        ("../2025-08-31", "2025-08"),
    ],
)
def test_a_window_contains_what_lies_between_its_bounds(around: str, inside: str) -> None:
    assert window(around).contains(window(inside))


@pytest.mark.parametrize(
    ("around", "outside"),
    [("2025-05", "2025"), ("2025-05~", "2025-06-01"), ("2025", "2025-05/.."), ("2025-05-16/2025-05-31", "2025-05-15")],
)
def test_a_window_does_not_contain_what_sticks_out_and_no_tilde_helps(around: str, outside: str) -> None:
    assert not window(around).contains(window(outside))


@pytest.mark.parametrize(
    ("approximate", "last_day_before", "first_day_reached", "last_day_reached", "first_day_after"),
    [
        ("2025-05-21~", "2025-05-19", "2025-05-20", "2025-05-22", "2025-05-23"),
        ("2025-05~", "2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01"),
        ("2025-02%", "2024-12-31", "2025-01-01", "2025-03-31", "2025-04-01"),
        ("2025~", "2023-12-31", "2024-01-01", "2026-12-31", "2027-01-01"),
        ("2025-22~", "2025-02-28", "2025-03-01", "2025-11-30", "2025-12-01"),
        ("2025-24~", "2025-08-31", "2025-09-01", "2026-03-31", "2026-04-01"),
        ("2025-34~", "2024-12-31", "2025-01-01", "2025-09-30", "2025-10-01"),
        ("2025-38~", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"),
        ("2025-40~", "2024-06-30", "2024-07-01", "2025-12-31", "2026-01-01"),
        ("202X~", "2009-12-31", "2010-01-01", "2039-12-31", "2040-01-01"),
        ("20XX~", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01"),
        ("2025-05-XX~", "2025-03-31", "2025-04-01", "2025-06-30", "2025-07-01"),
        ("2025-XX-XX~", "2023-12-31", "2024-01-01", "2026-12-31", "2027-01-01"),
        # level 2: the unit of the component that the mark stands at
        ("2025~-05-21", "2024-05-20", "2024-05-21", "2026-05-21", "2026-05-22"),
        ("2025-~05-31", "2025-04-29", "2025-04-30", "2025-06-30", "2025-07-01"),
        ("2025-~02-28", "2025-01-27", "2025-01-28", "2025-03-31", "2025-04-01"),
        ("2025?-05-~21", "2025-05-19", "2025-05-20", "2025-05-22", "2025-05-23"),
        # the ends of an interval, each on its own side
        ("2025-05-10~/2025-05-20", "2025-05-08", "2025-05-09", "2025-05-20", "2025-05-21"),
        ("2025-05-10/2025-05~", "2025-05-09", "2025-05-10", "2025-06-30", "2025-07-01"),
        # `?` alone widens nothing
        ("2025-05?", "2025-04-30", "2025-05-01", "2025-05-31", "2025-06-01"),
    ],
)
def test_a_tilde_widens_a_window_by_one_unit_of_its_precision(
    approximate: str, last_day_before: str, first_day_reached: str, last_day_reached: str, first_day_after: str
) -> None:
    read = window(approximate)
    assert read.overlaps(window(first_day_reached))
    assert read.overlaps(window(last_day_reached))
    assert read.disjoint(window(last_day_before))
    assert read.disjoint(window(first_day_after))


@pytest.mark.parametrize(
    "text", ["0001~", "9999~", "000X~", "99XX~", "0001-01-01~", "9999-12-31~", "0001-01~", "9999-24~"]
)
def test_at_the_ends_of_the_calendar_a_tilde_widens_as_far_as_there_are_days(text: str) -> None:
    assert window(text).overlaps(window(text))
    assert window(text).disjoint(window("2025"))


@pytest.mark.parametrize(
    ("one", "other", "narrower"),
    [
        ("2025", "2025-05-16/2025-05-31", "2025-05-16/2025-05-31"),
        ("2025-05-16/2025-05-31", "2025-05-21", "2025-05-21"),
        ("2025-05-21", "2025-05-22", None),
        ("2025-05-21~", "2025-05-22", "2025-05-22"),
        ("2025-05-21~", "2025-05", "2025-05-21~"),
        ("2025?", "2026", None),
        ("2025-05-01/2025-05-20", "2025-05-15/2025-06-30", "2025-05-01/2025-05-20"),
        ("2025-05-15/..", "2025", "2025"),
        ("2025-05-15/..", "2025-06-01/..", "2025-06-01/.."),
        ("2025-05-15/..", "../2025-08-31", "2025-05-15/.."),
        ("2025-05~", "2025-05", "2025-05"),
        ("2025-05?", "2025-05-XX", "2025-05-XX"),
        ("2025-05~", "2025-05?", "2025-05~"),
        ("2025-05", "2025-05-XX", "2025-05"),
    ],
)
def test_the_narrower_of_two_compatible_windows_refines_the_other(one: str, other: str, narrower: str | None) -> None:
    refined = window(one).refine(window(other))
    assert refined == (None if narrower is None else window(narrower))


def test_windows_are_ordered_by_first_day_then_last_day_then_text() -> None:
    ordered = [
        *("/2025-08-31", "../2025-08-31", "2024", "2025-01-01", "2025-01", "2025", "2025-XX", "2025/..", "2025-05-21"),
        *("2025-05-21~", "2025-06/.."),
    ]
    by_key = sorted(map(window, reversed(ordered)), key=lambda each: each.sort_key)
    assert by_key[0].text == "../2025-08-31"  # same days as /2025-08-31: the text decides
    assert [each.text for each in by_key[2:]] == ordered[2:]


def test_a_window_is_past_or_still_to_come_only_as_a_whole() -> None:
    may = window("2025-05-16/2025-05-31")
    assert [may.is_future(date(2025, 5, day)) for day in (15, 16, 31)] == [True, False, False]
    assert [may.is_past(on) for on in (date(2025, 5, 16), date(2025, 5, 31), date(2025, 6, 1))] == [False, False, True]
    assert not window("2025-05-15/..").is_past(date.max)
    assert not window("../2025-08-31").is_future(date.min)


@pytest.mark.parametrize(
    ("text", "width", "is_day"),
    [("2025-05-21", 1, True), ("2025-05-21~", 1, True), ("2024", 366, False), ("2025-05-15/..", None, False)],
)
def test_a_window_is_as_wide_as_the_days_it_can_mean(text: str, width: int | None, *, is_day: bool) -> None:
    assert (window(text).width_days, window(text).is_day) == (width, is_day)


def test_the_invitation_of_august_2024_is_fulfilled_after_267_days() -> None:
    assert days_between(window("2024-08-27T18:57+03:00"), window("2025-05-21")) == 267


def test_days_cannot_be_counted_from_or_to_an_open_start() -> None:
    assert days_between(window("2025-05-15/.."), window("2025-05")) == -14
    for a, b in (("../2025-08-31", "2025"), ("2025", "../2025-08-31")):
        with pytest.raises(BadInputError) as refused:
            days_between(window(a), window(b))
        assert refused.value.message == "'../2025-08-31' has an open start: there is no first day to count from"


# ---- laws --------------------------------------------------------------------------------------------------------

MARK = st.sampled_from(["", "?", "~", "%"])
DAYS = st.dates()


def written(day: date) -> str:
    return day.isoformat()


def component(text: str) -> st.SearchStrategy[str]:
    """A part of a date, at times with a mark in front of it or behind it."""
    return st.sampled_from([text] * 4 + [f"{mark}{text}" for mark in "?~%"] + [f"{text}{mark}" for mark in "?~%"])


@st.composite
def calendar_dates(draw: st.DrawFn) -> str:
    """A year, month or day with level-2 marks."""
    parts = written(draw(DAYS)).split("-")[: draw(st.integers(1, 3))]
    return "-".join([draw(component(part)) for part in parts])


YEARS = st.integers(1, 9999).map("{:04}".format)
PARTS_OF_YEARS = st.builds("{}-{}".format, YEARS, st.integers(21, 41))
UNSPECIFIED = st.one_of(
    st.builds("{}{}".format, YEARS, st.sampled_from(["-XX", "-XX-XX"])),
    DAYS.map(lambda day: f"{written(day)[:7]}-XX"),
    YEARS.map(lambda year: f"{year[:3]}X"),
    YEARS.map(lambda year: f"{year[:2]}XX"),
)
ENDS = calendar_dates() | st.builds("{}{}".format, PARTS_OF_YEARS | UNSPECIFIED, MARK)
OPEN = st.sampled_from(["", ".."])


@st.composite
def intervals(draw: st.DrawFn, ends: st.SearchStrategy[str] = ENDS) -> str:
    start, end = sorted((draw(ends), draw(ends)), key=lambda text: window(text).sort_key)
    return draw(st.sampled_from([f"{start}/{end}", f"{start}/{draw(OPEN)}", f"{draw(OPEN)}/{end}"]))


@st.composite
def moments(draw: st.DrawFn) -> str:
    seconds = draw(st.sampled_from(["", ":00", ":59"]))
    zone = draw(st.sampled_from(["", "Z", "+03:00", "+00:00", "-11", "+05:30", "+14:00"]))
    return f"{written(draw(DAYS))}T{draw(st.times()):%H:%M}{seconds}{zone}"


TEXTS = ENDS | intervals() | moments()
# Nearby windows, so that most of them touch each other.
NEARBY = st.builds(
    lambda start, days, open_end, mark: (
        f"{written(start)}{mark}/{'..' if open_end else written(start + timedelta(days))}"
    ),
    st.dates(date(2025, 5, 1), date(2025, 5, 9)),
    st.integers(0, 9),
    st.sampled_from([False, False, False, True]),
    MARK,
)
WINDOWS = (TEXTS | NEARBY).map(window)
CLOSE = NEARBY.map(window)


@given(TEXTS)
def test_what_is_read_is_written_back(text: str) -> None:
    read = window(text)
    assert read.text == str(read) == text
    assert window(f" {text}\t") == window(read.text) == read


@given(WINDOWS)
def test_no_window_ends_before_it_begins(each: Window) -> None:
    assert each.earliest is not None or each.latest is not None
    assert each.earliest is None or each.latest is None or each.earliest <= each.latest


@given(st.text() | st.text(alphabet="0123456789X-/.~?%TZ:+ [],", max_size=WINDOW_CHARACTERS + 5))
@example("2025" * 26)
@example("/" * 100)
def test_any_text_is_a_window_or_refused_with_a_reason_and_a_hint(text: str) -> None:
    refused = refusal(text)
    if refused is None:
        assert window(text).text == text.strip()
        return
    assert refused.message.isprintable()
    assert refused.hint.isprintable()
    assert refused.hint.endswith(".")
    assert 1 <= refused.position <= WINDOW_CHARACTERS + 1


@given(TEXTS, st.integers(0, 30), st.sampled_from("0139X-/.~T: "))
def test_what_a_hint_says_to_write_is_read(text: str, place: int, slip: str) -> None:
    refused = refusal(text[:place] + slip + text[place:])
    # Where nothing comes by this often enough, hypothesis says so.
    assume(refused is not None and re.match(r"Write [\d./?~%]", refused.hint))
    assert refused is not None
    for right in refused.hint.removeprefix("Write ").removesuffix(".").partition(",")[0].split(" or "):
        assert window(right).text == right


@given(WINDOWS, WINDOWS, WINDOWS)
def test_containing_is_reflexive_and_transitive(a: Window, b: Window, c: Window) -> None:
    assert a.contains(a)
    assert not (a.contains(b) and b.contains(c)) or a.contains(c)


@given(CLOSE, CLOSE, CLOSE)
def test_containing_is_transitive_among_windows_that_touch(a: Window, b: Window, c: Window) -> None:
    assert not (a.contains(b) and b.contains(c)) or a.contains(c)
    assert not a.contains(b) or a.overlaps(b)


@given(CLOSE | WINDOWS, CLOSE | WINDOWS)
def test_two_windows_overlap_or_are_disjoint_whichever_is_asked(a: Window, b: Window) -> None:
    assert a.overlaps(b) != a.disjoint(b)
    assert a.overlaps(b) == b.overlaps(a)


@given(CLOSE | WINDOWS, CLOSE | WINDOWS)
def test_a_refinement_is_one_of_the_two_and_the_same_from_both_sides_unless_they_tie(a: Window, b: Window) -> None:
    one, other = a.refine(b), b.refine(a)
    if a.disjoint(b):
        assert one is None
        assert other is None
        return
    assert one in (a, b)
    assert other in (a, b)
    exact = {not (each.approximate or each.uncertain) for each in (a, b)}
    if one != other:
        assert (one, other) == (a, b)
        assert a.width_days == b.width_days
        assert len(exact) == 1


@given(st.lists(CLOSE | WINDOWS, max_size=6))
def test_the_order_is_total_and_does_not_depend_on_where_one_begins(some: list[Window]) -> None:
    ordered = sorted(some, key=lambda each: each.sort_key)
    backwards = some[::-1]
    assert ordered == sorted(backwards, key=lambda each: each.sort_key)
    for a, b in pairwise(ordered):
        assert (a.sort_key == b.sort_key) == (a == b)
        assert a.earliest is None or (b.earliest is not None and a.earliest <= b.earliest)


@given(WINDOWS, DAYS)
def test_a_window_is_never_past_and_to_come_at_once(each: Window, on: date) -> None:
    assert not (each.is_past(on) and each.is_future(on))
    if each.contains(window(written(on))):
        assert not each.is_past(on)
        assert not each.is_future(on)


# ---- oracles -----------------------------------------------------------------------------------------------------

# What edtf-validate does not know, and we read: a mark on seasons from 25 on or on unknown digits; those two as ends
# of an interval; intervals whose end begins before their start (2025-05-15/2025); date-times without seconds, with
# +00:00. It knows no leap years in single days, and it reads ../.. and ../, which say nothing.
MARKED_SEASONS = st.builds("{}-{}{}".format, YEARS, st.integers(21, 24), MARK)
SIMPLE_DATES = st.builds(lambda day, size, mark: written(day)[:size] + mark, DAYS, st.sampled_from([4, 7, 10]), MARK)
FULL_MOMENTS = st.builds(
    "{}T{:%H:%M:%S}{}".format, DAYS.map(written), st.times(), st.sampled_from(["", "Z", "+03:00", "-11", "+14:00"])
)


@tries(200)
@given(calendar_dates() | MARKED_SEASONS | PARTS_OF_YEARS | UNSPECIFIED | intervals(SIMPLE_DATES) | FULL_MOMENTS)
def test_what_we_read_is_valid_edtf(text: str) -> None:
    _, is_valid = oracles()
    window(text)
    assert is_valid(text)


@tries(200)
@given(st.integers(0, 9999), st.integers(0, 45), st.none() | st.integers(0, 33))
def test_we_refuse_the_months_and_days_that_edtf_refuses(year: int, month: int, day: int | None) -> None:
    assume(year != 0)  # EDTF has a year 0; nobody has news from it
    assume((month, day) != (2, 29) or isleap(year))
    text = f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}")
    _, is_valid = oracles()
    assert (refusal(text) is None) == is_valid(text)


@tries(200)
@given(calendar_dates() | PARTS_OF_YEARS | UNSPECIFIED | FULL_MOMENTS | intervals(SIMPLE_DATES))
def test_first_and_last_day_are_those_of_the_edtf_library(text: str) -> None:
    read = window(text)
    # The library has no open ends (it counts ten years on, or fails), no days before the year 0001, and does not
    # read 2025?-05~-21, a mark on two components.
    assume(read.width_days is not None)
    assume(not text.startswith(("000X", "00XX")))
    assume(sum(text.count(mark) for mark in "?~%") <= 1 + ("/" in text))
    parse_edtf, _ = oracles()
    theirs = parse_edtf(text)

    def day(bound: struct_time) -> date:
        return date(*bound[:3])

    assert (read.earliest, read.latest) == (day(theirs.lower_strict()), day(theirs.upper_strict()))


@given(DAYS)
def test_a_month_ends_where_the_calendar_says(day: date) -> None:
    month = window(written(day)[:7])
    assert month.width_days == monthrange(day.year, day.month)[1]
    assert month.contains(window(written(day)))
