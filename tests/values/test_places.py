"""When places agree, and which of them says more."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.values import places
from timeline.values.gazetteer import gazetteer
from timeline.values.place_names import best_spelling
from timeline.values.places import PlaceValue, located

PACKED = Path(places.__file__).with_name("gazetteer.bin")


def agree(one: str, other: str) -> bool:
    assert PlaceValue(one).compatible(PlaceValue(other)) == PlaceValue(other).compatible(PlaceValue(one))
    return PlaceValue(one).compatible(PlaceValue(other))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("Vienna", "Austria"),
        ("فيينا", "Österreich"),
        ("Baghdad", "العراق"),
        ("서울", "South Korea"),
        ("Muscat", "عُمان"),
        ("Vienna, Austria", "Austria"),
        ("Tbilisi", "Georgia"),
        ("Atlanta", "Georgia"),
        ("Athens", "Georgia"),
        ("Birmingham, Alabama", "United States"),
        ("Paris, Texas", "USA"),
        ("Washington", "USA"),
        ("NATO HQ, Brussels", "Belgium"),
        ("NATO HQ, Brussels", "Brussels"),
        ("Geneva", "Swiss hotel"),
        ("Astana", "Казахстан"),
        ("جدة", "السعودية"),
        ("Эр-Рияд", "沙特"),
        ("Вашингтон", "США"),
        ("ニューヨーク", "米国"),
        ("London", "Großbritannien"),
        ("Сеул", "Южная Корея"),
    ],
)
def test_the_narrower_of_two_places_refines_the_wider(narrow: str, wide: str) -> None:
    assert agree(narrow, wide)
    assert PlaceValue(narrow).refines(PlaceValue(wide))
    assert not PlaceValue(wide).refines(PlaceValue(narrow))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seoul", "서울"),
        ("Seoul", "SEOUL"),
        ("Vienna", "Wien"),
        ("فيينا", "Вена"),
        ("Baghdad", "بغداد"),
        ("Geneva", "Genève"),
        ("Vienna, Austria", "Vienna"),
        ("Türkiye", "Turkey"),
        ("Beijing", "北京"),
        ("الدوحة", "Doha"),
        ("Kyiv", "Kiev"),
    ],
)
def test_names_of_one_place_have_one_key_and_neither_says_more(one: str, other: str) -> None:
    assert agree(one, other)
    assert PlaceValue(one).key == PlaceValue(other).key
    assert not PlaceValue(one).refines(PlaceValue(other))
    assert not PlaceValue(other).refines(PlaceValue(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vienna", "Geneva"),
        ("Vienna", "Germany"),
        ("Vienna", "United States"),
        ("Paris", "United States"),
        ("Paris, Texas", "France"),
        ("Birmingham, Alabama", "United Kingdom"),
        ("Athens", "USA"),
        ("بغداد", "Brussels"),
        ("Rome", "عمان"),
        ("Muscat", "Rome"),
        ("Brussels", "Baghdad"),
    ],
)
def test_other_places_contradict_each_other_in_whatever_language(one: str, other: str) -> None:
    assert not agree(one, other)
    assert PlaceValue(one).key != PlaceValue(other).key


def test_what_no_gazetteer_knows_is_compared_by_its_words() -> None:
    assert agree("Rivertown", "Town hall, Rivertown")
    assert PlaceValue("Town hall, Rivertown").refines(PlaceValue("Rivertown"))
    assert agree("Rivertown", "Alliance Headquarters")
    assert agree("Rivertown", "ريفرتاون")
    assert not agree("Rivertown", "Lakeside")
    assert agree("Rivertown", "Rivertoun")  # spellings of one name
    assert agree("Ohrid", "Ochrid")


def test_a_number_a_quotation_mark_or_a_single_letter_makes_no_two_places_alike() -> None:
    assert not agree("10 Rivertown", "Lakeside")
    assert not agree("“Rivertown”", "Lakeside")
    assert not agree("Rivertown B", "Lakeside B")
    assert agree("10 Rivertown", "Rivertown")
    assert agree("10 Rivertown", "ريفرتاون")


def test_a_text_with_a_building_is_not_the_town() -> None:
    assert PlaceValue("NATO HQ, Brussels").key != PlaceValue("Brussels").key
    assert located("Brussels").only is not None
    assert located("NATO HQ, Brussels").only is None


NAMES = [
    "Paris",
    "Texas",
    "France",
    "Vienna",
    "Wien",
    "Austria",
    "서울",
    "Seoul",
    "Georgia",
    "Rivertown",
    "NATO HQ",
    "",
]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_of_two_places_at_most_one_says_more_and_those_of_one_key_agree(one: str, other: str) -> None:
    first, second = PlaceValue(one), PlaceValue(other)
    assert not (first.refines(second) and second.refines(first))
    if first.refines(second) or first.key == second.key:
        assert agree(one, other)


def test_keys_tell_classes_that_hold_together() -> None:
    for one, other, third in permutations(NAMES, 3):
        if PlaceValue(one).key == PlaceValue(other).key and PlaceValue(other).key == PlaceValue(third).key:
            assert PlaceValue(one).key == PlaceValue(third).key


def test_the_gazetteer_is_read_where_places_differ_and_not_before() -> None:
    program = (
        "from timeline.values.places import PlaceValue\n"
        "from timeline.values.gazetteer import gazetteer\n"
        "one, other = PlaceValue('Vienna'), PlaceValue('VIENNA')\n"
        "assert one.compatible(other) and {one.key: 1} == {other.key: 1} and not one.refines(other)\n"
        "assert gazetteer.cache_info().currsize == 0\n"
        "assert one.key == PlaceValue('Wien').key and gazetteer.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_the_gazetteer_is_small_and_says_where_it_comes_from() -> None:
    assert PACKED.stat().st_size < 1_500_000
    text = Path(sys.modules[gazetteer.__module__].__file__ or "").read_text(encoding="utf-8")
    assert "GeoNames" in text
    assert "CC BY 4.0" in text


def test_a_place_is_shown_as_a_report_in_the_readers_language_spells_it_with_the_original_beside_it() -> None:
    arabic = PlaceValue("فيينا", language="ar")
    german, english = PlaceValue("Wien", language="de"), PlaceValue("Vienna", language="en-GB")
    shown = best_spelling([(arabic, "a"), (german, "b"), (arabic, "c"), (english, "d")])
    assert (shown.place, shown.wording) == ("Vienna", "فيينا")
    nobodys = best_spelling([(arabic, "a"), (german, "b"), (arabic, "c")])  # then the gazetteer's, which a reader knows
    assert (nobodys.place, nobodys.wording) == ("Vienna", "فيينا")
    assert best_spelling([(arabic, "a"), (german, "b"), (german, "c")]).place == "Wien"
    assert best_spelling([(english, "a"), (german, "b")], language="de").place == "Wien"
    most = PlaceValue("VIENNA", language="en")
    assert best_spelling([(english, "a"), (most, "b"), (most, "b"), (english, "c")]).place == "Vienna"


def test_a_capital_is_no_city_that_was_once_called_so() -> None:
    assert not PlaceValue("Islamabad").compatible(PlaceValue("Bangladesh"))
    assert not PlaceValue("Islamabad").compatible(PlaceValue("Chittagong"))
    assert PlaceValue("Islamabad").key == PlaceValue("إسلام آباد").key
    assert PlaceValue("Washington").key == PlaceValue("Washington, D.C.").key
