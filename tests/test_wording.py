"""How texts are told in messages (events/wording.py)."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.wording import quoted


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("talks", "talks"),
        ("two words", "'two words'"),
        ("Shia' al-Sudani", '"Shia\' al-Sudani"'),
        ("it's $5", "'it'\"'\"'s $5'"),
        ("=soon", "'=soon'"),
        ("=in a year's time", '"=in a year\'s time"'),
    ],
)
def test_a_word_is_quoted_so_that_people_can_read_it(word: str, typed: str) -> None:
    assert quoted(word) == typed


@given(st.text())
def test_a_shell_takes_it_for_the_word_that_it_is(word: str) -> None:
    assert shlex.split(quoted(word)) == [word]
