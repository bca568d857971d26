"""The picture of a dialogue: every mark lies where the answers say, and nothing is drawn that was not known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as example_of
from hypothesis import strategies as st

from tests.drawing.drawn import SVG, across, drawn, ink, marks, place_of, scene, words
from tests.exporters.exporting import storyline
from tests.given import given, report
from timeline.drawing.picture import NARROW, Look, described, draw
from timeline.drawing.scale import Frame
from timeline.drawing.wording import width_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


SCHEDULED = {"kind": "session-scheduled", "session": 1}


def told(*facts: dict[str, Any], published: str = "2025-01-10") -> Any:
    return given(report("r1", published=published, facts=list(facts)))


def held_in_tracks(*, tracks: int, sessions: int) -> Any:
    """A dialogue of so many tracks, each with so many sessions, a month apart."""
    return given(
        *(
            report(
                f"r{track}-{number}",
                published=str(day),
                facts=[
                    {
                        "kind": "session-held",
                        "session": number,
                        "track": f"track {track}",
                        "when": str(day),
                        "place": "Geneva",
                    }
                ],
            )
            for track in range(tracks)
            for number in range(1, sessions + 1)
            for day in [date(2020, 1, 1 + track) + timedelta(days=30 * number)]
        )
    )


def label_box(label: Element) -> tuple[float, float, float]:
    """Where words begin and end, by our measure of letters, and the line on which they stand."""
    x, width = float(label.get("x", "")), width_of(label.text or "", 11 if "tick" in label.get("class", "") else 12.2)
    begin = x - width if "a-end" in label.get("class", "") else x
    return begin, begin + width, float(label.get("y", ""))


class TestTheStoryline:
    @pytest.fixture
    def picture(self) -> Element:
        return drawn(storyline(), "2025-05-10")

    def test_the_window_of_the_second_session_is_a_bar_from_16_to_31_may(self, picture: Element) -> None:
        (session,) = marks(picture, "session", subject="session:2")
        (bar,) = marks(session, "window plan")
        assert bar.get("data-window") == "2025-05-16/2025-05-31"
        start, end = across(bar)
        assert start == pytest.approx(place_of(picture, "2025-05-16"), abs=1)
        assert end == pytest.approx(place_of(picture, "2025-06-01"), abs=1)

    def test_the_year_told_before_is_a_paler_bar_over_all_of_it(self, picture: Element) -> None:
        (session,) = marks(picture, "session", subject="session:2")
        (before,) = marks(session, "window was", window="2025")
        (now,) = marks(session, "window plan")
        assert across(before)[0] == pytest.approx(place_of(picture, "2025-01-01"), abs=1)
        assert across(before)[1] == pytest.approx(place_of(picture, "2026-01-01"), abs=1)
        assert ink(before) < ink(now)

    def test_each_window_has_a_dot_on_the_day_on_which_it_was_said(self, picture: Element) -> None:
        (session,) = marks(picture, "session", subject="session:2")
        dots = marks(session, "said")
        assert [dot.get("data-said") for dot in dots] == ["2024-08-27", "2025-04-29"]
        for dot in dots:
            circle = dot.find(f"{SVG}circle")
            assert circle is not None
            assert float(circle.get("cx", "")) == pytest.approx(place_of(picture, dot.get("data-said", "")), abs=1)

    def test_a_flag_stands_on_the_day(self, picture: Element) -> None:
        (flag,) = marks(picture, "flag")
        assert flag.get("data-on") == "2025-05-10"
        assert "as of 10 May 2025" in words(flag)
        (line,) = marks(picture, "as-of")
        assert float(re.findall(r"[\d.]+", line.get("d", ""))[0]) == pytest.approx(
            place_of(picture, "2025-05-11"), abs=1
        )

    def test_another_day_of_holding_that_is_told_is_a_hollow_ring(self, picture: Element) -> None:
        (session,) = marks(picture, "session", subject="session:1")
        assert len(marks(session, "disc past")) == len(marks(session, "dissent")) == 1

    def test_it_says_in_sentences_what_it_shows(self) -> None:
        assert re.sub("[\u2066-\u2069]", "", described(scene(storyline(), "2025-05-10"))) == (
            "As of 10 May 2025. Last session: 1, held, 27 Aug 2024, NATO HQ, Brussels. "
            "Next session: 2, scheduled, 16–31 May 2025, Baghdad. 1 value in dispute."
        )

    @pytest.mark.parametrize("day", ["2020-09-20", "2024-09-01", "2025-05-10", "2025-09-10", "2026-11-26"])
    def test_nothing_is_drawn_that_was_said_later(self, day: str) -> None:
        said = [dot.get("data-said", "") for dot in marks(drawn(storyline(), day), "said")]
        assert all(one <= day for one in said)

    @pytest.mark.parametrize("look", [Look(width=NARROW), Look(mirrored=True), Look(width=NARROW, mirrored=True)])
    def test_another_width_or_direction_has_the_same_marks(self, picture: Element, look: Look) -> None:
        other = drawn(storyline(), "2025-05-10", look)
        for kind in ("disc", "said", "life", "session", "dissent", "event"):
            assert len(marks(other, kind)) == len(marks(picture, kind)), kind

    def test_no_word_leaves_the_sheet(self) -> None:
        for look in (Look(), Look(width=NARROW), Look(mirrored=True)):
            picture = drawn(storyline(), "2026-11-26", look)
            for text in picture.iter(f"{SVG}text"):
                assert 0 <= float(text.get("x", "")) <= look.width


class TestForms:
    def test_what_is_about_fades_and_has_no_whiskers(self) -> None:
        picture = drawn(told({"kind": "session-scheduled", "session": 1, "window": "2025-05~"}), "2025-02-01")
        (bar,) = marks(picture, "window plan")
        shape = bar.find(f"{SVG}rect")
        assert shape is not None
        assert shape.get("mask") == "url(#t-fade-both)"
        assert marks(bar, "whiskers") == []

    def test_an_open_end_fades_out_in_the_direction_of_time(self) -> None:
        facts = told({"kind": "session-scheduled", "session": 1, "window": "2025-05-15/.."})
        for look, fade in ((Look(), "right"), (Look(mirrored=True), "left")):
            shape = marks(drawn(facts, "2025-02-01", look), "window plan")[0].find(f"{SVG}rect")
            assert shape is not None
            assert shape.get("mask") == f"url(#t-fade-{fade})"

    def test_a_doubtful_window_is_dotted(self) -> None:
        picture = drawn(told({"kind": "session-scheduled", "session": 1, "window": "2025-05?"}), "2025-02-01")
        assert len(marks(picture, "window plan unsure")) == 1

    def test_overdue_has_a_tail_to_the_day(self) -> None:
        picture = drawn(told({"kind": "session-scheduled", "session": 1, "window": "2025-03"}), "2025-06-01")
        (tail,) = marks(picture, "tail")
        start, _, end, _ = map(float, re.findall(r"[\d.]+", tail.get("d", "")))
        assert start == pytest.approx(place_of(picture, "2025-04-01"), abs=1)
        assert end == pytest.approx(place_of(picture, "2025-06-02"), abs=1)

    def test_cancelled_is_struck_out(self) -> None:
        picture = drawn(
            given(
                report("r1", published="2025-01-10", facts=[SCHEDULED | {"window": "2025-03-05"}]),
                report("r2", published="2025-01-20", facts=[{"kind": "session-cancelled", "session": 1}]),
            ),
            "2025-02-01",
        )
        (session,) = marks(picture, "session gone")
        assert len(marks(session, "x")) == 1

    def test_a_day_is_never_thinner_than_can_be_seen(self) -> None:
        picture = drawn(told({"kind": "session-scheduled", "session": 1, "window": "2025-03-05"}), "2025-02-01")
        start, end = across(marks(picture, "window plan")[0])
        assert end - start >= 7

    def test_quiet_years_are_folded_and_say_how_long_they_are(self) -> None:
        facts = given(
            report("r1", published="2019-01-10", facts=[{"kind": "session-held", "session": 1, "when": "2019-01-09"}]),
            report("r2", published="2025-01-10", facts=[{"kind": "session-held", "session": 2, "when": "2025-01-09"}]),
        )
        picture = drawn(facts, "2025-02-01")
        (fold,) = marks(picture, "fold")
        assert " mo" in words(fold)
        assert marks(drawn(facts, "2025-02-01", Look(frame=Frame((date(2018, 12, 1), date(2025, 3, 1))))), "fold") == []

    def test_many_sessions_that_are_over_become_a_row_of_discs(self) -> None:
        days = [date(2020, 1, 1) + timedelta(days=30 * number) for number in range(40)]
        reports = [
            report(
                f"r{number}", published=str(day), facts=[{"kind": "session-held", "session": number, "when": str(day)}]
            )
            for number, day in enumerate(days, 1)
        ]
        picture = drawn(given(*reports), "2024-01-01")
        assert len(marks(picture, "session")) == 40
        heights = {circle.get("cy") for disc in marks(picture, "disc") for circle in disc.iter(f"{SVG}circle")}
        assert len(heights) < 12

    def test_of_many_tracks_the_last_sessions_are_drawn_whole_and_all_others_stand_in_a_row(self) -> None:
        picture = drawn(held_in_tracks(tracks=6, sessions=20), "2024-01-01")
        for track in range(6):
            (lane,) = marks(picture, "lane", lane=f"track {track}")
            assert len(marks(lane, "session")) == 20
            assert len(marks(lane, "label past")) == 4

    def test_the_sessions_of_a_hundred_years_are_one_shape(self) -> None:
        picture = drawn(held_in_tracks(tracks=1, sessions=300), "2045-01-01")
        (row,) = marks(picture, "row")
        assert row.get("d", "").count("M") > 200
        assert len(marks(picture, "session")) == 8

    def test_a_picture_takes_hardly_more_bytes_for_many_sessions_than_for_some(self) -> None:
        some, many = (len(draw(scene(held_in_tracks(tracks=4, sessions=count), "2045-01-01"))) for count in (30, 120))
        assert many < 2 * some

    @pytest.mark.parametrize("look", [Look(), Look(width=NARROW)])
    def test_no_label_of_a_lane_covers_another(self, look: Look) -> None:
        picture = drawn(held_in_tracks(tracks=3, sessions=40), "2024-01-01", look)
        for lane in marks(picture, "lane"):
            labels = [label for label in marks(lane, "label") if label.text]
            boxes = [label_box(label) for label in labels]
            for one, other in combinations(boxes, 2):
                assert one[1] <= other[0] or other[1] <= one[0] or one[2] != other[2]

    def test_a_label_without_room_beside_its_mark_stands_below_it_and_is_whole(self) -> None:
        picture = drawn(storyline(), "2025-05-10", Look(width=NARROW))
        (life,) = marks(picture, "life late")
        (label,), (tail,) = marks(life, "label late"), marks(life, "tail")
        assert re.sub("[\u2066-\u2069]", "", label.text or "") == "overdue 1,500 days: NATO to Iraq"
        assert float(label.get("y", "")) > float(re.findall(r"[\d.]+", tail.get("d", ""))[1]) + 10

    def test_what_was_held_before_the_view_does_not_stand_at_its_edge(self) -> None:
        facts = given(
            report("r1", published="2024-12-01", facts=[SCHEDULED | {"window": "2025"}]),
            report("r2", published="2025-01-20", facts=[{"kind": "session-held", "session": 1, "when": "2025-01-19"}]),
        )
        view = Look(frame=Frame((date(2025, 3, 1), date(2025, 12, 31))))
        assert marks(drawn(facts, "2025-06-01", view), "session") == []

    @pytest.mark.parametrize("mirrored", [False, True])
    def test_no_month_runs_into_the_length_of_a_fold(self, mirrored: bool) -> None:
        picture = drawn(storyline(), "2025-05-10", Look(mirrored=mirrored))
        told = [label_box(text) for fold in marks(picture, "fold") for text in marks(fold, "tick")]
        months = [text for text in marks(picture, "tick") if (text.text or "").isalpha() and len(text.text or "") == 3]
        assert told
        assert months
        for begin, end, line in told:
            middle, half = begin, (end - begin) / 2  # these stand around their place
            for month in months:
                low, high, beside = label_box(month)
                assert beside != line or high <= middle - half or low >= middle + half

    def test_a_number_in_a_row_of_discs_has_room_on_both_sides(self) -> None:
        picture = drawn(held_in_tracks(tracks=2, sessions=60), "2026-01-01", Look(width=NARROW))
        for lane in marks(picture, "lane"):
            discs = [
                (float(circle.get("cx", "")), float(circle.get("r", "")), circle.get("cy"), marks(disc, "number"))
                for disc in marks(lane, "disc")
                for circle in disc.iter(f"{SVG}circle")
            ]
            for x, radius, line, number in discs:
                near = [one for one in discs if one[2] == line and 0 < abs(one[0] - x) < radius + one[1]]
                assert not (number and near)

    def test_two_pictures_on_one_page_share_no_names(self) -> None:
        one, other = (draw(scene(storyline(), "2025-05-10"), Look(names=names)) for names in ("a", "b"))
        ids = [set(re.findall(r'\bid="([^"]+)"', text)) for text in (one, other)]
        assert ids[0]
        assert not ids[0] & ids[1]

    def test_an_empty_dialogue_is_a_picture_too(self) -> None:
        picture = drawn(given(), "2025-05-10")
        assert marks(picture, "session") == []
        assert "as of 10 May 2025" in words(picture)


@example_of(
    text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip),
    window=st.sampled_from(["2025", "2025-05", "2025-05-21", "2025-05~", "2025?", "../2025-08-31", "2025-05-15/.."]),
)
def test_whatever_a_report_says_the_picture_is_well_formed_and_harmless(text: str, window: str) -> None:
    facts = told({"kind": "session-scheduled", "session": 1, "window": window, "place": text})
    picture = drawn(facts, "2025-02-01")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e]", words(picture))
    assert len(marks(picture, "session")) == 1
