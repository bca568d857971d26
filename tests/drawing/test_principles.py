"""How it draws: thirteen principles, each held by geometry that is read from the pictures.

| principle | held by |
|---|---|
| 1 equal ink | `TestEqualInk` |
| 2 a window is not a duration | `TestAWindowIsNoDuration`; fades in `test_picture.TestForms` |
| 3 a year is a bar, a day a disc | `TestVagueAndExact` |
| 4 slips are steps | `TestSlipsAreSteps` |
| 5 both times on one axis | `TestBothTimesOnOneAxis` |
| 6 status by form, then colour, then word | `TestStatusByForm` |
| 7 as known on a day | `TestAsKnownOnADay`; nothing jumps on the page: `tests/web/test_drawn.py` |
| 8 quiet stretches fold | `TestQuietStretchesFold`; unfolded and zoomed pages: `tests/web/test_drawn.py` |
| 9 dense | `TestDense`; labels that step aside: `test_picture.TestForms` |
| 10 the slider on the same axis | `TestReportsOnTheAxis`; the slider: `tests/browser/test_slider.py` |
| 11 strips on one common axis | `TestStrips` |
| 12 widths and directions, one function | `TestWidthsAndDirections`; on a page: `tests/browser/test_drawing.py` |
| 13 one picture, one sentence, a table twin | `TestOnePicture`; rows and marks: `tests/web/test_drawn.py` |

That page, `export svg`, the HTML brief and the strip are one drawing is held by `tests/web/test_drawn.py`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

import pytest

from events.windows.window import Window
from tests.drawing.drawn import (
    SVG,
    across,
    boxes,
    drawn,
    ends,
    ink,
    marks,
    middle_of,
    number_in,
    parsed,
    place_of,
    points,
    rules_of,
    scene,
    words,
)
from tests.drawing.test_picture import held_in_tracks
from tests.exporters.exporting import storyline
from tests.given import given, heading, report
from timeline.drawing.picture import MIDDLE, NARROW, WIDE, Look, draw
from timeline.drawing.scale import Frame
from timeline.drawing.strip import strip, years

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from timeline.knowledge.ledger import Ledger

PLAN: Final = {"kind": "session-scheduled", "session": 1}


def planned(window: str, published: str = "2025-01-10") -> Ledger:
    """A session that is planned for a time."""
    return given(report("r1", published=published, facts=[PLAN | {"window": window}]))


def held(when: str, session: int | str = 1) -> Ledger:
    """A session that was held at a time."""
    return given(
        report("r1", published="2026-02-01", facts=[{"kind": "session-held", "session": session, "when": when}])
    )


def told(*reports: tuple[str, dict[str, Any]]) -> Ledger:
    """What came out on these days, in this order."""
    return given(*(report(f"r{n}", published=day, facts=[fact]) for n, (day, fact) in enumerate(reports)))


def the_bar(picture: Element, window: str) -> Element:
    """The one bar of a window."""
    (bar,) = [one for one in marks(picture, "window") if one.get("data-window") == window]
    return bar


def days_of(window: str) -> float:
    """The days of a window; an open one is as pale as one of 400."""
    parsed_window = Window.parse(window)
    first, last = parsed_window.earliest, parsed_window.latest
    return (last - first).days + 1 if first and last else 400


class TestEqualInk:
    """1. An event has one event's ink: the vaguer its window, the paler its bar."""

    @pytest.mark.parametrize(
        "window", ["2025-05-21", "2025-05-21/2025-05-22", "2025-05-16/2025-05-31", "2025-05", "2025", "2020/2025"]
    )
    def test_opacity_falls_with_the_root_of_the_days(self, window: str) -> None:
        wanted = max(min(1 / sqrt(days_of(window) / 1.6), 1), 0.16)
        assert ink(the_bar(drawn(planned(window), "2025-02-01"), window)) == pytest.approx(wanted, abs=0.006)

    def test_every_bar_of_the_storyline_has_the_ink_of_its_days_whatever_lane_it_is_in(self) -> None:
        bars = marks(drawn(storyline(), "2025-09-10"), "window")
        assert len(bars) > 5
        for bar in bars:
            wanted = max(min(1 / sqrt(days_of(bar.get("data-window", "")) / 1.6), 1), 0.16)
            assert ink(bar) == pytest.approx(wanted, abs=0.006)


