"""When do two values agree, and which of two that agree says more?"""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from events.facts.base import Time
from events.windows.window import Window
from tests.asked import dissent, session, window
from tests.given import report
from timeline.values.agreement import NamesValue, TermValue, WindowValue


def value(edtf: str) -> WindowValue:
    return WindowValue(Window.parse(edtf))


# ---- windows ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("2025-05-21", "2025-05-16/2025-05-31"),
        ("2025-05-16/2025-05-31", "2025-05"),
        ("2025-05", "2025-21"),
        ("2025-05", "2025"),
        ("2025-05-15", "2025-05-15/.."),
        ("2025-05-15", "../2025-05-15"),
        ("2025", "2024-12/.."),
    ],
)
def test_the_narrower_of_two_windows_that_share_a_day_says_more(narrow: str, wide: str) -> None:
    assert value(narrow).compatible(value(wide))
    assert value(wide).compatible(value(narrow))
    assert value(narrow).refines(value(wide))
    assert not value(wide).refines(value(narrow))
    assert value(narrow).breadth < value(wide).breadth


def test_a_time_has_the_words_that_it_came_from_and_none_where_no_window_can_be_given() -> None:
    told = WindowValue.of(Time(edtf="2025-05", wording="in May"))
    assert told is not None
    assert (told.text, told.wording) == ("2025-05", "in May")
    assert WindowValue.of(Time(wording="at the appropriate time")) is None
    assert WindowValue.of(None) is None


def test_windows_that_share_no_day_do_not_agree_and_neither_says_more() -> None:
    may, june = value("2025-05"), value("2025-06")
    assert not may.compatible(june)
    assert not may.refines(june)
    assert not june.refines(may)


def test_a_window_with_an_open_side_is_wider_than_any_other() -> None:
    assert value("2025-05-15/..").breadth == value("../2025-05-15").breadth > value("0001/9999").breadth


def test_windows_of_the_same_days_are_the_same_unless_one_is_only_about_them() -> None:
    assert value("2025-05").key == value("2025-05-01/2025-05-31").key
    assert len({value(text).key for text in ("2025-05", "2025-05~", "2025-05?", "2025-05%")}) == 4
    assert not value("2025-05").refines(value("2025-05-01/2025-05-31"))


def test_no_window_says_more_than_itself() -> None:
    for text in ("2025", "2025-05~", "2025-05-15/..", "../2025-05-15"):
        assert value(text).compatible(value(text))
        assert not value(text).refines(value(text))


def planned(day: str, edtf: str) -> dict[str, object]:
    fact = {"kind": "session-scheduled", "session": 1, "window": edtf}
    return report(day, published=day, origin=f"office {day}", facts=[fact])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../2025-06-30", "../2025-07-31"),
        ("../2025-06-30", "../2025-12-31"),
        ("../2025-07-31", "../2025-06-30"),
        ("2025-05-15/..", "2025-06-15/.."),
        ("2025-06-15/..", "2025-05-15/.."),
    ],
)
def test_a_limit_that_is_named_anew_takes_the_place_of_the_old_one(before: str, after: str) -> None:
    told = session(1, planned("2025-04-01", before), planned("2025-04-10", after), on="2025-04-11")
    assert window(told) == after


@pytest.mark.parametrize("vaguer", ["2025-05", "2025", "2025-21"])
def test_a_vaguer_word_undoes_no_day(vaguer: str) -> None:
    told = session(1, planned("2025-04-01", "2025-05-21"), planned("2025-04-10", vaguer), on="2025-04-11")
    assert window(told) == "2025-05-21"


# ---- terms and names ----------------------------------------------------------------------------------------------


def test_a_term_agrees_with_itself_however_it_is_cased_and_with_no_other() -> None:
    assert TermValue("Signed").key == TermValue("signed").key
    assert TermValue("Signed").compatible(TermValue("SIGNED"))
    assert TermValue("STRASSE").compatible(TermValue("straße"))
    assert not TermValue("signed").compatible(TermValue("agreed"))
    assert (TermValue("Signed").text, TermValue(2).text, TermValue(2).key) == ("Signed", 2, 2)
    assert not TermValue(2).compatible(TermValue("2"))


@for_all(st.text() | st.integers(), st.text() | st.integers())
def test_terms_have_no_degrees(one: str | int, other: str | int) -> None:
    assert not TermValue(one).refines(TermValue(other))
    assert TermValue(one).compatible(TermValue(other)) == TermValue(other).compatible(TermValue(one))
    assert TermValue(one).breadth == NamesValue((str(one),)).breadth == 0


def test_fewer_names_agree_with_more_and_more_names_say_more() -> None:
    one, both, other = NamesValue(("Iraq",)), NamesValue(("Iraq", "NATO")), NamesValue(("Iran", "NATO"))
    assert one.compatible(both)
    assert both.compatible(one)
    assert both.refines(one)
    assert not one.refines(both)
    assert not both.compatible(other)
    assert not both.refines(other)


def test_names_are_a_set_whose_order_and_case_say_nothing() -> None:
    one, other = NamesValue(("Iraq", "NATO")), NamesValue(("nato", "IRAQ"))
    assert one.key == other.key
    assert one.compatible(other)
    assert not one.refines(other)
    assert not other.refines(one)
    assert (one.text, other.text) == ("Iraq, NATO", "nato, IRAQ")


# ---- places -------------------------------------------------------------------------------------------------------


def held(day: str, place: str) -> dict[str, object]:
    fact = {"kind": "session-held", "session": 1, "when": "2025-04-01", "place": place}
    return report(day, published=day, origin=f"office {day}", facts=[fact])


AGREE = [
    ("Brussels", "BRUSSELS"),
    ("Brussels", "NATO HQ, Brussels"),
    ("Brussels", "Bruxelles"),
    ("Baghdad", "Bagdad"),
    ("Muscat", "Mascate"),
    ("Baghdad", "بغداد"),
    ("Vienna", "Palais Coburg, Vienna"),
    ("Brussels", "Alliance Headquarters"),
    ("London", "10 Downing Street, London"),
    ("Qasr al-Rihabb", "Qasr al-Rihab"),  # in no gazetteer: by their spelling
]
DIFFER = [
    ("Baghdad", "Brussels"),
    ("Rome", "Oman"),
    ("Baghdad", "NATO HQ, Brussels"),
    ("10 Downing Street, London", "Baghdad"),
    ("“Baghdad”", "Vienna"),
    ("Muscat, Oman", "Rome, Italy"),
]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_places_that_can_be_one_are_no_dispute(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        told = session(1, held("2025-04-02", first), held("2025-04-03", second))
        assert dissent(told, "place") == []


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_places_that_cannot_be_one_are_a_dispute(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        told = session(1, held("2025-04-02", first), held("2025-04-03", second))
        assert {told.place, *(place for place, _ in dissent(told, "place"))} == {one, other}


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("NATO HQ, Brussels", "Brussels"),
        ("Palais Coburg, Vienna", "Vienna"),
        ("Brussels", "Alliance Headquarters"),
    ],
)
def test_the_place_that_says_more_is_shown(more: str, less: str) -> None:
    for first, second in ((more, less), (less, more)):
        assert session(1, held("2025-04-02", first), held("2025-04-03", second)).place == more
