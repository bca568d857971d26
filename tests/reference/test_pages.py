"""The pages of docs/reference say what the code says now."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.reference import tables
from tests.reference.pages import FOLDER, PAGES, made
from tests.reference.status_words import VOCABULARIES, Vocabulary

ANEW = "run: python -m tests.reference.pages"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_would_be_made_now(name: str) -> None:
    assert (FOLDER / name).read_text() == made(name), ANEW


def test_every_page_of_the_folder_is_made() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_the_tables_of_fact_files_are_those_of_the_models() -> None:
    text = tables.DOCUMENT.read_text()
    assert tables.with_sections(text) == text, ANEW


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.title)
def test_every_status_word_has_a_meaning_and_no_other_has(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.meanings) == set(get_args(vocabulary.words))
