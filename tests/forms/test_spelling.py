"""What a typed text stands for, and how a value is typed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facts.catalogue import CATALOGUE
from timeline.forms.spelling import CommaError, SpellingError, refuse_wrong, typed_text, value_of

if TYPE_CHECKING:
    from pydantic import JsonValue

TODAY = date(2025, 6, 1)
HELD = CATALOGUE.kinds["session-held"]


@pytest.mark.parametrize(
    ("attribute", "text", "value"),
    [
        ("place", "Baghdad", "Baghdad"),
        ("when", "2025-05-21", "2025-05-21"),
        ("when", "2025-05-21=on Wednesday", {"edtf": "2025-05-21", "wording": "on Wednesday"}),
        ("window", "=in due time", {"wording": "in due time"}),
        ("host", "Iraq", "Iraq"),
        ("host", "Iraq; NATO", ["Iraq", "NATO"]),
        ("topics", "borders", ["borders"]),
        ("topics", '["borders; rivers"]', ["borders; rivers"]),
        ("persons", "قاسم الأعرجي", [{"name": "قاسم الأعرجي"}]),
        ("persons", "Tom || NATO; B | x", [{"name": "Tom", "side": "NATO"}, {"name": "B", "role": "x"}]),
        ("topics", "oil, gas", ["oil", "gas"]),
        ("topics", "النفط، الغاز", ["النفط", "الغاز"]),
        ("host", '"Korea, Republic of"; Iraq', ["Korea, Republic of", "Iraq"]),
        ("host", '"Korea, Republic of"', "Korea, Republic of"),
        ("host", "العراق؛ الناتو", ["العراق", "الناتو"]),
        ("persons", '"Smith, John"; Ada', [{"name": "Smith, John"}, {"name": "Ada"}]),
        ("persons", "Tom | Minister, Deputy", [{"name": "Tom", "role": "Minister, Deputy"}]),
        ("session", "first round", 1),
        ("session", "opening-round", "opening-round"),
        ("when", "yesterday", {"edtf": "2025-05-31", "wording": "yesterday"}),
        ("when", "12 March 2025", "2025-03-12"),
        ("when", '{"edtf": "2025", "wording": "this year"}', {"edtf": "2025", "wording": "this year"}),
        ("when", "friday", {"edtf": "2025-05-30", "wording": "friday"}),
        ("window", "friday", {"edtf": "2025-06-06", "wording": "friday"}),
        ("quote", "a; b = c | [d]", "a; b = c | [d]"),
        ("quote", "[d] and {e}", "[d] and {e}"),
        ("no such attribute", "a; b", "a; b"),
    ],
)
def test_the_attribute_decides_what_a_text_stands_for(attribute: str, text: str, value: JsonValue) -> None:
    assert value_of(HELD, attribute, text, TODAY) == value


@pytest.mark.parametrize(
    ("attribute", "text", "message", "hint"),
    [
        (
            "when",
            "2025-13=x",
            (
                "when: '2025-13' is not a window: at character 6 found '13', which is no month (01 to 12), season "
                "(21 to 32) or part of the year (33 to 41)"
            ),
            "Write 2025.",
        ),
        ("mode", "in person", "mode: 'in person' is none of in-person, video, phone", "Did you mean 'in-person'?"),
        ("persons", "A | b | C | boss", "persons.1.part: 'boss' is none of head, co-chair, member, mediator, host", ""),
        ("persons", '[{"nam": "A"}]', "persons.1.name: is missing; a person needs it", ""),
        (
            "topics",
            '["a"',
            "topics: '[\"a\"' is not readable as JSON",
            'Write a list as ["a", "b"].',
        ),
        (
            "host",
            "Northland, Southland",
            "host: 'Northland, Southland' can be one name or 2",
            "Write 'Northland; Southland' for 2, or '\"Northland, Southland\"' for one.",
        ),
        (
            "persons",
            "Smith, John",
            "persons: 'Smith, John' can be one name or 2",
            "Write 'Smith; John' for 2, or '\"Smith, John\"' for one.",
        ),
    ],
)
def test_what_stands_for_nothing_is_refused_in_plain_words(attribute: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(SpellingError) as refused:
        value_of(HELD, attribute, text, TODAY)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_value_is_checked_whatever_else_the_fact_lacks() -> None:
    refuse_wrong(HELD, "place", "Baghdad")
    with pytest.raises(SpellingError):
        refuse_wrong(HELD, "mode", "by pigeon")


LETTERS = st.characters(categories=["L"])
WORD = st.text(LETTERS, min_size=1, max_size=8)
PERSON = st.fixed_dictionaries({"name": WORD}, optional={"role": WORD, "side": WORD, "part": st.just("head")})


@given(
    st.one_of(
        st.tuples(st.just("place"), WORD),
        st.tuples(st.just("topics"), st.lists(WORD, min_size=1, max_size=4)),
        st.tuples(st.just("persons"), st.lists(PERSON, min_size=1, max_size=3)),
        st.tuples(st.just("when"), st.builds(lambda wording: {"edtf": "2025-05", "wording": wording}, WORD)),
        st.tuples(st.just("window"), st.builds(lambda wording: {"wording": wording}, WORD)),
    )
)
def test_what_is_shown_can_be_typed_again(said: tuple[str, JsonValue]) -> None:
    attribute, value = said
    assert value_of(HELD, attribute, typed_text(value), TODAY) == value


@pytest.mark.parametrize("text", ["Northland, Southland", "Smith, John", "أ، ب"])
def test_a_comma_among_names_is_asked_about_and_both_answers_are_taken_as_printed(text: str) -> None:
    for attribute in ("host", "persons"):
        with pytest.raises(CommaError) as asked:
            value_of(HELD, attribute, text, TODAY)
        several, one = re.findall(r"'([^']*)' for", asked.value.hint)
        assert (several, one) == (asked.value.several, asked.value.one)
        assert len(_listed(value_of(HELD, attribute, several, TODAY))) == 2
        assert len(_listed(value_of(HELD, attribute, one, TODAY))) == 1
        assert value_of(HELD, attribute, f"'{one}'", TODAY) == value_of(HELD, attribute, one, TODAY)


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


def test_a_list_is_the_same_whether_typed_at_once_or_item_by_item() -> None:
    at_once = value_of(HELD, "host", "Iraq; NATO", TODAY)
    assert at_once == value_of(HELD, "host", ["Iraq", "NATO"], TODAY) == ["Iraq", "NATO"]
    assert value_of(HELD, "host", ["Iraq"], TODAY) == "Iraq"
    assert value_of(HELD, "topics", ["oil", "gas, water"], TODAY) == ["oil", "gas", "water"]


def test_every_date_that_a_hint_prints_can_be_typed() -> None:
    with pytest.raises(SpellingError) as refused:
        value_of(HELD, "when", "Wednesdayy", TODAY)
    hint = refused.value.hint
    (quoted,) = re.findall(r'"[^"]*"', hint)
    plain = re.split(r", | or ", hint.removeprefix("Write ").partition(";")[0])
    assert len(plain) == 6
    for text in (*plain, quoted):
        assert value_of(HELD, "when", text, TODAY)