class TestAWindowIsNoDuration:
    """2. "Some day in here" has whiskers and no solid fill; it fades where its ends are not known."""

    @pytest.mark.parametrize("window", ["2025", "2025-05", "2025-05-16/2025-05-31", "2025-21"])
    def test_it_has_a_whisker_at_either_end_and_is_never_solid(self, window: str) -> None:
        picture = drawn(planned(window), "2025-02-01")
        bar = the_bar(picture, window)
        (whiskers,) = marks(bar, "whiskers")
        low, high = across(bar)
        assert [x for x, _ in points(whiskers)] == pytest.approx([low, high], abs=1)
        assert ink(bar) < 1

    @pytest.mark.parametrize(
        ("window", "mask"),
        [
            ("2025-05~", "url(#t-fade-both)"),
            ("2025-05%", "url(#t-fade-both)"),
            ("2025-05-15/..", "url(#t-fade-right)"),
            ("../2025-08-31", "url(#t-fade-left)"),
        ],
    )
    def test_it_fades_where_an_end_is_not_known_and_has_no_whiskers(self, window: str, mask: str) -> None:
        bar = the_bar(drawn(planned(window), "2025-02-01"), window)
        (shape,) = bar.findall(f"{SVG}rect")
        assert shape.get("mask") == mask
        assert marks(bar, "whiskers") == []

    def test_a_fade_ends_in_next_to_nothing(self) -> None:
        picture = drawn(planned("2025-05"), "2025-02-01")
        stops = {
            gradient.get("id"): [float(stop.get("stop-opacity", "")) for stop in gradient]
            for gradient in picture.iter(f"{SVG}linearGradient")
        }
        assert stops["t-fade-right-by"] == [1, 0]
        assert stops["t-fade-left-by"] == [0, 1]
        assert stops["t-fade-both-by"][0] == stops["t-fade-both-by"][-1] <= 0.05

    def test_what_is_doubtful_is_dotted(self) -> None:
        bar = the_bar(drawn(planned("2025-05?"), "2025-02-01"), "2025-05?")
        assert "unsure" in bar.get("class", "")
        assert "stroke-dasharray" in rules_of(".picture .window.unsure .b")

    @pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])
    def test_nothing_is_thinner_than_seven_pixels(self, width: int) -> None:
        ledger = told(
            ("2005-01-10", {"kind": "session-held", "session": 9, "when": "2005-01-09"}),
            ("2025-01-10", PLAN | {"window": "2025-03-05"}),
        )
        view = Frame((date(2005, 1, 1), date(2025, 12, 31)))
        low, high = across(the_bar(drawn(ledger, "2025-02-01", Look(width, view)), "2025-03-05"))
        assert high - low == pytest.approx(7, abs=0.11)

    def test_an_end_outside_of_the_view_has_no_whisker(self) -> None:
        view = Look(frame=Frame((date(2025, 2, 1), date(2025, 4, 30))))
        assert marks(the_bar(drawn(planned("2025"), "2025-02-20", view), "2025"), "whiskers") == []
        reaches_in = the_bar(drawn(planned("2025-04-10/2025-06"), "2025-02-20", view), "2025-04-10/2025-06")
        (whisker,) = marks(reaches_in, "whiskers")
        assert [x for x, _ in points(whisker)] == pytest.approx([across(reaches_in)[0]], abs=1)


