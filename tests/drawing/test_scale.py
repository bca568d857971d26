"""Days to pixels and back, with folds and from right to left."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.drawing.packing import Shelf
from timeline.drawing.scale import Scale, quiet_stretches, view_of
from timeline.drawing.wording import cut, width_of

DAYS = st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=12)


def test_what_was_isolated_stays_so_when_it_is_cut() -> None:
    shown = cut("from \u2068Bill Ben Bullseye Barge Bertram\u2069 to \u2068A\u2069", 60)
    assert shown.endswith("…\u2069")
    assert cut("\u2068A\u2069 to B and everybody else who is there", 60).endswith("…")


@given(days=DAYS, mirrored=st.booleans())
def test_later_days_lie_further_on_and_all_lie_inside(days: list[date], mirrored: bool) -> None:
    on = date(2025, 6, 1)
    view = view_of(days, on)
    scale = Scale(*view, 100, 1000, mirrored, quiet_stretches({*days, on}, view))
    shown = sorted(day for day in days if view[0] <= day <= view[1])
    places = [scale.start(day) * scale.forward for day in shown]
    assert places == sorted(places)
    assert all(100 <= scale.start(day) <= 1000 for day in shown)


@given(days=DAYS)
def test_a_mirrored_scale_is_the_same_seen_in_a_mirror(days: list[date]) -> None:
    view = view_of(days, date(2025, 6, 1))
    plain, mirrored = Scale(*view, 100, 1000), Scale(*view, 100, 1000, mirrored=True)
    for day in days:
        assert abs(plain.start(day) + mirrored.start(day) - 1100) < 1e-6


@given(days=DAYS)
def test_no_day_that_is_told_of_is_folded_away(days: list[date]) -> None:
    view = view_of(days, date(2025, 6, 1))
    for start, end in quiet_stretches(days, view):
        assert view[0] < start < end < view[1]
        assert not any(start <= day < end for day in days)


def test_what_lies_outside_of_the_view_stands_just_beyond_its_edge() -> None:
    scale = Scale(date(2025, 1, 1), date(2025, 12, 31), 0, 365)
    assert scale.start(date(2024, 1, 1)) == -4
    assert scale.end(date(2027, 1, 1)) == 369
    assert scale.start(date(2025, 1, 1)) == 0
    assert scale.end(date(2025, 12, 31)) == 365


def test_what_is_planned_for_long_after_does_not_stretch_the_view() -> None:
    first, last = view_of([date(2025, 1, 1), date(2040, 1, 1)], date(2025, 6, 1))
    assert first < date(2025, 1, 1)
    assert last < date(2025, 6, 1) + timedelta(days=420)


@given(blocks=st.lists(st.tuples(st.floats(0, 900), st.floats(1, 200), st.integers(1, 4)), max_size=20))
def test_no_two_blocks_on_a_shelf_overlap(blocks: list[tuple[float, float, int]]) -> None:
    shelf = Shelf()
    placed = [(start, start + width, shelf.place(start, start + width, rows), rows) for start, width, rows in blocks]
    for number, (low, high, row, rows) in enumerate(placed):
        for other_low, other_high, other_row, other_rows in placed[:number]:
            beside = high < other_low or low > other_high
            above = row + rows <= other_row or other_row + other_rows <= row
            assert beside or above


@given(text=st.text(max_size=60), room=st.floats(0, 300))
def test_a_label_that_is_cut_fits(text: str, room: float) -> None:
    shown = cut(text, room)
    letters = shown if shown == text else shown.rstrip("\u2069")  # what closes an isolate takes no room
    assert width_of(letters) <= room or shown == ""
    assert shown in ("", text) or text.startswith(letters[:-1])
