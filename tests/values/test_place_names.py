"""What is a place called where it is shown?"""

from __future__ import annotations

import zlib

import pytest

from timeline.values.gazetteer import KNOWN, Gazetteer, Place, gazetteer, weighty
from timeline.values.place_names import best_spelling, is_written_in, place_in
from timeline.values.places import PlaceValue, located


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Baghdad", "ar", "بغداد"),
        ("العراق", "en", "Iraq"),
        ("Vienna, Austria", "de", "Wien, Österreich"),
        ("Vienna, Austria", "AR", "فيينا, النمسا"),
        ("Vienna,", "de", "Wien,"),
        ("Baghdad", "de-AT", "Bagdad"),
        ("Italy", "zh-Hant", "義大利"),
        ("Italy", "zh", "意大利"),
    ],
)
def test_a_place_is_named_part_by_part_in_the_readers_language(text: str, language: str, name: str) -> None:
    assert place_in(text, language) == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("NATO HQ, Brussels", "ar"),
        ("Georgia", "ar"),
        ("Baghdad", "xx"),
        ("Rivertown", "de"),
        ("Seoul / Rivertown", "en"),
    ],
)
def test_what_has_no_name_there_or_may_mean_several_places_has_none(text: str, language: str) -> None:
    assert place_in(text, language) is None


@pytest.mark.parametrize(
    ("text", "language", "can_be"),
    [
        ("Baghdad", "ar", False),
        ("Baghdad", "ar-IQ", False),
        ("بغداد", "ar", True),
        ("بغداد", "en", False),
        ("Москва", "ru", True),
        ("Moscow", "ru", False),
        ("Wien", "de", True),
        ("Baghdad", "xx", True),
    ],
)
def test_latin_letters_are_not_of_a_language_that_has_others(text: str, language: str, *, can_be: bool) -> None:
    assert is_written_in(text, language) == can_be


def shown(*spelt: tuple[str, str, str], language: str = "en") -> tuple[str, str | None]:
    """The name and the original, of spellings each with its language and its origin."""
    found = best_spelling([(PlaceValue(text, language=tag), origin) for text, tag, origin in spelt], language=language)
    return found.place, found.wording


def test_a_place_that_is_told_in_other_letters_only_has_the_gazetteers_name_beside_its_own() -> None:
    assert shown(("فيينا", "ar", "a")) == ("Vienna", "فيينا")
    assert shown(("فيينا", "ar", "a"), language="de") == ("Wien", "فيينا")
    assert shown(("ストックホルム", "ja", "a"), ("스톡홀름", "ko", "b")) == ("Stockholm", "ストックホルム")
    assert shown(("ريفرتاون", "ar", "a")) == ("ريفرتاون", None)
    # The same letters need no other name.
    assert shown(("Wien", "de", "a")) == ("Wien", None)
    assert shown(("فيينا", "ar", "a"), language="ar") == ("فيينا", None)


def test_latin_letters_of_an_unknown_language_go_before_those_of_another_one() -> None:
    assert shown(("Wien", "de", "a"), ("Vienna", "", "b")) == ("Vienna", None)
    assert shown(("Wien", "de", "a"), ("فيينا", "", "b"), ("Vienne", "fr", "c")) == ("Wien", "فيينا")
    assert shown(("Vienna", "", "a"), ("VIENNA", "en", "b")) == ("VIENNA", None)


def test_of_spellings_in_one_language_that_of_most_origins_counts_then_the_oldest() -> None:
    assert shown(("Kyiv", "en", "a"), ("Kiev", "en", "b"), ("Kiev", "en", "b")) == ("Kyiv", None)
    assert shown(("Kyiv", "en", "a"), ("Kiev", "en", "b"), ("Kiev", "en", "c")) == ("Kiev", None)
    # One that some report in the reader's language spells so is the reader's, whoever else spells it so.
    assert shown(("Kiev", "de", "a"), ("Kyiv", "uk", "b"), ("Kiev", "en", "c")) == ("Kiev", None)


# ---- the gazetteer ------------------------------------------------------------------------------------------------


def test_a_name_means_places_the_weightiest_first_and_only_weighty_ones_without_more() -> None:
    athens = gazetteer().called("ATHENS")
    assert [place.weight for place in athens] == sorted((place.weight for place in athens), reverse=True)
    assert len(athens) > 1
    assert weighty(athens) == athens[:1]
    country, state = gazetteer().called("Georgia")
    assert (country.sort, state.sort, weighty((country, state))) == ("c", "s", (country, state))
    assert gazetteer().called("nowhere at all") == gazetteer().called("") == ()


def test_a_capital_with_many_people_is_meant_alone_and_a_smaller_one_beside_the_larger_town_of_its_name() -> None:
    town = Place(2, "t", None, 10 * KNOWN)
    capital = Place(1, "t", None, KNOWN, is_capital=True)
    assert weighty((capital, town)) == (capital,)
    smaller = capital._replace(weight=KNOWN - 1)
    assert weighty((smaller, town)) == (smaller, town)


def test_each_name_of_a_gazetteer_is_found_and_no_part_of_one() -> None:
    """The first and the last one, too."""
    two = Gazetteer(zlib.compress(b"c\t\t9000\nt\t0\t700\n\f\nlakeside\t0\nrivertown\t1\n"))
    country, town = Place(0, "c", None, 9000), Place(1, "t", 0, 700)
    assert (two.called("Lakeside"), two.called("Rivertown")) == ((country,), (town,))
    assert two.called("side") == two.called("River") == ()


def test_a_place_lies_in_all_that_holds_what_it_lies_in_and_not_in_itself() -> None:
    (town, *_) = gazetteer().called("Atlanta")
    _, state = gazetteer().called("Georgia")
    (country, *_) = gazetteer().called("United States")
    inside = gazetteer().lies_in
    assert (inside(town, state), inside(state, country), inside(town, country)) == (True, True, True)
    assert (inside(country, town), inside(town, town), inside(country, country)) == (False, False, False)
    assert (country.within, state.within, town.within) == (None, country.number, state.number)
    assert gazetteer().place(town.number) == town


def test_a_place_goes_by_all_its_names() -> None:
    (vienna,) = gazetteer().called("Vienna")
    assert {"vienna", "wien"} <= set(gazetteer().names_of(vienna.number))
    assert gazetteer().called("Wien") == (vienna,)


def test_a_text_is_located_by_the_narrowest_place_that_its_parts_name() -> None:
    texas, france = located("Paris, Texas"), located("Paris, France")
    assert texas.places != france.places
    assert france.only == located("Paris").only is not None
    assert (located("nowhere at all").places, located("").places, located("Georgia").only) == ((), (), None)
    vienna = located("Vienna, Austria")
    assert (vienna.only, vienna.is_whole, vienna.rare) == (located("Vienna").only, True, ())
    hall = located("Town hall, Vienna")
    assert (hall.only, hall.is_whole, hall.places) == (None, False, located("Vienna").places)
    assert located("Athens").rare != ()
    # Of one that we do not know, the state that it names; of places that do not lie in each other, all.
    (state,) = located("Rivertown, Texas").places
    assert state.sort == "s"
    assert set(located("Vienna, Geneva").places) == {*located("Vienna").places, *located("Geneva").places}