class TestVagueAndExact:
    """3. `2025` is a bar over the year, `2025-05-21` a disc on the day with the session's number in it."""

    def test_a_session_of_a_day_is_a_disc_on_that_day_with_its_number(self) -> None:
        picture = drawn(held("2025-05-21", 7), "2026-03-01")
        (disc,) = marks(picture, "disc past")
        x, _ = middle_of(disc)
        assert x == pytest.approx((place_of(picture, "2025-05-21") + place_of(picture, "2025-05-22")) / 2, abs=1)
        assert number_in(disc) == "7"
        assert marks(picture, "window past") == []

    @pytest.mark.parametrize("kind", ["session-held", "session-started"])
    def test_a_session_of_a_year_is_a_pale_bar_over_it_and_no_disc_on_a_day_that_nobody_told(self, kind: str) -> None:
        ledger = told(("2025-12-20", {"kind": kind, "session": 7, "when": "2025"}))
        picture = drawn(ledger, "2025-12-22")
        bar = the_bar(picture, "2025")
        low, high = across(bar)
        assert low == pytest.approx(place_of(picture, "2025-01-01"), abs=1)
        assert high == pytest.approx(place_of(picture, "2026-01-01"), abs=1)
        assert ink(bar) < 0.2
        assert marks(picture, "disc") == []
        (session,) = marks(picture, "session")
        assert "7" in [number.text for number in marks(session, "number")]

    def test_a_day_stays_a_disc_however_many_pixels_it_takes(self) -> None:
        month = Look(frame=Frame((date(2025, 5, 1), date(2025, 5, 31))))
        picture = drawn(held("2025-05-21"), "2026-03-01", month)
        assert len(marks(picture, "disc past")) == 1
        assert marks(picture, "window past") == []

    def test_what_has_begun_is_a_ring_on_the_day_on_which_it_began(self) -> None:
        ledger = told(
            ("2025-01-10", PLAN | {"window": "2025-05"}),
            ("2025-05-22", {"kind": "session-started", "session": 1, "when": "2025-05-21"}),
        )
        picture = drawn(ledger, "2025-05-23")
        (ring,) = marks(picture, "disc begun")
        middle = (place_of(picture, "2025-05-21") + place_of(picture, "2025-05-22")) / 2
        assert middle_of(ring)[0] == pytest.approx(middle, abs=1)

    def test_in_a_row_of_discs_what_is_vague_stays_a_bar(self) -> None:
        days = [str(date(2020, 1, 1) + timedelta(days=30 * number)) for number in range(40)]
        ledger = told(
            *((day, {"kind": "session-held", "session": n, "when": day}) for n, day in enumerate(days)),
            ("2022-01-01", {"kind": "session-held", "session": 90, "when": "2021"}),
        )
        picture = drawn(ledger, "2024-01-01")
        low, high = across(the_bar(picture, "2021"))
        assert low == pytest.approx(place_of(picture, "2021-01-01"), abs=1)
        assert high == pytest.approx(place_of(picture, "2022-01-01"), abs=1)


class TestSlipsAreSteps:
    """4. One thin bar for each window ever given, top down in order of saying; then what counts, thick and coloured."""

    MOVED: Final = (
        ("2024-12-01", PLAN | {"window": "2025"}),
        ("2025-01-10", PLAN | {"window": "2025-03"}),
        ("2025-02-20", PLAN | {"window": "2025-05-16/2025-05-31"}),
    )

    def test_each_stands_below_the_one_before_and_only_the_last_is_thick(self) -> None:
        picture = drawn(told(*self.MOVED), "2025-03-01")
        (session,) = marks(picture, "session")
        steps = marks(session, "window")
        assert [step.get("data-window") for step in steps] == ["2025", "2025-03", "2025-05-16/2025-05-31"]
        places = [box for step in steps for box in boxes(step)]
        assert all(one.bottom <= other.top for one, other in pairwise(places))
        assert [box.height for box in places] == [4, 4, 9]
        assert ["plan" in step.get("class", "").split() for step in steps] == [False, False, True]

    def test_the_disc_of_the_day_held_stands_below_all_of_them(self) -> None:
        ledger = told(*self.MOVED, ("2025-05-22", {"kind": "session-held", "session": 1, "when": "2025-05-21"}))
        (session,) = marks(drawn(ledger, "2025-06-01"), "session")
        (disc,) = marks(session, "disc")
        steps = [box for step in marks(session, "window") for box in boxes(step)]
        assert len(steps) == 3
        assert all(box.height == 4 and box.bottom < middle_of(disc)[1] for box in steps)

    def test_moved_counts_only_what_excludes_the_one_before(self) -> None:
        # From the year to March is narrower. From March to May is a move.
        assert "moved once" in words(drawn(told(*self.MOVED), "2025-03-01"))
        assert "moved" not in words(drawn(told(*self.MOVED[:2]), "2025-03-01"))

    def test_a_window_first_told_of_when_it_had_passed_is_an_empty_outline_and_no_move(self) -> None:
        ledger = told(("2025-04-10", PLAN | {"window": "2025-03"}), ("2025-05-10", PLAN | {"window": "2025-07"}))
        picture = drawn(ledger, "2025-06-01")
        assert "told" in the_bar(picture, "2025-03").get("class", "").split()
        assert "fill:none" in rules_of(".picture .window.told .b")
        assert "moved" not in words(picture)

    def test_what_was_put_off_without_a_new_time_has_no_window_that_counts(self) -> None:
        ledger = told(
            ("2025-01-10", PLAN | {"window": "2025-05"}),
            ("2025-03-10", {"kind": "session-postponed", "session": 1}),
        )
        picture = drawn(ledger, "2025-04-01")
        (before,) = marks(picture, "window")
        assert before.get("class") == "window was"
        assert boxes(before)[0].height == 4
        assert "postponed" in words(picture)


