"""Which names look like one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.values.likeness import MOST_PAIRS, alike, persons_alike, phrases_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qasim Al-Araji", "Qasim al-Araji"),
        ("Qasim Al-Araji", "Ghasem al-Araji"),
        ("Mohammed Shia' al-Sudani", "Mohammed Shiaa’ Al-Sudani"),
        ("Fuad Hussein", "Fouad Mohammad Hussein"),
        ("Tom Goffus", "Thomas Goffus"),
        ("Stoltenberg", "Jens Stoltenburg"),
        ("قاسم الأعرجي", "قاسم الاعرجي"),
        ("Christopher G. Cavoli", "Christopher Cavoli"),
    ],
)
def test_spellings_of_one_person_look_alike(one: str, other: str) -> None:
    assert persons_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Christopher Cavoli", "Christophe Hintzy"),
        ("Fuad Hussein", "Mohammed Hussein"),
        ("Qasim Al-Araji", "قاسم الأعرجي"),
        ("Al", "The"),
        ("", "Tom"),
    ],
)
def test_other_people_and_other_scripts_do_not(one: str, other: str) -> None:
    assert not persons_alike(one, other)


def test_offices_and_slugs_look_alike_in_any_order_of_words_but_not_with_other_numbers() -> None:
    assert phrases_alike("Commander, NATO Mission Iraq", "Commander of the NATO Mission Iraq")
    assert phrases_alike("nmi-advisory-not-combat", "nmi-not-combat-advisory")
    assert phrases_alike("long-term-partnership", "longterm-partnership")
    assert not phrases_alike("session-1-in-baghdad", "session-2-in-baghdad")
    assert not phrases_alike("gaza", "gaza-war")


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_knows_no_order(one: str, other: str) -> None:
    assert persons_alike(one, other) == pytest.approx(persons_alike(other, one))
    assert phrases_alike(one, other) == pytest.approx(phrases_alike(other, one))


def test_the_most_alike_come_first() -> None:
    names = ["Ghasem al-Araji", "Qasim Al-Araji", "Tom", "Qasim al-Araji"]
    assert next(iter(alike(names, persons_alike))) == ("Qasim Al-Araji", "Qasim al-Araji")


def test_the_work_grows_with_the_number_of_names_and_not_with_its_square() -> None:
    def compared(count: int) -> int:
        """How many pairs are measured among names of three hundred first and six hundred family names."""
        names = [f"F{n * 7 % 300:03}irst L{n * 11 % 600:03}ast" for n in range(count)]
        measured = 0

        def measure(_one: str, _other: str) -> float:
            nonlocal measured
            measured += 1
            return 0

        assert list(alike(names, measure)) == []
        return measured

    assert compared(4000) <= 2.2 * compared(2000)


def test_only_so_many_pairs_are_told() -> None:
    names = [f"Ali Hassan{'n' * n}" for n in range(200)]
    assert len(list(alike(names, lambda _one, _other: 90))) == MOST_PAIRS
