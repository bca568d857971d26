"""What is to come, and what is overdue? Logs as desk officers know them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.asked import dissent, session, slips, state, upcoming, window
from tests.given import report
from timeline.projections import upcoming as projection

if TYPE_CHECKING:
    from tests.given import Told


def said(day: str, kind: str, session: int | str, *, origin: str | None = None, **more: Any) -> Told:
    """A report of that day says one thing about a session."""
    facts = [{"kind": f"session-{kind}", "session": session, **more}]
    return report(f"{day} {kind} {session}", published=day, origin=origin or f"office {day}", facts=facts)


def test_what_is_to_come_is_in_order_of_the_last_day_it_can_mean_then_what_has_no_window_then_what_is_overdue() -> None:
    documents = [
        said("2025-04-02", "proposed", "sometime"),
        said("2025-01-01", "scheduled", "in the year", window="2025"),
        said("2025-01-01", "scheduled", "on a day", window="2025-05-20"),
        said("2025-01-01", "scheduled", "by summer", window="../2025-06-30"),
        said("2025-01-01", "scheduled", "from autumn", window="2025-09-01/.."),
        said("2025-01-01", "scheduled", "missed", window="2025-04-20"),
        said("2025-01-01", "scheduled", "missed longer", window="2025-03", track="expert"),
        said("2025-04-01", "held", "done", when="2025-04-01"),
        said("2025-04-01", "cancelled", "off"),
    ]
    # Of slugs in one track the later ones let the missed one lapse only when they are reported afterwards.
    assert upcoming(*documents, on="2025-05-01") == [
        "on a day",
        "by summer",
        "in the year",
        "from autumn",
        "sometime",
        "missed longer",
        "missed",
    ]


def test_the_next_session_is_the_one_with_a_day_not_the_one_some_time_in_the_year() -> None:
    asked = state(
        said("2025-04-29", "scheduled", 2, window="2025-05-16/2025-05-31"),
        said("2025-04-30", "proposed", 3, window="2025"),
        on="2025-05-10",
    )
    assert asked.next_session is not None
    assert asked.next_session.session == 2


def test_what_is_overdue_is_not_the_next_session() -> None:
    asked = state(said("2025-04-29", "scheduled", 2, window="2025-05"), on="2025-06-10")
    (overdue,) = asked.upcoming
    assert (overdue.session and overdue.session.session, overdue.status, asked.next_session) == (2, "overdue", None)


@pytest.mark.parametrize(
    ("before", "found"),
    [("2025-05-09", ["missed"]), ("2025-05-10", ["soon", "missed"]), (None, ["soon", "never", "missed"])],
)
def test_only_what_can_take_place_within_reach(before: str | None, found: list[str]) -> None:
    asked = state(
        said("2025-01-01", "scheduled", "soon", window="2025-05-10/2025-06-10"),
        said("2025-01-01", "proposed", "never"),
        said("2025-01-01", "scheduled", "missed", window="2025-04-20"),
        on="2025-05-01",
    )
    reach = date.fromisoformat(before) if before else date.max
    in_reach = [
        one.session.session
        for one in asked.to_come
        if one.session and (before is None or projection.order(one).can_be_by(reach.toordinal()))
    ]
    assert in_reach == found


def test_a_session_to_come_is_a_row_with_all_that_is_known_of_it() -> None:
    plan = said(
        "2025-04-29", "scheduled", 2, window="2025-05-16/2025-05-31", place="Baghdad", host="Iraq", basis="agreed"
    )
    (row,) = state(plan, on="2025-05-10").upcoming
    assert (row.kind, str(row.subject), row.what, row.status, row.basis) == (
        "session",
        "session:2",
        "session 2",
        "scheduled",
        "agreed",
    )
    assert (row.who, row.place, row.track, row.evidence.origins) == (
        ("Iraq",),
        "Baghdad",
        "main",
        ("office 2025-04-29",),
    )
    assert (row.overdue_days, row.is_long_overdue, row.disputes) == (None, False, ())
    (late,) = state(plan, on="2025-06-10").to_come
    assert (late.status, late.overdue_days, late.is_long_overdue) == ("overdue", 10, False)
    (long_ago,) = state(plan, on="2025-08-30").to_come
    assert (long_ago.overdue_days, long_ago.is_long_overdue) == (91, True)


def test_what_is_overdue_should_have_taken_place_before_any_day() -> None:
    asked = state(said("2025-01-01", "scheduled", "missed", window="2025-04-20"), on="2025-05-01")
    (missed,) = asked.to_come
    assert projection.order(missed).can_be_by(date(2025, 1, 1).toordinal())
    (coming,) = state(said("2025-01-01", "scheduled", "soon", window="2025-04-20"), on="2025-04-01").to_come
    days = (date(2025, 4, 19), date(2025, 4, 20))
    assert [projection.order(coming).can_be_by(day.toordinal()) for day in days] == [False, True]


# ---- the United States and Iran, 2025: numbered rounds, a mediator, a postponement without a date ------------------

OMAN, IRAN, US = "Oman MFA", "Iran MFA", "US State Department"

US_IRAN = (
    said("2025-04-08", "scheduled", 1, window="2025-04-12", place="Muscat", mediator="Oman", origin=IRAN),
    said("2025-04-12", "held", 1, when="2025-04-12", place="Muscat", origin=OMAN),
    said("2025-04-12", "scheduled", 2, window="2025-04-19", origin=OMAN),
    said("2025-04-13", "scheduled", 2, window="2025-04-19", place="Rome", origin="Axios"),
    said("2025-04-14", "scheduled", 2, window="2025-04-19", place="Muscat", origin=IRAN),
    said("2025-04-16", "scheduled", 2, window="2025-04-19", place="Rome", origin="IRNA"),
    said("2025-04-19", "held", 2, when="2025-04-19", place="Rome", origin=OMAN),
    said("2025-04-19", "scheduled", 3, window="2025-04-26", place="Muscat", origin=OMAN),
    said("2025-04-26", "held", 3, when="2025-04-26", place="Muscat", origin=OMAN),
    said("2025-04-26", "scheduled", 4, window="2025-05-03", basis="expected", origin=OMAN),
    said("2025-04-30", "scheduled", 4, window="2025-05-03", place="Rome", basis="confirmed", origin=IRAN),
    said("2025-05-01", "postponed", 4, by="Oman", reason="logistical reasons", origin=OMAN),
    said("2025-05-02", "scheduled", 4, basis="expected", origin=US),
    said("2025-05-07", "scheduled", 4, window="2025-05-11", place="Muscat", origin=OMAN),
    said("2025-05-11", "held", 4, when="2025-05-11", place="Muscat", origin=OMAN),
    said("2025-05-21", "scheduled", 5, window="2025-05-23", place="Rome", origin=OMAN),
    said("2025-05-23", "held", 5, when="2025-05-23", place="Rome", origin=OMAN),
    said("2025-06-08", "scheduled", 6, window="2025-06-15", place="Muscat", origin=IRAN),
    said("2025-06-12", "scheduled", 6, window="2025-06-15", place="Muscat", origin=OMAN),
    said("2025-06-14", "cancelled", 6, origin=OMAN),
    said("2025-07-01", "scheduled", 6, basis="expected", origin=US),
)


@pytest.mark.parametrize(
    ("on", "number", "status", "planned", "place"),
    [
        ("2025-04-10", 1, "scheduled", "2025-04-12", "Muscat"),
        ("2025-04-13", 2, "scheduled", "2025-04-19", "Rome"),
        ("2025-04-15", 2, "scheduled", "2025-04-19", "Muscat"),
        ("2025-04-17", 2, "scheduled", "2025-04-19", "Rome"),
        ("2025-04-20", 3, "scheduled", "2025-04-26", "Muscat"),
        ("2025-04-27", 4, "expected", "2025-05-03", None),
        ("2025-04-30", 4, "scheduled", "2025-05-03", "Rome"),
        ("2025-05-01", 4, "postponed", None, "Rome"),
        ("2025-05-02", 4, "postponed", None, "Rome"),
        ("2025-05-07", 4, "scheduled", "2025-05-11", "Muscat"),
        ("2025-06-13", 6, "scheduled", "2025-06-15", "Muscat"),
        ("2025-07-01", 6, "expected", None, "Muscat"),
    ],
)
def test_the_next_round_of_talks_as_known_on_the_day(
    on: str, number: int, status: str, planned: str | None, place: str | None
) -> None:
    asked = state(*US_IRAN, on=on)
    assert asked.next_session is not None
    assert asked.next_session.session == number
    told = session(number, *US_IRAN, on=on)
    assert (told.status, window(told), told.place) == (status, planned, place)


def test_no_round_is_next_while_none_is_announced_or_the_last_one_is_off() -> None:
    for on in ("2025-05-12", "2025-06-14", "2025-06-30"):
        assert state(*US_IRAN, on=on).next_session is None


def test_every_window_of_the_fourth_round_and_who_disagreed_on_the_second_place() -> None:
    assert [edtf for edtf, _ in slips(session(4, *US_IRAN))] == ["2025-05-03", "2025-05-11"]
    assert dissent(session(2, *US_IRAN, on="2025-04-17"), "place") == [("Muscat", ("2025-04-14 scheduled 2",))]


def test_what_iran_had_said_the_day_before_oman_postponed_is_no_dissent() -> None:
    assert session(4, *US_IRAN, on="2025-05-01").disputes == ()
    assert session(4, *US_IRAN, on="2025-05-07").disputes == ()


# ---- slugs where nobody numbers; several tracks --------------------------------------------------------------------


def test_a_summit_that_nobody_numbers_slips_from_year_to_day_and_is_cut_short() -> None:
    documents = [
        said("2025-01-15", "scheduled", "summit-2025", window="2025", basis="expected"),
        said("2025-05-09", "scheduled", "summit-2025", window="2025-07", place="Beijing", basis="announced"),
        said("2025-07-04", "scheduled", "summit-2025", window="2025-07-24/2025-07-25", origin="EEAS"),
        said("2025-07-15", "scheduled", "summit-2025", window="2025-07-24", origin="China MFA"),
        said("2025-07-24", "held", "summit-2025", when="2025-07-24", place="Beijing"),
    ]
    days = ("2025-02-01", "2025-06-01", "2025-07-10", "2025-07-20")
    assert [window(session("summit-2025", *documents, on=day)) for day in days] == [
        "2025",
        "2025-07",
        "2025-07-24/2025-07-25",
        "2025-07-24",
    ]
    last = session("summit-2025", *documents)
    assert (last.status, last.place, len(last.slips), last.disputes) == ("held", "Beijing", 4, ())


def test_one_side_postpones_and_the_other_has_another_date() -> None:
    documents = [
        said("2023-05-01", "scheduled", "brussels", window="2023-05-14", origin="EEAS"),
        said("2023-05-10", "postponed", "brussels", by="Serbia", window="2023-06", origin="Serbia"),
        said("2023-05-11", "scheduled", "brussels", window="2023-05-14", origin="Kosovo"),
    ]
    told = session("brussels", *documents, on="2023-05-12")
    assert (told.status, window(told)) == ("scheduled", "2023-05-14")
    assert dissent(told, "window") == [("2023-06", ("2023-05-10 postponed brussels",))]


def test_the_tracks_of_a_dialogue_have_rounds_of_their_own() -> None:
    documents = [
        said("2025-04-23", "scheduled", 1, track="technical", window="2025-04-26", place="Muscat"),
        said("2025-04-23", "scheduled", 1, window="2025-04-19"),
        said("2025-04-24", "held", 1, when="2025-04-19"),
    ]
    asked = state(*documents, on="2025-04-25")
    assert [(one.track, one.session, one.status) for one in asked.sessions] == [
        ("main", 1, "held"),
        ("technical", 1, "scheduled"),
    ]
    assert asked.next_session is not None
    assert asked.next_session.track == "technical"


def test_talks_announced_by_one_and_denied_by_the_other_until_they_are_held() -> None:
    documents = [
        said("2025-04-07", "scheduled", 1, window="2025-04-12", origin="White House"),
        said("2025-04-07", "scheduled", 1, window="2025-04-12", modality="denied", origin="Nournews"),
        said("2025-04-12", "held", 1, when="2025-04-12", origin=OMAN),
    ]
    documents[1]["report"]["id"] = "denial"
    told = session(1, *documents, on="2025-04-08")
    assert (told.status, dissent(told, "status")) == ("denied", [("scheduled", ("2025-04-07 scheduled 1",))])
    assert session(1, *documents).disputes == ()


def test_a_document_that_is_awaited_is_of_its_parties() -> None:
    due = {
        "kind": "document-issued",
        "document": "d",
        "title": "The Charter",
        "parties": ["A", "B"],
        "due": "2025-06-01",
    }
    (coming,) = state(report("r1", published="2025-05-01", facts=[due]), on="2025-05-02").to_come
    assert (coming.what, coming.who, coming.status) == ("The Charter", ("A, B",), "awaited")