class TestBothTimesOnOneAxis:
    """5. A small dot on the day on which a thing was said, a hairline to the window that it is about."""

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_the_hairline_runs_from_the_day_said_to_the_near_end_of_the_window(self, mirrored: bool) -> None:
        picture = drawn(planned("2025-05"), "2025-02-01", Look(mirrored=mirrored))
        (dot,), (hair,) = marks(picture, "said"), marks(picture, "hair")
        said = middle_of(dot)[0]
        assert said == pytest.approx(place_of(picture, "2025-01-10"), abs=1)
        low, high = across(the_bar(picture, "2025-05"))
        start, end = ends(hair)
        assert start[0] == said
        assert end[0] == (high if mirrored else low)
        assert start[1] == end[1] == middle_of(dot)[1]

    def test_the_window_lies_on_the_same_axis_on_the_days_that_it_is_about(self) -> None:
        picture = drawn(planned("2025-05"), "2025-02-01")
        low, high = across(the_bar(picture, "2025-05"))
        assert low == pytest.approx(place_of(picture, "2025-05-01"), abs=1)
        assert high == pytest.approx(place_of(picture, "2025-06-01"), abs=1)

    def test_an_invitation_stands_on_the_day_it_was_extended_with_a_hairline_to_the_time_invited_for(self) -> None:
        fact = {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "B", "when": "2025-01-09"}
        picture = drawn(told(("2025-01-10", fact | {"window": "2025-05"})), "2025-02-01")
        (life,) = marks(picture, "life")
        (envelope,), (hair,) = marks(life, "envelope"), marks(life, "hair")
        middle = (place_of(picture, "2025-01-09") + place_of(picture, "2025-01-10")) / 2
        assert middle_of(envelope)[0] == pytest.approx(middle, abs=1)
        assert ends(hair)[1][0] == pytest.approx(place_of(picture, "2025-05-01"), abs=1)


def form_of(picture: Element) -> set[str]:
    """What a session is drawn with, without any colour: kinds of marks, and how their shapes are stroked and filled."""
    (session,) = marks(picture, "session", subject="session:1")
    found = set()
    for disc in marks(session, "disc"):
        hollow = "fill:var(--paper)" in rules_of(".picture .disc.begun .b") and "begun" in disc.get("class", "")
        found.add("ring" if hollow else "disc")
    for bar in marks(session, "window"):
        kinds = bar.get("class", "").split()
        if "was" not in kinds:
            found.add("bar")
            found |= {"dashed"} & ({"dashed"} if "soft" in kinds else set())
            found |= {"outline"} & ({"outline"} if "plan" in kinds else set())
            found |= {"empty"} & ({"empty"} if "gone" in kinds else set())
    found |= {kind for kind, name in (("tail", "tail"), ("struck out", "x")) if marks(session, name)}
    found |= {"dissent"} if marks(session, "dissent") else set()
    return found


WINDOW: Final = {"window": "2025-05"}
HELD: Final = {"kind": "session-held", "session": 1, "when": "2025-05-21"}
STATUSES: Final[dict[str, tuple[Any, ...]]] = {
    "held": (("2025-05-22", HELD),),
    "started": (("2025-05-22", {"kind": "session-started", "session": 1, "when": "2025-05-21"}),),
    "scheduled": (("2025-01-10", PLAN | WINDOW | {"basis": "agreed"}),),
    "proposed": (("2025-01-10", {"kind": "session-proposed", "session": 1} | WINDOW),),
    "expected": (("2025-01-10", PLAN | WINDOW | {"basis": "expected"}),),
    "invited": (
        (
            "2025-01-10",
            {"kind": "invitation-extended", "invitation": "i", "by": "A", "to": "B", "session": 1} | WINDOW,
        ),
    ),
    "overdue": (("2025-01-10", PLAN | WINDOW),),
    "cancelled": (("2025-01-10", PLAN | WINDOW), ("2025-02-10", {"kind": "session-cancelled", "session": 1})),
    "denied": (("2025-01-10", PLAN | WINDOW), ("2025-02-10", PLAN | WINDOW | {"modality": "denied"})),
    "not-held": (
        ("2025-01-10", PLAN | WINDOW),
        ("2025-05-30", {"kind": "session-not-held", "session": 1, "when": "2025-05-21"}),
    ),
    "lapsed": (("2025-01-10", PLAN | WINDOW), ("2025-07-02", HELD | {"session": 2, "when": "2025-07-01"})),
}
ON: Final = {
    "held": "2025-06-01",
    "started": "2025-05-23",
    "overdue": "2025-07-10",
    "lapsed": "2025-07-10",
    "not-held": "2025-06-01",
}


