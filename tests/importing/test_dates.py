"""Dates as people write them: which window is meant, and which forms there can be."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

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
        ("YYYYMMDD", "20140310", "2014-03-10"),
        ("YYYYMM", "201403", "2014-03"),
        ("DDMMMYYYY", "03JUN2014", "2014-06-03"),
        ("YYYY年M月D日", "2025年5月21日", "2025-05-21"),
        ("YYYY年M月D日", "２０２５年５月２１日", "2025-05-21"),
        ("D MMMM YYYYг.", "1 May 2014г.", "2014-05-01"),  # noqa: RUF001 - a Cyrillic letter
        ("YYYY-MM-DDT00:00:00Z", "2014-03-10T00:00:00Z", "2014-03-10"),
        ("YYYY-MM-DDTHH:mm:ssZ", "2014-03-10T23:30:11.5+02:00", "2014-03-10"),
        ("DD.MM.YYYY HH:mm", "01.02.2014 10:00", "2014-02-01"),
        ("dddd, D MMMM YYYY", "Wednesday, 21 May 2025", "2025-05-21"),
        ("'Day' D MMMM YYYY", "Day 1 May 2014", "2014-05-01"),
        ("D de MMMM de YYYY", "1 de May de 2014", "2014-05-01"),
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


TURKISH = [
    *("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran"),  # noqa: RUF001 - Turkish letters
    *("Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),  # noqa: RUF001 - Turkish letters
]
HINDI = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]


@pytest.mark.parametrize(
    ("written", "months", "window"),
    [
        ("5 MAYIS 2024", TURKISH, "2024-05-05"),
        ("5 mayıs 2024", TURKISH, "2024-05-05"),  # noqa: RUF001 - Turkish letters
        ("5 EKİM 2024", TURKISH, "2024-10-05"),
        ("1 KASIM 2024", TURKISH, "2024-11-01"),
        ("1 AĞU 2024", TURKISH, "2024-08-01"),
        ("3 août 2025", FRENCH, "2025-08-03"),
        ("५ जनवरी २०२४", HINDI, "2024-01-05"),
    ],
)
def test_months_are_known_by_their_letters_whatever_their_case_and_form(
    written: str, months: list[str], window: str
) -> None:
    for text in (written, normalize("NFD", written), normalize("NFC", written)):
        assert window_of(text, [pattern("D MMMM YYYY")], months) == window


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("D MMMM", "it has no YYYY"),
        ("D YYYY", "it has a day without a month"),
        ("D-D-D MMMM YYYY", "an interval has two ends"),
        ("%d %B %Y", "B is not understood"),
        ("YY-MM-DD", "YY has no year of four digits, and fewer do not tell its century"),
        ("DDMMYY", "DDMMYY has no year of four digits"),
        ("dd.mm.yyyy", "the letters of a date are capital ones: DD, MM, YYYY"),
        ("Day D MMMM YYYY", "Day is not understood; put a word in single quotes"),
        ("M/D/YYYY h:mm A", "A is not understood"),
        ("YYYYYMMDD", "YYYYYMMDD is not understood"),
        ("YYYYMD", "YYYYM does not tell where one number ends"),
        ("D" * 300, "it has more than 200 characters"),
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
