"""Where does each session stand, and how did its time slip?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asked import dissent, session, sessions, slips, state, upcoming, window
from tests.given import judgement, report

if TYPE_CHECKING:
    from tests.given import Told


def said(day: str, kind: str, *, number: int | str = 1, origin: str | None = None, **attributes: object) -> Told:
    """A report of that day says one thing about session 1; its id is its day."""
    fact = {"kind": f"session-{kind}", "session": number, **attributes}
    return report(day, published=day, origin=origin or f"office {day}", facts=[fact])


# ---- each status --------------------------------------------------------------------------------------------------


def test_a_proposed_session_is_proposed() -> None:
    proposed = session(1, said("2025-04-01", "proposed", window="2025-06"), on="2025-04-02")
    assert (proposed.status, window(proposed)) == ("proposed", "2025-06")


def test_a_wish_is_no_more_than_a_proposal() -> None:
    wished = session(1, said("2025-04-01", "scheduled", window="2025-06", modality="wish"), on="2025-04-02")
    assert (wished.status, window(wished)) == ("proposed", "2025-06")


def test_who_was_invited_to_a_session_that_nobody_scheduled_waits_for_it() -> None:
    fact = {"kind": "invitation-extended", "invitation": "to-baghdad", "session": 2, "window": "2025"}
    invited = session(2, report("r1", published="2024-08-27", facts=[fact]), on="2024-09-01")
    assert (invited.status, window(invited)) == ("invited", "2025")


@pytest.mark.parametrize("firmness", [{"basis": "expected"}, {"modality": "expected"}])
def test_what_is_only_expected_is_not_scheduled(firmness: dict[str, str]) -> None:
    assert (
        session(1, said("2025-04-01", "scheduled", window="2025-06", **firmness), on="2025-04-02").status == "expected"
    )


@pytest.mark.parametrize("firmness", [{}, {"basis": "announced"}, {"modality": "planned"}, {"modality": "anonymous"}])
def test_what_has_a_time_and_is_more_than_expected_is_scheduled(firmness: dict[str, str]) -> None:
    told = session(1, said("2025-04-01", "scheduled", window="2025-06", **firmness), on="2025-04-02")
    assert told.status == "scheduled"


@pytest.mark.parametrize(
    ("modality", "status"), [("planned", "scheduled"), ("expected", "expected"), ("wish", "proposed")]
)
def test_a_holding_or_beginning_that_is_still_to_come_is_a_plan(modality: str, status: str) -> None:
    for kind in ("held", "started"):
        told = session(1, said("2025-04-01", kind, when="2025-06", modality=modality), on="2025-04-02")
        assert (told.status, told.held, window(told)) == (status, None, "2025-06")


def test_a_session_that_began_is_started_until_somebody_reports_that_it_was_held() -> None:
    began = said("2025-05-21", "started", when="2025-05-21")
    ended = said("2025-05-23", "held")
    assert session(1, began, on="2025-05-22").status == "started"
    held = session(1, began, ended, on="2025-05-24")
    assert (held.status, held.held and held.held.edtf) == ("held", "2025-05-21")


def test_a_session_held_keeps_the_window_it_was_planned_for() -> None:
    held = session(
        1,
        said("2025-04-29", "scheduled", window={"edtf": "2025-05-16/2025-05-31", "wording": "second half of May"}),
        said("2025-05-21", "held", when="2025-05-21"),
    )
    assert (held.status, held.held and held.held.edtf) == ("held", "2025-05-21")
    assert held.window is not None
    assert (held.window.edtf, held.window.wording) == ("2025-05-16/2025-05-31", "second half of May")
    assert slips(held) == [("2025-05-16/2025-05-31", ("2025-04-29",))]


@pytest.mark.parametrize("kind", ["cancelled", "not-held"])
def test_a_session_called_off_or_missed_still_tells_what_it_was_planned_for(kind: str) -> None:
    off = session(1, said("2025-04-01", "scheduled", window="2025-05-10"), said("2025-05-10", kind), on="2025-05-11")
    assert (off.status, window(off), off.overdue_days) == (kind, "2025-05-10", None)
    assert (
        upcoming(said("2025-04-01", "scheduled", window="2025-05-10"), said("2025-05-10", kind), on="2025-05-11") == []
    )


@pytest.mark.parametrize(("on", "status", "days"), [("2025-05-31", "scheduled", None), ("2025-06-01", "overdue", 1)])
def test_a_session_is_overdue_from_the_day_after_its_window(on: str, status: str, days: int | None) -> None:
    planned = session(1, said("2025-04-29", "scheduled", window="2025-05-16/2025-05-31"), on=on)
    assert (planned.status, planned.overdue_days) == (status, days)


@pytest.mark.parametrize("kind", ["proposed", "postponed"])
def test_a_proposal_and_a_new_date_go_overdue_as_well(kind: str) -> None:
    assert session(1, said("2025-04-29", kind, window="2025-05"), on="2025-06-02").status == "overdue"


def test_an_open_end_is_never_overdue() -> None:
    assert session(1, said("2025-04-29", "scheduled", window="2025-05-15/.."), on="2026-05-01").status == "scheduled"


@pytest.mark.parametrize("kind", ["proposed", "scheduled", "held"])
def test_an_overdue_session_lapses_once_a_later_one_is_reported(kind: str) -> None:
    documents = [
        said("2025-04-29", "scheduled", window="2025-05-16/2025-05-31"),
        said("2025-09-01", kind, number=2, **({"when": "2025-09-01"} if kind == "held" else {"window": "2025-10"})),
    ]
    assert session(1, *documents, on="2025-08-31").status == "overdue"
    lapsed = session(1, *documents, on="2025-09-01")
    assert (lapsed.status, lapsed.overdue_days) == ("lapsed", 93)


def test_a_later_session_announced_before_the_window_passed_lets_nothing_lapse() -> None:
    documents = [
        said("2025-04-29", "scheduled", window="2025-05"),
        said("2025-04-30", "proposed", number=2, window="2026"),
    ]
    assert session(1, *documents, on="2025-06-05").status == "overdue"


def test_a_session_of_another_track_lets_nothing_lapse() -> None:
    documents = [
        said("2025-04-29", "scheduled", window="2025-05"),
        said("2025-09-01", "held", number=2, track="expert", when="2025-09-01"),
    ]
    assert [(one.track, one.session, one.status) for one in sessions(*documents, on="2025-09-02")] == [
        ("main", 1, "overdue"),
        ("expert", 2, "held"),
    ]


def test_where_nobody_numbers_a_later_time_makes_a_later_session() -> None:
    documents = [
        said("2025-04-29", "scheduled", number="muscat", window="2025-05-10"),
        said("2025-06-01", "scheduled", number="rome", window="2025-06-10"),
    ]
    assert [(one.session, one.status) for one in sessions(*documents, on="2025-06-02")] == [
        ("muscat", "lapsed"),
        ("rome", "scheduled"),
    ]


def test_a_session_without_a_date_is_left_behind_when_a_later_number_takes_place() -> None:
    documents = [
        said("2025-05-01", "postponed", number=4),
        said("2025-05-11", "held", number=5, when="2025-05-11"),
    ]
    assert session(4, *documents, on="2025-05-10").status == "postponed"
    assert session(4, *documents, on="2025-05-12").status == "lapsed"
    assert upcoming(*documents, on="2025-05-12") == []


# ---- from plan to plan --------------------------------------------------------------------------------------------


def test_a_postponement_with_a_new_window_replaces_even_a_narrower_one() -> None:
    moved = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-05-01", "postponed", window="2025-05"),
        on="2025-05-02",
    )
    assert (moved.status, window(moved)) == ("postponed", "2025-05")


def test_a_postponement_without_a_new_window_leaves_none() -> None:
    moved = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", origin="Oman MFA"),
        said("2025-05-01", "postponed", origin="Oman MFA"),
        on="2025-05-02",
    )
    assert (moved.status, moved.window, moved.disputes) == ("postponed", None, ())
    assert slips(moved) == [("2025-05-10", ("2025-04-01",))]
    assert session(1, said("2025-05-01", "postponed"), on="2026-05-02").status == "postponed"


def test_after_a_postponement_a_claim_without_a_time_sets_no_date_and_a_date_does() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-03", origin="Oman MFA"),
        said("2025-05-01", "postponed", origin="Oman MFA"),
        said("2025-05-04", "scheduled", origin="Iran MFA"),
        said("2025-05-07", "scheduled", window="2025-05-11", origin="Oman MFA"),
        said("2025-05-09", "postponed", origin="Oman MFA"),
    ]
    told = [session(1, *documents, on=day) for day in ("2025-05-02", "2025-05-05", "2025-05-08", "2025-05-10")]
    assert [(one.status, window(one)) for one in told] == [
        ("postponed", None),
        ("postponed", None),
        ("scheduled", "2025-05-11"),
        ("postponed", None),
    ]
    assert slips(told[-1]) == [("2025-05-03", ("2025-04-01",)), ("2025-05-11", ("2025-05-07",))]


def test_a_reprint_of_a_postponement_does_not_undo_the_date_set_since() -> None:
    moved = session(
        1,
        said("2025-05-01", "postponed", origin="Oman MFA"),
        said("2025-05-07", "scheduled", window="2025-05-11", origin="Oman MFA"),
        report(
            "reprint",
            published="2025-05-09",
            origin="Oman MFA",
            kind="reprint",
            facts=[{"kind": "session-postponed", "session": 1}],
        ),
        on="2025-05-10",
    )
    assert (moved.status, window(moved)) == ("scheduled", "2025-05-11")


def test_a_postponement_that_another_outlet_tells_of_afterwards_is_no_second_one() -> None:
    moved = session(
        1,
        said("2025-05-01", "postponed", origin="Oman MFA"),
        said("2025-05-07", "scheduled", window="2025-05-11", origin="Oman MFA"),
        said("2025-05-09", "postponed", when="2025-05-01", origin="Reuters"),
        on="2025-05-10",
    )
    assert (moved.status, window(moved)) == ("scheduled", "2025-05-11")


def test_who_tells_of_a_postponement_more_vaguely_moves_nothing() -> None:
    moved = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-03"),
        said("2025-05-01", "postponed", window="2025-06-10"),
        said("2025-05-02", "postponed", window="2025-06"),
        on="2025-05-03",
    )
    assert (moved.status, window(moved)) == ("postponed", "2025-06-10")


def test_a_vaguer_echo_undoes_nothing_and_a_narrower_window_is_news() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-16/2025-05-31"),
        said("2025-04-02", "scheduled", window="2025-05"),
        said("2025-04-03", "scheduled"),
        said("2025-04-04", "scheduled", window="2025-05-21"),
    ]
    assert window(session(1, *documents, on="2025-04-03")) == "2025-05-16/2025-05-31"
    told = session(1, *documents, on="2025-04-05")
    assert window(told) == "2025-05-21"
    assert [(slip.window.edtf, slip.change) for slip in told.slips] == [
        ("2025-05-16/2025-05-31", True),
        ("2025-05", False),
        ("2025-05-21", True),
    ]


@pytest.mark.parametrize("echo", [{}, {"window": "2025-05"}, {"window": "2025-05-21"}])
def test_what_is_scheduled_does_not_become_a_mere_expectation_by_who_only_expects_it(echo: dict[str, str]) -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-16/2025-05-31"),
        said("2025-04-02", "scheduled", basis="expected", **echo),
    ]
    assert session(1, *documents, on="2025-04-03").status == "scheduled"


def test_a_cancelled_session_can_be_scheduled_anew() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-20", "cancelled", by="Iran"),
        said("2025-05-02", "scheduled", window="2025-06-10"),
    ]
    assert session(1, *documents, on="2025-05-01").status == "cancelled"
    anew = session(1, *documents, on="2025-05-03")
    assert (anew.status, window(anew)) == ("scheduled", "2025-06-10")


@pytest.mark.parametrize("kind", ["cancelled", "not-held"])
def test_what_is_announced_without_a_time_after_it_was_off_has_no_time(kind: str) -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-05-10", kind),
        said("2025-05-12", "scheduled"),
        on="2025-05-13",
    )
    assert (told.status, told.window) == ("scheduled", None)


@pytest.mark.parametrize(
    ("before", "status"),
    [(None, "overdue"), ("cancelled", "cancelled"), ("not-held", "not-held")],
)
def test_a_new_proposal_gives_a_future_to_what_had_none(before: str | None, status: str) -> None:
    documents = [said("2025-04-01", "scheduled", window="2025-05-10")]
    documents += [said("2025-05-11", before)] if before else []
    assert session(1, *documents, on="2025-05-31").status == status
    proposed = session(1, *documents, said("2025-06-01", "proposed", window="2025-07"), on="2025-06-02")
    assert (proposed.status, window(proposed)) == ("proposed", "2025-07")


@pytest.mark.parametrize("before", ["cancelled", "not-held"])
def test_a_new_proposal_whose_time_has_passed_without_a_word_is_overdue_and_no_longer_off(before: str) -> None:
    documents = [said("2022-07-01", "scheduled", window="2022-07-25"), said("2022-07-26", before)]
    told = session(1, *documents, said("2024-02-27", "proposed", window="2024-04"), on="2024-05-10")
    assert (told.status, window(told), told.overdue_days) == ("overdue", "2024-04", 10)
    recalled = said("2024-05-27", "proposed", window="2024-04")
    assert session(1, *documents, recalled, on="2024-06-10").status == before


def test_a_proposal_of_another_time_told_on_the_day_of_the_cancellation_is_a_new_one() -> None:
    plan = said("2023-04-26", "scheduled", window="2023-05-24", place="Sydney")

    def off(window: str, kind: str = "cancelled") -> Told:
        facts = [
            {"kind": "session-proposed", "session": 1, "window": window, "place": "Hiroshima"},
            {"kind": f"session-{kind}", "session": 1},
        ]
        return report("2023-05-17", published="2023-05-17", facts=facts)

    told = session(1, plan, off("2023-05-19/2023-05-21"), on="2023-05-18")
    assert (told.status, window(told)) == ("proposed", "2023-05-19/2023-05-21")
    told = session(1, plan, off("2023-05"), on="2023-05-18")  # that was the plan
    assert (told.status, window(told)) == ("cancelled", "2023-05-24")
    told = session(1, plan, off("2023-06", "postponed"), on="2023-05-18")
    assert (told.status, window(told)) == ("postponed", "2023-06")


def test_a_proposal_changes_nothing_while_a_date_is_set() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", place="Rome"),
        said("2025-04-02", "proposed", window="2025-06", place="Oslo"),
        on="2025-04-03",
    )
    assert (told.status, window(told), told.place) == ("scheduled", "2025-05-10", "Rome")
    assert [slip.change for slip in told.slips] == [True, False]


def test_what_one_office_said_first_it_does_not_say_anew_by_being_printed_again() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", origin="Iran MFA"),
        said("2025-04-05", "scheduled", window="2025-05-20", origin="Oman MFA"),
        said("2025-04-08", "scheduled", window="2025-05-10", origin="Iran MFA"),
        on="2025-04-09",
    )
    assert window(told) == "2025-05-20"
    assert slips(told) == [("2025-05-10", ("2025-04-01", "2025-04-08")), ("2025-05-20", ("2025-04-05",))]


def test_what_one_office_says_on_another_day_is_news() -> None:
    told = session(
        1,
        said("2025-04-13", "scheduled", window="2025-04-19", place="Rome", when="2025-04-13", origin="Iran MFA"),
        said("2025-04-14", "scheduled", window="2025-04-19", place="Muscat", when="2025-04-14", origin="Iran MFA"),
        said("2025-04-16", "scheduled", window="2025-04-19", place="Rome", when="2025-04-16", origin="Iran MFA"),
        on="2025-04-17",
    )
    assert told.place == "Rome"


# ---- who disagrees ------------------------------------------------------------------------------------------------


def test_another_offices_news_supersedes_a_plan_and_contradicts_nothing() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", origin="Iran MFA"),
        said("2025-04-05", "scheduled", window="2025-05-20", origin="Oman MFA"),
        on="2025-04-06",
    )
    assert (window(told), told.disputes) == ("2025-05-20", ())


def test_who_says_otherwise_on_the_day_of_the_change_disagrees_as_long_as_it_could_still_come_true() -> None:
    documents = [
        said("2025-04-05", "scheduled", window="2025-05-10", origin="Iran MFA"),
        said("2025-04-04", "scheduled", window="2025-05-10", origin="IRNA"),
        report(
            "change",
            published="2025-04-05",
            origin="Oman MFA",
            facts=[{"kind": "session-postponed", "session": 1, "window": "2025-05-20"}],
        ),
    ]
    told = session(1, *documents, on="2025-05-10")
    assert window(told) == "2025-05-20"
    assert dissent(told, "window") == [("2025-05-10", ("2025-04-05", "2025-04-04"))]
    assert session(1, *documents, on="2025-05-11").disputes == ()
    own = [*documents, said("2025-04-06", "scheduled", window="2025-05-20", origin="Iran MFA")]
    assert session(1, *own, on="2025-04-07").disputes == ()


def test_who_goes_back_to_the_plan_of_before_makes_the_change_a_dissent() -> None:
    told = session(
        1,
        said("2025-05-01", "scheduled", window="2025-05-14", origin="A"),
        said("2025-05-10", "postponed", window="2025-06", origin="B"),
        said("2025-05-11", "scheduled", window="2025-05-14", origin="C"),
        on="2025-05-12",
    )
    assert (told.status, window(told)) == ("scheduled", "2025-05-14")
    assert dissent(told, "window") == [("2025-06", ("2025-05-10",))]


def test_who_postponed_without_a_date_stands_no_longer_by_the_date_it_gave_before() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", origin="Iran MFA"),
        said("2025-04-03", "postponed", origin="Iran MFA"),
        said("2025-04-05", "scheduled", window="2025-05-20", origin="Oman MFA"),
        on="2025-04-06",
    )
    assert (window(told), told.disputes) == ("2025-05-20", ())


@pytest.mark.parametrize("kind", ["cancelled", "postponed"])
def test_who_still_says_that_it_is_on_disagrees_with_who_called_it_off(kind: str) -> None:
    before = said("2025-04-01", "scheduled", window="2025-05-10", origin="US State Department")
    off = said("2025-05-01", kind, by="Iran", origin="Iran MFA")
    assert session(1, before, off, on="2025-05-10").disputes == ()
    on_the_day = report(
        "still on", published="2025-05-01", facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-05-10"}]
    )
    told = session(1, before, on_the_day, off, on="2025-05-10")
    assert (told.status, [value for value, _ in dissent(told, "status")]) == (kind, ["scheduled"])
    assert session(1, before, on_the_day, off, on="2025-05-11").disputes == ()


def test_who_called_it_off_disagrees_with_who_says_that_it_is_on_all_the_same() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-10", origin="Oman MFA"),
        said("2025-05-01", "cancelled", origin="Iran MFA"),
    ]
    still_on = session(1, *documents, said("2025-05-02", "scheduled", window="2025-05-10"), on="2025-05-03")
    assert (still_on.status, dissent(still_on, "status")) == ("scheduled", [("cancelled", ("2025-05-01",))])
    another_day = session(1, *documents, said("2025-05-02", "scheduled", window="2025-05-20"), on="2025-05-03")
    assert dissent(another_day, "status") == []


def test_a_denial_answers_what_it_denies_until_somebody_schedules_anew() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-10", origin="US State Department"),
        said("2025-04-02", "scheduled", window="2025-05-10", modality="denied", origin="Iran MFA"),
    ]
    denied = session(1, *documents, on="2025-04-03")
    assert (denied.status, denied.disputes) == ("denied", ())
    assert upcoming(*documents, on="2025-06-01") == []
    assert slips(denied) == [("2025-05-10", ("2025-04-01",))]
    agreed = [*documents, said("2025-04-04", "scheduled", window="2025-05-10", origin="Iran MFA")]
    anew = session(1, *agreed, on="2025-04-05")
    assert (anew.status, anew.disputes) == ("scheduled", ())
    insisted = [*documents, said("2025-04-04", "scheduled", window="2025-05-10", origin="White House")]
    told = session(1, *insisted, on="2025-04-05")
    assert (told.status, dissent(told, "status")) == ("scheduled", [("denied", ("2025-04-02",))])


def test_on_one_day_the_denial_counts_unless_more_origins_say_that_it_is_on() -> None:
    plan = {"kind": "session-scheduled", "session": 1, "window": "2024-01"}

    def told(name: str, **attributes: object) -> Told:
        return report(name, published="2023-12-14", facts=[{**plan, **attributes}])

    one, denial, other = told("ambassador"), told("ministry", modality="denied"), told("palace")
    denied = session(1, one, denial, on="2023-12-15")
    assert (denied.status, dissent(denied, "status")) == ("denied", [("scheduled", ("ambassador",))])
    on = session(1, one, denial, other, on="2023-12-15")
    assert (on.status, dissent(on, "status")) == ("scheduled", [("denied", ("ministry",))])


def test_a_denial_of_another_time_touches_nothing() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-02", "scheduled", window="2025-06", modality="denied"),
        on="2025-04-03",
    )
    assert (told.status, told.disputes) == ("scheduled", ())


def test_a_denied_cancellation_restores_what_stood_before_and_stays_a_dissent_of_who_said_it() -> None:
    documents = [
        said("2025-05-01", "scheduled", window="2025-06-10", origin="A"),
        said("2025-05-10", "cancelled", origin="B"),
        said("2025-05-11", "cancelled", modality="denied", origin="A"),
    ]
    told = session(1, *documents, on="2025-05-11")
    assert (told.status, window(told)) == ("scheduled", "2025-06-10")
    assert dissent(told, "status") == [("cancelled", ("2025-05-10",))]
    assert session(1, *documents[:2], on="2025-05-11").status == "cancelled"


def test_a_denial_of_the_holding_outvotes_fewer_who_say_that_it_was_held() -> None:
    held = said("2025-05-11", "held", when="2025-05-10", origin="A")
    denied = [
        said("2025-05-12", "held", when="2025-05-10", modality="denied", origin="B"),
        said("2025-05-13", "not-held", when="2025-05-10", origin="C"),
    ]
    once = session(1, held, *denied, on="2025-05-12")
    assert (once.status, [one.reason for one in once.disputes]) == ("not-held", ["newer"])
    twice = session(1, held, *denied, on="2025-05-13")
    assert (twice.status, dissent(twice, "status")) == ("not-held", [("held", ("2025-05-11",))])
    assert session(1, denied[0], on="2025-05-13").status == "not-held"


def test_what_was_not_held_in_may_does_not_contradict_what_was_held_in_june() -> None:
    told = session(
        1,
        said("2025-05-04", "not-held", origin="A"),
        said("2025-05-05", "not-held", when="2025-05-03", origin="B"),
        said("2025-06-11", "held", when="2025-06-11", origin="C"),
    )
    assert (told.status, told.disputes) == ("held", ())


def test_a_day_missed_does_not_undo_the_day_set_since() -> None:
    told = session(
        1,
        said("2025-05-02", "scheduled", window="2025-05-11"),
        said("2025-05-04", "not-held", when="2025-05-03"),
        on="2025-05-05",
    )
    assert (told.status, window(told)) == ("scheduled", "2025-05-11")


def test_a_day_missed_may_be_told_as_the_time_that_it_was_planned_for() -> None:
    told = session(
        1,
        said("2025-05-02", "scheduled", window="2025-05-11"),
        said("2025-05-04", "not-held", window="2025-05-03"),
        on="2025-05-05",
    )
    assert (told.status, window(told)) == ("scheduled", "2025-05-11")


def test_a_place_is_shown_as_a_report_in_the_readers_language_has_it_then_as_one_of_unknown_language() -> None:
    def held_in(day: str, place: str, language: str | None) -> Told:
        document = said(day, "held", when="2025-05-01", place=place)
        document["report"] |= {"language": language} if language else {}
        return document

    german, unknown = held_in("2025-05-02", "Wien", "de"), held_in("2025-05-03", "Vienne", None)
    english = held_in("2025-05-04", "Vienna", "en")
    assert [session(1, *told).place for told in ([german], [german, unknown], [german, unknown, english])] == [
        "Wien",
        "Vienne",
        "Vienna",
    ]


def test_a_place_is_shown_as_the_plan_had_it_where_only_that_was_told_in_the_readers_language() -> None:
    def of(day: str, kind: str, place: str, language: str, **times: str) -> Told:
        document = said(day, kind, number=1, origin=None, place=place, **times)
        document["report"] |= {"language": language}
        return document

    planned = of("2025-04-20", "scheduled", "Vienna", "en", window="2025-05-01")
    german = of("2025-05-02", "held", "Wien", "de", when="2025-05-01")
    arabic = of("2025-05-03", "held", "فيينا", "ar", when="2025-05-01")
    told = session(1, planned, german, arabic)
    assert (told.place, told.disputes) == ("Vienna", ())
    elsewhere = of("2025-04-20", "scheduled", "Geneva", "en", window="2025-05-01")
    assert session(1, elsewhere, german).place == "Wien"


def test_of_two_days_told_the_one_with_more_origins_counts_then_the_better_outlet_then_the_newer() -> None:
    first = said("2024-08-27", "held", when="2024-08-27", origin="Iraq")
    second = said("2024-08-29", "held", when="2024-08-28", origin="NATO")
    newer = session(1, first, second)
    assert (newer.held and newer.held.edtf, newer.disputes[0].reason) == ("2024-08-28", "newer")
    graded = judgement({"kind": "source-assessed", "outlet": "2024-08-27", "reliability": "B"})
    better = session(1, first, second, graded)
    assert (better.held and better.held.edtf, better.disputes[0].reason) == ("2024-08-27", "reliability")
    third = said("2024-08-30", "held", when="2024-08-28", origin="Anadolu")
    more = session(1, first, second, graded, third)
    assert (more.held and more.held.edtf, more.disputes[0].reason) == ("2024-08-28", "origins")
    assert dissent(more, "held") == [("2024-08-27", ("2024-08-27",))]


def test_a_day_is_preferred_to_a_month_that_contradicts_it() -> None:
    told = session(
        1,
        said("2025-01-02", "held", when="2024-12-30"),
        said("2025-01-05", "held", when="2025-01"),
    )
    assert (told.held and told.held.edtf, told.disputes[0].reason) == ("2024-12-30", "precision")


def test_told_in_those_days_outweighs_a_memory_half_a_year_later() -> None:
    told = session(
        1,
        said("2022-01-14", "held", when="2022-01-14", origin="Northland ministry"),
        said("2022-07-02", "held", when={"edtf": "2022-02", "wording": "in February"}, origin="joint statement"),
        on="2022-08-01",
    )
    assert (told.held and told.held.edtf, told.disputes[0].reason) == ("2022-01-14", "first-told")
    assert dissent(told, "held") == [("2022-02", ("2022-07-02",))]


def test_degrees_of_firmness_contradict_nothing() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="2025-05-10", basis="announced"),
        said("2025-04-02", "scheduled", window="2025-05-10", basis="confirmed"),
        on="2025-04-03",
    )
    assert (told.basis, told.disputes) == ("confirmed", ())


# ---- two questions in time ----------------------------------------------------------------------------------------

HELD = (
    said("2025-04-29", "scheduled", window="2025-05-16/2025-05-31"),
    said("2025-05-21", "held", when="2025-05-21"),
)


def test_with_todays_knowledge_a_session_was_to_come_on_the_day_it_would_be_held() -> None:
    foreseen = session(1, *HELD, on="2025-05-10", known_at="2025-09-01")
    assert (foreseen.status, window(foreseen), foreseen.held) == ("scheduled", "2025-05-21", None)
    assert session(1, HELD[1], on="2025-05-10", known_at="2025-09-01").status == "scheduled"
    assert session(1, *HELD, on="2025-05-21", known_at="2025-09-01").status == "held"


def test_with_the_knowledge_of_then_it_is_overdue_today() -> None:
    assert session(1, *HELD, on="2025-06-02", known_at="2025-05-10").status == "overdue"


def test_what_later_made_it_lapse_had_not_yet_been_reported() -> None:
    documents = [HELD[0], said("2025-09-01", "proposed", number=2, window="2026")]
    assert session(1, *documents, on="2025-06-05", known_at="2025-09-02").status == "overdue"


def test_an_undated_report_counts_from_the_day_it_was_recorded_and_is_never_the_latest_news() -> None:
    undated = report("undated", facts=[{"kind": "session-scheduled", "session": 1, "window": "2026-06"}])
    dated = said("2025-04-01", "scheduled", window="2026-05")
    assert window(session(1, dated, undated, on="2025-12-31")) == "2026-05"
    assert slips(session(1, dated, undated, on="2025-12-31")) == [("2026-05", ("2025-04-01",))]
    told = session(1, dated, undated, on="2026-01-01")
    assert (window(told), told.disputes) == ("2026-05", ())


# ---- one and the same ---------------------------------------------------------------------------------------------


def test_linked_sessions_are_one_under_the_number() -> None:
    documents = [
        said("2025-04-08", "scheduled", number="muscat", window="2025-04-12"),
        said("2025-04-12", "held", number=1, when="2025-04-12"),
    ]
    link = judgement({"kind": "subjects-linked", "subjects": ["session:muscat", "session:1"], "as": "same"})
    assert len(sessions(*documents)) == 2
    (one,) = sessions(*documents, link)
    assert (one.session, one.status, window(one)) == (1, "held", "2025-04-12")
    assert one.reports == ("2025-04-08", "2025-04-12")


def test_a_session_is_as_held_as_the_contact_that_it_is_linked_to() -> None:
    planned = said("2020-09-15", "scheduled", number="visit", window="2020-09-16")
    met = report(
        "met",
        published="2020-09-17",
        facts=[
            {
                "kind": "contact-held",
                "when": "2020-09-16",
                "format": "meeting",
                "place": "Brussels",
                "persons": [{"name": "Fuad Hussein"}],
            }
        ],
    )
    link = judgement(
        {"kind": "subjects-linked", "subjects": ["contact:2020-09-16/meeting", "session:visit"], "as": "same"}
    )
    (held,) = sessions(planned, met, link)
    assert (held.session, held.status, held.held and held.held.edtf) == ("visit", "held", "2020-09-16")
    assert (held.place, [one.name for one in held.persons]) == ("Brussels", ["Fuad Hussein"])


def test_a_number_written_as_text_and_the_main_track_by_name_are_the_same_session() -> None:
    (one,) = sessions(
        said("2025-04-01", "scheduled", number="04", window="2025-05"),
        said("2025-04-02", "scheduled", number=4, track="main", window="2025-05-10"),
        on="2025-04-03",
    )
    assert (one.session, window(one)) == (4, "2025-05-10")


# ---- every window ever given --------------------------------------------------------------------------------------


def test_windows_are_kept_in_order_of_publication_however_they_were_recorded() -> None:
    documents = [
        said("2025-05-07", "postponed", window="2025-06-20"),
        said("2024-08-27", "proposed", window="2025"),
        said("2025-04-29", "scheduled", window="2025-05-16/2025-05-31"),
        said("2025-05-01", "scheduled", window="2025-05-16/2025-05-31"),
        said("2025-06-20", "held", when="2025-06-20"),
    ]
    assert slips(session(1, *documents)) == [
        ("2025", ("2024-08-27",)),
        ("2025-05-16/2025-05-31", ("2025-04-29", "2025-05-01")),
        ("2025-06-20", ("2025-05-07",)),
    ]


def test_a_window_came_out_when_it_was_printed_first_by_whom_the_first_print_names() -> None:
    documents = [
        said("2025-05-03", "scheduled", window="2025-06-10", origin="Iraq MFA"),
        said("2025-05-01", "scheduled", window="2025-06-10", origin="Iraq MFA"),
        said("2025-05-02", "scheduled", window="2025-06-10", origin="NATO"),
    ]
    (slip,) = session(1, *documents, on="2025-05-04").slips
    assert slip.published is not None
    assert (slip.published.edtf, slip.reports) == ("2025-05-01", ("2025-05-01", "2025-05-03", "2025-05-02"))


def test_a_window_given_again_after_another_is_a_slip_of_its_own() -> None:
    documents = [
        said("2025-04-01", "scheduled", window="2025-05-10"),
        said("2025-04-05", "postponed", window="2025-05-20"),
        said("2025-04-09", "scheduled", window="2025-05-10"),
    ]
    assert [edtf for edtf, _ in slips(session(1, *documents))] == ["2025-05-10", "2025-05-20", "2025-05-10"]


def test_a_limit_moved_is_news_although_both_could_come_true() -> None:
    told = session(
        1,
        said("2025-04-01", "scheduled", window="../2025-06-30"),
        said("2025-06-10", "scheduled", window="../2025-07-31"),
        on="2025-06-11",
    )
    assert window(told) == "../2025-07-31"


def test_a_time_proposed_stays_among_the_values_of_the_window_that_was_set() -> None:
    proposed = said("2025-01-10", "proposed", window="2025")
    scheduled = said("2025-04-29", "scheduled", window="2025-05-16/2025-05-31")
    (found,) = state(proposed, scheduled).sessions
    verdict = found.dossier.verdicts["window"]
    assert [support.value.text for support in verdict.supports] == ["2025-05-16/2025-05-31", "2025"]
    assert (verdict.reason, verdict.dissent) == ("newest", ())


def test_a_plan_that_a_report_of_no_day_recalls_stands_behind_those_of_which_the_day_is_known() -> None:
    recalled = report(
        "undated",
        origin="C",
        recorded_at="2025-04-20",
        facts=[{"kind": "session-scheduled", "session": 1, "window": "2025-03", "retold": True}],
    )
    documents = [said("2025-04-01", "scheduled", window="2025-05-10"), recalled]
    told = session(1, *documents, on="2025-04-21")
    assert (window(told), slips(told)) == ("2025-05-10", [("2025-05-10", ("2025-04-01",)), ("2025-03", ("undated",))])