def of_status(status: str) -> Element:
    """A picture in which session 1 has that status."""
    ledger, day = told(*STATUSES[status]), ON.get(status, "2025-03-01")
    (session,) = [one for one in scene(ledger, day).state.sessions if one.session == 1]
    assert session.status == status
    return drawn(ledger, day)


class TestStatusByForm:
    """6. By form, then colour, then word: never by colour alone."""

    FORMS: Final = {
        "held": {"disc"},
        "started": {"ring"},
        "scheduled": {"bar", "outline"},
        "proposed": {"bar", "outline", "dashed"},
        "expected": {"bar", "outline", "dashed"},
        "invited": {"bar", "outline", "dashed"},
        "overdue": {"bar", "tail"},
        "cancelled": {"bar", "empty", "struck out"},
        "denied": {"bar", "empty", "struck out"},
        "not-held": {"bar", "empty", "struck out"},
        "lapsed": {"bar", "empty", "struck out"},
    }

    @pytest.mark.parametrize("status", STATUSES)
    def test_each_status_has_its_form(self, status: str) -> None:
        assert form_of(of_status(status)) == self.FORMS[status]

    @pytest.mark.parametrize("status", [one for one in STATUSES if one != "held"])
    def test_each_status_but_the_plain_one_stands_there_in_a_word(self, status: str) -> None:
        (session,) = marks(of_status(status), "session", subject="session:1")
        (label,) = marks(session, "label")
        assert status.replace("-", " ") in (label.text or "")

    def test_the_style_sheet_gives_each_look_a_form_of_its_own(self) -> None:
        assert "stroke-dasharray" in rules_of(".picture .window.soft .b")
        assert "stroke:" in rules_of(".picture .window.plan .b")
        assert "stroke-dasharray" not in rules_of(".picture .window.plan .b")
        assert "fill:none" in rules_of(".picture .window.gone .b")
        assert "fill:var(--paper)" in rules_of(".picture .disc.begun .b")
        assert "fill:var(--paper)" in rules_of(".picture .dissent")
        assert "stroke-dasharray" in rules_of(".picture .dispute")

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_the_tail_of_what_is_overdue_grows_to_the_day_stood_on(self, mirrored: bool) -> None:
        view = Look(frame=Frame((date(2025, 1, 1), date(2025, 12, 31))), mirrored=mirrored)
        for day in (date(2025, 7, 1), date(2025, 9, 1)):
            picture = drawn(planned("2025-05"), str(day), view)
            (tail,) = marks(picture, "tail")
            start, end = ends(tail)
            assert start[0] == pytest.approx(place_of(picture, "2025-06-01"), abs=1)
            assert end[0] == pytest.approx(place_of(picture, str(day + timedelta(days=1))), abs=1)

    def test_a_strike_runs_over_all_of_the_window(self) -> None:
        picture = of_status("cancelled")
        (strike,) = marks(picture, "x")
        low, high = across(the_bar(picture, "2025-05"))
        start, end = ends(strike)
        assert start[0] < low
        assert end[0] > high

    def test_a_day_in_dispute_is_a_hollow_ring_joined_to_the_disc_by_dots(self) -> None:
        ledger = told(("2025-05-22", HELD), ("2025-05-23", HELD | {"when": "2025-04-10"}))
        (session,) = marks(drawn(ledger, "2025-06-01"), "session")
        (disc,), (ring,), (dots,) = marks(session, "disc"), marks(session, "dissent"), marks(session, "dispute")
        start, end = ends(dots)
        assert (start[0], start[1]) == middle_of(disc)
        assert (end[0], end[1]) == middle_of(ring)


