"""Dates as people write them: which window is meant, and which forms there can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.importing.dates import ENGLISH, PatternError, pattern, window_of

if TYPE_CHECKING:
    from datetime import date

FRENCH = [
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]


@pytest.mark.parametrize(
    ("form", "written", "window"),
    [
        ("D MMMM YYYY", "21 May 2025", "2025-05-21"),
        ("D MMMM YYYY", " 3  june 2025 ", "2025-06-03"),
        ("D MMM YYYY", "1st Sept. 2025", "2025-09-01"),
        ("D.M.YYYY", "21.05.2025", "2025-05-21"),
        ("M/D/YYYY", "5/21/2025", "2025-05-21"),
        ("MMMM D, YYYY", "May 21, 2025", "2025-05-21"),
        ("YYYY-MM-DD", "2025–05–21", "2025-05-21"),
        ("MMMM YYYY", "May 2025", "2025-05"),
        ("YYYY", "2025", "2025"),
        ("D-D MMMM YYYY", "10–12 March 2014", "2014-03-10/2014-03-12"),
        ("D MMMM - D MMMM YYYY", "31 May – 2 June 1961", "1961-05-31/1961-06-02"),
        ("D MMMM YYYY - D MMMM YYYY", "29 December 2022 — 2 January 2023", "2022-12-29/2023-01-02"),
        ("YYYY-YYYY", "2014-2015", "2014/2015"),
        ("c. YYYY~", "c. 2014", "2014~"),
        ("MMMM YYYY?", "May 2014", "2014-05?"),
        ("D MMMM YYYY", "٢١ May ٢٠٢٥", "2025-05-21"),
        ("D-D MMMM YYYY", "12-12 March 2014", "2014-03-12"),
    ],
)
def test_a_date_is_the_window_that_its_form_means(form: str, written: str, window: str) -> None:
    assert window_of(written, [pattern(form)], ENGLISH) == window


@pytest.mark.parametrize("written", ["May 2025", "21 Mayhem 2025", "21 Ma 2025", "21 May 25", "on 21 May 2025", ""])
def test_what_has_another_form_is_none(written: str) -> None:
    assert window_of(written, [pattern("D MMMM YYYY")], ENGLISH) is None


def test_the_first_form_that_fits_counts() -> None:
    forms = [pattern("D/M/YYYY"), pattern("M/D/YYYY")]
    assert window_of("3/4/2025", forms, ENGLISH) == "2025-04-03"


def test_months_have_the_names_that_they_are_given() -> None:
    assert window_of("3 août 2025", [pattern("D MMMM YYYY")], FRENCH) == "2025-08-03"
    # "jui" begins two of them.
    assert window_of("3 jui 2025", [pattern("D MMMM YYYY")], FRENCH) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("D MMMM", "it has no YYYY"),
        ("D YYYY", "it has a day without a month"),
        ("D-D-D MMMM YYYY", "an interval has two ends"),
        ("%d %B %Y", "it has no YYYY"),
    ],
)
def test_a_text_that_shows_no_form_is_refused(text: str, why: str) -> None:
    with pytest.raises(PatternError, match=why):
        pattern(text)


FORMS = {"D MMMM YYYY": "{0.day} {1} {0.year:04}", "DD.MM.YYYY": "{0.day:02}.{0.month:02}.{0.year:04}"}


@given(st.dates(), st.sampled_from(sorted(FORMS)))
def test_every_day_comes_back(day: date, form: str) -> None:
    written = FORMS[form].format(day, ENGLISH[day.month - 1])
    assert window_of(written, [pattern(form)], ENGLISH) == day.isoformat()


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_form_reads_or_is_refused_and_any_date_is_read_or_none(form: str, written: str) -> None:
    try:
        read = pattern(form)
    except PatternError:
        return
    assert isinstance(window_of(written, [read], ENGLISH), str | None)
