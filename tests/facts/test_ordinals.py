"""Which number a session's name says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facts.ordinals import session_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *((text, 1) for text in ("1st", "round 1", "first round", "Session 1", "the first round of talks", "#1", 1.0)),
        *((text, 2) for text in ("٢", "2.0", "02", "Session II", "second", "الجولة الثانية", "第二轮", "2-й раунд")),
        *((text, 2) for text in ("2차 회의", "2e session", "deuxième session", "No. 2", "2.", "round two")),
        ("twelfth session", 12),
    ],
)
def test_a_number_in_words_is_a_number(written: object, number: int) -> None:
    assert session_number(written) == number


@pytest.mark.parametrize(
    "name",
    [
        *(
            "first-round",
            "round-1",
            "opening",
            "final round",
            "Vienna",
            "X",
            "round",
            "2.5",
            "1/2",
            "ministerial 2",
            "",
        ),
        *(3.5, True, None),
    ],
)
def test_any_other_name_stays_as_it_is(name: object) -> None:
    assert session_number(name) is name


@given(st.text(max_size=30))
def test_what_it_makes_of_a_name_it_leaves_alone(text: str) -> None:
    assert session_number(session_number(text)) == session_number(text)