class TestAsKnownOnADay:
    """7. A line and a flag on the day; what lies after it is tinted; today is dashed."""

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_what_lies_after_the_day_is_tinted_from_the_line_to_the_end_of_the_axis(self, mirrored: bool) -> None:
        view = Frame((date(2025, 1, 1), date(2025, 12, 31)))
        picture = drawn(planned("2025-11"), "2025-05-10", Look(frame=view, mirrored=mirrored))
        (tint,), (line,) = marks(picture, "to-come"), marks(picture, "as-of")
        x = ends(line)[0][0]
        assert x == pytest.approx(place_of(picture, "2025-05-11"), abs=1)
        left = float(tint.get("x", ""))
        right = left + float(tint.get("width", ""))
        first, last = (float(knot.split(":")[1]) for knot in picture.get("data-knots", "").split())
        far = first + 1120 - last if mirrored else last
        assert sorted((left, right)) == pytest.approx(sorted((x, 14 if mirrored else far)), abs=0.2)

    def test_the_flag_says_the_day_and_stands_around_its_line(self) -> None:
        picture = drawn(planned("2025-11"), "2025-05-10")
        (flag,), (line,) = marks(picture, "flag"), marks(picture, "as-of")
        (box,) = boxes(flag)
        assert box.left < ends(line)[0][0] < box.right
        assert "as of 10 May 2025" in words(flag)

    def test_today_is_another_line_which_is_dashed(self) -> None:
        picture = parsed(
            draw(
                scene(planned("2025-11"), "2025-05-10", today="2025-08-01"),
                Look(frame=Frame((date(2025, 1, 1), date(2025, 12, 31)))),
            )
        )
        (line,) = marks(picture, "today")
        assert ends(line)[0][0] == pytest.approx(place_of(picture, "2025-08-02"), abs=1)
        assert "stroke-dasharray" in rules_of(".picture .today")
        assert "stroke-dasharray" not in rules_of(".picture .as-of")

    def test_what_was_said_later_is_not_in_the_picture_at_all(self) -> None:
        ledger = told(("2025-01-10", PLAN | {"window": "2025"}), ("2025-04-29", PLAN | {"window": "2025-05"}))
        assert [one.get("data-window") for one in marks(drawn(ledger, "2025-04-28"), "window")] == ["2025"]


class TestQuietStretchesFold:
    """8. Quiet stretches fold to 44 pixels and say how long they are."""

    FACTS: Final = (
        ("2019-01-10", {"kind": "session-held", "session": 1, "when": "2019-01-09"}),
        ("2025-01-10", {"kind": "session-held", "session": 2, "when": "2025-01-09"}),
    )

    def test_a_fold_takes_44_pixels_whatever_its_length(self) -> None:
        picture = drawn(told(*self.FACTS), "2025-02-01")
        (fold,) = marks(picture, "fold")
        (box,) = boxes(fold)
        assert box.right - box.left == pytest.approx(44, abs=0.1)
        start, end = (date.fromisoformat(fold.get(f"data-{edge}", "")) for edge in ("start", "end"))
        assert (end - start).days > 5 * 365
        months = round((end - start).days / 30.44)
        assert f"{months} mo" in words(fold)

    def test_in_a_narrow_picture_folds_take_a_twentieth_of_the_axis(self) -> None:
        (fold,) = marks(drawn(told(*self.FACTS), "2025-02-01", Look(width=NARROW)), "fold")
        (box,) = boxes(fold)
        assert box.right - box.left == pytest.approx((NARROW - 14) / 20, abs=0.2)

    def test_every_mark_keeps_its_day_beside_a_fold(self) -> None:
        picture = drawn(told(*self.FACTS), "2025-02-01")
        for subject, day in (("session:1", "2019-01-09"), ("session:2", "2025-01-09")):
            (session,) = marks(picture, "session", subject=subject)
            (disc,) = marks(session, "disc")
            assert middle_of(disc)[0] == pytest.approx(place_of(picture, day), abs=3)


