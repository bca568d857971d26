"""Each language says everything, with the same things filled in; days and windows as its readers write them."""

from __future__ import annotations

import re

import pytest

from events.facts.catalogue import CATALOGUE
from timeline.answers.catalogue import QUESTIONS
from timeline.wording import ar, en, names_ar
from timeline.wording.words import LANGUAGES, wording_for


def test_every_language_has_every_text_with_the_same_things_filled_in() -> None:
    filled = [
        {key: sorted(re.findall(r"\{(\w+)", text)) for key, text in language.TEXTS.items()} for language in (en, ar)
    ]
    assert filled[0] == filled[1]
    assert en.FORMS.keys() == ar.FORMS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_twelve_months_and_a_form_for_every_number(language: str) -> None:
    words = wording_for(language)
    assert len(words.months) == 12
    for noun in en.FORMS:
        for number in (0, 1, 2, 3, 11, 100, 1000):
            assert words.counted(noun, number)


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "تقرير واحد"), (2, "تقريران"), (3, "3 تقارير"), (11, "11 تقريرًا"), (100, "100 تقرير"), (103, "103 تقارير")],
)
def test_arabic_has_a_form_for_each_sort_of_number(number: int, told: str) -> None:
    assert wording_for("ar").counted("report", number) == told


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "told"),
    [
        ("2025", "2025-01-01", "2025-12-31", "2025"),
        ("2025-05", "2025-05-01", "2025-05-31", "May 2025"),
        ("2025-05-21", "2025-05-21", "2025-05-21", "21 May 2025"),
        ("2025-05-16/2025-05-31", "2025-05-16", "2025-05-31", "16–31 May 2025"),
        ("2025-05-16/2025-06-02", "2025-05-16", "2025-06-02", "16 May – 2 Jun 2025"),
        ("2024-12-30/2025-01-02", "2024-12-30", "2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
        ("2025-05~", "2025-05-01", "2025-05-31", "about May 2025"),
        ("2025?", "2025-01-01", "2025-12-31", "2025?"),
        ("2025%", "2025-01-01", "2025-12-31", "about 2025?"),
        ("2025-05-15/..", "2025-05-15", None, "from 15 May 2025"),
        ("../2025-08-31", None, "2025-08-31", "by 31 Aug 2025"),
    ],
)
def test_a_window_is_read_no_more_precisely_than_it_is(
    edtf: str, earliest: str | None, latest: str | None, told: str
) -> None:
    assert wording_for("en").window(edtf, earliest, latest) == told


def test_every_question_heading_and_kind_has_a_name_in_arabic() -> None:
    headings = {column.header for question in QUESTIONS.values() for column in question.columns} - {""}
    needed = {"question": {*QUESTIONS}, "heading": headings, "kind": {*CATALOGUE.kinds}}
    missing = {family: sorted(names - names_ar.NAMES[family].keys()) for family, names in needed.items()}
    assert not any(missing.values()), f"name them in NAMES of timeline/wording/names_ar.py: {missing}"


def test_a_language_that_nobody_translated_is_read_in_english() -> None:
    assert wording_for("de-CH").tag == "en"
    assert wording_for("ar-IQ").tag == "ar"
