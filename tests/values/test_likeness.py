"""Which names look like one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.values.likeness import BLOCK, MOST_PAIRS, NEIGHBOURS, alike, persons_alike, phrases_alike


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


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("A B", "A B", 100),
        ("Ali", "Ali Hassan", 100),
        ("Tom Goffus", "Thomas Goffus", 83),
        ("Qasim al-Araji", "Ghasem al-Araji", 77),
        ("Tom", "Thomas", 0),
        ("Tom Goffus", "Jim Goffus", 0),
        ("Ali Ali", "Ali Hassan", 0),
    ],
)
def test_a_name_is_as_like_another_as_its_words_on_average(one: str, other: str, likeness: int) -> None:
    assert int(persons_alike(one, other)) == int(persons_alike(other, one)) == likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Commander NATO", "NATO Commander", 100),
        ("road-map", "roadmap", 100),
        ("foreign minister", "foreign minister of Iraq", 88),
        ("gaza", "gazas", 88),
        ("foreign minister", "foreign minister of the republic of Iraq and the region", 85),
        ("session-1", "session-2", 0),
        ("session-1", "session", 0),
        ("road", "بغداد", 0),
        ("1234567890123456 ab", "1234567890123456 بغ", 0),
        ("", "road", 0),
        ("road", "", 0),
    ],
)
def test_a_phrase_is_as_like_another_as_its_letters_and_one_that_holds_it_is_alike(
    one: str, other: str, likeness: int
) -> None:
    assert int(phrases_alike(one, other)) == int(phrases_alike(other, one)) == likeness


def pairs(*names: str) -> set[tuple[str, str]]:
    """Which names are compared at all, whatever comes of it."""
    return set(alike(names, lambda _one, _other: 1))


def test_only_names_that_share_a_word_or_nearly_so_are_compared() -> None:
    assert pairs("Ali Hassan", "Hassan Rouhani", "Tom Goffus") == {("Ali Hassan", "Hassan Rouhani")}
    # A letter more, less or other; other vowels, doubled letters; words written apart.
    for one, other in (
        ("Rouhani", "Rouhanni"),
        ("Araghchi", "Araqhchi"),
        ("Hussein", "Hossain"),
        ("Mohammed", "Muhamad"),
        ("long term", "longterm"),
    ):
        assert pairs(one, other) == {(one, other)}, one
    assert pairs("Tom", "Tim") == pairs("Sun", "San") == set()
    assert list(alike(["Tom", "Tim"], lambda _one, _other: 1, keys=lambda name: [name[0]])) == [("Tom", "Tim")]
    assert list(alike(["Tom", "Jim"], lambda _one, _other: 1, keys=lambda name: [name[0]])) == []


def test_a_pair_is_told_once_the_earlier_name_first_and_a_name_is_no_pair() -> None:
    names = ["Ali Hassan", "Ali Hassan", "Hassan Ali"]
    assert list(alike(names, persons_alike)) == [("Ali Hassan", "Hassan Ali")]


def test_where_very_many_names_share_a_word_each_is_compared_with_its_neighbours_in_the_alphabet() -> None:
    def of(count: int) -> list[str]:
        return [f"Ali {chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(count)]

    assert len(pairs(*of(BLOCK))) == BLOCK * (BLOCK - 1) // 2
    many = pairs(*of(2 * BLOCK))
    beside = [("Ali aa", f"Ali a{chr(97 + at)}") in many for at in range(1, NEIGHBOURS + 2)]
    assert beside == [True] * NEIGHBOURS + [False]


def test_pairs_that_are_as_like_as_each_other_stand_in_the_order_of_the_names() -> None:
    names = ["Omar Sy", "Sy Omar", "Ali Hassan", "Hassan Ali", "Tom Goffus", "Thomas Goffus"]
    assert list(alike(names, persons_alike)) == [
        ("Omar Sy", "Sy Omar"),
        ("Ali Hassan", "Hassan Ali"),
        ("Tom Goffus", "Thomas Goffus"),
    ]