class TestDense:
    """9. What is much is drawn small: rows of discs, dots, a histogram."""

    @pytest.mark.parametrize(("sessions", "labels"), [(23, 23), (24, 8)])
    def test_from_24_sessions_of_a_track_the_old_ones_are_a_row_of_discs(self, sessions: int, labels: int) -> None:
        picture = drawn(held_in_tracks(tracks=1, sessions=sessions), "2024-01-01")
        (lane,) = marks(picture, "lane", lane="track 0")
        assert len(marks(lane, "label past")) == labels
        assert len(marks(lane, "disc past")) == sessions

    @pytest.mark.parametrize(("contacts", "dots"), [(239, 239), (240, 0)])
    def test_from_240_dots_a_lane_becomes_a_histogram(self, contacts: int, dots: int) -> None:
        days = [str(date(2024, 1, 1) + timedelta(days=number)) for number in range(contacts)]
        ledger = told(*((day, {"kind": "contact-held", "format": "call", "when": day}) for day in days))
        picture = drawn(ledger, "2025-01-01")
        (lane,) = marks(picture, "lane", lane="Contacts")
        assert len(marks(lane, "event dot")) == dots
        bars = [one for one in marks(lane, "dot contacts") if one.tag == f"{SVG}path"]
        assert len(bars) == (dots == 0)
        if bars:  # as much ink as there are contacts: a step for each
            heights = [float(one) for one in re.findall(r"v([\d.]+)", bars[0].get("d", ""))]
            assert sum(heights) / min(heights) == pytest.approx(contacts, rel=0.05)

    def test_contacts_of_one_day_stand_on_top_of_each_other(self) -> None:
        fact = {"kind": "contact-held", "format": "call", "when": "2025-01-09"}
        ledger = told(("2025-01-10", fact), ("2025-01-11", fact | {"format": "visit", "place": "Rome"}))
        one, other = marks(drawn(ledger, "2025-02-01"), "event dot")
        assert one.get("cx") == other.get("cx")
        assert abs(float(one.get("cy", "")) - float(other.get("cy", ""))) >= 2 * float(one.get("r", ""))

    def test_a_label_without_room_is_cut_and_its_number_stays_in_the_disc(self) -> None:
        place = "a city with a name that goes on and on and on and never comes to any end at all"
        ledger = told(("2025-05-22", HELD | {"place": place}))
        picture = drawn(ledger, "2025-06-01", Look(width=NARROW))
        (session,) = marks(picture, "session")
        (label,) = marks(session, "label")
        assert (label.text or "").rstrip("\u2069").endswith("…")
        assert number_in(marks(session, "disc")[0]) == "1"


class TestReportsOnTheAxis:
    """10. Under the chart stands how much was reported when, on the same axis: first prints dark, reprints above."""

    def test_first_prints_stand_on_the_line_and_reprints_on_them(self) -> None:
        fact = {"kind": "session-held", "session": 1, "when": "2025-01-09"}
        ledger = given(
            report("a", published="2025-01-10", origin="A", facts=[fact]),
            report("b", published="2025-01-10", origin="A", kind="reprint", facts=[fact]),
            report("c", published="2025-03-10", origin="C", facts=[fact]),
        )
        picture = drawn(ledger, "2025-04-01")
        (lane,) = marks(picture, "lane", lane="Reports")
        (again,) = boxes(lane, "reprint")
        first, last = boxes(lane, "print")
        (line,) = marks(lane, "axis")
        base = ends(line)[0][1]
        assert first.bottom == last.bottom == pytest.approx(base, abs=1)
        assert again.bottom == first.top
        assert (again.left, again.right) == (first.left, first.right)
        for box, day in ((first, "2025-01-10"), (last, "2025-03-10")):
            begin = place_of(picture, day)
            middle = (begin + place_of(picture, str(date.fromisoformat(day) + timedelta(days=1)))) / 2
            assert (box.left + box.right) / 2 == pytest.approx(middle, abs=3)


