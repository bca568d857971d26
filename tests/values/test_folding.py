"""What two spellings of one name have in common."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.values.folding import folded, script, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Genève", "GENEVE"),
        ("Shia' al-Sudani", "Shia’ al-Sudani"),
        ("قاسم الأعرجي", "قاسم الاعرجی"),
        ("محمّد", "محمد"),
        ("القاهرة", "القاهره"),
        ("Dīnār", "dinar"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("\uff2e\uff21\uff34\uff2f", "nato"),
        ("Iraq  NATO", "iraq nato"),
        ("Iraq\u00a0NATO\n", "iraq nato"),
        ("Çavuşoğlu I\u015f\u0131k", "Cavusoglu Isik"),
        ("Støre", "Store"),
        ("Đoković", "Dokovic"),
        ("Æsop Œuvre", "Aesop Oeuvre"),
        ("ٱلعراق", "العراق"),
        ("على", "علي"),
        ("کرد", "كرد"),
        ("بغـــداد", "بغداد"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u064a\u062e"),
        ("O’Brien ʿAli", "OBrien Ali"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_marks_and_variants_of_script_do_not_part_names(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_other_letters_do() -> None:
    assert folded("Ali Hassan") != folded("Ali Hasan")
    assert folded("Иран") != folded("Иров")


def test_words_are_folded_and_scripts_without_blanks_go_by_pairs() -> None:
    assert words_of("Müller-Lüdenscheidt, NATO's 2nd!") == ("muller", "ludenscheidt", "natos", "2nd")
    assert words_of("北京市") == ("北京", "京市")
    assert words_of("한국") == ("한국",)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once_and_knows_no_normal_form(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Baghdad", "LATIN"),
        ("بغداد", "ARABIC"),
        ("Москва", "CYRILLIC"),
        ("北京", "CJK"),
        ("10 Москва", "CYRILLIC"),
        ("“بغداد”", "ARABIC"),
        ("2025", "LATIN"),
        ("", "LATIN"),
        ("Ω 3", "GREEK"),
    ],
)
def test_the_script_is_that_of_the_first_letter(text: str, letters: str) -> None:
    assert script(text) == letters


def test_a_single_sign_is_a_word_and_pairs_overlap() -> None:
    assert words_of("会") == ("会",)
    assert words_of("北京会谈 Beijing") == ("北京", "京会", "会谈", "beijing")
    assert words_of("a_b  2nd -- ") == ("a", "b", "2nd")
    assert words_of("") == ()
