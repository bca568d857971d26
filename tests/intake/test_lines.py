"""Lines of a stream that wait together."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.intake import lines
from events.intake.lines import MOST_LINES, EndlessError, waiting_lines

if TYPE_CHECKING:
    from collections.abc import Iterable


class Coming:
    """A pipe into which pieces come one after the other."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.left = [piece for piece in pieces if piece]

    def read1(self, _: int) -> bytes:
        """The next piece."""
        return self.left.pop(0) if self.left else b""


def test_lines_that_have_come_are_given_before_more_is_read() -> None:
    coming = Coming([b"a\nb\nc", b"c\n\n  \nd\n", b"e"])
    found = waiting_lines(coming)
    assert next(found) == [(1, b"a\n"), (2, b"b\n")]
    assert len(coming.left) == 2
    assert list(found) == [[(3, b"cc\n"), (6, b"d\n")], [(7, b"e")]]


def test_no_more_are_taken_together_than_make_each_faster() -> None:
    found = list(waiting_lines(BytesIO(b"a\n" * (MOST_LINES + 1))))
    assert [len(lot) for lot in found] == [MOST_LINES, 1]


def test_of_a_line_that_is_too_long_enough_is_kept_to_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_LINE_BYTES", 4)
    assert list(waiting_lines(Coming([b"abc", b"def", b"g\nh\n"]))) == [[(1, b"abcd"), (2, b"h\n")]]


def test_a_line_of_which_no_end_is_found_is_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ENDLESS_BYTES", 6)
    coming = Coming([b"a\nbcde", b"fgh", b"i\nj\n"])
    assert list(waiting_lines(coming)) == [[(1, b"a\n")], [(2, b"bcdefgh")]]
    assert coming.left == [b"i\nj\n"]


def test_a_stream_of_which_nothing_comes_any_more_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ENDLESS_LINES", 3)
    coming = Coming([b"a\n\n\nb\n", b"\n \n", b"\n\n", b"c\n"])
    found = waiting_lines(coming)
    assert next(found) == [(1, b"a\n"), (4, b"b\n")]
    with pytest.raises(EndlessError) as refused:
        list(found)
    assert refused.value.line == 5
    assert coming.left == [b"c\n"]


def test_as_many_blank_lines_as_are_allowed_may_stand_between_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ENDLESS_LINES", 3)
    assert list(waiting_lines(Coming([b"a\n\n\n\n", b"b\n"]))) == [[(1, b"a\n")], [(5, b"b\n")]]


def test_white_space_without_end_is_read_no_further_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ENDLESS_BYTES", 6)
    coming = Coming([b"a\n  ", b"   ", b"   ", b"c\n"])
    with pytest.raises(EndlessError) as refused:
        list(waiting_lines(coming))
    assert refused.value.line == 2
    assert coming.left == [b"c\n"]


@given(st.binary(max_size=200), st.lists(st.integers(0, 200)))
def test_however_they_come_the_lines_are_those_of_the_whole(whole: bytes, cuts: list[int]) -> None:
    whole = whole.replace(b"\x01", b"\n")
    bounds = [0, *sorted(cuts), len(whole)]
    pieces = [whole[start:end] for start, end in pairwise(bounds)]
    found = [line for lot in waiting_lines(Coming(pieces)) for line in lot]
    assert found == [(number, line) for number, line in enumerate(BytesIO(whole), 1) if line.strip()]
