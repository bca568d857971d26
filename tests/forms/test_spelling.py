"""What a typed text stands for, and how a value is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facts.catalogue import CATALOGUE
from timeline.forms.spelling import SpellingError, check, text_of, value_of

if TYPE_CHECKING:
    from pydantic import JsonValue

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
        ("quote", "a; b = c | [d]", "a; b = c | [d]"),
        ("quote", "[d] and {e}", "[d] and {e}"),
        ("no such attribute", "a; b", "a; b"),
    ],
)
def test_the_attribute_decides_what_a_text_stands_for(attribute: str, text: str, value: JsonValue) -> None:
    assert value_of(HELD, attribute, text) == value


@pytest.mark.parametrize(
    ("attribute", "text", "message", "hint"),
    [
        (
            "when",
            "2025-13=x",
            (
                "when.edtf: '2025-13' is not a window: at character 6 found '13', which is no month (01 to 12), season "
                "(21 to 32) or part of the year (33 to 41)"
            ),
            "Write 2025.",
        ),
        ("mode", "in person", "mode: 'in person' is none of in-person, video, phone", "Did you mean 'in-person'?"),
        ("persons", "A | b | C | boss", "persons.1.part: 'boss' is none of head, co-chair, member, mediator, host", ""),
        ("persons", '[{"nam": "A"}]', "persons.1.name: is missing; a person needs it", ""),
        ("topics", '["a"', "topics: '[\"a\"' is not a list", "Write a list, also of one."),
    ],
)
def test_what_stands_for_nothing_is_refused_in_plain_words(attribute: str, text: str, message: str, hint: str) -> None:
    with pytest.raises(SpellingError) as refused:
        value_of(HELD, attribute, text)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_value_is_checked_whatever_else_the_fact_lacks() -> None:
    check(HELD, "place", "Baghdad")
    with pytest.raises(SpellingError):
        check(HELD, "mode", "by pigeon")


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
    assert value_of(HELD, attribute, text_of(value)) == value