class TestStrips:
    """11. On the home page each dialogue is one strip on one common axis."""

    FRAME: Final = Frame((date(2023, 6, 1), date(2026, 3, 1)))

    def strip_of(self, ledger: Ledger, day: str = "2025-06-01") -> Element:
        told_of = scene(ledger, day).state
        return parsed(strip(told_of, self.FRAME, date.fromisoformat(day), language="en"))

    def test_one_day_stands_at_one_place_in_all_of_them(self) -> None:
        one = self.strip_of(told(("2025-03-02", HELD | {"when": "2025-03-01"})))
        other = self.strip_of(
            told(
                ("2024-01-02", HELD | {"when": "2024-01-01"}),
                ("2025-03-02", HELD | {"session": 2, "when": "2025-03-01"}),
            )
        )
        assert middle_of(marks(one, "disc")[0])[0] == middle_of(marks(other, "disc")[1])[0]
        assert ends(marks(one, "today")[0]) == ends(marks(other, "today")[0])
        first, last = self.FRAME.view
        part = (date(2025, 6, 2) - first) / (last + timedelta(days=1) - first)  # the line stands where the day ends
        assert ends(marks(one, "today")[0])[0][0] == pytest.approx(4 + 412 * part, abs=0.1)

    def test_the_years_above_them_stand_where_the_years_begin(self) -> None:
        axis = parsed(years(self.FRAME, language="en"))
        shown = {text.text: float(text.get("x", "")) for text in axis.iter(f"{SVG}text")}
        bar = the_bar(self.strip_of(planned("2025"), "2025-02-01"), "2025")
        assert shown["2025"] == pytest.approx(across(bar)[0] + 2, abs=0.5)

    def test_what_is_vague_is_a_bar_there_too(self) -> None:
        svg = self.strip_of(told(("2024-12-30", HELD | {"when": "2024"})))
        low, high = across(the_bar(svg, "2024"))
        whole = (self.FRAME.view[1] - self.FRAME.view[0]).days + 1
        assert high - low == pytest.approx(412 * 366 / whole, abs=1)
        assert marks(svg, "disc") == []


class TestWidthsAndDirections:
    """12. One function draws wide, middle and narrow, from left to right and from right to left; text is not scaled."""

    def test_type_has_one_size_in_all_widths(self) -> None:
        for width in (WIDE, MIDDLE, NARROW):
            picture = drawn(storyline(), "2025-05-10", Look(width=width))
            assert picture.get("viewBox", "").split()[2] == picture.get("width") == str(width)
            assert not any(element.get("transform") for element in picture.iter())
            assert not any(text.get("font-size") or text.get("textLength") for text in picture.iter(f"{SVG}text"))

    @pytest.mark.parametrize("width", [WIDE, MIDDLE, NARROW])
    def test_every_mark_stands_at_its_mirrored_place(self, width: int) -> None:
        plain, other = (drawn(storyline(), "2025-05-10", Look(width, mirrored=way)) for way in (False, True))
        for kind in ("window", "said", "disc", "envelope", "dissent"):
            places = [[_middle(mark) for mark in marks(picture, kind)] for picture in (plain, other)]
            assert places[0]
            mirrored = sorted(round(width - x, 1) for x in places[1])
            assert sorted(round(x, 1) for x in places[0]) == pytest.approx(mirrored, abs=0.21), kind

    def test_every_reported_word_in_a_label_is_isolated(self) -> None:
        place = "\u0642\u0627\u0639\u0629"  # a hall, which no gazetteer knows
        ledger = told(("2025-05-22", HELD | {"session": "final-round", "place": place}))
        picture = drawn(ledger, "2025-06-01", Look(mirrored=True, language="ar"))
        (label,) = marks(picture, "label")
        for reported in (place, "final-round"):
            assert f"\u2068{reported}\u2069" in (label.text or "")


def _middle(mark: Element) -> float:
    """The middle of a mark: of its circle, or of its bar."""
    if mark.find(f"{SVG}rect") is not None:
        return sum(across(mark)) / 2
    return middle_of(mark)[0]


class TestOnePicture:
    """13. The SVG is one picture with one sentence for a screen reader."""

    def test_it_is_an_image_named_by_its_title_and_its_sentence(self) -> None:
        picture = parsed(draw(scene(given(heading("Iraq", "NATO")), "2025-05-10"), Look(names="x")))
        assert picture.get("role") == "img"
        named = {element.get("id"): element.text for element in picture if element.get("id")}
        assert picture.get("aria-labelledby", "").split() == list(named)
        assert named["x-title"]
        assert (named["x-words"] or "").startswith("As of 10 May 2025.")

    def test_nothing_in_it_can_be_tabbed_to(self) -> None:
        for element in drawn(storyline(), "2025-05-10").iter():
            assert not {"tabindex", "role", "href", "focusable"} & set(element.attrib) - (
                {"role"} if element.tag == f"{SVG}svg" else set()
            )

    def test_every_mark_says_what_it_is_about(self) -> None:
        picture = drawn(storyline(), "2025-05-10")
        about = [one for kind in ("session", "life", "event") for one in marks(picture, kind)]
        assert len(about) > 20
        assert all(":" in one.get("data-subject", "") for one in about)
